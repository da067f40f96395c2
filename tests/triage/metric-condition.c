/* metric-condition.c - a metric that says whether something holds: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/metric-condition.h"

#include <math.h>

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define KEEPS  MUSTER_METRIC_KEEPS
#define YES    MUSTER_METRIC_HOLDS
#define NO     MUSTER_METRIC_HOLDS_NOT
#define GONE   MUSTER_METRIC_UNKNOWN
#define MISS   NAN

/* One question a minute. */
static const struct
{
  const char *what;
  gboolean is_above;
  guint for_minutes;
  struct
  {
    double value; /* MISS: it cannot be asked */
    MusterMetricVerdict verdict;
  } steps[12];
} cases[] = {
  { "above is above, and not at it", TRUE, 0, { { 10, NO }, { 10.1, YES }, { 10, NO } } },
  { "below is below, and not at it", FALSE, 0, { { 10, NO }, { 9.9, YES }, { 10, NO } } },
  { "infinities are numbers", TRUE, 0, { { INFINITY, YES }, { -INFINITY, NO } } },
  { "for so long without a break",
    TRUE,
    2,
    { { 11, NO },
      { 11, NO },
      { 9, NO },
      { 11, NO },
      { 11, NO },
      { 11, YES },
      { 11, YES },
      { 9, NO } } },
  { "a miss is no break", TRUE, 2, { { 11, NO }, { MISS, KEEPS }, { 11, YES }, { MISS, KEEPS } } },
  { "it is believed for five intervals",
    TRUE,
    0,
    { { 11, YES },
      { MISS, KEEPS },
      { MISS, KEEPS },
      { MISS, KEEPS },
      { MISS, KEEPS },
      { MISS, GONE },
      { MISS, GONE },
      { 11, YES },
      { MISS, KEEPS } } },
  { "what it was before nobody knew does not count",
    TRUE,
    1,
    { { 11, NO },
      { MISS, KEEPS },
      { MISS, KEEPS },
      { MISS, KEEPS },
      { MISS, KEEPS },
      { MISS, GONE },
      { 11, NO },
      { 11, YES } } },
};

static void
test_watch (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterMetricCondition) condition = muster_metric_condition_new ();
      gboolean holds = FALSE;
      MusterMetricWatch watch;
      gint64 now_us = 5 * MINUTE;

      g_test_message ("%s", cases[i].what);
      condition->threshold = 10;
      condition->is_above = cases[i].is_above;
      condition->for_us = cases[i].for_minutes * MINUTE;
      muster_metric_watch_begin (&watch, now_us);
      for (guint k = 0; k < G_N_ELEMENTS (cases[i].steps); k++, now_us += MINUTE)
        {
          double value = cases[i].steps[k].value;
          MusterMetricVerdict verdict;

          if (value == 0)
            break;
          verdict = isnan (value)
                        ? muster_metric_watch_miss (&watch, condition, now_us)
                        : muster_metric_watch_hear (&watch, condition, value, holds, now_us);
          g_assert_cmpint (verdict, ==, cases[i].steps[k].verdict);
          if (verdict != KEEPS)
            holds = verdict == YES;
        }
    }
}

/* Also where the hub began anew since. */
static void
test_holds_already (void)
{
  g_autoptr (MusterMetricCondition) condition = muster_metric_condition_new ();
  MusterMetricWatch watch;

  condition->threshold = 10;
  condition->for_us = 5 * MINUTE;
  muster_metric_watch_begin (&watch, 0);
  g_assert_cmpint (muster_metric_watch_hear (&watch, condition, 9, TRUE, 0), ==, YES);
}

static void
test_several (void)
{
  g_autoptr (MusterMetricCondition) condition = muster_metric_condition_new ();
  const MusterMetricValues values = { 3, 0.5, 1e6 };
  g_autofree char *words = NULL;

  condition->threshold = 10;
  g_assert_cmpfloat (muster_metric_condition_choose (condition, &values), ==, 0.5);
  condition->is_above = TRUE;
  g_assert_cmpfloat (muster_metric_condition_choose (condition, &values), ==, 1e6);
  words = muster_metric_condition_explain (condition, 1e6 / 3);
  g_assert_cmpstr (words, ==, "333333 is above 10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/metric-condition/watch", test_watch);
  g_test_add_func ("/triage/metric-condition/holds-already", test_holds_already);
  g_test_add_func ("/triage/metric-condition/several", test_several);
  return g_test_run ();
}
