/* graph-window.h - the services around an incident, in a window beside its room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include <adwaita.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_GRAPH_WINDOW (muster_graph_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterGraphWindow, muster_graph_window, MUSTER, GRAPH_WINDOW, AdwWindow)

/* A service that is chosen activates "room.show-service" (s) of @room. */
GtkWidget *muster_graph_window_new (MusterSession *session, guint incident, GtkWidget *room);

G_END_DECLS
