/* storms.h - more new alerts than may each open an incident: one takes them in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/reporting.h"
G_BEGIN_DECLS

/* The incident of its key's storm that takes in an alert which would open one of its own; opened
 * where the storm only begins. 0: there is no storm. */
guint muster_storm_place (MusterReporting *self, MusterUlid alert);
gboolean muster_world_is_storm (const MusterWorld *world, guint incident);

/* Fold. */
void muster_world_count_new (MusterWorld *self,
                             MusterKeyWatch *key,
                             const MusterEvent *event,
                             const MusterLabelSet *labels);
void muster_world_fold_storm (MusterWorld *self, const MusterEvent *event);
/* It has been calm for long enough. */
void muster_world_end_storm (MusterWorld *world,
                             const MusterDecideContext *context,
                             const MusterKeyWatch *key,
                             MusterBatch *batch);

G_END_DECLS
