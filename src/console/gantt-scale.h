/* gantt-scale.h - where an instant stands in a row of days, and which instant stands there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/civil-date.h"
#include <glib.h>
G_BEGIN_DECLS

/* Days of a zone beside one another, all as wide, however long they are: a day on which clocks
 * change is stretched a little. So every midnight is where people look for it. */
typedef struct
{
  GTimeZone *zone;
  gint64 first_day; /* counted from 1970-01-01 */
  guint n_days;     /* at least 1 */
  gint64 *starts_s; /* n_days + 1: when each begins, and when the last one ends */
} MusterGanttScale;

MusterGanttScale *muster_gantt_scale_new (GTimeZone *zone, gint64 first_day, guint n_days);
MusterGanttScale *muster_gantt_scale_copy (const MusterGanttScale *self);
void muster_gantt_scale_free (MusterGanttScale *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGanttScale, muster_gantt_scale_free)

/* The Monday of the week that an instant is in, where @zone is. */
gint64 muster_gantt_week_of (GTimeZone *zone, gint64 at_s);

gint64 muster_gantt_scale_get_start (const MusterGanttScale *self);
gint64 muster_gantt_scale_get_end (const MusterGanttScale *self);
/* How many days from the left edge: 0 to n_days. */
double muster_gantt_scale_place (const MusterGanttScale *self, gint64 at_s);
gint64 muster_gantt_scale_at (const MusterGanttScale *self, double days);
/* How much longer than 24 hours a day is, seconds: 0 but where clocks change. */
gint64 muster_gantt_scale_get_shift (const MusterGanttScale *self, guint day);

/* Where an edge that is dragged to @at_s comes to lie: on a @handoff that is no further than
 * @reach_s, else on a whole @step_s of the wall. */
gint64 muster_gantt_scale_snap (const MusterGanttScale *self,
                                gint64 at_s,
                                gint64 step_s,
                                const GArray *handoffs /* of gint64, ascending; nullable */,
                                gint64 reach_s);

G_END_DECLS
