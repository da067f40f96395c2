/* sidebar.h - the places, the rooms you have a role in, and the hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
G_BEGIN_DECLS

/* Activates "win.place" (s) and "win.open-room" (u). */
#define MUSTER_TYPE_SIDEBAR (muster_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MusterSidebar, muster_sidebar, MUSTER, SIDEBAR, GtkWidget)

void muster_sidebar_set_session (MusterSidebar *self, MusterSession *session);
void muster_sidebar_set_menu (MusterSidebar *self, GMenuModel *menu);
void muster_sidebar_show_place (MusterSidebar *self, const char *name);
void muster_sidebar_show_room (MusterSidebar *self, guint incident);
guint muster_sidebar_get_room_after (MusterSidebar *self, guint incident);
void muster_sidebar_set_folded (MusterSidebar *self, gboolean folded);
void muster_sidebar_set_count (MusterSidebar *self, const char *place, guint count);
void muster_sidebar_popup_menu (MusterSidebar *self);

G_END_DECLS
