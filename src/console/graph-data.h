/* graph-data.h - the services around an incident, as the hub tells them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/graph-layout.h"
#include "model/severity.h"
G_BEGIN_DECLS

typedef struct
{
  char *service;           /* as it is named; not fit to be shown */
  char *title;             /* safe */
  MusterSeverity severity; /* MUSTER_SEVERITY_NONE: it has no alert in the incident */
  gint64 alerts;
  gint64 first_us;     /* MUSTER_NO_TIME: it has none */
  gboolean is_about;   /* what the incident is about */
  gboolean is_on_path; /* fails, or lies between what fails and what it is about */
  GStrv upstream;      /* names of what it depends on */
} MusterGraphNode;

typedef struct
{
  GPtrArray *nodes; /* of MusterGraphNode */
  GArray *edges;    /* of MusterGraphEdge, by the nodes' places */
  gint64 n_more;    /* services that belong here and are not told */
} MusterGraphData;

MusterGraphData *muster_graph_data_read (GBytes *json, GError **error);
void muster_graph_data_free (MusterGraphData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGraphData, muster_graph_data_free)

const MusterGraphNode *muster_graph_data_get (const MusterGraphData *self, guint i);
gboolean muster_graph_node_fails (const MusterGraphNode *self);
/* Whether failing goes along it. */
gboolean muster_graph_data_is_failing_edge (const MusterGraphData *self, guint edge);
/* "checkout, failing, 12 alerts, depends on payments-db" */
char *muster_graph_data_describe (const MusterGraphData *self, guint i);
/* "3 alerts, 40 s later"; under the name */
char *muster_graph_data_dup_caption (const MusterGraphData *self, guint i);
/* What the picture shows, in a sentence or two. */
char *muster_graph_data_tell (const MusterGraphData *self);

G_END_DECLS
