/* coverage.c - gaps and how soon they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/coverage.h"

#include "base/instant.h"
#include "plan.h"

static const PlanLayer follow_the_sun[] = {
  { "Australia/Sydney", NULL, NULL, "A", "1111111 08:00-18:00", FALSE },
  { "Europe/London", NULL, NULL, "B", "1111111 07:00-14:00", FALSE },
  { "America/New_York", NULL, NULL, "C", "1111111 09:00-17:00", FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};
static const PlanLayer always[] = {
  { "UTC", NULL, NULL, "A", NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static MusterRoster *
resolve (const MusterSchedule *schedule, const char *from, const char *to)
{
  return muster_schedule_resolve (schedule, plan_instant (from), plan_instant (to), NULL);
}

static void
assert_gap (const GArray *gaps, guint i, const char *start, const char *end)
{
  const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

  g_assert_cmpint (gap->start_s, ==, plan_instant (start));
  g_assert_cmpint (gap->end_s, ==, plan_instant (end));
}

/* 34: between the ends of two summers nobody is there when New York goes home */
static void
test_follow_the_sun (void)
{
  g_autoptr (MusterSchedule) schedule = plan_new (MUSTER_SCHEDULE_UNION, follow_the_sun, NULL);
  g_autoptr (MusterRoster) year = resolve (schedule, "2026-01-01T00:00Z", "2027-01-01T00:00Z");
  g_autoptr (MusterRoster) day = resolve (schedule, "2026-03-04T00:00Z", "2026-03-05T00:00Z");
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (schedule, year);
  g_autoptr (GArray) none = muster_coverage_find_gaps (schedule, day);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpfloat (muster_coverage_share (schedule, day), ==, 1);
  g_assert_cmpuint (gaps->len, ==, 182);
  assert_gap (gaps, 0, "2026-04-04T21:00Z", "2026-04-04T22:00Z");
  assert_gap (gaps, 181, "2026-10-02T21:00Z", "2026-10-02T22:00Z");
  g_assert_cmpfloat_with_epsilon (muster_coverage_share (schedule, year), 1 - 182.0 / 8760, 1e-9);
}

/* 43: who is taken away leaves a gap; what need not be covered is none */
static void
test_required (void)
{
  g_autoptr (MusterSchedule) schedule =
      plan_new (MUSTER_SCHEDULE_STACK, always, "remove A 2026-06-01T03:00Z 2026-06-01T10:00Z");
  g_autoptr (MusterRoster) roster = resolve (schedule, "2026-06-01T00:00Z", "2026-06-03T00:00Z");
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (schedule, roster);
  g_autoptr (GArray) fewer = NULL;

  g_assert_cmpuint (gaps->len, ==, 1);
  assert_gap (gaps, 0, "2026-06-01T03:00Z", "2026-06-01T10:00Z");
  muster_restriction_add (schedule->coverage, plan_hours ("1111100 09:00-17:00"));
  fewer = muster_coverage_find_gaps (schedule, roster);
  g_assert_cmpuint (fewer->len, ==, 1);
  assert_gap (fewer, 0, "2026-06-01T09:00Z", "2026-06-01T10:00Z");
  g_assert_cmpfloat (muster_coverage_share (schedule, roster), ==, 15.0 / 16);
}

static void
test_severity (void)
{
  MusterGap gap = { plan_instant ("2026-06-30T00:00Z"), plan_instant ("2026-07-01T00:00Z") };
  static const struct
  {
    const char *now, *severity;
  } cases[] = {
    { "2026-06-30T01:00Z", "critical" }, { "2026-06-23T00:01Z", "critical" },
    { "2026-06-23T00:00Z", "warning" },  { "2026-05-31T00:01Z", "warning" },
    { "2026-05-31T00:00Z", "info" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        muster_gap_severity_to_string (muster_gap_get_severity (&gap, plan_instant (cases[i].now))),
        ==, cases[i].severity);
}

static void
test_months (void)
{
  static const struct
  {
    const char *zone, *from;
    guint months;
    const char *to;
  } cases[] = {
    { "UTC", "2026-01-31T10:00Z", 1, "2026-02-28T10:00:00Z" },
    { "UTC", "2026-01-31T10:00Z", 12, "2027-01-31T10:00:00Z" },
    { "America/New_York", "2026-01-31T05:00Z", 6, "2026-07-31T04:00:00Z" }, /* its midnight */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (cases[i].zone);
      gint64 to_s =
          muster_coverage_months_later (zone, plan_instant (cases[i].from), cases[i].months);
      g_autofree char *to = muster_instant_to_string (to_s * G_USEC_PER_SEC);

      g_assert_cmpstr (to, ==, cases[i].to);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/follow-the-sun", test_follow_the_sun);
  g_test_add_func ("/coverage/required", test_required);
  g_test_add_func ("/coverage/severity", test_severity);
  g_test_add_func ("/coverage/months", test_months);
  return g_test_run ();
}
