/* room-actions.h - what can be done in an incident room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* The actions of the group "room" that give commands:
 *   acknowledge, unacknowledge, next-stage, resolve, reopen, undo-last, rename, set-impact, export
 *   stage (s), severity (is: with a reason), claim (s: role), release (s), assign (ss),
 *   page (s: "person:ID" or "team:ID"), pin (s: a row's name), undo (s), copy (s),
 *   task-done (sb: id), run (ss: check, arguments as JSON) */
GSimpleActionGroup *
muster_room_actions_new (GtkWidget *page, MusterSession *session, guint incident);
/* What is possible now. */
void muster_room_actions_update (GSimpleActionGroup *self,
                                 MusterSession *session,
                                 const MusterIncident *incident);

/* Gives the command that a line of the command bar stands for, after a
 * question where the rules want one (ui.md §13). */
void muster_room_give (GtkWidget *page, MusterSession *session, MusterCommand *command);

G_END_DECLS
