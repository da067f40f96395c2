/* shift-count.c - how many shifts were worked: turns that advance by them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A week has its shifts, whichever it is; only what a wall passes over as it is put forward is not
 * worked. So weeks are multiplied, and just the days of those changes are looked at.
 */
#include "oncall/shift-count.h"

#include "base/civil-date.h"

/* Hours of it that the wall shows some of. */
typedef enum
{
  NOT_ON_THAT_DAY,
  PASSED_OVER,
  WORKED,
} Fate;

static const MusterDutyHours *
nth (const MusterShiftCount *self, guint i)
{
  return &g_array_index (self->hours, MusterDutyHours, i);
}

/* Of the hours from @first to before the return value, which start together. */
static guint
tell_fate (const MusterShiftCount *self,
           guint first,
           gint64 day,
           Fate *out_fate,
           gint64 *out_start_s)
{
  guint bit = 1u << muster_weekday_of_days (day), i;

  *out_fate = NOT_ON_THAT_DAY;
  for (i = first; i < self->hours->len && nth (self, i)->from_s == nth (self, first)->from_s; i++)
    {
      gint64 end_s;

      if (*out_fate == WORKED || (nth (self, i)->days & bit) == 0)
        continue;
      *out_fate = muster_duty_hours_on (nth (self, i), self->clock, day, out_start_s, &end_s)
                      ? WORKED
                      : PASSED_OVER;
    }
  return i;
}

/* On a day of the week, if the wall is not set on it. */
static guint
count_on_weekday (const MusterShiftCount *self, guint weekday)
{
  guint n = 0;
  gint32 last_from_s = -1;

  for (guint i = 0; i < self->hours->len; i++)
    if ((nth (self, i)->days >> weekday & 1) != 0 && nth (self, i)->from_s != last_from_s)
      {
        last_from_s = nth (self, i)->from_s;
        n++;
      }
  return n;
}

/* Shifts on a day that are not worked. */
static guint
count_passed_over (const MusterShiftCount *self, gint64 day)
{
  guint n = 0;
  gint64 start_s;
  Fate fate;

  for (guint i = 0; i < self->hours->len;)
    {
      i = tell_fate (self, i, day, &fate, &start_s);
      n += fate == PASSED_OVER;
    }
  return n;
}

static gint64
count_all_passed_over (const MusterShiftCount *self, gint64 first_day, gint64 end_day)
{
  gint64 at_s = muster_wall_clock_find (self->clock, first_day * MUSTER_DAY_S) - MUSTER_DAY_S;
  gint64 to_s = muster_wall_clock_find (self->clock, end_day * MUSTER_DAY_S) + MUSTER_DAY_S;
  gint64 n = 0, day = first_day;
  MusterWallGap gap;

  while ((at_s = muster_wall_clock_next_gap (self->clock, at_s, to_s, &gap)) <= to_s)
    {
      gint64 last = MIN (muster_floor_div (gap.to_s, MUSTER_DAY_S), end_day - 1);

      /* hours that are passed over start in the gap */
      for (day = MAX (day, muster_floor_div (gap.from_s, MUSTER_DAY_S)); day <= last; day++)
        n += count_passed_over (self, day);
    }
  return n;
}

/* Of days from one to before another that is not earlier. */
static gint64
count_between (const MusterShiftCount *self, gint64 first_day, gint64 end_day)
{
  gint64 weeks = (end_day - first_day) / 7, n = 0;
  guint of_weekday[7];

  for (guint i = 0; i < 7; i++)
    {
      of_weekday[i] = count_on_weekday (self, i);
      n += of_weekday[i] * weeks;
    }
  for (gint64 day = first_day + 7 * weeks; day < end_day; day++)
    n += of_weekday[muster_weekday_of_days (day)];
  return n - count_all_passed_over (self, first_day, end_day);
}

/**
 * muster_shift_count_at:
 * @self: shifts
 * @day: since 1970-01-01, at most %MUSTER_SHIFT_COUNT_DAYS_MAX from the anchor's
 *
 * Returns: the first shift on that day or later
 */
gint64
muster_shift_count_at (const MusterShiftCount *self, gint64 day)
{
  return day >= self->anchor_day ? count_between (self, self->anchor_day, day)
                                 : -count_between (self, day, self->anchor_day);
}

/**
 * muster_shift_count_foreach:
 * @self: shifts
 * @first_day: since 1970-01-01
 * @last_day: not before it
 * @func: is told of each shift and the instant at which it starts
 * @user_data: for @func
 *
 * Tells of the shifts of some days, in order.
 */
void
muster_shift_count_foreach (const MusterShiftCount *self,
                            gint64 first_day,
                            gint64 last_day,
                            MusterShiftFunc func,
                            gpointer user_data)
{
  gint64 shift = muster_shift_count_at (self, first_day);

  for (gint64 day = first_day; day <= last_day; day++)
    for (guint i = 0; i < self->hours->len;)
      {
        gint64 start_s;
        Fate fate;

        i = tell_fate (self, i, day, &fate, &start_s);
        if (fate == WORKED)
          func (shift++, start_s, user_data);
      }
}
