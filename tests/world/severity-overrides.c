/* severity-overrides.c - alerts that are worse than they say, for a time: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"
#include "world/snapshot.h"

#include <string.h>

#define MINUTES (60 * (gint64) G_USEC_PER_SEC)
#define WARNING "alertname=Slow,service=api,severity=warning" /* SEV-4 */

/* The hub begins at 2026-03-06T14:25Z. */
#define SEASON                                                                                     \
  "\"zone\":\"Europe/Berlin\",\"start\":\"2026-03-06T16:00\",\"duration\":\"2h\","                 \
  "\"rrule\":\"FREQ=DAILY\",\"reason\":\"the sale\"}"

static void
put (OneKey *self, const char *name, const char *body)
{
  small_hub_configure (self->hub, "severity_override", name, body);
}

static int
severity_of_next (OneKey *self, const char *labels)
{
  one_key_report (self, FIRING, labels);
  return one_key_incident (self, one_key_n_incidents (self))->severity;
}

static MusterEvent *
last_of (const OneKey *self, MusterEventKind kind)
{
  for (guint64 seq = small_hub_n_events (self->hub); seq > 0; seq--)
    if (small_hub_event (self->hub, seq)->kind == kind)
      return small_hub_event (self->hub, seq);
  return NULL;
}

static void
test_for_a_time (OneKey *self, gconstpointer unused)
{
  g_autofree char *reason = NULL;
  MusterEvent *event;

  put (self, "peak season", "{\"raise\":1," SEASON);
  g_assert_cmpint (severity_of_next (self, WARNING ",n=1"), ==, MUSTER_SEVERITY_LOW);
  small_hub_advance (self->hub, 35 * MINUTES); /* 16:00 in Berlin */
  g_assert_cmpint (severity_of_next (self, "alertname=B,service=api,severity=warning"), ==,
                   MUSTER_SEVERITY_MINOR);
  event = last_of (self, MUSTER_EVENT_INCIDENT_OPENED);
  g_assert_cmpint (muster_event_int (event, MUSTER_FACT_SEVERITY), ==, MUSTER_SEVERITY_LOW);
  event = last_of (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET);
  reason = muster_event_dup_text (event, MUSTER_FIELD_REASON);
  g_assert_cmpstr (reason, ==,
                   "SEV-4 → SEV-3: peak season until 2026-03-06 18:00 (Europe/Berlin): the sale");
  small_hub_advance (self->hub, 120 * MINUTES);
  g_assert_cmpint (severity_of_next (self, "alertname=C,service=api,severity=warning"), ==,
                   MUSTER_SEVERITY_LOW);
}

static guint
count_of (const OneKey *self, MusterEventKind kind)
{
  guint n = 0;

  for (guint64 seq = small_hub_n_events (self->hub); seq > 0; seq--)
    n += small_hub_event (self->hub, seq)->kind == kind;
  return n;
}

static void
set_severity (OneKey *self, guint incident, MusterSeverity severity)
{
  MusterCommand *command = small_hub_command (self->hub, "incident.severity", incident);

  muster_command_set_int (command, "severity", severity);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
}

/* What is open when one begins, by the alerts that fire: once, and it stays so. */
static void
test_raises_what_is_open (OneKey *self, gconstpointer unused)
{
  g_autofree char *reason = NULL;
  guint n;

  put (self, "peak season", "{\"raise\":1,\"match\":\"team=shop\"," SEASON);
  one_key_report (self, FIRING, "alertname=A,team=shop,severity=warning");
  one_key_report (self, FIRING, "alertname=B,team=bank,severity=warning"); /* not about it */
  one_key_report (self, FIRING, "alertname=C,team=shop,severity=warning"); /* a person's word */
  set_severity (self, 3, MUSTER_SEVERITY_INFO);
  one_key_report (self, FIRING, "alertname=D,team=shop,severity=warning"); /* over */
  one_key_report (self, RESOLVED, "alertname=D,team=shop,severity=warning");
  one_key_report (self, FIRING, "alertname=E,team=shop,severity=info");
  one_key_report (self, FIRING, "alertname=E,team=bank,severity=warning");
  n = count_of (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET);
  small_hub_advance (self->hub, 35 * MINUTES);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpint (one_key_incident (self, 3)->severity, ==, MUSTER_SEVERITY_INFO);
  g_assert_cmpint (one_key_incident (self, 4)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpint (one_key_incident (self, 5)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET), ==, n + 1);
  reason = muster_event_dup_text (last_of (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET),
                                  MUSTER_FIELD_REASON);
  g_assert_cmpstr (reason, ==,
                   "SEV-4 → SEV-3: peak season until 2026-03-06 18:00 (Europe/Berlin): the sale");
  small_hub_advance (self->hub, 120 * MINUTES); /* over: nothing is made less bad */
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_SEVERITY_OVERRIDE_ENDED), ==, 1);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
  small_hub_advance (self->hub, 22 * 60 * MINUTES); /* the next day: it is as bad already */
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED), ==, 2);
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET), ==, n + 1);
}

/* Two that make it worse do not add up, whichever came first. */
static void
test_raises_once (OneKey *self, gconstpointer unused)
{
  small_hub_advance (self->hub, 40 * MINUTES);
  put (self, "a", "{\"raise\":1," SEASON);
  g_assert_cmpint (severity_of_next (self, WARNING), ==, MUSTER_SEVERITY_MINOR);
  put (self, "b", "{\"raise\":1," SEASON);
  small_hub_advance (self->hub, 0);
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED), ==, 2);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
  put (self, "b", "{\"raise\":2," SEASON); /* changed while it holds */
  small_hub_advance (self->hub, 0);
  g_assert_cmpstr (
      muster_event_token (last_of (self, MUSTER_EVENT_SEVERITY_OVERRIDE_ENDED), MUSTER_FACT_BY), ==,
      "changed");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
}

/* An occasion that came while the hub was down begins when it is up; one that went, not at all. */
static void
test_begins_late (OneKey *self, gconstpointer unused)
{
  put (self, "a", "{\"raise\":1," SEASON);
  one_key_report (self, FIRING, WARNING);
  small_hub_acknowledge_all (self->hub);
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==,
                   self->hub->context.now_us + 35 * MINUTES);
  small_hub_advance (self->hub, 36 * 60 * MINUTES); /* past tomorrow's */
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED), ==, 0);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  small_hub_advance (self->hub, 13 * 60 * MINUTES);
  g_assert_cmpuint (count_of (self, MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED), ==, 1);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
}

/* What was held back when it began is worse when it is heard. */
static void
test_released (OneKey *self, gconstpointer unused)
{
  put (self, "a", "{\"raise\":1," SEASON);
  small_hub_configure (self->hub, "maintenance", "m",
                       "{\"match\":\"service=api\",\"start\":\"2026-03-06T14:00\","
                       "\"duration\":\"90m\"}");
  one_key_report (self, FIRING, WARNING);
  small_hub_advance (self->hub, 0);
  one_key_report (self, FIRING, "alertname=B,service=api,severity=warning");
  small_hub_advance (self->hub, 35 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 2);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  small_hub_advance (self->hub, 31 * MINUTES);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_MINOR);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_MINOR);
}

static void
test_the_worst_counts (OneKey *self, gconstpointer unused)
{
  small_hub_advance (self->hub, 40 * MINUTES);
  put (self, "a", "{\"raise\":1," SEASON);
  put (self, "b", "{\"severity\":2,\"match\":\"team=shop\"," SEASON);
  put (self, "c", "{\"severity\":5," SEASON); /* never less bad */
  put (self, "d", "{\"raise\":4,\"services\":[\"shop\"],\"match\":\"team=bank\"," SEASON);
  g_assert_cmpint (severity_of_next (self, "alertname=A,severity=warning"), ==, 3);
  g_assert_cmpint (severity_of_next (self, "alertname=B,severity=warning,team=shop"), ==, 2);
  g_assert_cmpint (severity_of_next (self, "alertname=C,severity=page,team=shop"), ==, 1);
  g_assert_cmpint (severity_of_next (self, "alertname=D,severity=info,team=bank"), ==, 1);
  put (self, "a", "{\"raise\":3," SEASON); /* changed */
  g_assert_cmpint (severity_of_next (self, "alertname=E,severity=warning"), ==, 1);
  small_hub_configure (self->hub, "rules", "routes",
                       "{\"rules\":[{\"severity\":5,\"to\":{\"person\":\"ana\"}}]}");
  g_assert_cmpint (severity_of_next (self, "alertname=F,severity=page"), ==, 2); /* of the route */
}

static void
test_drills_are_as_written (OneKey *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "shop", drill);

  small_hub_advance (self->hub, 40 * MINUTES);
  put (self, "a", "{\"raise\":1," SEASON);
  small_hub_alert (self->hub, key, FIRING, WARNING, NULL);
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
}

static void
test_survives (OneKey *self, gconstpointer unused)
{
  const MusterScope scope = { .hub = TRUE };
  g_autoptr (GString) saved = g_string_new (NULL);
  g_autoptr (MusterWorld) world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 5, 6 });
  MusterCommand *command = small_hub_command (self->hub, "config.remove", 0);

  small_hub_advance (self->hub, 40 * MINUTES);
  put (self, "a", "{\"raise\":1," SEASON);
  muster_world_save (self->hub->world, &scope, saved);
  g_assert_true (muster_world_load (world, saved->str, saved->len, NULL));
  muster_world_free (self->hub->world);
  self->hub->world = g_steal_pointer (&world);
  g_assert_cmpint (severity_of_next (self, WARNING), ==, MUSTER_SEVERITY_MINOR);
  command->object = muster_directory_find (muster_world_get_directory (self->hub->world),
                                           "severity_override", "a", -1)
                        ->id;
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  g_assert_cmpint (severity_of_next (self, "alertname=B,severity=warning"), ==,
                   MUSTER_SEVERITY_LOW);
}

static void
test_refused (OneKey *self, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{}",
    "{" SEASON,
    "{\"raise\":0," SEASON,
    "{\"raise\":5," SEASON,
    "{\"raise\":1,\"severity\":2," SEASON,
    "{\"severity\":\"bad\"," SEASON,
    "{\"raise\":1,\"services\":[\"nowhere\"]," SEASON,
    "{\"raise\":1,\"start\":\"2026-03-06T16:00\"}",
    "{\"raise\":1,\"start\":\"2026-03-06T16:00\",\"duration\":\"1h\",\"rrule\":\"FREQ=SECONDLY\"}",
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
    { "/world/severity-overrides/for-a-time", test_for_a_time },
    { "/world/severity-overrides/raises-what-is-open", test_raises_what_is_open },
    { "/world/severity-overrides/raises-once", test_raises_once },
    { "/world/severity-overrides/begins-late", test_begins_late },
    { "/world/severity-overrides/released", test_released },
    { "/world/severity-overrides/the-worst-counts", test_the_worst_counts },
    { "/world/severity-overrides/drills-are-as-written", test_drills_are_as_written },
    { "/world/severity-overrides/survives", test_survives },
    { "/world/severity-overrides/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
