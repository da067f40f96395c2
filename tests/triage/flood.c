/* flood.c - how many come a minute, when a storm is over, and what its alerts share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/flood.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define NOON   (29546640 * (gint64) MINUTE)

static void
count (MusterFlood *flood, gint64 at_us, guint n)
{
  for (guint i = 0; i < n; i++)
    muster_flood_count (flood, at_us);
}

static void
test_window (void)
{
  MusterFlood flood = { 0 };

  g_assert_cmpuint (muster_flood_in_window (&flood, NOON), ==, 0);
  for (guint i = 0; i < 10; i++)
    count (&flood, NOON + i * MINUTE, 60);
  /* at the end of the tenth minute: five whole ones; in its middle half of a sixth counts */
  g_assert_cmpuint (muster_flood_in_window (&flood, NOON + 10 * MINUTE - 1), ==, 300);
  g_assert_cmpuint (muster_flood_in_window (&flood, NOON + 9 * MINUTE + MINUTE / 2), ==, 330);
  g_assert_cmpuint (muster_flood_in_window (&flood, NOON + 12 * MINUTE), ==, 180);
  g_assert_cmpuint (muster_flood_in_window (&flood, NOON + 60 * MINUTE), ==, 0);
}

/* A clock that was set back counts where it was; one far ahead forgets. */
static void
test_clocks (void)
{
  MusterFlood flood = { 0 };

  count (&flood, NOON, 5);
  count (&flood, NOON - 100 * MINUTE, 5);
  g_assert_cmpuint (muster_flood_bar (&flood, NOON / MINUTE), ==, 10);
  count (&flood, NOON + 10000 * MINUTE, 1);
  g_assert_cmpuint (muster_flood_in_window (&flood, NOON + 10000 * MINUTE), ==, 1);
  count (&flood, G_MININT64, 1);
  g_assert_cmpuint (muster_flood_bar (&flood, -1), ==, 0);
}

/* Against a list of all times: never off by more than what one minute's share may be. */
static void
test_window_is_near_the_truth (void)
{
  MusterFlood flood = { 0 };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now_us = NOON;

  for (guint i = 0; i < 5000; i++)
    {
      guint truth = 0, edge = 0, got;

      now_us += g_test_rand_int_range (0, 3 * (gint32) G_USEC_PER_SEC);
      muster_flood_count (&flood, now_us);
      g_array_append_val (times, now_us);
      for (guint k = times->len; k > 0; k--)
        {
          gint64 age_us = now_us - g_array_index (times, gint64, k - 1);

          truth += age_us < 5 * MINUTE;
          edge += age_us >= 4 * MINUTE && age_us < 6 * MINUTE;
          if (age_us > 6 * MINUTE)
            break;
        }
      got = muster_flood_in_window (&flood, now_us);
      g_assert_cmpuint (got, <=, truth + edge);
      g_assert_cmpuint (got + edge, >=, truth);
    }
}

static void
test_storm_is_over (void)
{
  MusterFlood flood = { 0 };
  MusterStorm storm = { 0 };
  gint64 now_us = NOON;

  g_assert_cmpint (muster_storm_over_us (&storm), ==, G_MAXINT64);
  muster_storm_begin (&storm, 7, now_us);
  for (guint i = 0; i < 5000; i++)
    {
      muster_flood_count (&flood, now_us);
      muster_storm_count (&storm, &flood, now_us);
    }
  g_assert_cmpuint (storm.peak, ==, 5000);
  g_assert_cmpint (muster_storm_over_us (&storm), ==, NOON + 11 * MINUTE);
  /* a tenth keeps it up, less does not */
  now_us = NOON + 5 * MINUTE;
  for (guint i = 0; i < 499; i++)
    {
      muster_flood_count (&flood, now_us);
      muster_storm_count (&storm, &flood, now_us);
    }
  g_assert_cmpint (muster_storm_over_us (&storm), ==, NOON + 11 * MINUTE);
  muster_flood_count (&flood, now_us);
  muster_storm_count (&storm, &flood, now_us);
  g_assert_cmpint (muster_storm_over_us (&storm), ==, NOON + 16 * MINUTE);
  muster_storm_end (&storm);
  g_assert_cmpuint (storm.incident, ==, 0);
}

/* --- labels --- */

static void
add (MusterTopLabels *top, const char *cluster, const char *pod)
{
  MusterLabel items[] = {
    { "cluster", cluster, 7, (guint16) strlen (cluster) },
    { "pod", pod, 3, (guint16) strlen (pod) },
  };

  muster_top_labels_add (top, &(MusterLabelSet){ items, 2 });
}

static void
test_top_labels (void)
{
  g_autoptr (MusterTopLabels) top = muster_top_labels_new ();
  const MusterTopLabel *best[3];

  g_assert_cmpuint (muster_top_labels_get (top, best, 3), ==, 0);
  for (guint i = 0; i < 10000; i++)
    {
      char pod[16];

      g_snprintf (pod, sizeof pod, "p%u", i);
      add (top, i % 5 == 0 ? "us" : "eu", pod);
    }
  g_assert_cmpuint (top->alerts, ==, 10000);
  g_assert_cmpuint (muster_top_labels_get (top, best, 3), ==, 3);
  g_assert_cmpstr (best[0]->value, ==, "eu");
  g_assert_cmpuint (best[0]->n - best[0]->error, ==, 8000);
  g_assert_cmpstr (best[1]->value, ==, "us");
  g_assert_cmpuint (best[1]->n - best[1]->error, ==, 2000);
  g_assert_cmpuint (best[2]->n - best[2]->error, ==, 1);
}

/* What is said of a label is never more than is true. */
static void
test_top_labels_are_sure (void)
{
  g_autoptr (MusterTopLabels) top = muster_top_labels_new ();
  guint counts[200] = { 0 };

  for (guint i = 0; i < 20000; i++)
    {
      guint k =
          MIN ((guint) g_test_rand_int_range (0, 200), (guint) g_test_rand_int_range (0, 200));
      char pod[16];

      g_snprintf (pod, sizeof pod, "%u", k);
      counts[k]++;
      add (top, "one", pod);
    }
  for (guint i = 0; i < top->n_labels; i++)
    {
      const MusterTopLabel *label = &top->labels[i];

      if (strcmp (label->name, "pod") != 0)
        continue;
      g_assert_cmpuint (label->n - label->error, <=, counts[atoi (label->value)]);
      g_assert_cmpuint (label->n, >=, counts[atoi (label->value)]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/flood/window", test_window);
  g_test_add_func ("/triage/flood/clocks", test_clocks);
  g_test_add_func ("/triage/flood/near-the-truth", test_window_is_near_the_truth);
  g_test_add_func ("/triage/flood/storm-is-over", test_storm_is_over);
  g_test_add_func ("/triage/top-labels/best", test_top_labels);
  g_test_add_func ("/triage/top-labels/sure", test_top_labels_are_sure);
  return g_test_run ();
}
