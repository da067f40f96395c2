/* api-graph.c - GET /v1/incidents/INC-n/graph: the services around what fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/query.h"
#include "world/incident-graph.h"

static gboolean
has_node (const GArray *nodes, guint node)
{
  for (guint i = 0; i < nodes->len; i++)
    if (g_array_index (nodes, MusterIncidentNode, i).node == node)
      return TRUE;
  return FALSE;
}

static void
write_node (MusterJsonWriter *writer,
            const MusterServiceGraph *graph,
            const GArray *nodes,
            const MusterIncidentNode *node)
{
  guint n;
  const guint *upstream = muster_service_graph_get_upstream (graph, node->node, &n);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "service", muster_service_graph_get_name (graph, node->node));
  muster_json_member_int (writer, "severity", node->severity);
  muster_json_member_int (writer, "alerts", node->alerts);
  if (node->first_us != MUSTER_NO_TIME)
    muster_json_member_instant (writer, "startsAt", node->first_us);
  muster_json_member_bool (writer, "about", node->is_about);
  muster_json_member_bool (writer, "path", node->is_on_path);
  muster_json_name (writer, "dependsOn");
  muster_json_begin_array (writer);
  for (guint i = 0; i < n; i++)
    if (has_node (nodes, upstream[i]))
      muster_json_string (writer, muster_service_graph_get_name (graph, upstream[i]));
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_graph:
 * @self: a query for an incident
 * @committer: whose world is asked
 *
 * Answers with the services around what fails in the incident, and which of these depend on one
 * another. "severity" is 0 where a service has no alert in it.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_graph (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_query_find_incident (self, world);
  g_autoptr (GArray) nodes = NULL;
  MusterJsonWriter writer;
  GString *body;
  guint n_more;

  if (incident == NULL)
    return MUSTER_WORK_DONE;
  nodes = muster_world_incident_graph (world, incident, &n_more);
  body = g_string_new (NULL);
  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < nodes->len; i++)
    write_node (&writer, muster_world_get_services (world), nodes,
                &g_array_index (nodes, MusterIncidentNode, i));
  muster_json_end_array (&writer);
  muster_json_member_int (&writer, "more", n_more);
  muster_json_end_object (&writer);
  return muster_query_answer_json (self, committer, body);
}
