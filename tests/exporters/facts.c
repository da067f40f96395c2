/* facts.c - impact time and open time are two things
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exporters/facts.h"
#include "story.h"

static void
test_words (void)
{
  static const struct
  {
    gint64 seconds;
    const char *words;
  } cases[] = {
    { -5, "0 seconds" },       { 0, "0 seconds" },
    { 1, "1 second" },         { 59, "59 seconds" },
    { 60, "1 minute" },        { 178, "2 minutes 58 seconds" },
    { 24 * 60, "24 minutes" }, { 3600, "1 hour" },
    { 3659, "1 hour" },        { 3900, "1 hour 5 minutes" },
    { 86400 + 3599, "1 day" }, { 2 * 86400 + 4 * 3600 + 50 * 60, "2 days 4 hours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = muster_span_in_words (cases[i].seconds * G_USEC_PER_SEC);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static Story *
make_monitored (void)
{
  Story *story = story_new (7);

  story_open (story, "14:25:00", "x", MUSTER_SEVERITY_MAJOR);
  story_stage (story, "14:50:00", MUSTER_STAGE_MONITOR, STORY_SARAH);
  return story;
}

static void
test_recovery (void)
{
  g_autoptr (Story) story = make_monitored ();
  MusterIncidentSpans spans;

  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.recovery, ==, MUSTER_RECOVERY_MONITOR);
  g_assert_cmpint (spans.onset, ==, MUSTER_ONSET_OPENING);
  g_assert_cmpint (spans.impact_start_us, ==, story_time ("14:25:00"));
  g_assert_cmpint (spans.impact_end_us, ==, story_time ("14:50:00"));
  g_assert_cmpint (spans.resolved_us, ==, MUSTER_NO_TIME);

  /* back to work: the impact goes on */
  story_stage (story, "14:55:00", MUSTER_STAGE_DIAGNOSE, STORY_SARAH);
  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.recovery, ==, MUSTER_RECOVERY_NONE);
  g_assert_cmpint (spans.impact_end_us, ==, MUSTER_NO_TIME);

  /* closed at once: there is nothing else to tell by */
  story_stage (story, "15:10:00", MUSTER_STAGE_RESOLVED, STORY_SARAH);
  story->incident->stage_at_us[MUSTER_STAGE_MONITOR] = MUSTER_NO_TIME;
  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.recovery, ==, MUSTER_RECOVERY_RESOLVED);
  g_assert_cmpint (spans.impact_end_us, ==, story_time ("15:10:00"));
}

static void
test_alerts_tell_best (void)
{
  g_autoptr (Story) story = story_new (7);
  MusterIncidentSpans spans;

  story_open (story, "14:25:00", "x", MUSTER_SEVERITY_MAJOR);
  story_fire (story, "14:25:00", "HighErrorRate", 1);
  story_stage (story, "14:50:00", MUSTER_STAGE_MONITOR, STORY_SARAH);
  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.recovery, ==, MUSTER_RECOVERY_MONITOR);
  story_resolve (story, "14:53:00", 1);
  story_stage (story, "15:10:00", MUSTER_STAGE_RESOLVED, STORY_SARAH);
  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.recovery, ==, MUSTER_RECOVERY_ALERTS);
  g_assert_cmpint (spans.impact_end_us, ==, story_time ("14:53:00"));
  g_assert_cmpint (spans.resolved_us, ==, story_time ("15:10:00"));
}

/* An alert's own start is no measure of how late the alert was. */
static void
test_onset (void)
{
  g_autoptr (Story) story = make_monitored ();
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  MusterIncidentSpans spans;

  story->incident->impact_start_us = story_time ("14:24:00");
  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.onset, ==, MUSTER_ONSET_ALERT);
  before = muster_incident_facts (story->incident, MUSTER_FACT_WENT_WELL);
  g_assert_cmpuint (before->len, ==, 0);
  story_plain (story, "14:51:00", MUSTER_EVENT_INCIDENT_IMPACT_SET, STORY_SARAH);
  muster_incident_spans (story->incident, &spans);
  g_assert_cmpint (spans.onset, ==, MUSTER_ONSET_PEOPLE);
  after = muster_incident_facts (story->incident, MUSTER_FACT_WENT_WELL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (after, 0), ==,
                   "The first alert fired 1 minute after the impact began");
}

/* Every fact stands on one side only. */
static void
test_sides (void)
{
  g_autoptr (Story) story = make_monitored ();
  g_autoptr (GPtrArray) well = NULL, wrong = NULL;

  story_plain (story, "14:28:00", MUSTER_EVENT_INCIDENT_ACKNOWLEDGED, STORY_MIKE);
  story_role (story, "14:35:00", MUSTER_ROLE_COMMANDER, STORY_SARAH);
  well = muster_incident_facts (story->incident, MUSTER_FACT_WENT_WELL);
  wrong = muster_incident_facts (story->incident, MUSTER_FACT_WENT_WRONG);
  g_assert_cmpuint (well->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (well, 0), ==,
                   "It was acknowledged 3 minutes after it opened");
  g_assert_cmpuint (wrong->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (wrong, 0), ==,
                   "The incident had no commander for its first 10 minutes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/words", test_words);
  g_test_add_func ("/facts/recovery", test_recovery);
  g_test_add_func ("/facts/alerts-tell-best", test_alerts_tell_best);
  g_test_add_func ("/facts/onset", test_onset);
  g_test_add_func ("/facts/sides", test_sides);
  return g_test_run ();
}
