/* incident-graph.h - the services around an incident: what fails, and what that hangs on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_INCIDENT_GRAPH_MAX 40 /* services; more are told as a number */

typedef struct
{
  guint node;              /* of the graph of services */
  MusterSeverity severity; /* the worst alert; NONE: it has none in the incident */
  guint alerts;
  gint64 first_us;     /* when its alerts began; MUSTER_NO_TIME: it has none */
  gboolean is_about;   /* what the incident is about */
  gboolean is_on_path; /* fails, or lies between what fails and what it is about */
} MusterIncidentNode;

/* Of MusterIncidentNode: what fails, worst first, then what lies between, then neighbours.
 * @n_more: (out): of these that are left out. NULL: none of its services is known. */
GArray *muster_world_incident_graph (const MusterWorld *world,
                                     const MusterIncident *incident,
                                     guint *n_more);

G_END_DECLS
