/* rules.c - what rules of triage do to alerts and incidents: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"

#define DOWN  "alertname=ClusterDown,cluster=a,severity=critical"
#define SLOW  "alertname=Slow,cluster=a,service=api,severity=warning"
#define OTHER "alertname=Slow,cluster=b,service=web,severity=warning"
#define BOTH  "alertname=ClusterDown,cluster=a,severity=warning"

#define INHIBIT                                                                                    \
  "{\"rules\":[{\"name\":\"cluster\",\"source\":\"alertname=ClusterDown\",\"target\":"             \
  "\"severity=~\\\"warning|info\\\"\",\"equal\":[\"cluster\"]}]}"

static gboolean
configure (OneKey *self, const char *name, const char *body, GError **error)
{
  MusterCommand *command = small_hub_command (self->hub, "config.put", 0);

  muster_command_set_text (command, "object", "rules");
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  return small_hub_do (self->hub, command, NULL, error);
}

static void
set_rules (OneKey *self, const char *name, const char *body)
{
  small_hub_configure (self->hub, "rules", name, body);
  small_hub_advance (self->hub, 0);
}

/* And what is due then: what a rule no longer holds back is heard. */
static void
report (OneKey *self, MusterReportStatus status, const char *labels)
{
  one_key_report (self, status, labels);
  small_hub_advance (self->hub, 0);
}

static void
test_source_first (OneKey *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, DOWN);
  report (self, FIRING, SLOW);
  report (self, FIRING, OTHER);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
  g_assert_cmpstr (one_key_incident (self, 2)->title, ==, "Slow on web");
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  report (self, RESOLVED, DOWN); /* it never outlives the parent */
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 3);
  g_assert_cmpstr (one_key_incident (self, 3)->title, ==, "Slow on api");
}

static void
test_target_first (OneKey *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, SLOW);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 1);
  report (self, FIRING, DOWN);
  g_assert_cmpuint (one_key_incident (self, 1)->firing, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 1);
  report (self, RESOLVED, SLOW);
  g_assert_cmpuint (one_key_incident (self, 1)->suppressed, ==, 0);
  g_assert_cmpuint (one_key_incident (self, 1)->resolved, ==, 1);
}

/* Two that are source and target alike never silence each other. */
static void
test_two_sided (OneKey *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, BOTH);
  report (self, FIRING, BOTH ",n=2");
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  report (self, FIRING, DOWN); /* a source that is no target holds back both */
  g_assert_cmpuint (one_key_n_held (self), ==, 2);
}

static void
test_two_sources (OneKey *self, gconstpointer unused)
{
  set_rules (self, "inhibit", INHIBIT);
  report (self, FIRING, DOWN);
  report (self, FIRING, DOWN ",n=2");
  report (self, FIRING, SLOW);
  report (self, RESOLVED, DOWN);
  g_assert_cmpuint (one_key_n_held (self), ==, 1); /* by the other one now */
  report (self, RESOLVED, DOWN ",n=2");
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
}

static void
test_rule_goes (OneKey *self, gconstpointer unused)
{
  report (self, FIRING, DOWN);
  set_rules (self, "inhibit", INHIBIT); /* knows of what fired before */
  report (self, FIRING, SLOW);
  g_assert_cmpuint (one_key_n_held (self), ==, 1);
  set_rules (self, "inhibit", "{\"rules\":[]}");
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
  g_assert_cmpuint (one_key_n_incidents (self), ==, 2);
}

static void
test_drill_inhibits_nothing (OneKey *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "drill", drill);

  set_rules (self, "inhibit", INHIBIT);
  small_hub_alert (self->hub, key, FIRING, DOWN, NULL);
  report (self, FIRING, SLOW);
  g_assert_cmpuint (one_key_n_held (self), ==, 0);
}

static void
test_severity_map (OneKey *self, gconstpointer unused)
{
  set_rules (self, "severity_map",
             "{\"rules\":[{\"match\":[\"severity=page\",\"tier=\\\"1\\\"\"],\"severity\":1},"
             "{\"match\":\"severity=warning\",\"severity\":\"SEV-3\"}]}");
  report (self, FIRING, "alertname=A,severity=page,tier=1");
  report (self, FIRING, "alertname=B,severity=page");
  report (self, FIRING, "alertname=C,severity=warning");
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_CRITICAL);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_cmpint (one_key_incident (self, 3)->severity, ==, MUSTER_SEVERITY_MINOR);
}

static void
test_routes (OneKey *self, gconstpointer unused)
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
  g_assert_cmpint (one_key_incident (self, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  g_assert_cmpint (one_key_incident (self, 2)->severity, ==, MUSTER_SEVERITY_MAJOR);
  entry = g_ptr_array_index (one_key_incident (self, 1)->entries, 1);
  text = muster_entry_sentence (entry, &names);
  g_assert_cmpstr (text, ==, "Routed to person ana: data");
}

static void
test_refused (OneKey *self, gconstpointer unused)
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
  static const OneKeyCase cases[] = {
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
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
