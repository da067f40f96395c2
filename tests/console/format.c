/* format.c - numbers, times and durations as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/format.h"

#include <locale.h>
#include <string.h>

#define SECOND_US ((gint64) G_USEC_PER_SEC)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)
#define NOW_US    (G_GINT64_CONSTANT (1772808068) * SECOND_US) /* Fri 6 Mar 2026, 14:41:08 UTC */

typedef struct
{
  gint64 span_us;
  const char *text;
} Case;

static void
check_cases (const Case *cases, gsize n, char *(*format) (gint64 span_us))
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = format (cases[i].span_us);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_clock (void)
{
  static const Case cases[] = {
    { G_MININT64, "0:00" },
    { -1, "0:00" },
    { 0, "0:00" },
    { SECOND_US - 1, "0:00" },
    { 9 * SECOND_US, "0:09" },
    { 18 * MINUTE_US + 8 * SECOND_US, "18:08" },
    { HOUR_US - 1, "59:59" },
    { HOUR_US, "1:00:00" },
    { 4 * HOUR_US + 8 * MINUTE_US + 8 * SECOND_US, "4:08:08" },
    { DAY_US - 1, "23:59:59" },
    { DAY_US, "1 d 0 h" },
    { 2 * DAY_US + 4 * HOUR_US + 59 * MINUTE_US, "2 d 4 h" },
    { 400 * DAY_US, "400 d 0 h" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), muster_format_clock);
}

static void
test_span (void)
{
  static const Case cases[] = {
    { -DAY_US, "0 s" },           { 3 * SECOND_US, "3 s" }, { MINUTE_US - 1, "59 s" },
    { 24 * MINUTE_US, "24 min" }, { HOUR_US, "1 h" },       { 72 * HOUR_US, "72 h" },
    { 96 * HOUR_US - 1, "95 h" }, { 96 * HOUR_US, "4 d" },
  };
  static const Case spoken[] = {
    { 0, "0 minutes" },
    { MINUTE_US, "1 minute" },
    { 18 * MINUTE_US + 8 * SECOND_US, "18 minutes" },
    { HOUR_US, "1 hour" },
    { 4 * HOUR_US + 8 * MINUTE_US, "4 hours 8 minutes" },
    { 5 * DAY_US, "5 days" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), muster_format_span);
  check_cases (spoken, G_N_ELEMENTS (spoken), muster_format_span_spoken);
}

/* A clock that keeps room for its face never pushes its neighbours. */
static void
test_clock_fits_its_reserve (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      gint64 span_us = (gint64) (g_test_rand_double_range (0, 99.0) * DAY_US);
      g_autofree char *text = muster_format_clock (span_us);
      g_autofree char *room = muster_format_clock_reserve (span_us);

      g_assert_cmpuint (strlen (text), <=, strlen (room));
    }
}

static void
test_due (void)
{
  static const struct
  {
    gint64 ahead_us; /* 0: none is due */
    MusterDue due;
    const char *text;
    const char *spoken;
  } cases[] = {
    { 0, MUSTER_DUE_NONE, "not required", "no update required" },
    { 19 * MINUTE_US + 52 * SECOND_US, MUSTER_DUE_LATER, "in 19:52", "next update in 19 minutes" },
    { 5 * MINUTE_US, MUSTER_DUE_LATER, "in 5:00", "next update in 5 minutes" },
    { 5 * MINUTE_US - 1, MUSTER_DUE_SOON, "in 4:59", "next update in 4 minutes" },
    { 1, MUSTER_DUE_SOON, "in 0:00", "next update in 0 minutes" },
    { -1, MUSTER_DUE_OVERDUE, "overdue 0:00", "next update overdue by 0 minutes" },
    { -(5 * MINUTE_US + 8 * SECOND_US), MUSTER_DUE_OVERDUE, "overdue 5:08",
      "next update overdue by 5 minutes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 due_us = cases[i].ahead_us == 0 ? 0 : NOW_US + cases[i].ahead_us;
      g_autofree char *text = muster_format_due (due_us, NOW_US);
      g_autofree char *spoken = muster_format_due_spoken (due_us, NOW_US);

      g_assert_cmpint (muster_due_at (due_us, NOW_US), ==, cases[i].due);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (spoken, ==, cases[i].spoken);
    }
}

static void
test_instants (void)
{
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");
  g_autofree char *exact = muster_format_time (NOW_US, NULL);
  g_autofree char *short_time = muster_format_time_of_day (NOW_US, NULL);
  g_autofree char *there = tokyo ? muster_format_time_of_day (NOW_US, tokyo) : NULL;
  g_autofree char *this_year = muster_format_date (NOW_US, NOW_US + 60 * DAY_US, NULL);
  g_autofree char *last_year = muster_format_date (NOW_US - 300 * DAY_US, NOW_US, NULL);
  g_autofree char *beyond = muster_format_time (G_MAXINT64, NULL);

  g_assert_cmpstr (exact, ==, "14:41:08");
  g_assert_cmpstr (short_time, ==, "14:41");
  if (tokyo)
    g_assert_cmpstr (there, ==, "23:41");
  g_assert_cmpstr (this_year, ==, "Fri 6 Mar");
  g_assert_cmpstr (last_year, ==, "Sat 10 May 2025");
  g_assert_nonnull (beyond);
}

static void
test_counts (void)
{
  g_autofree char *plain = muster_format_count (4812);
  g_autofree char *grouped = NULL;

  g_assert_cmpstr (plain, ==, "4812"); /* the C locale has no separator */
  if (!setlocale (LC_NUMERIC, "en_US.UTF-8"))
    {
      g_test_skip ("no locale en_US.UTF-8");
      return;
    }
  grouped = muster_format_count (10214);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (grouped, ==, "10,214");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/clock", test_clock);
  g_test_add_func ("/format/span", test_span);
  g_test_add_func ("/format/clock-fits-its-reserve", test_clock_fits_its_reserve);
  g_test_add_func ("/format/due", test_due);
  g_test_add_func ("/format/instants", test_instants);
  g_test_add_func ("/format/counts", test_counts);
  return g_test_run ();
}
