/* cadence.c - what is usual, and which silence is worth a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/cadence.h"

#define SECOND G_USEC_PER_SEC
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

static void
learn (MusterCadence *cadence, gint64 gap_us, guint n)
{
  for (guint i = 0; i < n; i++)
    muster_cadence_learn (cadence, gap_us);
}

static void
test_steps (void)
{
  for (gint64 seconds = 1; seconds < 3000000; seconds += 1 + seconds / 50)
    {
      MusterCadence cadence = { 0 };
      gint64 usual_us;

      muster_cadence_learn (&cadence, seconds * SECOND);
      usual_us = muster_cadence_usual_us (&cadence);
      g_assert_cmpint (usual_us, >, seconds * SECOND);
      g_assert_cmpint (usual_us, <=, MAX (2, seconds + seconds / 4 + 1) * SECOND);
    }
}

static void
test_nothing (void)
{
  MusterCadence cadence = { 0 };

  g_assert_cmpint (muster_cadence_usual_us (&cadence), ==, 0);
  g_assert_cmpint (muster_cadence_patience_us (&cadence), ==, 0);
  muster_cadence_learn (&cadence, SECOND - 1);
  muster_cadence_learn (&cadence, -5 * SECOND);
  g_assert_cmpuint (cadence.n, ==, 0);
}

/* Each sender by its gaps, how often they come, and after how long its silence is told. */
static void
test_senders (void)
{
  static const struct
  {
    const char *words;
    gint64 gap_us;
    guint n;
    gint64 other_us; /* once behind so many of the first */
    guint per_other;
    gint64 patience_min_us, patience_max_us; /* 0: never told */
  } senders[] = {
    { "every minute, an hour", MINUTE, 60, 0, 0, 0, 0 },
    { "every minute, two days", MINUTE, 2880, 0, 0, 15 * MINUTE, 15 * MINUTE },
    { "every second, two days", SECOND, 172800, 0, 0, 15 * MINUTE, 15 * MINUTE },
    { "every 30 min, a week", 30 * MINUTE, 336, 0, 0, 90 * MINUTE, 2 * HOUR },
    { "every minute, but a quarter of an hour at noon", MINUTE, 1425 * 5, 15 * MINUTE, 1425,
      15 * MINUTE, 15 * MINUTE },
    { "by day only, a week", 5 * MINUTE, 120 * 7, 14 * HOUR, 120, 0, 0 },
    { "once a day, a month", DAY, 30, 0, 0, 0, 0 },
    { "lively for ten minutes, then silent for days", 5 * SECOND, 120 * 9, 3 * DAY, 120, 0, 0 },
    { "nineteen times in two days", 2 * HOUR + 30 * MINUTE, 19, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
    {
      MusterCadence cadence = { 0 };
      gint64 patience_us;

      for (guint k = 0; k < senders[i].n; k++)
        {
          muster_cadence_learn (&cadence, senders[i].gap_us);
          if (senders[i].per_other > 0 && k % senders[i].per_other == senders[i].per_other - 1)
            muster_cadence_learn (&cadence, senders[i].other_us);
        }
      patience_us = muster_cadence_patience_us (&cadence);
      g_test_message ("%s: usually %" G_GINT64_FORMAT " s, told after %" G_GINT64_FORMAT " s",
                      senders[i].words, muster_cadence_usual_us (&cadence) / SECOND,
                      patience_us / SECOND);
      g_assert_cmpint (patience_us, >=, senders[i].patience_min_us);
      g_assert_cmpint (patience_us, <=, senders[i].patience_max_us);
    }
}

/* A week off the net does not make a regular sender one of few words. */
static void
test_outage_is_no_habit (void)
{
  MusterCadence cadence = { 0 };

  learn (&cadence, MINUTE, 5000);
  muster_cadence_learn (&cadence, 7 * DAY);
  g_assert_cmpint (muster_cadence_patience_us (&cadence), ==, 15 * MINUTE);
}

/* One that slows down for good is believed in the end, and is not told every day. */
static void
test_habits_change (void)
{
  MusterCadence cadence = { 0 };
  guint told = 0;

  learn (&cadence, MINUTE, 10 * 1440);
  for (guint i = 0; i < 500; i++)
    {
      gint64 patience_us = muster_cadence_patience_us (&cadence);

      told += patience_us > 0 && patience_us < 2 * HOUR;
      muster_cadence_learn (&cadence, 2 * HOUR);
    }
  g_test_message ("told %u times", told);
  g_assert_cmpuint (told, >, 0);
  g_assert_cmpuint (told, <, 40);
}

static void
test_time_is_forgotten (void)
{
  MusterCadence cadence = { 0 };

  learn (&cadence, 10 * MINUTE, 20000);
  g_assert_cmpint (muster_cadence_learned_us (&cadence), <=, 28 * DAY);
  g_assert_cmpint (muster_cadence_learned_us (&cadence), >, 13 * DAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/cadence/steps", test_steps);
  g_test_add_func ("/triage/cadence/nothing", test_nothing);
  g_test_add_func ("/triage/cadence/senders", test_senders);
  g_test_add_func ("/triage/cadence/outage-is-no-habit", test_outage_is_no_habit);
  g_test_add_func ("/triage/cadence/habits-change", test_habits_change);
  g_test_add_func ("/triage/cadence/time-is-forgotten", test_time_is_forgotten);
  return g_test_run ();
}
