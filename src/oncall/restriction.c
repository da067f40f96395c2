/* restriction.c - the hours of the week to which something is restricted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/restriction.h"

#include "base/civil-date.h"

/**
 * muster_restriction_new:
 *
 * Returns: (transfer full) (element-type MusterDutyHours): none yet
 */
GArray *
muster_restriction_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (MusterDutyHours));
}

/**
 * muster_restriction_add:
 * @self: (element-type MusterDutyHours): a list of hours
 * @hours: more of them
 *
 * Puts them where they start.
 */
void
muster_restriction_add (GArray *self, MusterDutyHours hours)
{
  guint i = self->len;

  while (i > 0 && g_array_index (self, MusterDutyHours, i - 1).from_s > hours.from_s)
    i--;
  g_array_insert_val (self, i, hours);
}

/**
 * muster_duty_hours_on:
 * @self: hours
 * @clock: their zone's
 * @day: since 1970-01-01
 * @out_start_s: (out): the instant at which they start
 * @out_end_s: (out): and end
 *
 * Both are turned into instants one by one (on-call rules 2 and 5), so that on the day on which the
 * wall is set they are longer or shorter, and the clock is always right.
 *
 * Returns: whether there are any then
 */
gboolean
muster_duty_hours_on (const MusterDutyHours *self,
                      MusterWallClock *clock,
                      gint64 day,
                      gint64 *out_start_s,
                      gint64 *out_end_s)
{
  gint64 midnight_s = day * MUSTER_DAY_S;
  gint64 end_s = self->to_s + (self->to_s <= self->from_s ? MUSTER_DAY_S : 0);

  if ((self->days >> muster_weekday_of_days (day) & 1) == 0)
    return FALSE;
  *out_start_s = muster_wall_clock_find (clock, midnight_s + self->from_s);
  *out_end_s = muster_wall_clock_find (clock, midnight_s + end_s);
  return *out_start_s < *out_end_s;
}

/**
 * muster_restriction_first_day:
 * @clock: a zone's
 * @from_s: an instant
 *
 * Hours last a day at most, and a wall jumps by one at most.
 *
 * Returns: a day before which none start that hold then
 */
gint64
muster_restriction_first_day (MusterWallClock *clock, gint64 from_s)
{
  return muster_floor_div (muster_wall_clock_show (clock, from_s), MUSTER_DAY_S) - 3;
}

/**
 * muster_restriction_last_day:
 * @clock: a zone's
 * @to_s: an instant
 *
 * Returns: a day after which none start before then
 */
gint64
muster_restriction_last_day (MusterWallClock *clock, gint64 to_s)
{
  return muster_floor_div (muster_wall_clock_show (clock, to_s), MUSTER_DAY_S) + 1;
}

/**
 * muster_restriction_resolve:
 * @self: (element-type MusterDutyHours): a list of hours
 * @clock: their zone's
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: (transfer full): 1 where some of them hold
 */
MusterTimeline *
muster_restriction_resolve (const GArray *self, MusterWallClock *clock, gint64 from_s, gint64 to_s)
{
  MusterTimeline *timeline = muster_timeline_new (to_s);
  gint64 last = muster_restriction_last_day (clock, to_s), until_s = from_s;

  muster_timeline_append (timeline, from_s, 0);
  for (gint64 day = muster_restriction_first_day (clock, from_s); day <= last; day++)
    for (guint i = 0; i < self->len; i++)
      {
        const MusterDutyHours *hours = &g_array_index (self, MusterDutyHours, i);
        gint64 start_s, end_s;

        if (!muster_duty_hours_on (hours, clock, day, &start_s, &end_s) || end_s <= until_s ||
            start_s >= to_s)
          continue;
        /* what began before and lasts still goes on: it is as if this began where that ends */
        muster_timeline_append (timeline, MAX (start_s, until_s), 1);
        until_s = end_s;
        if (until_s < to_s)
          muster_timeline_append (timeline, until_s, 0);
      }
  return timeline;
}
