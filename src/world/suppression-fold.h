/* suppression-fold.h - what events make of silences and rules, and of the alerts that they hold
 * back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* For muster_world_evolve() of a hub; other kinds change nothing. */
void muster_world_fold_suppression (MusterWorld *self, const MusterEvent *event);
/* For the same: an alert fires from now on, or no longer; the rules of inhibition take note. */
void muster_world_note_firing (MusterWorld *self, const MusterAlert *alert, gboolean fires);
/* For muster_world_restored(): the rules, and what was held back by what is over. */
void muster_world_restore_suppression (MusterWorld *self);

G_END_DECLS
