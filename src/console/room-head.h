/* room-head.h - how bad, what it means for people, since when, and what comes next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "world/world.h"
G_BEGIN_DECLS

/* Its buttons activate actions of the group "room". */
#define MUSTER_TYPE_ROOM_HEAD (muster_room_head_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoomHead, muster_room_head, MUSTER, ROOM_HEAD, GtkWidget)

GtkWidget *muster_room_head_new (void);
void muster_room_head_set (MusterRoomHead *self,
                           const MusterWorld *world,
                           const MusterIncident *incident);
void muster_room_head_set_narrow (MusterRoomHead *self, gboolean is_narrow);
void muster_room_head_pop_up_severity (MusterRoomHead *self);

/* The stage that the incident moves to next; FALSE: it is resolved. */
gboolean muster_room_next_stage (const MusterIncident *incident, MusterStage *out);

G_END_DECLS
