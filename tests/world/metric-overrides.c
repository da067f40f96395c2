/* metric-overrides.c - alerts that are worse while a metric says so: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/metric-overrides.h"
#include "one-key.h"
#include "world/snapshot.h"

#define WARNING "alertname=Slow,service=api,severity=warning" /* SEV-4 */
#define METRIC  "\"metric\":{\"url\":\"http://x:9090\",\"query\":\"q\",\"below\":10}"

static const MusterObject *
find (const OneKey *self)
{
  return muster_directory_find (muster_world_get_directory (self->hub->world), "severity_override",
                                "few orders", -1);
}

static void
put (OneKey *self, const char *body)
{
  small_hub_configure (self->hub, "severity_override", "few orders", body);
}

/* How many events that made. */
static guint
hear_at (OneKey *self, guint64 seq, MusterMetricVerdict verdict)
{
  MusterBatch *batch = muster_batch_new ();
  const MusterMetricFinding finding = { find (self)->id, seq, verdict,
                                        verdict == MUSTER_METRIC_HOLDS     ? "3.2 is below 10"
                                        : verdict == MUSTER_METRIC_UNKNOWN ? "connection refused"
                                                                           : NULL };

  muster_world_hear_metric (self->hub->world, &self->hub->context, &finding, batch);
  g_ptr_array_add (self->hub->batches, batch); /* never empty: see below */
  if (muster_batch_length (batch) > 0)
    return muster_batch_length (batch);
  g_ptr_array_remove_index (self->hub->batches, self->hub->batches->len - 1);
  return 0;
}

static guint
hear (OneKey *self, MusterMetricVerdict verdict)
{
  return hear_at (self, find (self)->seq, verdict);
}

static MusterEvent *
last_event (const OneKey *self)
{
  return small_hub_event (self->hub, small_hub_n_events (self->hub));
}

static void
test_holds (OneKey *self, gconstpointer unused)
{
  g_autofree char *reason = NULL;

  put (self, "{\"raise\":1,\"reason\":\"it costs\"," METRIC "}");
  one_key_report (self, FIRING, WARNING);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_HOLDS_NOT), ==, 0);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_HOLDS), ==,
                    2); /* one begins, one incident is worse */
  reason = muster_event_dup_text (last_event (self), MUSTER_FIELD_REASON);
  g_assert_cmpstr (reason, ==, "SEV-4 → SEV-3: few orders (3.2 is below 10): it costs");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_HOLDS), ==, 0); /* no news */
  g_assert_cmpuint (hear (self, MUSTER_METRIC_KEEPS), ==, 0);
  one_key_report (self, FIRING, "alertname=B,service=api,severity=warning");
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_MINOR);
  small_hub_acknowledge_all (self->hub);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), >, self->hub->context.now_us);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_HOLDS_NOT), ==, 1);
  g_assert_cmpstr (muster_event_token (last_event (self), MUSTER_FACT_BY), ==, "metric");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
  one_key_report (self, FIRING, "alertname=C,service=api,severity=warning");
  g_assert_cmpint (one_key_incident (self, 3)->severity, ==, MUSTER_SEVERITY_LOW);
}

/* What nobody can read raises nothing, and is one alert until somebody can. */
static void
test_unknown (OneKey *self, gconstpointer unused)
{
  const MusterIncident *incident;

  put (self, "{\"severity\":1," METRIC "}");
  hear (self, MUSTER_METRIC_HOLDS);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_UNKNOWN), >, 1);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_UNKNOWN), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 1);
  incident = one_key_incident (self, 1);
  g_assert_cmpstr (incident->title, ==,
                   "The metric of the severity override few orders cannot be "
                   "read");
  g_assert_cmpint (incident->severity, ==, MUSTER_SEVERITY_LOW);
  one_key_report (self, FIRING, WARNING);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpuint (incident->firing, ==, 1);
  hear (self, MUSTER_METRIC_HOLDS);
  g_assert_cmpuint (incident->firing, ==, 0);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_CRITICAL);
}

/* What was found of another metric says nothing; what asks no more has nothing unknown. */
static void
test_changed (OneKey *self, gconstpointer unused)
{
  guint64 seq;

  put (self, "{\"raise\":1," METRIC "}");
  seq = find (self)->seq;
  hear (self, MUSTER_METRIC_HOLDS);
  put (self, "{\"raise\":2," METRIC "}");
  g_assert_cmpuint (hear_at (self, seq, MUSTER_METRIC_HOLDS), ==, 0);
  one_key_report (self, FIRING, WARNING);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_HOLDS), ==, 3); /* ended, began, raised */
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
  small_hub_advance (self->hub, 0);
  hear (self, MUSTER_METRIC_UNKNOWN);
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 1);
  put (self, "{\"raise\":1,\"start\":\"2026-03-06T16:00\",\"duration\":\"2h\"}");
  hear_at (self, seq, MUSTER_METRIC_HOLDS_NOT);
  g_assert_cmpuint (one_key_incident (self, 2)->firing, ==, 0);
}

static void
test_survives (OneKey *self, gconstpointer unused)
{
  const MusterScope scope = { .hub = TRUE };
  g_autoptr (GString) saved = g_string_new (NULL), again = g_string_new (NULL);
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 5, 6 });

  put (self, "{\"raise\":1," METRIC "}");
  hear (self, MUSTER_METRIC_HOLDS);
  one_key_report (self, FIRING, WARNING);
  muster_world_save (self->hub->world, &scope, saved);
  g_assert_true (muster_world_load (world, saved->str, saved->len, NULL));
  muster_world_save (world, &scope, again);
  g_assert_cmpstr (again->str, ==, saved->str);
  muster_world_free (self->hub->world);
  self->hub->world = g_steal_pointer (&world);
  g_assert_cmpuint (hear (self, MUSTER_METRIC_HOLDS), ==, 0);
  one_key_report (self, FIRING, "alertname=B,service=api,severity=warning");
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_MINOR);
}

static void
test_refused (OneKey *self, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{" METRIC "}",
    "{\"raise\":1," METRIC ",\"start\":\"2026-03-06T16:00\",\"duration\":\"2h\"}",
    "{\"raise\":1,\"metric\":{}}",
    "{\"raise\":1,\"metric\":7}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://x\",\"query\":\"q\"}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://x\",\"query\":\"q\",\"above\":1,\"below\":1}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://x\",\"query\":\"q\",\"above\":\"1\"}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://x\",\"query\":\"\",\"above\":1}}",
    "{\"raise\":1,\"metric\":{\"url\":\"file:///etc\",\"query\":\"q\",\"above\":1}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://u:p@x\",\"query\":\"q\",\"above\":1}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://x?a\",\"query\":\"q\",\"above\":1}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://"
    "x\",\"query\":\"q\",\"above\":1,\"interval\":\"5s\"}}",
    "{\"raise\":1,\"metric\":{\"url\":\"http://x\",\"query\":\"q\",\"above\":1,\"for\":\"long\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      MusterCommand *command = small_hub_command (self->hub, "config.put", 0);

      muster_command_set_text (command, "object", "severity_override");
      muster_command_set_text (command, "name", "x");
      muster_command_set_text (command, "body", bodies[i]);
      g_test_message ("%s", bodies[i]);
      g_assert_false (small_hub_do (self->hub, command, NULL, NULL));
    }
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/metric-overrides/holds", test_holds },
    { "/world/metric-overrides/unknown", test_unknown },
    { "/world/metric-overrides/changed", test_changed },
    { "/world/metric-overrides/survives", test_survives },
    { "/world/metric-overrides/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
