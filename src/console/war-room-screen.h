/* war-room-screen.h - the full-screen window for the screen on the wall
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* Shows what a session knows, read-only. Esc and F11 close it. Give it its application before it is
 * presented: idle is inhibited through that. */
#define MUSTER_TYPE_WAR_ROOM_SCREEN (muster_war_room_screen_get_type ())
G_DECLARE_FINAL_TYPE (MusterWarRoomScreen,
                      muster_war_room_screen,
                      MUSTER,
                      WAR_ROOM_SCREEN,
                      GtkApplicationWindow)

GtkWidget *muster_war_room_screen_new (MusterSession *session);

G_END_DECLS
