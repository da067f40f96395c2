/* report.c - what monitors say becomes alerts and incidents: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"

#define A "alertname=HighErrorRate,service=api,pod=p1,severity=critical"
#define B "alertname=HighErrorRate,service=api,pod=p2,severity=critical"
#define C "alertname=DiskFull,service=db,severity=warning"

static void
test_same_name_and_service_are_one_incident (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, FIRING, C);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_cmpstr (one_key_incident (self, 1)->title, ==, "HighErrorRate on api");
  g_assert_cmpint (one_key_incident (self, 1)->stage, ==, MUSTER_STAGE_DETECT);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_LOW);
}

static void
test_repeats_cost_no_event (OneKey *self, gconstpointer unused)
{
  guint64 before;

  one_key_report (self, FIRING, A);
  before = small_hub_n_events (self->hub);
  for (guint i = 0; i < 50; i++)
    one_key_report (self, FIRING, A);
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
  g_assert_cmpuint (self->last.n_repeated, ==, 1);
  g_assert_cmpuint (self->last.last_seq, >, 0); /* its answer waits for the first report's disk */
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
}

static void
test_resolved_and_fired_again (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, RESOLVED, A);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
  g_assert_true (muster_incident_is_open (one_key_incident (self, 1)));
  one_key_report (self, RESOLVED, A); /* senders say it for a while */
  g_assert_cmpuint (self->last.n_resolved, ==, 0);
  one_key_report (self, FIRING, A);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 0);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 1);
}

/* As after a kill: what was not told is known no more, but by the alerts' own events. */
static void
start_again (OneKey *self)
{
  MusterWorld *again = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 3, 4 });

  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    muster_world_evolve (again, small_hub_event (self->hub, seq));
  muster_world_free (self->hub->world);
  self->hub->world = again;
  muster_world_restore_joined (again);
}

static void
tell_joined (OneKey *self)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();

  muster_world_tell_joined (self->hub->world, &self->hub->context, batch);
  if (muster_batch_length (batch) > 0)
    g_ptr_array_add (self->hub->batches, g_steal_pointer (&batch));
}

static void
test_none_leaves_before_it_is_told (OneKey *self, gconstpointer unused)
{
  self->hub->tells_late = TRUE;
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, RESOLVED, A);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
  tell_joined (self);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
}

static void
test_what_a_kill_left_untold (OneKey *self, gconstpointer unused)
{
  self->hub->tells_late = TRUE;
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 0);
  start_again (self);
  tell_joined (self);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  one_key_report (self, RESOLVED, A);
  one_key_report (self, FIRING, A);
  start_again (self);
  tell_joined (self);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 0);
  start_again (self);
  g_assert_cmpint (muster_world_next_joined (self->hub->world), ==, G_MAXINT64);
}

static void
test_resolved_first_makes_nothing (OneKey *self, gconstpointer unused)
{
  guint64 before = small_hub_n_events (self->hub);

  one_key_report (self, RESOLVED, A);
  one_key_report (self, MUSTER_REPORT_ACKNOWLEDGED, A);
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
}

static void
test_acknowledged_by_its_sender (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  one_key_report (self, MUSTER_REPORT_ACKNOWLEDGED, A);
  g_assert_true (one_key_incident (self, 1)->acknowledged);
  g_assert_cmpint (one_key_incident (self, 1)->stage, ==, MUSTER_STAGE_TRIAGE);
}

static void
test_a_worse_alert_raises_until_a_person_says (OneKey *self, gconstpointer unused)
{
  MusterCommand *command;

  one_key_report (self, FIRING, "alertname=X,service=api,pod=1,severity=warning");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  one_key_report (self, FIRING, "alertname=X,service=api,pod=2,severity=critical");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
  command = small_hub_command (self->hub, "incident.severity", 1);
  muster_command_set_int (command, "severity", MUSTER_SEVERITY_LOW);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  one_key_report (self, FIRING, "alertname=X,service=api,pod=3,severity=critical");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
}

static void
test_a_resolved_incident_does_not_swallow_for_ever (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, 4 * G_TIME_SPAN_MINUTE);
  one_key_report (self, FIRING, A);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 1);
  small_hub_advance (self->hub, G_TIME_SPAN_MINUTE);
  one_key_report (self, FIRING, A);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 2);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 1);
}

static void
test_another_alert_after_resolve_opens_at_once (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  one_key_resolve (self, 1);
  one_key_report (self, FIRING, B);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 2);
}

/* "ü" is one character or two; a service has one name for both, and a second is refused. */
static void
test_names_have_one_spelling (OneKey *self, gconstpointer unused)
{
  static const char *const spellings[] = { "Z\xc3\xbcrich", "Zu\xcc\x88rich" };
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      MusterCommand *put = small_hub_command (self->hub, "config.put", 0);
      g_autofree char *labels = g_strdup_printf ("alertname=A%u,service=%s", i, spellings[i]);
      g_autoptr (GError) error = NULL;

      muster_command_set_text (put, "object", "service");
      muster_command_set_text (put, "name", spellings[i]);
      g_assert_true (small_hub_do (self->hub, put, NULL, &error) == (i == 0));
      if (i > 0)
        g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
      one_key_report (self, FIRING, labels);
      g_assert_cmpstr (muster_directory_title (directory, one_key_incident (self, i + 1)->service),
                       ==, spellings[0]);
    }
}

static void
test_drills_never_meet_the_real_world (OneKey *self, gconstpointer unused)
{
  MusterCommand *command = small_hub_command (self->hub, "drill.start", 0);
  const GPtrArray *objects;
  const MusterObject *key;

  muster_command_set_text (command, "name", "bad-deploy");
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  objects = muster_directory_objects (muster_world_get_directory (self->hub->world));
  key = g_ptr_array_index (objects, objects->len - 1);
  g_assert_cmpstr (key->type, ==, MUSTER_OBJECT_KEY);
  one_key_report (self, FIRING, A);
  small_hub_alert (self->hub, key->id, FIRING, B, NULL);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 2);
  g_assert_true (muster_ulid_is_null (one_key_incident (self, 1)->drill));
  g_assert_true (muster_ulid_equal (one_key_incident (self, 2)->drill, key->drill));
}

/* Over its budget a key keeps being heard: one alert more, whatever the number of series. */
static void
test_series_over_budget_fold (OneKey *self, gconstpointer unused)
{
  self->hub->context.series_max = 10;
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *labels = g_strdup_printf ("alertname=X,pod=p%u,severity=critical", i);

      one_key_report (self, FIRING, labels);
    }
  g_assert_cmpuint (muster_alert_index_size (muster_world_get_alerts (self->hub->world)), ==, 11);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 2);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_MAJOR);
  one_key_report (self, FIRING, "alertname=X,pod=p3,severity=critical"); /* known: no fold */
  g_assert_cmpuint (self->last.n_repeated, ==, 1);
  one_key_report (self, RESOLVED, "alertname=X,pod=p3,severity=critical");
  one_key_report (self, RESOLVED, "alertname=X,pod=p4,severity=critical");
  one_key_report (self, FIRING, "alertname=X,pod=p40,severity=critical"); /* there is room again */
  g_assert_cmpuint (muster_alert_index_size (muster_world_get_alerts (self->hub->world)), ==, 12);
}

static void
test_refused_bodies_are_kept_once_a_minute (OneKey *self, gconstpointer unused)
{
  MusterRefusedBody refused = { .key = self->key,
                                .source = "generic",
                                .reason = "no JSON",
                                .text = "{",
                                .text_n = 1,
                                .n_bytes = 1 };
  const GQueue *letters = muster_world_get_dead_letters (self->hub->world);

  for (guint i = 0; i < 130; i++)
    {
      g_autoptr (MusterBatch) batch = muster_batch_new ();

      muster_world_refuse_body (self->hub->world, &self->hub->context, &refused, batch);
      muster_world_tell_joined (self->hub->world, &self->hub->context, batch);
      self->hub->context.now_us += G_USEC_PER_SEC;
    }
  g_assert_cmpuint (letters->length, ==, 3);
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 1);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  refused.reason = "another reason";
  refused.too_large = TRUE;
  {
    g_autoptr (MusterBatch) batch = muster_batch_new ();

    muster_world_refuse_body (self->hub->world, &self->hub->context, &refused, batch);
  }
  g_assert_cmpuint (letters->length, ==, 4);
}

static void
tell_change (OneKey *self, const char *title, const char *version, gint64 at_us)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterChange change = { .at_us = at_us,
                          .title = { title, strlen (title) },
                          .kind = { "deploy", 6 },
                          .version = { version, strlen (version) } };

  g_array_append_val (reports->changes, change);
  muster_world_report (self->hub->world, &self->hub->context, reports, self->key, batch,
                       &self->last);
}

/* Webhooks come twice; a deploy of the same version an hour later is another one. */
static void
test_changes_are_told_once (OneKey *self, gconstpointer unused)
{
  const GQueue *changes = muster_world_get_changes (self->hub->world);
  gint64 at_us = self->hub->context.now_us - G_USEC_PER_SEC;
  const MusterRecordedChange *change;

  tell_change (self, "checkout 1.2", "1.2", at_us);
  g_assert_cmpuint (self->last.last_seq, ==, muster_world_get_seq (self->hub->world));
  for (guint i = 0; i < 1000; i++)
    tell_change (self, "checkout 1.2", "1.2", at_us);
  g_assert_cmpuint (changes->length, ==, 1);
  g_assert_cmpuint (self->last.last_seq, ==, muster_world_get_seq (self->hub->world));
  tell_change (self, "checkout 1.2", "1.3", at_us);
  tell_change (self, "checkout 1.2", "1.2", at_us + 1);
  g_assert_cmpuint (changes->length, ==, 3);
  tell_change (self, "by hand", "", MUSTER_NO_TIME);
  tell_change (self, "by hand", "", MUSTER_NO_TIME);
  g_assert_cmpuint (changes->length, ==, 4);
  self->hub->context.now_us += 6 * G_TIME_SPAN_MINUTE;
  tell_change (self, "by hand", "", MUSTER_NO_TIME);
  g_assert_cmpuint (changes->length, ==, 5);
  change = g_queue_peek_tail ((GQueue *) changes);
  g_assert_cmpstr (change->title, ==, "by hand");
  g_assert_cmpstr (change->kind, ==, "deploy");
  g_assert_null (change->version);
  g_assert_cmpint (change->start_us, ==, self->hub->context.now_us);
}

/* The newest 10,000, of 30 days. */
static void
test_changes_are_bounded (OneKey *self, gconstpointer unused)
{
  const GQueue *changes = muster_world_get_changes (self->hub->world);
  const MusterRecordedChange *oldest;

  for (guint i = 0; i < 10005; i++)
    {
      g_autofree char *title = g_strdup_printf ("change %u", i);

      tell_change (self, title, "", MUSTER_NO_TIME);
    }
  oldest = g_queue_peek_head ((GQueue *) changes);
  g_assert_cmpuint (changes->length, ==, 10000);
  g_assert_cmpstr (oldest->title, ==, "change 5");
  self->hub->context.now_us += 30 * G_TIME_SPAN_DAY;
  tell_change (self, "later", "", MUSTER_NO_TIME);
  g_assert_cmpuint (changes->length, ==, 10000);
  self->hub->context.now_us += 1;
  tell_change (self, "latest", "", MUSTER_NO_TIME);
  g_assert_cmpuint (changes->length, ==, 2);
}

/* A group that is not by name tells under which names its alerts joined. */
static void
test_names_of_what_joined (OneKey *self, gconstpointer unused)
{
  MusterCommand *rule = small_hub_command (self->hub, "config.put", 0);
  const MusterEntry *entry;

  muster_command_set_text (rule, "object", "grouping");
  muster_command_set_text (rule, "name", "default");
  muster_command_set_text (rule, "body", "{\"by\":[\"service\"]}");
  g_assert_true (small_hub_do (self->hub, rule, NULL, NULL));
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, FIRING, "alertname=Latency,service=api");
  g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->entries->len, ==, 3); /* opened, joined, joined */
  entry = g_ptr_array_index (one_key_incident (self, 1)->entries, 1);
  g_assert_cmpstr (entry->detail, ==, "HighErrorRate");
  g_assert_cmpuint (entry->count, ==, 2);
  entry = g_ptr_array_index (one_key_incident (self, 1)->entries, 2);
  g_assert_cmpstr (entry->detail, ==, "Latency");
}

static void
test_alerts_are_let_go_of_after_a_day (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  one_key_report (self, RESOLVED, A);
  one_key_resolve (self, 1);
  small_hub_advance (self->hub, 23 * G_TIME_SPAN_HOUR);
  one_key_report (self, FIRING, C);
  g_assert_cmpuint (muster_alert_index_size (muster_world_get_alerts (self->hub->world)), ==, 2);
  small_hub_advance (self->hub, 2 * G_TIME_SPAN_HOUR);
  one_key_report (self, FIRING, "alertname=Other");
  g_assert_cmpuint (muster_alert_index_size (muster_world_get_alerts (self->hub->world)), ==, 2);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/report/names-have-one-spelling", test_names_have_one_spelling },
    { "/world/report/same-name-and-service", test_same_name_and_service_are_one_incident },
    { "/world/report/repeats-cost-no-event", test_repeats_cost_no_event },
    { "/world/report/resolved-and-fired-again", test_resolved_and_fired_again },
    { "/world/report/none-leaves-untold", test_none_leaves_before_it_is_told },
    { "/world/report/killed-before-told", test_what_a_kill_left_untold },
    { "/world/report/resolved-first", test_resolved_first_makes_nothing },
    { "/world/report/acknowledged-by-its-sender", test_acknowledged_by_its_sender },
    { "/world/report/worse-alert", test_a_worse_alert_raises_until_a_person_says },
    { "/world/report/not-swallowed-for-ever", test_a_resolved_incident_does_not_swallow_for_ever },
    { "/world/report/another-alert-after-resolve", test_another_alert_after_resolve_opens_at_once },
    { "/world/report/drills", test_drills_never_meet_the_real_world },
    { "/world/report/names-of-what-joined", test_names_of_what_joined },
    { "/world/report/series-over-budget", test_series_over_budget_fold },
    { "/world/report/changes-once", test_changes_are_told_once },
    { "/world/report/changes-bounded", test_changes_are_bounded },
    { "/world/report/refused-bodies", test_refused_bodies_are_kept_once_a_minute },
    { "/world/report/let-go-after-a-day", test_alerts_are_let_go_of_after_a_day },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
