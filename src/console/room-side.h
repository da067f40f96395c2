/* room-side.h - the side pane of a room: alerts, tasks, checks, changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_ROOM_TAB_ALERTS,
  MUSTER_ROOM_TAB_TASKS,
  MUSTER_ROOM_TAB_CHECKS,
  MUSTER_ROOM_TAB_CHANGES,
} MusterRoomTab;
#define MUSTER_N_ROOM_TABS (MUSTER_ROOM_TAB_CHANGES + 1)

#define MUSTER_TYPE_ROOM_SIDE (muster_room_side_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoomSide, muster_room_side, MUSTER, ROOM_SIDE, GtkWidget)

GtkWidget *muster_room_side_new (MusterSession *session, guint incident);
void muster_room_side_update (MusterRoomSide *self, const MusterIncident *incident);
void muster_room_side_show (MusterRoomSide *self, MusterRoomTab tab);

/* Shows the alerts with the cursor in their filter. */
void muster_room_side_filter_alerts (MusterRoomSide *self);
/* Silences the alert that is open there, or what is filtered. */
/* The alerts of one service. */
void muster_room_side_show_service (MusterRoomSide *self, const char *service);
void muster_room_side_silence (MusterRoomSide *self);

G_END_DECLS
