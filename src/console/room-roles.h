/* room-roles.h - the cards of an incident's four roles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "world/world.h"
G_BEGIN_DECLS

/* Activates actions of the group "room": "claim" (s: role), "release" (s), "assign" (ss: role and
 * "person:ID"), "page" (s: "person:ID"). */
#define MUSTER_TYPE_ROOM_ROLES (muster_room_roles_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoomRoles, muster_room_roles, MUSTER, ROOM_ROLES, GtkWidget)

GtkWidget *muster_room_roles_new (void);
void muster_room_roles_set (MusterRoomRoles *self,
                            const MusterWorld *world,
                            const MusterIncident *incident,
                            MusterUlid me);

G_END_DECLS
