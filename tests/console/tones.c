/* tones.c - what pages sound like, and how often
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/tone-plan.h"

#include <string.h>

#define SECOND    ((gint64) G_USEC_PER_SEC)
#define HEAD_SIZE 44

static const MusterUlid ONE = { 0, 1 }, TWO = { 0, 2 };

/* --- the waves --- */

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 little;

  memcpy (&little, bytes, sizeof little);
  return GUINT32_FROM_LE (little);
}

static gint16
read_sample (const guint8 *bytes, gsize i)
{
  gint16 little;

  memcpy (&little, bytes + HEAD_SIZE + 2 * i, sizeof little);
  return GINT16_FROM_LE (little);
}

static double
power_of (MusterTone tone)
{
  g_autoptr (GBytes) wave = muster_tone_new_wave (tone);
  gsize size, n;
  const guint8 *bytes = g_bytes_get_data (wave, &size);
  double sum = 0;

  n = (size - HEAD_SIZE) / 2;
  for (gsize i = 0; i < n; i++)
    sum += (double) read_sample (bytes, i) * read_sample (bytes, i);
  return sum / (double) n;
}

static void
test_waves (void)
{
  for (guint tone = MUSTER_TONE_CALM; tone <= MUSTER_TONE_FIRM; tone++)
    {
      g_autoptr (GBytes) wave = muster_tone_new_wave ((MusterTone) tone);
      gsize size;
      const guint8 *bytes = g_bytes_get_data (wave, &size);
      int loudest = 0;

      g_assert_cmpmem (bytes, 4, "RIFF", 4);
      g_assert_cmpuint (read_u32 (bytes + 4), ==, size - 8);
      g_assert_cmpmem (bytes + 36, 4, "data", 4);
      g_assert_cmpuint (read_u32 (bytes + 40), ==, size - HEAD_SIZE);
      for (gsize i = 0; i < (size - HEAD_SIZE) / 2; i++)
        loudest = MAX (loudest, ABS ((int) read_sample (bytes, i)));
      g_assert_cmpint (loudest, >, G_MAXINT16 / 5);
      g_assert_cmpint (loudest, <, G_MAXINT16); /* else it is cut off, and rasps */
      /* It begins and ends in silence, else it clicks. */
      g_assert_cmpint (ABS (read_sample (bytes, 0)), <, 100);
      g_assert_cmpint (ABS (read_sample (bytes, (size - HEAD_SIZE) / 2 - 1)), <, 100);
    }
}

static void
test_firmer_is_louder (void)
{
  g_assert_cmpfloat (power_of (MUSTER_TONE_CLEAR), >, power_of (MUSTER_TONE_CALM));
  g_assert_cmpfloat (power_of (MUSTER_TONE_FIRM), >, power_of (MUSTER_TONE_CLEAR));
}

/* --- the rhythm --- */

/* Plays an hour, and says when what was heard: "firm@0 firm@10". */
static char *
hear (MusterTonePlan *plan, gint64 from_us)
{
  GString *heard = g_string_new (NULL);
  gint64 at_us;

  while ((at_us = muster_tone_plan_next_us (plan)) != G_MAXINT64)
    {
      MusterTone tone = muster_tone_plan_take (plan, at_us);

      g_assert_cmpint (tone, !=, MUSTER_TONE_NONE);
      g_string_append_printf (heard, "%s%s@%" G_GINT64_FORMAT, heard->len > 0 ? " " : "",
                              muster_tone_name (tone), (at_us - from_us) / SECOND);
    }
  return g_string_free (heard, FALSE);
}

static void
check_heard (MusterSeverity severity, const char *expected)
{
  g_autoptr (MusterTonePlan) plan = muster_tone_plan_new ();
  const MusterSounding page = { ONE, muster_tone_of (severity) };
  g_autofree char *heard = NULL;

  muster_tone_plan_set (plan, &page, 1, 7 * SECOND);
  heard = hear (plan, 7 * SECOND);
  g_assert_cmpstr (heard, ==, expected);
}

static void
test_rhythms (void)
{
  g_autoptr (GString) five_minutes = g_string_new ("firm@0");

  for (guint i = 10; i < 300; i += 10)
    g_string_append_printf (five_minutes, " firm@%u", i);
  check_heard (MUSTER_SEVERITY_CRITICAL, five_minutes->str);
  check_heard (MUSTER_SEVERITY_MAJOR, "clear@0 clear@30");
  check_heard (MUSTER_SEVERITY_MINOR, "calm@0");
  check_heard (MUSTER_SEVERITY_LOW, "");
  check_heard (MUSTER_SEVERITY_INFO, "");
}

/* A change elsewhere must not make it begin anew, an answer ends it. */
static void
test_answered (void)
{
  g_autoptr (MusterTonePlan) plan = muster_tone_plan_new ();
  const MusterSounding pages[] = { { ONE, MUSTER_TONE_FIRM }, { TWO, MUSTER_TONE_CLEAR } };

  muster_tone_plan_set (plan, pages, 2, 0);
  g_assert_cmpint (muster_tone_plan_take (plan, 0), ==, MUSTER_TONE_FIRM); /* one of both */
  g_assert_cmpint (muster_tone_plan_take (plan, 0), ==, MUSTER_TONE_NONE);
  muster_tone_plan_set (plan, pages, 2, 4 * SECOND);
  g_assert_cmpint (muster_tone_plan_next_us (plan), ==, 10 * SECOND);
  muster_tone_plan_set (plan, pages + 1, 1, 5 * SECOND);
  g_assert_cmpint (muster_tone_plan_next_us (plan), ==, 30 * SECOND);
  muster_tone_plan_set (plan, NULL, 0, 6 * SECOND);
  g_assert_cmpint (muster_tone_plan_next_us (plan), ==, G_MAXINT64);
}

static void
test_gets_worse (void)
{
  g_autoptr (MusterTonePlan) plan = muster_tone_plan_new ();
  const MusterSounding before = { ONE, MUSTER_TONE_CALM }, after = { ONE, MUSTER_TONE_FIRM };

  muster_tone_plan_set (plan, &before, 1, 0);
  g_assert_cmpint (muster_tone_plan_take (plan, 0), ==, MUSTER_TONE_CALM);
  muster_tone_plan_set (plan, &after, 1, 60 * SECOND);
  g_assert_cmpint (muster_tone_plan_take (plan, 60 * SECOND), ==, MUSTER_TONE_FIRM);
}

/* The lid was closed: it sounds once, and goes on. */
static void
test_slept (void)
{
  g_autoptr (MusterTonePlan) plan = muster_tone_plan_new ();
  const MusterSounding page = { ONE, MUSTER_TONE_FIRM };

  muster_tone_plan_set (plan, &page, 1, 0);
  g_assert_cmpint (muster_tone_plan_take (plan, 95 * SECOND), ==, MUSTER_TONE_FIRM);
  g_assert_cmpint (muster_tone_plan_take (plan, 95 * SECOND), ==, MUSTER_TONE_NONE);
  g_assert_cmpint (muster_tone_plan_next_us (plan), ==, 100 * SECOND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/tones/waves", test_waves);
  g_test_add_func ("/console/tones/firmer-is-louder", test_firmer_is_louder);
  g_test_add_func ("/console/tones/rhythms", test_rhythms);
  g_test_add_func ("/console/tones/answered", test_answered);
  g_test_add_func ("/console/tones/gets-worse", test_gets_worse);
  g_test_add_func ("/console/tones/slept", test_slept);
  return g_test_run ();
}
