/* members.h - which alerts are one incident's: what was merged stays what it was, underneath
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* Of guint: an incident, and those merged into it. */
void muster_world_list_members (const MusterWorld *self, guint number, GArray *members);
/* Calls @func for each alert of them. */
void muster_world_foreach_alert (const MusterWorld *self,
                                 guint incident,
                                 MusterAlertFunc func,
                                 gpointer user_data);
/* What an alert tells of where something is wrong. */
void
muster_world_read_sighting (const MusterWorld *self, const MusterAlert *alert, MusterSighting *out);

/* For muster_world_evolve(). */
void muster_world_fold_leaving (MusterWorld *self, const MusterEvent *event);
void
muster_world_fold_sighting (MusterWorld *self, const MusterEvent *event, const MusterAlert *alert);
void muster_world_fold_joint (MusterWorld *self, const MusterEvent *event);

G_END_DECLS
