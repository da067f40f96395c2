/* alert-fold.h - what events make of the alerts that a hub knows, and of their groups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* For muster_world_evolve() of a hub; other kinds change nothing. */
void muster_world_fold_alert (MusterWorld *self, const MusterEvent *event);
/* For muster_world_restored(): the group that an incident has. */
void muster_world_restore_group (MusterWorld *self,
                                 const MusterIncident *incident,
                                 MusterJsonReader *reader);

G_END_DECLS
