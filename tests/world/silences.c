/* silences.c - what a silence holds back, and what is heard after it: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"
#include "world/silence-preview.h"

#define A       "alertname=HighErrorRate,service=api,pod=p1,severity=critical"
#define B       "alertname=HighErrorRate,service=api,pod=p2,severity=critical"
#define DB      "alertname=DiskFull,service=db,severity=warning"
#define MINUTES (60 * (gint64) G_USEC_PER_SEC)

static MusterCommand *
silence_command (OneKey *self, const char *matchers, gint64 from_us, gint64 to_us)
{
  MusterCommand *command = small_hub_command (self->hub, "silence.set", 0);

  muster_command_set_text (command, "matchers", matchers);
  muster_command_set_int (command, "startsAt", self->hub->context.now_us + from_us);
  muster_command_set_int (command, "endsAt", self->hub->context.now_us + to_us);
  muster_command_set_text (command, "createdBy", "ana");
  return command;
}

static const MusterSilence *
last_silence (const OneKey *self)
{
  const GPtrArray *list = muster_silences_list (muster_world_get_silences (self->hub->world));

  return g_ptr_array_index (list, list->len - 1);
}

static MusterUlid
silence (OneKey *self, const char *matchers, gint64 from_us, gint64 to_us)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, silence_command (self, matchers, from_us, to_us), NULL, &error);
  g_assert_no_error (error);
  return last_silence (self)->id;
}

static void
end_silence (OneKey *self, MusterUlid id)
{
  MusterCommand *command = small_hub_command (self->hub, "silence.end", 0);

  command->object = id;
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  small_hub_advance (self->hub, 0);
}

static void
test_nobody_hears_of_it (OneKey *self, gconstpointer unused)
{
  guint64 before;

  silence (self, "service=api", 0, 60 * MINUTES);
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, DB);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  g_assert_cmpstr (one_key_incident (self, 1)->title, ==, "DiskFull on db");
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  before = small_hub_n_events (self->hub);
  one_key_report (self, FIRING, A); /* a repeat is a repeat, and opens nothing */
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
  g_assert_cmpuint (self->last.n_repeated, ==, 1);
  one_key_report (self, RESOLVED, A);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  small_hub_advance (self->hub, 61 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

static void
test_heard_after_its_end (OneKey *self, gconstpointer unused)
{
  silence (self, "service=api", 0, 60 * MINUTES);
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  small_hub_advance (self->hub, 59 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  small_hub_advance (self->hub, 1 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
  one_key_report (self, RESOLVED, A);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
}

static void
test_heard_when_ended_by_hand (OneKey *self, gconstpointer unused)
{
  MusterUlid id = silence (self, "service=api", 0, 60 * MINUTES);
  MusterUlid other = silence (self, "pod=p1", 0, 90 * MINUTES);

  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  end_silence (self, id);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==,
                    1); /* p1 is held back by the other one */
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  end_silence (self, other);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  end_silence (self, other); /* is over already */
}

static void
test_within_an_incident (OneKey *self, gconstpointer unused)
{
  MusterUlid id;

  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  id = silence (self, "pod=~\"p1|p7\"", 0, 60 * MINUTES);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 1);
  one_key_report (self, RESOLVED, A);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  one_key_report (self, FIRING, A); /* comes back into it, still held back */
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 0);
  end_silence (self, id);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

static void
test_starts_later (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  silence (self, "service=api", 10 * MINUTES, 20 * MINUTES);
  g_assert_cmpint (last_silence (self)->state, ==, MUSTER_SILENCE_PENDING);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  small_hub_advance (self->hub, 10 * MINUTES);
  g_assert_cmpint (last_silence (self)->state, ==, MUSTER_SILENCE_ACTIVE);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 1);
  small_hub_advance (self->hub, 10 * MINUTES);
  g_assert_cmpint (last_silence (self)->state, ==, MUSTER_SILENCE_EXPIRED);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  small_hub_advance (self->hub, MUSTER_SILENCE_KEPT_US);
  silence (self, "service=x", 0, MINUTES);
  small_hub_advance (self->hub, 2 * MINUTES); /* an end makes those before it forgotten */
  g_assert_cmpuint (muster_silences_list (muster_world_get_silences (self->hub->world))->len, ==,
                    1);
}

/* Alertmanager's rule of when an id stays. */
static void
test_changes (OneKey *self, gconstpointer unused)
{
  MusterUlid id = silence (self, "service=api", 0, 60 * MINUTES);
  gint64 start_us = last_silence (self)->starts_us;
  MusterCommand *command;

  one_key_report (self, FIRING, A);
  small_hub_advance (self->hub, 5 * MINUTES);
  command = silence_command (self, "service=api", 0, 10 * MINUTES);
  muster_command_set_int (command, "startsAt", start_us);
  muster_command_set_ulid (command, "silence", id);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  g_assert_true (muster_ulid_equal (last_silence (self)->id, id));
  g_assert_cmpint (last_silence (self)->ends_us, ==, start_us + 15 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);

  command = silence_command (self, "service=api,pod=p1", 0, 30 * MINUTES);
  muster_command_set_ulid (command, "silence", id);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  small_hub_advance (self->hub, 0);
  g_assert_false (muster_ulid_equal (last_silence (self)->id, id));
  g_assert_cmpuint (one_key_n_held (self), ==, 1); /* the new one took over */
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
  small_hub_advance (self->hub, 30 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

static void
test_refused (OneKey *self, gconstpointer unused)
{
  static const struct
  {
    const char *matchers;
    gint64 from_us, to_us;
    MusterAccess access;
    int code;
  } cases[] = {
    { "service", 0, MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "{}", 0, MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=~\".*\",pod!=x", 0, MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=~\"(\"", 0, MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=a", 0, -5 * MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=a", -9 * MINUTES, -5 * MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=a", 9 * MINUTES, 5 * MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=a", 0, 367 * 1440 * MINUTES, MUSTER_ACCESS_ADMIN, MUSTER_MODEL_ERROR_INVALID },
    { "service=a", 0, 1441 * MINUTES, MUSTER_ACCESS_RESPONDER, MUSTER_MODEL_ERROR_FORBIDDEN },
    { "service=a", 0, MINUTES, MUSTER_ACCESS_VIEWER, MUSTER_MODEL_ERROR_FORBIDDEN },
  };
  MusterCommand *command;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      command = silence_command (self, cases[i].matchers, cases[i].from_us, cases[i].to_us);
      command->access = cases[i].access;
      g_test_message ("case %u", i);
      g_assert_false (small_hub_do (self->hub, command, NULL, &error));
      g_assert_error (error, MUSTER_MODEL_ERROR, cases[i].code);
    }
  command = silence_command (self, "service=a", 0, 1440 * MINUTES);
  command->access = MUSTER_ACCESS_RESPONDER;
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
}

/* protocol §6: a key reaches only what came in by keys of the same service. */
static void
test_of_a_key (OneKey *self, gconstpointer unused)
{
  MusterUlid other = small_hub_key (self->hub, "bank", (MusterUlid){ 0, 0 });
  MusterCommand *command = silence_command (self, "severity=critical", 0, 60 * MINUTES);
  MusterUlid id;

  command->actor = (MusterActor){ MUSTER_ACTOR_KEY, self->key };
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  id = last_silence (self)->id;
  one_key_report (self, FIRING, A);
  small_hub_alert (self->hub, other, FIRING, A, NULL);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  command = small_hub_command (self->hub, "silence.end", 0);
  command->object = id;
  command->actor = (MusterActor){ MUSTER_ACTOR_KEY, other };
  g_assert_false (small_hub_do (self->hub, command, NULL, NULL));
}

static void
test_drills_are_heard (OneKey *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "shop", drill);

  small_hub_alert (self->hub, key, FIRING, B, NULL);
  silence (self, "service=api", 0, 60 * MINUTES);
  small_hub_alert (self->hub, key, FIRING, A, NULL);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
}

/* R44: nobody knows whether it matches, so nothing is held back. */
static void
test_costly_pattern (OneKey *self, gconstpointer unused)
{
  silence (self, "service=~\"(a+)+b.?\"", 0, 60 * MINUTES);
  one_key_report (self, FIRING,
                  "alertname=X,service=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabxy!");
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
}

static void
test_ends_by_itself_while_held (OneKey *self, gconstpointer unused)
{
  MusterReports *reports = muster_reports_new ();
  MusterReport *one = muster_reports_add (reports);
  MusterLabel items[] = { { "alertname", "T", 9, 1 } };
  MusterBatch *batch = muster_batch_new ();

  silence (self, "alertname=T", 0, 60 * MINUTES);
  one->labels = (MusterLabelSet){ items, 1 };
  one->timed = TRUE;
  muster_world_report (self->hub->world, &self->hub->context, reports, self->key, batch,
                       &self->last);
  g_ptr_array_add (self->hub->batches, batch);
  muster_reports_free (reports);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  small_hub_advance (self->hub, 6 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  small_hub_advance (self->hub, 60 * MINUTES);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 0);
}

/* What it says before is what the silence then does. */
static void
assert_preview (OneKey *self, const char *text, guint alerts_n, guint incidents_n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterMatchers) matchers = muster_silence_parse_matchers (text, &error);
  MusterSilencePreview preview;

  g_assert_no_error (error);
  preview = muster_silence_preview (self->hub->world, matchers, self->hub->context.now_us);
  g_assert_cmpuint (preview.alerts->len, ==, alerts_n);
  g_assert_cmpuint (preview.incidents_n, ==, incidents_n);
  g_ptr_array_unref (preview.alerts);
}

static void
test_preview (OneKey *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  assert_preview (self, "service=api", 0, 0);
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, B);
  one_key_report (self, FIRING, DB);
  assert_preview (self, "service=api", 2, 1);
  assert_preview (self, "service=~\"api|db\"", 3, 2);
  assert_preview (self, "service=~\"api|db\",pod!=p1", 2, 2);
  assert_preview (self, "service=none", 0, 0);
  one_key_report (self, RESOLVED, DB);
  assert_preview (self, "service=~\"api|db\"", 2, 1);
  silence (self, "pod=p1", 0, 60 * MINUTES);
  assert_preview (self, "service=api", 1, 1); /* the other is held back already */
  silence (self, "service=api", 0, 60 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 2);
  assert_preview (self, "service=api", 0, 0);

  g_assert_null (muster_silence_parse_matchers ("service=~\"(\"", &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (muster_silence_parse_matchers ("service!=api", &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (muster_silence_parse_matchers ("", &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
}

/* --- of one alert, until it is over --- */

static MusterUlid
firing_alert (const OneKey *self, guint incident)
{
  return muster_alert_index_first (muster_world_get_alerts (self->hub->world), incident)->id;
}

static gboolean
acknowledge (OneKey *self, MusterUlid alert, GError **error)
{
  MusterCommand *command = small_hub_command (self->hub, "alert.acknowledge", 0);

  command->object = alert;
  return small_hub_do (self->hub, command, NULL, error);
}

static void
test_until_it_is_over (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  g_assert_true (acknowledge (self, firing_alert (self, 1), NULL));
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 1);
  one_key_report (self, FIRING, A);
  one_key_report (self, FIRING, A ",more=1"); /* its labels are not its own alone */
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  one_key_report (self, RESOLVED, A);
  g_assert_cmpint (last_silence (self)->state, ==, MUSTER_SILENCE_EXPIRED);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  one_key_report (self, FIRING, A); /* is heard */
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 2);
}

static void
test_at_most_a_day (OneKey *self, gconstpointer unused)
{
  one_key_report (self, FIRING, A);
  g_assert_true (acknowledge (self, firing_alert (self, 1), NULL));
  g_assert_true (acknowledge (self, firing_alert (self, 1), NULL)); /* is so already */
  small_hub_advance (self->hub, 23 * 60 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  small_hub_advance (self->hub, 2 * 60 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
}

static void
test_only_what_fires (OneKey *self, gconstpointer unused)
{
  g_autoptr (GError) none = NULL, over = NULL;
  MusterUlid alert;

  one_key_report (self, FIRING, A);
  alert = firing_alert (self, 1);
  one_key_report (self, RESOLVED, A);
  g_assert_false (acknowledge (self, alert, &over));
  g_assert_error (over, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_STATE);
  g_assert_false (acknowledge (self, (MusterUlid){ 1, 1 }, &none));
  g_assert_error (none, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/silences/nobody-hears-of-it", test_nobody_hears_of_it },
    { "/world/silences/heard-after-its-end", test_heard_after_its_end },
    { "/world/silences/heard-when-ended-by-hand", test_heard_when_ended_by_hand },
    { "/world/silences/within-an-incident", test_within_an_incident },
    { "/world/silences/starts-later", test_starts_later },
    { "/world/silences/changes", test_changes },
    { "/world/silences/refused", test_refused },
    { "/world/silences/of-a-key", test_of_a_key },
    { "/world/silences/drills-are-heard", test_drills_are_heard },
    { "/world/silences/costly-pattern", test_costly_pattern },
    { "/world/silences/preview", test_preview },
    { "/world/silences/ends-by-itself-while-held", test_ends_by_itself_while_held },
    { "/world/silences/until-it-is-over", test_until_it_is_over },
    { "/world/silences/at-most-a-day", test_at_most_a_day },
    { "/world/silences/only-what-fires", test_only_what_fires },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
