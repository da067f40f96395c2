/* room-list.h - the open incidents that you have a role in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
G_BEGIN_DECLS

/* Fills a list box of the side bar; its rows activate "win.open-room" (u). */
typedef struct _MusterRoomList MusterRoomList;

/* @title: shown while there is a room. Freed with @box. */
MusterRoomList *muster_room_list_attach (GtkListBox *box, GtkWidget *title);
void muster_room_list_set_session (MusterRoomList *self, MusterSession *session);
void muster_room_list_select (MusterRoomList *self, guint incident); /* 0: none */
guint muster_room_list_next (MusterRoomList *self, guint incident);  /* 0: there is none */

G_END_DECLS
