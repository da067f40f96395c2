/* roster-lanes.h - a schedule as lanes of blocks: its overrides, its layers, and what comes of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/roster-subject.h"
#include "oncall/coverage.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_BLOCK_DUTY,   /* somebody is on call, or would be by this layer */
  MUSTER_BLOCK_VACANT, /* a turn that is nobody's */
  MUSTER_BLOCK_GAP,    /* nobody is on call though somebody has to be */
  MUSTER_BLOCK_CHANGE, /* an override */
  MUSTER_BLOCK_ASKED,  /* one that waits for a yes */
} MusterBlockKind;

/* Somebody's time in a lane, as long as it is: it may begin before what is shown. */
typedef struct
{
  MusterBlockKind kind;
  gint64 start_s, end_s;
  guint person;      /* of the schedule, the first of several; G_MAXUINT: nobody */
  guint tint;        /* 0 to MUSTER_N_SHIFT_TINTS - 1 */
  char *who;         /* fit to be shown; NULL: nobody */
  char *what;        /* (nullable): what an override does, "covers" */
  MusterUlid change; /* null: no override, or one that is written in the schedule */
} MusterRosterBlock;

typedef enum
{
  MUSTER_LANE_OVERRIDES,
  MUSTER_LANE_LAYER,
  MUSTER_LANE_FINAL,
  MUSTER_LANE_SECONDARY, /* another schedule, whose people are paged later */
} MusterLaneKind;

typedef struct
{
  MusterLaneKind kind;
  char *title;
  char *detail;   /* (nullable) */
  GArray *blocks; /* of MusterRosterBlock, by when they start */
} MusterRosterLane;

void muster_roster_lane_free (MusterRosterLane *self);
/* The block of a lane that is at an instant, or the one that is nearest; G_MAXUINT: it is empty. */
guint muster_roster_lane_nearest (const MusterRosterLane *lane, gint64 at_s);

/* Of MusterRosterLane, top to bottom: what any of [from, to) is in. NULL, with
 * MUSTER_MODEL_ERROR_INVALID: it is too much to resolve. */
GPtrArray *muster_roster_lanes_new (const MusterRosterSubject *subject,
                                    gint64 from_s,
                                    gint64 to_s,
                                    GError **error);
/* Only who is on call. */
MusterRosterLane *muster_roster_lane_new_final (const MusterRosterSubject *subject,
                                                gint64 from_s,
                                                gint64 to_s,
                                                GError **error);

G_END_DECLS
