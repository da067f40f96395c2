/* rules.c - what rules of triage do to alerts and incidents: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-hub.h"

#define FIRING   MUSTER_REPORT_FIRING
#define RESOLVED MUSTER_REPORT_RESOLVED
#define DOWN     "alertname=ClusterDown,cluster=a,severity=critical"
#define SLOW     "alertname=Slow,cluster=a,service=api,severity=warning"
#define OTHER    "alertname=Slow,cluster=b,service=web,severity=warning"
#define BOTH     "alertname=ClusterDown,cluster=a,severity=warning"

#define INHIBIT                                                                                    \
  "{\"rules\":[{\"name\":\"cluster\",\"source\":\"alertname=ClusterDown\",\"target\":"             \
  "\"severity=~\\\"warning|info\\\"\",\"equal\":[\"cluster\"]}]}"

typedef struct
{
  SmallHub *hub;
  MusterUlid key;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  self->key = small_hub_key (self->hub, "shop", (MusterUlid){ 0, 0 });
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

static gboolean
configure (Fixture *self, const char *name, const char *body, GError **error)
{
  MusterCommand *command = small_hub_command (self->hub, "config.put", 0);

  muster_command_set_text (command, "object", "rules");
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  return small_hub_do (self->hub, command, NULL, error);
}

static void
set_rules (Fixture *self, const char *name, const char *body)
{
  small_hub_rules (self->hub, name, body);
  small_hub_advance (self->hub, 0);
}

static void
report (Fixture *self, MusterReportStatus status, const char *labels)
{
  small_hub_alert (self->hub, self->key, status, labels, NULL);
  small_hub_advance (self->hub, 0);
}

static const MusterIncident *
incident (const Fixture *self, guint number)
{
  return muster_world_get_incident (self->hub->world, number);
}

static guint
n_incidents (const Fixture *self)
{
  return muster_world_last_incident (self->hub->world);
}

static guint
n_held (const Fixture *self)
{
  return muster_suppressions_count (muster_world_get_suppressions (self->hub->world));
}

static void
test_source_first (Fixture *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, DOWN);
  report (self, FIRING, SLOW);
  report (self, FIRING, OTHER);
  g_assert_cmpuint (n_incidents (self), ==, 2);
  g_assert_cmpstr (incident (self, 2)->title, ==, "Slow on web");
  g_assert_cmpuint (n_held (self), ==, 1);
  report (self, RESOLVED, DOWN); /* it never outlives the parent */
  g_assert_cmpuint (n_held (self), ==, 0);
  g_assert_cmpuint (n_incidents (self), ==, 3);
  g_assert_cmpstr (incident (self, 3)->title, ==, "Slow on api");
}

static void
test_target_first (Fixture *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, SLOW);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 1);
  report (self, FIRING, DOWN);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 0);
  g_assert_cmpuint (incident (self, 1)->suppressed, ==, 1);
  report (self, RESOLVED, SLOW);
  g_assert_cmpuint (incident (self, 1)->suppressed, ==, 0);
  g_assert_cmpuint (incident (self, 1)->resolved, ==, 1);
}

/* Two that are source and target alike never silence each other. */
static void
test_two_sided (Fixture *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, BOTH);
  report (self, FIRING, BOTH ",n=2");
  g_assert_cmpuint (n_held (self), ==, 0);
  report (self, FIRING, DOWN); /* a source that is no target holds back both */
  g_assert_cmpuint (n_held (self), ==, 2);
}

static void
test_two_sources (Fixture *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, DOWN);
  report (self, FIRING, DOWN ",n=2");
  report (self, FIRING, SLOW);
  report (self, RESOLVED, DOWN);
  g_assert_cmpuint (n_held (self), ==, 1); /* by the other one now */
  report (self, RESOLVED, DOWN ",n=2");
  g_assert_cmpuint (n_held (self), ==, 0);
}

static void
test_rule_goes (Fixture *self, gconstpointer unused)
{
  report (self, FIRING, DOWN);
  set_rules (self, "inhibit", INHIBIT); /* knows of what fired before */
  report (self, FIRING, SLOW);
  g_assert_cmpuint (n_held (self), ==, 1);
  set_rules (self, "inhibit", "{\"rules\":[]}");
  g_assert_cmpuint (n_held (self), ==, 0);
  g_assert_cmpuint (n_incidents (self), ==, 2);
}

static void
test_drill_inhibits_nothing (Fixture *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "drill", drill);

  set_rules (self, "inhibit", INHIBIT);
  small_hub_alert (self->hub, key, FIRING, DOWN, NULL);
  report (self, FIRING, SLOW);
  g_assert_cmpuint (n_held (self), ==, 0);
}

static void
test_severity_map (Fixture *self, gconstpointer unused)
{
  set_rules (self, "severity_map",
             "{\"rules\":[{\"match\":[\"severity=page\",\"tier=\\\"1\\\"\"],\"severity\":1},"
             "{\"match\":\"severity=warning\",\"severity\":\"SEV-3\"}]}");
  report (self, FIRING, "alertname=A,severity=page,tier=1");
  report (self, FIRING, "alertname=B,severity=page");
  report (self, FIRING, "alertname=C,severity=warning");
  g_assert_cmpint (incident (self, 1)->severity, ==, MUSTER_SEVERITY_CRITICAL);
  g_assert_cmpint (incident (self, 2)->severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_cmpint (incident (self, 3)->severity, ==, MUSTER_SEVERITY_MINOR);
}

static void
test_routes (Fixture *self, gconstpointer unused)
{
  MusterNames names = muster_world_get_names (self->hub->world);
  const MusterEntry *entry;
  g_autofree char *text = NULL;

  set_rules (self, "routes",
             "{\"rules\":[{\"name\":\"data\",\"match\":\"service=db\",\"severity\":4,"
             "\"to\":{\"person\":\"ana\"}},{\"to\":{\"team\":\"ops\"}}]}");
  report (self, FIRING, "alertname=A,service=db,severity=critical");
  report (self, FIRING, "alertname=A,service=db,severity=critical,n=2");
  report (self, FIRING, "alertname=A,service=api,severity=critical");
  g_assert_cmpint (incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpint (incident (self, 2)->severity, ==, MUSTER_SEVERITY_MAJOR);
  entry = g_ptr_array_index (incident (self, 1)->entries, 1);
  text = muster_entry_sentence (entry, &names);
  g_assert_cmpstr (text, ==, "Routed to person ana: data");
}

static void
test_refused (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *name, *body;
  } cases[] = {
    { "wishes", "{}" },
    { "routes", "{\"rules\":[{\"match\":\"a=b\",\"to\":{\"team\":\"t\"}}]}" },
    { "routes", "{\"rules\":[{\"to\":{\"place\":\"t\"}}]}" },
    { "routes",
      "{\"rules\":[{\"match\":\"a=~(\",\"to\":{\"team\":\"t\"}},{\"to\":{\"team\":\"t\"}}]}" },
    { "routes", "{\"rules\":[{\"hours\":{\"zone\":\"X/Y\"},\"to\":{\"team\":\"t\"}},{\"to\":"
                "{\"team\":\"t\"}}]}" },
    { "severity_map", "{\"rules\":[{\"match\":\"a=b\"}]}" },
    { "severity_map", "{\"rules\":[{\"match\":\"a=b\",\"severity\":6}]}" },
    { "inhibit", "{\"rules\":[{\"source\":\"a=b\"}]}" },
    { "inhibit", "{\"rules\":[{\"source\":\"a=~.*\",\"target\":\"a=b\"}]}" },
    { "inhibit", "{\"rules\":7}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", cases[i].name, cases[i].body);
      g_assert_false (configure (self, cases[i].name, cases[i].body, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *self, gconstpointer unused);
  } cases[] = {
    { "/world/rules/source-first", test_source_first },
    { "/world/rules/target-first", test_target_first },
    { "/world/rules/two-sided", test_two_sided },
    { "/world/rules/two-sources", test_two_sources },
    { "/world/rules/rule-goes", test_rule_goes },
    { "/world/rules/drill-inhibits-nothing", test_drill_inhibits_nothing },
    { "/world/rules/severity-map", test_severity_map },
    { "/world/rules/routes", test_routes },
    { "/world/rules/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].name, Fixture, NULL, set_up, cases[i].func, tear_down);
  return g_test_run ();
}
