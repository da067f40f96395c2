/* snapshot-paging.h - who is told of what, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/snapshot-loading.h"
#include "world/snapshot.h"
G_BEGIN_DECLS

void muster_snapshot_save_paging (const MusterWorld *world, const MusterScope *scope, GString *out);
extern const MusterLoadingPart muster_loading_paging[];

G_END_DECLS
