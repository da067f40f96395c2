/* severity-spells.h - overrides of severities begin to hold and end, and raise what is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

void muster_world_fold_override (MusterWorld *self, const MusterEvent *event);
/* Once the rules are as they are configured. */
void muster_world_restore_overrides (MusterWorld *self);
/* FALSE: no override begins or ends by now. */
gboolean muster_world_run_overrides (MusterWorld *world,
                                     const MusterDecideContext *context,
                                     MusterBatch *batch);

/* Tells that one holds, of @spell, and makes the open incidents worse that it is about. */
void muster_world_begin_override (MusterWorld *world,
                                  const MusterDecideContext *context,
                                  const MusterOverrideSpell *spell,
                                  MusterBatch *batch);
/* @by: "time", "changed", "removed", "metric", "unknown" */
void muster_world_end_override (MusterWorld *world,
                                const MusterDecideContext *context,
                                MusterUlid id,
                                const char *by,
                                MusterBatch *batch);
/* NULL: there is none that is configured. */
MusterSeverityOverride *muster_world_find_override (const MusterWorld *world, MusterUlid id);

G_END_DECLS
