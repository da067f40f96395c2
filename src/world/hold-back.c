/* hold-back.c - whether to tell nobody of a new incident for a moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/hold-back.h"

#include "triage/sighting.h"

#define HOPS_MAX 2

/**
 * muster_hold_back_why:
 * @world: a hub's world
 * @arrival: an alert that no incident takes in
 * @service: (nullable): that it is about
 * @severity: how bad it is
 *
 * A service that fails where what it depends on fails already is that one's trouble, most likely,
 * and the next alerts may show it: then the two are one incident, whose people know. So nobody is
 * told of it for half a minute. The worst is told at once, and so are drills.
 *
 * Returns: (transfer full) (nullable): why it waits; %NULL: it does not
 */
char *
muster_hold_back_why (const MusterWorld *world,
                      const MusterArrival *arrival,
                      const MusterObject *service,
                      MusterSeverity severity)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  guint node = service != NULL && severity != MUSTER_SEVERITY_CRITICAL &&
                       muster_ulid_is_null (arrival->drill)
                   ? muster_service_graph_find (graph, service->id)
                   : MUSTER_SERVICE_NONE;
  g_autoptr (GArray) reaches = NULL;
  MusterSighting sighting;

  if (node == MUSTER_SERVICE_NONE || !muster_service_graph_has_edges (graph))
    return NULL;
  muster_sighting_read (&sighting, &arrival->report->labels);
  reaches = muster_service_graph_reach_upstream (graph, node);
  for (guint i = 0; i < reaches->len; i++)
    {
      const MusterReach *reach = &g_array_index (reaches, MusterReach, i);
      MusterUlid id = muster_service_graph_get_id (graph, reach->node);

      if (reach->hops <= HOPS_MAX &&
          muster_correlator_is_failing (muster_world_get_correlator (world), id, sighting.where))
        return g_strdup_printf ("%s, which it depends on, fails already",
                                muster_service_graph_get_name (graph, reach->node));
    }
  return NULL;
}
