/* gantt-scale.c - where an instant stands in a row of days, and which instant stands there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-scale.h"

#include "base/wall-time.h"

#include <math.h>

/**
 * muster_gantt_scale_new:
 * @zone: whose days they are
 * @first_day: the first, counted from 1970-01-01
 * @n_days: how many, at least 1
 *
 * Returns: (transfer full): the scale
 */
MusterGanttScale *
muster_gantt_scale_new (GTimeZone *zone, gint64 first_day, guint n_days)
{
  MusterGanttScale *self = g_new (MusterGanttScale, 1);

  self->zone = g_time_zone_ref (zone);
  self->first_day = first_day;
  self->n_days = MAX (n_days, 1);
  self->starts_s = g_new (gint64, (gsize) self->n_days + 1);
  for (guint i = 0; i <= self->n_days; i++)
    self->starts_s[i] = muster_wall_time_to_utc (zone, (first_day + i) * MUSTER_DAY_S);
  return self;
}

/**
 * muster_gantt_scale_copy:
 * @self: a scale
 *
 * Returns: (transfer full): one like it
 */
MusterGanttScale *
muster_gantt_scale_copy (const MusterGanttScale *self)
{
  MusterGanttScale *copy = g_memdup2 (self, sizeof *self);

  g_time_zone_ref (copy->zone);
  copy->starts_s = g_memdup2 (self->starts_s, ((gsize) self->n_days + 1) * sizeof (gint64));
  return copy;
}

/**
 * muster_gantt_scale_free:
 * @self: a scale
 *
 * Frees it.
 */
void
muster_gantt_scale_free (MusterGanttScale *self)
{
  g_time_zone_unref (self->zone);
  g_free (self->starts_s);
  g_free (self);
}

/**
 * muster_gantt_week_of:
 * @zone: whose days are counted
 * @at_s: an instant
 *
 * Returns: the Monday of its week, counted from 1970-01-01
 */
gint64
muster_gantt_week_of (GTimeZone *zone, gint64 at_s)
{
  gint64 day = muster_floor_div (muster_wall_time_at (zone, at_s), MUSTER_DAY_S);

  return day - muster_weekday_of_days (day);
}

/**
 * muster_gantt_scale_get_start:
 * @self: a scale
 *
 * Returns: the instant at its left edge
 */
gint64
muster_gantt_scale_get_start (const MusterGanttScale *self)
{
  return self->starts_s[0];
}

/**
 * muster_gantt_scale_get_end:
 * @self: a scale
 *
 * Returns: the instant at its right edge
 */
gint64
muster_gantt_scale_get_end (const MusterGanttScale *self)
{
  return self->starts_s[self->n_days];
}

/* The day that an instant of the scale is in. */
static guint
find_day (const MusterGanttScale *self, gint64 at_s)
{
  guint low = 0, high = self->n_days - 1;

  while (low < high)
    {
      guint middle = high - (high - low) / 2;

      if (self->starts_s[middle] > at_s)
        high = middle - 1;
      else
        low = middle;
    }
  return low;
}

/**
 * muster_gantt_scale_place:
 * @self: a scale
 * @at_s: an instant
 *
 * Returns: how many days from the left edge it is, 0 to n_days
 */
double
muster_gantt_scale_place (const MusterGanttScale *self, gint64 at_s)
{
  gint64 at = CLAMP (at_s, self->starts_s[0], self->starts_s[self->n_days]);
  guint day = find_day (self, at);
  gint64 length_s = MAX (self->starts_s[day + 1] - self->starts_s[day], 1);

  return day + (double) (at - self->starts_s[day]) / (double) length_s;
}

/**
 * muster_gantt_scale_at:
 * @self: a scale
 * @days: how many days from the left edge
 *
 * Returns: the instant there; outside it is the one at the edge
 */
gint64
muster_gantt_scale_at (const MusterGanttScale *self, double days)
{
  double at = CLAMP (days, 0, (double) self->n_days);
  guint day = MIN ((guint) at, self->n_days - 1);
  gint64 length_s = self->starts_s[day + 1] - self->starts_s[day];

  return self->starts_s[day] + (gint64) llround ((at - day) * (double) length_s);
}

/**
 * muster_gantt_scale_get_shift:
 * @self: a scale
 * @day: one of its days, from 0
 *
 * Returns: how much longer than 24 hours it is, seconds; below 0: shorter
 */
gint64
muster_gantt_scale_get_shift (const MusterGanttScale *self, guint day)
{
  g_return_val_if_fail (day < self->n_days, 0);
  return self->starts_s[day + 1] - self->starts_s[day] - MUSTER_DAY_S;
}

/**
 * muster_gantt_scale_snap:
 * @self: a scale
 * @at_s: an instant
 * @step_s: whole steps of the wall are taken, as 3600
 * @handoffs: (nullable) (element-type gint64): instants that are taken first, ascending
 * @reach_s: how far a handoff may be
 *
 * Returns: where an edge that is let go at @at_s comes to lie
 */
gint64
muster_gantt_scale_snap (const MusterGanttScale *self,
                         gint64 at_s,
                         gint64 step_s,
                         const GArray *handoffs,
                         gint64 reach_s)
{
  gint64 best = G_MININT64, wall_s;

  for (guint i = 0; handoffs && i < handoffs->len; i++)
    {
      gint64 handoff = g_array_index (handoffs, gint64, i);

      if (ABS (handoff - at_s) <= reach_s &&
          (best == G_MININT64 || ABS (handoff - at_s) < ABS (best - at_s)))
        best = handoff;
    }
  if (best != G_MININT64)
    return best;
  wall_s = muster_wall_time_at (self->zone, at_s);
  wall_s = muster_floor_div (wall_s + step_s / 2, step_s) * step_s;
  best = muster_wall_time_to_utc (self->zone, wall_s);
  /* of an hour that the wall shows twice, the one that is meant */
  return ABS (best - at_s) > step_s ? muster_floor_div (at_s + step_s / 2, step_s) * step_s : best;
}
