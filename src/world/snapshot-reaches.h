/* snapshot-reaches.h - whether pages have reached people, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/snapshot-loading.h"
#include "world/snapshot.h"
G_BEGIN_DECLS

void
muster_snapshot_save_reaches (const MusterWorld *world, const MusterScope *scope, GString *out);
extern const MusterLoadingPart muster_loading_reaches[];

G_END_DECLS
