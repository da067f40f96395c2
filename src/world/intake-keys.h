/* intake-keys.h - integration keys are heard of, fall silent, and change their tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

void muster_world_fold_key (MusterWorld *self, const MusterEvent *event);
/* A body came by a key: if its silence was told, that is over. */
void muster_world_hear_key (MusterWorld *world,
                            const MusterDecideContext *context,
                            const MusterReports *reports,
                            MusterUlid key,
                            MusterBatch *batch);
/* Does what is due of one key: an old token ends, a silence is told. FALSE: nothing is. */
gboolean
muster_world_mind_key (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch);

G_END_DECLS
