/* schedule-bench.c - a year of schedules: how long it takes to resolve one, and to find all gaps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three layers and twelve people: a week each, nights, and office hours by shifts.
 */
#include "oncall/coverage.h"
#include "world/schedule-body.h"

#include <stdio.h>

#define MEMBERS                                                                                    \
  "\"members\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\"]"
#define FROM_S G_GINT64_CONSTANT (1780272000) /* 2026-06-01 */

static const char body[] =
    "{\"zone\":\"America/New_York\",\"layers\":["
    "{\"name\":\"weeks\",\"start\":\"2020-03-02T09:00\",\"every\":\"1 week\"," MEMBERS "},"
    "{\"name\":\"nights\",\"start\":\"2020-03-02T20:00\",\"every\":\"1 day\"," MEMBERS ","
    "\"windows\":[{\"from\":\"20:00\",\"to\":\"08:00\"}]},"
    "{\"name\":\"office\",\"start\":\"2020-03-02T09:00\",\"every\":\"1 "
    "day\",\"advance\":\"shift\"," MEMBERS ",\"windows\":[{\"days\":[\"mo\",\"tu\",\"we\",\"th\","
    "\"fr\"],\"from\":\"09:00\",\"to\":\"17:00\"}]}]}";

/* Spans of a year. */
static guint
resolve (const MusterScheduleBody *schedule)
{
  gint64 to_s = muster_coverage_months_later (schedule->schedule->zone, FROM_S, 12);
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (schedule->schedule, FROM_S, to_s, NULL);
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (schedule->schedule, roster);

  g_assert_cmpuint (gaps->len, ==, 0);
  return muster_roster_get_n_spans (roster);
}

int
main (void)
{
  g_autoptr (MusterScheduleBody) schedule = muster_schedule_body_read ("bench", body, NULL);
  guint n = g_getenv ("BENCH_QUICK") != NULL ? 100 : 1000, n_spans;
  gint64 begun_us, one_us, all_us;

  begun_us = g_get_monotonic_time ();
  n_spans = resolve (schedule);
  one_us = g_get_monotonic_time () - begun_us;
  begun_us = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    resolve (schedule);
  all_us = g_get_monotonic_time () - begun_us;
  printf ("a year of 3 layers and 12 people, %u spans: %.2f ms, once\n", n_spans,
          (double) one_us / 1000);
  printf ("12 months of gaps of %u schedules: %.0f ms\n", n, (double) all_us / 1000);
  return 0;
}
