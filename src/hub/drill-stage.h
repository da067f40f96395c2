/* drill-stage.h - a hub of a drill's own, on a state folder that goes away with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/cli.h"
#include "hub/drill-runner.h"
G_BEGIN_DECLS

typedef struct _MusterDrillStage MusterDrillStage;

/* Listens on a socket in its folder, on a port of loopback, and at @listen (nullable). A story of
 * fixed times gets a manual clock. */
MusterDrillStage *
muster_drill_stage_new (const MusterDrill *drill, const char *const *listen, GError **error);
/* Applies the story's team, lets its people in and says in @run where and as whom to play. */
gboolean muster_drill_stage_set (MusterDrillStage *self, MusterDrillRun *run, GError **error);
/* Says that it is ready as `musterd serve` does, and serves until it is cancelled; a manual clock
 * stands still. */
void muster_drill_stage_keep (MusterDrillStage *self, GCancellable *cancellable);
/* Stops the hub and removes its folder. */
void muster_drill_stage_free (MusterDrillStage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterDrillStage, muster_drill_stage_free)

G_END_DECLS
