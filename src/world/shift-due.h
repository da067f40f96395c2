/* shift-due.h - what time alone makes happen to shifts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* Requests expire, gaps come near, shifts change, and what was handed over is not read. The first
 * that is due; FALSE: nothing is. Its events have their seqs and are folded; there may be none. */
gboolean muster_world_run_shifts (MusterWorld *world,
                                  const MusterDecideContext *context,
                                  MusterBatch *batch);
/* When that is next, µs UTC; G_MAXINT64: never. */
gint64 muster_world_next_shift_due (const MusterWorld *world);

G_END_DECLS
