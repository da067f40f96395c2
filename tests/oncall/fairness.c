/* fairness.c - how much each is on call, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/fairness.h"

#include "oncall/coverage.h"
#include "plan.h"

#define HOURS(n) ((n) *G_GINT64_CONSTANT (3600))

typedef struct
{
  MusterSchedule *schedule;
  MusterRoster *roster;
  GArray *workloads;
} Measured;

static Measured
measure (const PlanLayer *layer, const char *from, const char *to, GTimeZone *const *zones)
{
  static GTimeZone *const nowhere[3] = { NULL };
  const PlanLayer layers[] = { *layer, { NULL, NULL, NULL, NULL, NULL, FALSE } };
  Measured self = { .schedule = plan_new (MUSTER_SCHEDULE_STACK, layers, NULL) };

  self.roster =
      muster_schedule_resolve (self.schedule, plan_instant (from), plan_instant (to), NULL);
  self.workloads =
      muster_fairness_measure (self.schedule, self.roster, zones != NULL ? zones : nowhere, 3);
  return self;
}

static void
measured_clear (Measured *self)
{
  g_array_unref (self->workloads);
  muster_roster_free (self->roster);
  muster_schedule_free (self->schedule);
}

static const MusterWorkload *
of (const Measured *self, guint person)
{
  return &g_array_index (self->workloads, MusterWorkload, person);
}

/* 46: a year of days in turn */
static void
test_year (void)
{
  const PlanLayer layer = { "America/New_York", "1 day", "2027-01-01T00:00", "A,B", NULL, FALSE };
  Measured year = measure (&layer, "2027-01-01T05:00Z", "2028-01-01T05:00Z", NULL);
  MusterQuality quality = muster_fairness_judge (year.workloads, 1);

  g_assert_cmpint (of (&year, 0)->total_s, ==, HOURS (4392));
  g_assert_cmpint (of (&year, 1)->total_s, ==, HOURS (4368));
  g_assert_cmpuint (of (&year, 0)->n_duties, ==, 183);
  g_assert_cmpint (of (&year, 0)->longest_s, ==, HOURS (25));
  g_assert_cmpint (of (&year, 1)->least_rest_s, ==, HOURS (23));
  g_assert_cmpint (of (&year, 2)->total_s, ==, 0);
  g_assert_cmpint (of (&year, 2)->least_rest_s, ==, -1);
  g_assert_cmpint (quality.score, ==, 100);
  g_assert_cmpint (of (&year, 0)->overload, ==, 0);
  measured_clear (&year);
}

/* 47: Grafana's score */
static void
test_score (void)
{
  g_autoptr (GArray) workloads = g_array_new (FALSE, TRUE, sizeof (MusterWorkload));
  MusterQuality quality;

  g_array_set_size (workloads, 3);
  g_array_index (workloads, MusterWorkload, 0).total_s = HOURS (100);
  g_array_index (workloads, MusterWorkload, 1).total_s = HOURS (50);
  quality = muster_fairness_judge (workloads, 1);
  g_assert_cmpint (quality.coverage, ==, 100);
  g_assert_cmpint (quality.balance, ==, 50);
  g_assert_cmpint (quality.score, ==, 75);
  g_assert_cmpint (g_array_index (workloads, MusterWorkload, 0).overload, ==, 33);
  g_assert_cmpint (g_array_index (workloads, MusterWorkload, 1).overload, ==, 0);
  g_array_index (workloads, MusterWorkload, 1).total_s = HOURS (96);
  quality = muster_fairness_judge (workloads, 0.96);
  g_assert_cmpint (quality.score, ==, 100); /* 95 and more are all */
  g_array_set_size (workloads, 0);
  quality = muster_fairness_judge (workloads, 0);
  g_assert_cmpint (quality.score, ==, 50);
}

/* One person's day is another's night. */
static void
test_own_zone (void)
{
  const PlanLayer layer = { "UTC", "12 hours", "2026-06-05T08:00", "A,B", NULL, FALSE };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) tokyo = muster_time_zone_new ("Asia/Tokyo");
  GTimeZone *const zones[] = { utc, tokyo, NULL };
  /* a week from Friday on: A from 8 to 20, B from 20 to 8, which are 5 and 17 in Tokyo */
  Measured week = measure (&layer, "2026-06-05T08:00Z", "2026-06-12T08:00Z", zones);

  g_assert_cmpint (of (&week, 0)->total_s, ==, HOURS (84));
  g_assert_cmpint (of (&week, 0)->night_s, ==, 0);
  g_assert_cmpint (of (&week, 0)->weekend_s, ==, HOURS (24));
  g_assert_cmpuint (of (&week, 0)->n_weekends, ==, 1);
  g_assert_cmpint (of (&week, 1)->night_s, ==, HOURS (7)); /* from 5 to 6 */
  g_assert_cmpuint (of (&week, 1)->n_nights, ==, 7);
  g_assert_cmpint (of (&week, 1)->weekend_s, ==, HOURS (24));
  g_assert_cmpint (of (&week, 1)->least_rest_s, ==, HOURS (12));
  measured_clear (&week);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fairness/year", test_year);
  g_test_add_func ("/fairness/score", test_score);
  g_test_add_func ("/fairness/own-zone", test_own_zone);
  return g_test_run ();
}
