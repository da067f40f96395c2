/* graph-view.h - the picture of the services around an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/graph-data.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

#define MUSTER_GRAPH_ZOOM_MIN 0.5
#define MUSTER_GRAPH_ZOOM_MAX 2.0

/* For a scroller. Arrows walk from service to service. signals: "opened" (service) */
#define MUSTER_TYPE_GRAPH_VIEW (muster_graph_view_get_type ())
G_DECLARE_FINAL_TYPE (MusterGraphView, muster_graph_view, MUSTER, GRAPH_VIEW, GtkWidget)

GtkWidget *muster_graph_view_new (void);
void muster_graph_view_set (MusterGraphView *self, MusterGraphData *data /* transfer full */);
void muster_graph_view_set_zoom (MusterGraphView *self, double zoom);
double muster_graph_view_get_zoom (MusterGraphView *self);
/* The zoom at which all of it is seen in so many pixels. */
double muster_graph_view_fit (MusterGraphView *self, int width, int height);

G_END_DECLS
