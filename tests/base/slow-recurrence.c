/* slow-recurrence.c - rules of recurrence at random, and their times day by day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written from RFC 5545's words, not from ours: it asks of each day what it is, by GDate.
 */
#include "slow-recurrence.h"

#define DAY_S G_GINT64_CONSTANT (86400)

static gboolean
contains (const int *list, int a, int b)
{
  for (guint i = 0; list[i] != 0; i++)
    if (list[i] == a || list[i] == b)
      return TRUE;
  return FALSE;
}

static void
make_list (int *list, gsize n, int max, gboolean negative)
{
  for (gsize i = 0; i + 1 < n && g_test_rand_int_range (0, 3) > 0;)
    {
      int value = g_test_rand_int_range (1, max + 1) *
                  (negative && g_test_rand_int_range (0, 3) == 0 ? -1 : 1);

      if (!contains (list, value, value))
        list[i++] = value;
    }
}

static void
append_list (GString *text, const char *name, const int *list)
{
  if (list[0] != 0)
    g_string_append_printf (text, ";%s=", name);
  for (guint i = 0; list[i] != 0; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? "," : "", list[i]);
}

static void
append_days (GString *text, const SlowRule *rule)
{
  static const char *const names[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

  if (rule->weekdays[0] != 0)
    g_string_append (text, ";BYDAY=");
  for (guint i = 0; rule->weekdays[i] != 0; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (rule->nths[i] != 0)
        g_string_append_printf (text, "%d", rule->nths[i]);
      g_string_append (text, names[rule->weekdays[i]]);
    }
}

char *
slow_rule_make (SlowRule *out)
{
  static const char *const freqs[] = { "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  GString *text = g_string_new ("FREQ=");
  gboolean is_long;

  *out = (SlowRule){ .freq = (SlowFreq) g_test_rand_int_range (SLOW_HOURLY, SLOW_YEARLY + 1),
                     .interval = g_test_rand_int_range (1, 4),
                     .week_start = 1 };
  is_long = out->freq == SLOW_MONTHLY || out->freq == SLOW_YEARLY;
  if (g_test_rand_int_range (0, 3) == 0)
    make_list (out->months, G_N_ELEMENTS (out->months), 12, FALSE);
  if (out->freq != SLOW_WEEKLY && g_test_rand_int_range (0, 3) == 0)
    make_list (out->month_days, G_N_ELEMENTS (out->month_days), 31, TRUE);
  if (g_test_rand_int_range (0, 2) == 0)
    make_list (out->weekdays, G_N_ELEMENTS (out->weekdays), 7, FALSE);
  if (is_long && out->month_days[0] == 0)
    for (guint i = 0; out->weekdays[i] != 0; i++)
      out->nths[i] = g_test_rand_int_range (-5, 6);
  if (out->freq >= SLOW_WEEKLY && (out->weekdays[0] != 0 || out->month_days[0] != 0))
    make_list (out->positions, G_N_ELEMENTS (out->positions), 6, TRUE);
  if (g_test_rand_int_range (0, 4) == 0)
    out->count = g_test_rand_int_range (1, 40);
  if (g_test_rand_int_range (0, 2) == 0)
    out->week_start = 7;
  g_string_append (text, freqs[out->freq]);
  g_string_append_printf (text, ";INTERVAL=%d;WKST=%s", out->interval,
                          out->week_start == 1 ? "MO" : "SU");
  if (out->count > 0)
    g_string_append_printf (text, ";COUNT=%d", out->count);
  append_list (text, "BYMONTH", out->months);
  append_list (text, "BYMONTHDAY", out->month_days);
  append_days (text, out);
  append_list (text, "BYSETPOS", out->positions);
  return g_string_free (text, FALSE);
}

/* --- days --- */

static void
set_date (GDate *date, gint64 at_s)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (at_s / DAY_S) + 719163);
}

/* Counts by walking: how many days of that name there are from @date to the border. */
static int
rank (const GDate *date, gboolean within_year, int step)
{
  GDate other = *date;
  int n = 0;

  for (;;)
    {
      if (g_date_get_weekday (&other) == g_date_get_weekday (date))
        n++;
      if (step > 0)
        g_date_add_days (&other, 1);
      else
        g_date_subtract_days (&other, 1);
      if (g_date_get_year (&other) != g_date_get_year (date) ||
          (!within_year && g_date_get_month (&other) != g_date_get_month (date)))
        return n;
    }
}

static gboolean
takes_weekday (const SlowRule *rule, const GDate *date)
{
  gboolean within_year = rule->freq == SLOW_YEARLY && rule->months[0] == 0;

  for (guint i = 0; rule->weekdays[i] != 0; i++)
    {
      if (rule->weekdays[i] != (int) g_date_get_weekday (date))
        continue;
      if (rule->nths[i] == 0 || (rule->nths[i] > 0 ? rank (date, within_year, -1) == rule->nths[i]
                                                   : rank (date, within_year, 1) == -rule->nths[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
takes (const SlowRule *rule, const GDate *date, const GDate *start)
{
  int day = g_date_get_day (date), month = (int) g_date_get_month (date);
  int last = g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date));
  gboolean says_days = rule->weekdays[0] != 0 || rule->month_days[0] != 0;

  if (rule->months[0] != 0 && !contains (rule->months, month, month))
    return FALSE;
  if (rule->month_days[0] != 0 && !contains (rule->month_days, day, day - last - 1))
    return FALSE;
  if (rule->weekdays[0] != 0 && !takes_weekday (rule, date))
    return FALSE;
  if (says_days || rule->freq < SLOW_WEEKLY)
    return TRUE;
  if (rule->freq == SLOW_WEEKLY)
    return g_date_get_weekday (date) == g_date_get_weekday (start);
  if (day != g_date_get_day (start))
    return FALSE;
  return rule->freq == SLOW_MONTHLY || rule->months[0] != 0 ||
         g_date_get_month (date) == g_date_get_month (start);
}

/* Years, months, weeks or days since some first one. */
static int
period (const SlowRule *rule, const GDate *date)
{
  if (rule->freq == SLOW_YEARLY)
    return g_date_get_year (date);
  if (rule->freq == SLOW_MONTHLY)
    return g_date_get_year (date) * 12 + (int) g_date_get_month (date);
  if (rule->freq == SLOW_WEEKLY) /* the Julian day 1 is a Monday */
    return (int) (g_date_get_julian (date) + 7 - (guint) rule->week_start) / 7;
  return (int) g_date_get_julian (date);
}

static gboolean
is_in_turn (const SlowRule *rule, const GDate *date, const GDate *start)
{
  return (period (rule, date) - period (rule, start)) % rule->interval == 0;
}

/* Its place among those that the rule takes in its period, from the first and from the last. */
static gboolean
is_at_position (const SlowRule *rule, const GDate *date, const GDate *start)
{
  int before = 0, after = 0;

  if (rule->positions[0] == 0)
    return TRUE;
  for (int offset = -366; offset <= 366; offset++)
    {
      GDate other = *date;

      if (offset < 0)
        g_date_subtract_days (&other, (guint) -offset);
      else
        g_date_add_days (&other, (guint) offset);
      if (period (rule, &other) != period (rule, date) || !takes (rule, &other, start))
        continue;
      before += offset < 0;
      after += offset > 0;
    }
  return contains (rule->positions, before + 1, -after - 1);
}

GArray *
slow_rule_list (const SlowRule *rule, gint64 start_s, gint64 to_s)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  GDate start, date;

  set_date (&start, start_s);
  for (gint64 at_s = start_s; at_s < to_s; at_s += rule->freq == SLOW_HOURLY ? 3600 : DAY_S)
    {
      set_date (&date, at_s);
      if (rule->freq == SLOW_HOURLY ? (at_s - start_s) / 3600 % rule->interval != 0
                                    : !is_in_turn (rule, &date, &start))
        continue;
      if (!takes (rule, &date, &start) || !is_at_position (rule, &date, &start))
        continue;
      if (rule->count > 0 && list->len == (guint) rule->count)
        break;
      g_array_append_val (list, at_s);
    }
  return list;
}
