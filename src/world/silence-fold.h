/* silence-fold.h - what events make of silences, and of the alerts that they hold back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* For muster_world_evolve() of a hub; other kinds change nothing. */
void muster_world_fold_silence (MusterWorld *self, const MusterEvent *event);
/* For muster_world_restored(): what was held back by what is over waits. */
void muster_world_restore_orphans (MusterWorld *self);

G_END_DECLS
