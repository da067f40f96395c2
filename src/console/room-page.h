/* room-page.h - the room of one incident: one picture, one order of events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* Follows its incident while it is shown; leaves by "win.back". Its actions are the group "room"
 * (room-actions.h), and "room.side" (toggle), "room.tab" (i), "room.focus-line", "room.newest",
 * "room.focus-roles", "room.choose-severity", "room.new-task", "room.pin-chosen". */
#define MUSTER_TYPE_ROOM_PAGE (muster_room_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoomPage, muster_room_page, MUSTER, ROOM_PAGE, GtkWidget)

GtkWidget *muster_room_page_new (MusterSession *session, guint incident);
guint muster_room_page_get_incident (MusterRoomPage *self);

G_END_DECLS
