/* incident-graph.c - the services around an incident: what fails, and what that hangs on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/incident-graph.h"

#include "world/members.h"

typedef struct
{
  const MusterWorld *world;
  const MusterServiceGraph *graph;
  GArray *found;     /* of MusterIncidentNode */
  GHashTable *index; /* where a node is in found, plus one */
  guint about;       /* node; MUSTER_SERVICE_NONE: not known */
} Finding;

static MusterIncidentNode *
get (Finding *self, guint node)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, GUINT_TO_POINTER (node)));

  return at == 0 ? NULL : &g_array_index (self->found, MusterIncidentNode, at - 1);
}

static MusterIncidentNode *
add (Finding *self, guint node)
{
  MusterIncidentNode *had = get (self, node);
  MusterIncidentNode fresh = { .node = node, .first_us = MUSTER_NO_TIME };

  if (had != NULL)
    return had;
  g_array_append_val (self->found, fresh);
  g_hash_table_insert (self->index, GUINT_TO_POINTER (node), GUINT_TO_POINTER (self->found->len));
  return &g_array_index (self->found, MusterIncidentNode, self->found->len - 1);
}

static int
compare_failing (gconstpointer a, gconstpointer b)
{
  const MusterIncidentNode *x = a, *y = b;

  if (x->is_about != y->is_about)
    return x->is_about ? -1 : 1;
  if (x->severity != y->severity)
    return x->severity < y->severity ? -1 : 1;
  if (x->first_us != y->first_us)
    return x->first_us < y->first_us ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

static void
add_alerts (Finding *self, MusterUlid service, const MusterIncidentNode *what)
{
  guint number = muster_service_graph_find (self->graph, service);
  MusterIncidentNode *node;

  if (number == MUSTER_SERVICE_NONE)
    return;
  node = add (self, number);
  node->severity = muster_severity_worst (node->severity, what->severity);
  if (node->severity == MUSTER_SEVERITY_NONE)
    node->severity = MUSTER_SEVERITY_INFO;
  node->alerts += what->alerts;
  node->first_us =
      node->first_us == MUSTER_NO_TIME ? what->first_us : MIN (node->first_us, what->first_us);
  node->is_on_path = TRUE;
}

static void
add_alert (MusterAlert *alert, gpointer user_data)
{
  Finding *self = user_data;

  add_alerts (self, muster_alert_index_service (muster_world_get_alerts (self->world), alert),
              &(MusterIncidentNode){ .severity = (MusterSeverity) alert->severity,
                                     .alerts = 1,
                                     .first_us = alert->starts_us });
}

/* A service has a symptom for each place; here they are one. Where no service depends on another
 * symptoms are not kept, and the alerts are counted. */
static void
add_failing (Finding *self, const MusterIncident *incident)
{
  const GPtrArray *symptoms =
      muster_correlator_get (muster_world_get_correlator (self->world), incident->number);

  if (symptoms == NULL || symptoms->len == 0)
    muster_world_foreach_alert (self->world, incident->number, add_alert, self);
  for (guint i = 0; symptoms != NULL && i < symptoms->len; i++)
    {
      const MusterSymptom *symptom = g_ptr_array_index (symptoms, i);

      add_alerts (self, symptom->service,
                  &(MusterIncidentNode){ .severity = symptom->severity,
                                         .alerts = symptom->n,
                                         .first_us = symptom->first_us });
    }
  if (self->about != MUSTER_SERVICE_NONE)
    {
      MusterIncidentNode *about = add (self, self->about);

      about->is_about = TRUE;
      about->is_on_path = TRUE;
    }
  g_array_sort (self->found, compare_failing);
  g_hash_table_remove_all (self->index);
  for (guint i = 0; i < self->found->len; i++)
    g_hash_table_insert (self->index,
                         GUINT_TO_POINTER (g_array_index (self->found, MusterIncidentNode, i).node),
                         GUINT_TO_POINTER (i + 1));
}

/* From which service each is reached that depends on what the incident is about, by the shortest
 * way; plus one. */
static GHashTable *
find_ways (const Finding *self)
{
  GHashTable *from = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (queue, self->about);
  g_hash_table_insert (from, GUINT_TO_POINTER (self->about), GUINT_TO_POINTER (self->about + 1));
  for (guint i = 0; i < queue->len && queue->len < MUSTER_SERVICE_REACH_MAX; i++)
    {
      guint node = g_array_index (queue, guint, i), n;
      const guint *down = muster_service_graph_get_downstream (self->graph, node, &n);

      for (guint k = 0; k < n; k++)
        if (!g_hash_table_contains (from, GUINT_TO_POINTER (down[k])))
          {
            g_hash_table_insert (from, GUINT_TO_POINTER (down[k]), GUINT_TO_POINTER (node + 1));
            g_array_append_val (queue, down[k]);
          }
    }
  return from;
}

static void
add_between (Finding *self)
{
  g_autoptr (GHashTable) from = NULL;
  guint n_failing = self->found->len;

  if (self->about == MUSTER_SERVICE_NONE)
    return;
  from = find_ways (self);
  for (guint i = 0; i < n_failing; i++)
    {
      guint node = g_array_index (self->found, MusterIncidentNode, i).node;

      for (guint hops = 0; node != self->about && hops < MUSTER_SERVICE_REACH_MAX; hops++)
        {
          guint next = GPOINTER_TO_UINT (g_hash_table_lookup (from, GUINT_TO_POINTER (node)));

          if (next == 0)
            break;
          node = next - 1;
          add (self, node)->is_on_path = TRUE;
        }
    }
}

static void
add_neighbours (Finding *self)
{
  guint n_inner = self->found->len;

  for (guint i = 0; i < n_inner; i++)
    {
      guint node = g_array_index (self->found, MusterIncidentNode, i).node, n;
      const guint *up = muster_service_graph_get_upstream (self->graph, node, &n);

      for (guint k = 0; k < n; k++)
        add (self, up[k]);
      up = muster_service_graph_get_downstream (self->graph, node, &n);
      for (guint k = 0; k < n; k++)
        add (self, up[k]);
    }
}

/**
 * muster_world_incident_graph:
 * @world: a hub's world
 * @incident: an incident of it
 * @n_more: (out): how many services belong here and are left out
 *
 * Finds the neighbourhood of what fails: the services with alerts in the incident and the one that
 * it is about, what lies between them on the shortest way, and what these depend on or what
 * depends on them. However many services there are, at most %MUSTER_INCIDENT_GRAPH_MAX are told.
 *
 * Returns: (transfer full) (element-type MusterIncidentNode): the services; those that matter most
 *   first
 */
GArray *
muster_world_incident_graph (const MusterWorld *world,
                             const MusterIncident *incident,
                             guint *n_more)
{
  Finding finding = { .world = world,
                      .graph = muster_world_get_services (world),
                      .found = g_array_new (FALSE, FALSE, sizeof (MusterIncidentNode)),
                      .index = g_hash_table_new (NULL, NULL) };

  finding.about = muster_service_graph_find (finding.graph, incident->service);
  add_failing (&finding, incident);
  add_between (&finding);
  add_neighbours (&finding);
  g_hash_table_unref (finding.index);
  *n_more = finding.found->len - MIN (finding.found->len, MUSTER_INCIDENT_GRAPH_MAX);
  g_array_set_size (finding.found, finding.found->len - *n_more);
  return finding.found;
}
