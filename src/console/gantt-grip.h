/* gantt-grip.h - what comes of it when a shift is moved: which override that would be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/roster-lanes.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_GRIP_NONE,
  MUSTER_GRIP_START, /* the earlier edge */
  MUSTER_GRIP_END,   /* the later one */
  MUSTER_GRIP_BODY,  /* all of it: it goes to whoever has the time that it is let go at */
} MusterGanttGrip;

typedef struct
{
  const MusterRosterLane *final;
  guint block;
  MusterGanttGrip grip;
  gint64 at_s;       /* where it is moved to */
  gint64 now_s;      /* the past never moves */
  gboolean is_union; /* somebody more takes nobody's place */
} MusterGanttMove;

/* FALSE: nothing comes of it. */
gboolean muster_gantt_move_propose (const MusterGanttMove *self, MusterModifier *out);
/* The edge that is held where the pointer is: @x of a block that is @width wide. */
MusterGanttGrip muster_gantt_grip_at (double x, double width);

G_END_DECLS
