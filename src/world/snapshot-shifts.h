/* snapshot-shifts.h - what people did about who is on call, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/snapshot-loading.h"
#include "world/snapshot.h"
G_BEGIN_DECLS

void muster_snapshot_save_shifts (const MusterWorld *world, const MusterScope *scope, GString *out);
extern const MusterLoadingPart muster_loading_shifts[];

G_END_DECLS
