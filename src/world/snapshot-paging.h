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

/* snapshot-limits.c */
void muster_snapshot_save_limits (const MusterPageLimits *limits,
                                  const MusterScope *scope,
                                  GString *out);
void muster_snapshot_load_page_count (MusterLoading *self);
void muster_snapshot_load_page_bundle (MusterLoading *self);

G_END_DECLS
