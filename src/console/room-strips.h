/* room-strips.h - under a room's header: where it goes on, and what looks like it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_ROOM_STRIPS (muster_room_strips_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoomStrips, muster_room_strips, MUSTER, ROOM_STRIPS, GtkBox)

GtkWidget *muster_room_strips_new (MusterSession *session, guint incident);
void muster_room_strips_update (MusterRoomStrips *self, const MusterIncident *incident);
void muster_room_strips_set_narrow (MusterRoomStrips *self, gboolean is_narrow);

G_END_DECLS
