/* recurrence.c - when something comes again: rules of RFC 5545, held to a budget (security R11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of each day it can be told whether the rule takes it, whatever the days around it. So a search
 * looks at every day of the periods in question once, and its cost is known before it begins:
 * libraries that step from one occurrence to the next have no such bound where a rule gives none.
 */
#include "base/recurrence.h"

#include "base/civil-date.h"
#include "base/recurrence-rule.h"
#include "base/wall-time.h"

#define DAY_S        G_GINT64_CONSTANT (86400)
#define HOUR_S       G_GINT64_CONSTANT (3600)
#define EPOCH_JULIAN 719163                      /* of 1970-01-01, as GDate counts */
#define LAST_DAY     G_GINT64_CONSTANT (2932896) /* of 9999 */
#define PERIOD_DAYS  366

struct _MusterRecurrence
{
  MusterRecurrenceRule rule;
  gint64 start_s;
  gint64 last_s; /* nothing after it */
};

/* A date, walked through day by day. */
typedef struct
{
  gint64 number; /* days since the epoch */
  int year, month, day, month_n, year_day;
} Day;

static int
year_length (int year)
{
  return g_date_is_leap_year ((GDateYear) year) ? 366 : 365;
}

static void
day_begin (Day *self, gint64 number)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (number + EPOCH_JULIAN));
  self->number = number;
  self->year = g_date_get_year (&date);
  self->month = (int) g_date_get_month (&date);
  self->day = g_date_get_day (&date);
  self->month_n = g_date_get_days_in_month ((GDateMonth) self->month, (GDateYear) self->year);
  self->year_day = (int) g_date_get_day_of_year (&date);
}

static void
day_step (Day *self)
{
  self->number++;
  self->year_day++;
  if (++self->day <= self->month_n)
    return;
  self->day = 1;
  if (++self->month > 12)
    {
      self->month = 1;
      self->year_day = 1;
      self->year++;
    }
  self->month_n = g_date_get_days_in_month ((GDateMonth) self->month, (GDateYear) self->year);
}

static gint64
number_of (int year, int month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, (GDateMonth) month, (GDateYear) year);
  return (gint64) g_date_get_julian (&date) - EPOCH_JULIAN;
}

/* --- which days it takes --- */

/* Of a yearly rule without months it is the nth of the year, else of the month. */
static gboolean
is_nth (const MusterRecurrenceRule *rule, const Day *day, MusterNthDay nth)
{
  gboolean of_year = rule->freq == MUSTER_FREQ_YEARLY && rule->months == 0;
  int from_first = of_year ? day->year_day - 1 : day->day - 1;
  int to_last = of_year ? year_length (day->year) - day->year_day : day->month_n - day->day;

  if (muster_weekday_of_days (day->number) != nth.weekday)
    return FALSE;
  return nth.nth > 0 ? from_first / 7 + 1 == nth.nth : to_last / 7 + 1 == -nth.nth;
}

static gboolean
takes_weekday (const MusterRecurrenceRule *rule, const Day *day)
{
  if (rule->weekdays == 0 && rule->n_nth_days == 0)
    return TRUE;
  if ((rule->weekdays >> muster_weekday_of_days (day->number) & 1) != 0)
    return TRUE;
  for (guint i = 0; i < rule->n_nth_days; i++)
    if (is_nth (rule, day, rule->nth_days[i]))
      return TRUE;
  return FALSE;
}

static gboolean
takes (const MusterRecurrenceRule *rule, const Day *day)
{
  if (rule->months != 0 && (rule->months >> day->month & 1) == 0)
    return FALSE;
  if ((rule->month_days != 0 || rule->days_to_end != 0) &&
      (rule->month_days >> day->day & 1) == 0 &&
      (rule->days_to_end >> (day->month_n - day->day + 1) & 1) == 0)
    return FALSE;
  return takes_weekday (rule, day);
}

/* What a rule leaves open, the start says. */
static void
fill_in (MusterRecurrenceRule *rule, gint64 start_s)
{
  gboolean has_days = rule->month_days != 0 || rule->days_to_end != 0 || rule->weekdays != 0 ||
                      rule->n_nth_days > 0;
  Day start;

  day_begin (&start, muster_floor_div (start_s, DAY_S));
  if (has_days)
    return;
  if (rule->freq == MUSTER_FREQ_WEEKLY)
    rule->weekdays = (guint8) (1u << muster_weekday_of_days (start.number));
  else if (rule->freq == MUSTER_FREQ_MONTHLY || rule->freq == MUSTER_FREQ_YEARLY)
    rule->month_days = 1u << start.day;
  if (rule->freq == MUSTER_FREQ_YEARLY && rule->months == 0)
    rule->months = (guint16) (1u << start.month);
}

/* --- periods: years, months, weeks, days --- */

static gint64
period_of (const MusterRecurrenceRule *rule, gint64 number)
{
  Day day;

  if (rule->freq == MUSTER_FREQ_DAILY)
    return number;
  if (rule->freq == MUSTER_FREQ_WEEKLY)
    return muster_floor_div (number + 3 - rule->week_start, 7);
  day_begin (&day, number);
  return rule->freq == MUSTER_FREQ_MONTHLY ? day.year * 12 + day.month - 1 : day.year;
}

static gint64
first_day_of (const MusterRecurrenceRule *rule, gint64 period)
{
  if (rule->freq == MUSTER_FREQ_DAILY)
    return period;
  if (rule->freq == MUSTER_FREQ_WEEKLY)
    return period * 7 - 3 + rule->week_start;
  if (rule->freq == MUSTER_FREQ_MONTHLY)
    return period < 10000 * 12 ? number_of ((int) (period / 12), (int) (period % 12) + 1)
                               : LAST_DAY + 1;
  return period < 10000 ? number_of ((int) period, 1) : LAST_DAY + 1;
}

/* What of a rule is walked through in order. */
typedef struct
{
  const MusterRecurrence *recurrence;
  gint64 period;
  gint64 days[PERIOD_DAYS]; /* of the period, that it takes */
  guint n, next;
} Cursor;

static gboolean
is_chosen (const MusterRecurrenceRule *rule, guint i, guint n)
{
  for (guint j = 0; j < rule->n_positions; j++)
    {
      int position = rule->positions[j];

      if (position > 0 ? (guint) position == i + 1 : (guint) -position == n - i)
        return TRUE;
    }
  return rule->n_positions == 0;
}

static void
collect (Cursor *self)
{
  const MusterRecurrenceRule *rule = &self->recurrence->rule;
  gint64 end = first_day_of (rule, self->period + 1);
  guint n = 0, n_taken = 0;
  Day day;

  day_begin (&day, MAX (first_day_of (rule, self->period), 0));
  for (; day.number < end; day_step (&day))
    if (takes (rule, &day))
      self->days[n_taken++] = day.number;
  for (guint i = 0; i < n_taken; i++)
    if (is_chosen (rule, i, n_taken))
      self->days[n++] = self->days[i];
  self->n = n;
  self->next = 0;
}

static void
cursor_begin (Cursor *self, const MusterRecurrence *recurrence, gint64 from_s)
{
  const MusterRecurrenceRule *rule = &recurrence->rule;
  gint64 first = period_of (rule, muster_floor_div (recurrence->start_s, DAY_S));
  gint64 wanted = period_of (rule, muster_floor_div (from_s, DAY_S));
  gint64 off = (wanted - first) % rule->interval;

  self->recurrence = recurrence;
  self->period = off == 0 ? wanted : wanted - off + rule->interval;
  self->n = self->next = 0;
  if (first_day_of (rule, self->period) <= LAST_DAY)
    collect (self);
}

/* The next wall time before @to_s; FALSE: there is none. */
static gboolean
cursor_next (Cursor *self, gint64 to_s, gint64 *out_s)
{
  const MusterRecurrence *recurrence = self->recurrence;
  gint64 time_of_day_s =
      recurrence->start_s - DAY_S * muster_floor_div (recurrence->start_s, DAY_S);

  while (self->next == self->n)
    {
      gint64 first;

      self->period += recurrence->rule.interval;
      first = first_day_of (&recurrence->rule, self->period);
      if (first > LAST_DAY || first * DAY_S >= to_s)
        return FALSE;
      collect (self);
    }
  *out_s = self->days[self->next++] * DAY_S + time_of_day_s;
  return *out_s < to_s;
}

static gboolean
next_day (const MusterRecurrence *self, gint64 from_s, gint64 to_s, gint64 *out_s)
{
  Cursor cursor;

  cursor_begin (&cursor, self, from_s);
  while (cursor_next (&cursor, to_s, out_s))
    if (*out_s >= from_s)
      return TRUE;
  return FALSE;
}

/* Hours count from the start on, and days are passed over whole. */
static gboolean
next_hour (const MusterRecurrence *self, gint64 from_s, gint64 to_s, gint64 *out_s)
{
  gint64 step_s = self->rule.interval * HOUR_S;
  gint64 at_s = self->start_s + -muster_floor_div (self->start_s - from_s, step_s) * step_s;

  while (at_s < to_s && muster_floor_div (at_s, DAY_S) <= LAST_DAY)
    {
      Day day;
      gint64 tomorrow_s;

      day_begin (&day, muster_floor_div (at_s, DAY_S));
      *out_s = at_s;
      if (takes (&self->rule, &day))
        return TRUE;
      tomorrow_s = (day.number + 1) * DAY_S;
      at_s = self->start_s + -muster_floor_div (self->start_s - tomorrow_s, step_s) * step_s;
    }
  return FALSE;
}

/**
 * muster_recurrence_next:
 * @self: a recurrence
 * @from_s: a wall time
 * @to_s: another
 * @out_s: (out): the first in [from, to) that it gives
 *
 * Returns: whether it gives any
 */
gboolean
muster_recurrence_next (const MusterRecurrence *self, gint64 from_s, gint64 to_s, gint64 *out_s)
{
  from_s = MAX (from_s, self->start_s);
  to_s = MIN (to_s, self->last_s < G_MAXINT64 ? self->last_s + 1 : to_s);
  if (from_s >= to_s || muster_floor_div (from_s, DAY_S) > LAST_DAY)
    return FALSE;
  return self->rule.freq == MUSTER_FREQ_HOURLY ? next_hour (self, from_s, to_s, out_s)
                                               : next_day (self, from_s, to_s, out_s);
}

static gint64
days_of_period (const MusterRecurrenceRule *rule)
{
  if (rule->freq == MUSTER_FREQ_DAILY)
    return 1;
  if (rule->freq == MUSTER_FREQ_WEEKLY)
    return 7;
  return rule->freq == MUSTER_FREQ_MONTHLY ? 28 : 365;
}

/**
 * muster_recurrence_count_candidates:
 * @self: a recurrence
 *
 * What R11 allows ten thousand of.
 *
 * Returns: how many periods of it there are in the two years after its start, or until its end
 */
gint64
muster_recurrence_count_candidates (const MusterRecurrence *self)
{
  gint64 long_s = MUSTER_RECURRENCE_HORIZON_S;
  gint64 period_s =
      self->rule.freq == MUSTER_FREQ_HOURLY ? HOUR_S : days_of_period (&self->rule) * DAY_S;

  if (self->last_s < self->start_s + long_s)
    long_s = MAX (self->last_s - self->start_s, 0);
  return long_s / (period_s * self->rule.interval) + 1;
}

/**
 * muster_recurrence_shortest:
 * @self: a recurrence
 *
 * Returns: how long it is at least from one of its times to the next
 */
gint64
muster_recurrence_shortest (const MusterRecurrence *self)
{
  return self->rule.freq == MUSTER_FREQ_HOURLY ? self->rule.interval * HOUR_S : DAY_S;
}

/* --- making one --- */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT, "the recurrence: %s", message);
  return FALSE;
}

/* After it is known which is the last, nobody has to count from the first again. */
static gboolean
find_last (MusterRecurrence *self, GError **error)
{
  gint64 to_s = self->start_s + MUSTER_RECURRENCE_DAYS_MAX * DAY_S, last_s = self->start_s - 1;
  g_autofree Cursor *cursor = g_new (Cursor, 1);

  if (self->rule.freq != MUSTER_FREQ_HOURLY)
    cursor_begin (cursor, self, self->start_s);
  for (guint n = 0; n < self->rule.count;)
    {
      gint64 at_s;

      if (!(self->rule.freq == MUSTER_FREQ_HOURLY ? next_hour (self, last_s + 1, to_s, &at_s)
                                                  : cursor_next (cursor, to_s, &at_s)))
        return fail (error, "COUNT takes it on for over 27 years; say UNTIL instead");
      if (at_s < self->start_s)
        continue;
      last_s = at_s;
      n++;
    }
  self->last_s = last_s;
  return TRUE;
}

/**
 * muster_recurrence_new:
 * @text: a rule, "FREQ=WEEKLY;BYDAY=SU"
 * @start_s: a wall time: nothing before it, and the time of day of all
 * @zone: where the wall stands, for an UNTIL in UTC
 * @error: %MUSTER_BASE_ERROR_SYNTAX for what is no such rule, %MUSTER_BASE_ERROR_LIMIT for one
 *   that gives nothing within two years of its start, or over too many
 *
 * As in RFC 5545, a start that the rule does not take is not one of its times.
 *
 * Returns: (transfer full) (nullable): the recurrence
 */
MusterRecurrence *
muster_recurrence_new (const char *text, gint64 start_s, GTimeZone *zone, GError **error)
{
  g_autoptr (MusterRecurrence) self = g_new0 (MusterRecurrence, 1);
  gint64 first_s;

  if (!muster_recurrence_rule_parse (text, &self->rule, error))
    return NULL;
  self->start_s = start_s;
  self->last_s =
      self->rule.until_utc ? muster_wall_time_at (zone, self->rule.until_s) : self->rule.until_s;
  if (start_s < 0 || muster_floor_div (start_s, DAY_S) > LAST_DAY)
    fail (error, "its start is before 1970 or after 9999");
  else if (fill_in (&self->rule, start_s),
           !muster_recurrence_next (self, start_s, start_s + MUSTER_RECURRENCE_HORIZON_S, &first_s))
    fail (error, "it gives no time within two years of its start");
  else if (self->rule.count == 0 || find_last (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * muster_recurrence_free:
 * @self: a recurrence
 *
 * Frees it.
 */
void
muster_recurrence_free (MusterRecurrence *self)
{
  g_free (self);
}
