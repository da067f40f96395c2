/* maintenance-fold.h - maintenance windows, as events and time make them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* Any event. */
void muster_world_fold_maintenance (MusterWorld *self, const MusterEvent *event);
/* After all parts of a snapshot were put in. */
void muster_world_restore_maintenance (MusterWorld *self);
/* Opens or ends the window that is due first; FALSE: none is. */
gboolean muster_world_run_maintenance (MusterWorld *world,
                                       const MusterDecideContext *context,
                                       MusterBatch *batch);

G_END_DECLS
