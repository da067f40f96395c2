/* override-draft.h - an override before it is made: its times as they are typed, and what it
 * changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/roster-lanes.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_TYPED_NOTHING, /* it is no time */
  MUSTER_TYPED_TIME,
  MUSTER_TYPED_SKIPPED, /* clocks are put forward over it */
  MUSTER_TYPED_TWICE,   /* clocks are put back, and show it again */
} MusterTyped;

/* "2026-03-25 09:00", "09:00" of today, as the wall of @zone shows it; or RFC 3339. Of one that is
 * shown twice the first, or the @is_second. */
MusterTyped muster_typed_time_read (const char *text,
                                    GTimeZone *zone,
                                    gint64 now_s,
                                    gboolean is_second,
                                    gint64 *out_s);
/* As it is read: "2026-03-25 09:00". */
char *muster_typed_time_write (gint64 at_s, GTimeZone *zone);
/* Is @at_s the second time that the wall shows that? */
gboolean muster_typed_time_is_second (gint64 at_s, GTimeZone *zone);

/* What an override changes for people. */
typedef struct
{
  guint n_people;   /* who see a change */
  gint64 closed_s;  /* how much of gaps it closes; below 0: it opens so much */
  gint64 *gained_s; /* by each person of the schedule; below 0: lost */
  gint64 rest_s;    /* of who gains most, to their nearest other duty; -1: they have none */
  guint gainer;     /* that one; G_MAXUINT: nobody gains */
  guint n;          /* people of the schedule */
} MusterOverrideEffect;

/* @modifier is of the subject's people. NULL: it cannot be told. */
MusterOverrideEffect *muster_override_effect_new (MusterRosterSubject *subject,
                                                  const MusterModifier *modifier);
void muster_override_effect_free (MusterOverrideEffect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOverrideEffect, muster_override_effect_free)
/* "2 people see a change, both will be told", then who has how much more or less. */
char *muster_override_effect_describe (const MusterOverrideEffect *self,
                                       const MusterRosterSubject *subject);
/* "Jonas, Wed 25 Mar 09:00 to Sat 28 Mar 09:00, 72 h, closes the gap, 21 days of rest" */
char *muster_override_effect_describe_short (const MusterOverrideEffect *self,
                                             const MusterRosterSubject *subject,
                                             const MusterModifier *modifier,
                                             gint64 now_s,
                                             GTimeZone *zone);

/* Who is on call with it as well: like muster_roster_lane_new_final(). */
MusterRosterLane *muster_override_preview_lane (MusterRosterSubject *subject,
                                                const MusterModifier *modifier,
                                                gint64 from_s,
                                                gint64 to_s);

G_END_DECLS
