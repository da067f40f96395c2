/* incident-graph.c - which services are shown around an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/incident-graph.h"
#include "small-hub.h"

static void
put_service (SmallHub *hub, const char *name, const char *upstream)
{
  MusterCommand *command = small_hub_command (hub, "config.put", 0);
  g_autofree char *body =
      upstream != NULL ? g_strdup_printf ("{\"depends_on\":[\"%s\"]}", upstream) : g_strdup ("{}");
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", MUSTER_OBJECT_SERVICE);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  g_assert_true (small_hub_do (hub, command, NULL, &error));
  g_assert_no_error (error);
}

static void
fire (SmallHub *hub, const char *service)
{
  MusterUlid key = small_hub_key (hub, service, (MusterUlid){ 0, 0 });
  g_autofree char *labels =
      g_strdup_printf ("alertname=Down,severity=critical,service=%s", service);
  MusterReportSummary summary;

  small_hub_alert (hub, key, MUSTER_REPORT_FIRING, labels, &summary);
}

static const MusterIncidentNode *
find (const SmallHub *hub, const GArray *nodes, const char *name)
{
  const MusterServiceGraph *graph = muster_world_get_services (hub->world);

  for (guint i = 0; i < nodes->len; i++)
    {
      const MusterIncidentNode *node = &g_array_index (nodes, MusterIncidentNode, i);

      if (g_str_equal (muster_service_graph_get_name (graph, node->node), name))
        return node;
    }
  return NULL;
}

/* web → checkout → payments → db; checkout and db fail, so payments lies between. */
static void
test_path (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (GArray) nodes = NULL;
  guint n_more;

  put_service (hub, "db", NULL);
  put_service (hub, "payments", "db");
  put_service (hub, "checkout", "payments");
  put_service (hub, "web", "checkout");
  put_service (hub, "wiki", NULL);
  fire (hub, "db");
  fire (hub, "checkout");
  nodes =
      muster_world_incident_graph (hub->world, muster_world_get_incident (hub->world, 1), &n_more);
  g_assert_cmpuint (n_more, ==, 0);
  g_assert_cmpuint (nodes->len, ==, 4);
  g_assert_true (find (hub, nodes, "db") == &g_array_index (nodes, MusterIncidentNode, 0));
  g_assert_true (find (hub, nodes, "db")->is_about);
  g_assert_cmpuint (find (hub, nodes, "checkout")->alerts, ==, 1);
  g_assert_cmpint (find (hub, nodes, "checkout")->severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_true (find (hub, nodes, "payments")->is_on_path);
  g_assert_cmpuint (find (hub, nodes, "payments")->alerts, ==, 0);
  g_assert_false (find (hub, nodes, "web")->is_on_path);
  g_assert_null (find (hub, nodes, "wiki"));
}

static void
test_many (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (GArray) nodes = NULL;
  guint n_more;

  put_service (hub, "db", NULL);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("app-%02u", i);

      put_service (hub, name, "db");
    }
  fire (hub, "db");
  nodes =
      muster_world_incident_graph (hub->world, muster_world_get_incident (hub->world, 1), &n_more);
  g_assert_cmpuint (nodes->len, ==, MUSTER_INCIDENT_GRAPH_MAX);
  g_assert_cmpuint (n_more, ==, 101 - MUSTER_INCIDENT_GRAPH_MAX);
  g_assert_true (g_array_index (nodes, MusterIncidentNode, 0).is_about);
}

/* Also where nothing depends on anything. */
static void
test_alone (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  g_autoptr (GArray) nodes = NULL;
  guint n_more;

  put_service (hub, "db", NULL);
  fire (hub, "db");
  nodes =
      muster_world_incident_graph (hub->world, muster_world_get_incident (hub->world, 1), &n_more);
  g_assert_cmpuint (nodes->len, ==, 1);
  g_assert_cmpuint (find (hub, nodes, "db")->alerts, ==, 1);
}

/* Of a declared incident without a service nothing is known. */
static void
test_nothing (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  MusterCommand *command = small_hub_command (hub, "incident.declare", 0);
  g_autoptr (GArray) nodes = NULL;
  g_autoptr (GError) error = NULL;
  guint number, n_more;

  muster_command_set_text (command, "title", "Something");
  g_assert_true (small_hub_do (hub, command, &number, &error));
  nodes = muster_world_incident_graph (hub->world, muster_world_get_incident (hub->world, number),
                                       &n_more);
  g_assert_cmpuint (nodes->len, ==, 0);
  g_assert_cmpuint (n_more, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/incident-graph/path", test_path);
  g_test_add_func ("/incident-graph/many", test_many);
  g_test_add_func ("/incident-graph/alone", test_alone);
  g_test_add_func ("/incident-graph/nothing", test_nothing);
  return g_test_run ();
}
