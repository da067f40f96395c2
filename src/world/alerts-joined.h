/* alerts-joined.h - how many alerts joined which incident, told once for many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* One event an incident, however many bodies muster_world_report() decided since the last time.
 * Whoever calls that calls this soon after, and before anything that people read in order with it.
 * The events have their seqs and are folded. */
void muster_world_tell_joined (MusterWorld *world,
                               const MusterDecideContext *context,
                               MusterBatch *batch);
/* The same for groups whose turn it is: each is told at most four times a second, and at most a
 * quarter of a second late; that of many is spread over this time. */
void muster_world_tell_joined_due (MusterWorld *world,
                                   const MusterDecideContext *context,
                                   MusterBatch *batch);
gint64 muster_world_next_joined (const MusterWorld *world);
/* After a start: what was on disk already and had not been told when the hub was killed. */
void muster_world_restore_joined (MusterWorld *world);

/* For one group, if it has anything to tell. */
void muster_joined_tell_group (MusterWorld *world,
                               const MusterDecideContext *context,
                               MusterGroup *group,
                               MusterBatch *batch);

G_END_DECLS
