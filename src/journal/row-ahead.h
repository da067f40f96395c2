/* row-ahead.h - a thread that reads rows and checks them while the one before is being used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/row-source.h"
G_BEGIN_DECLS

typedef struct _MusterRowAhead MusterRowAhead;

/* @source stands where reading begins, @chain is the link there; until free() it is the thread's.
 */
MusterRowAhead *
muster_row_ahead_new (MusterRowSource *source, guint64 first_seq, const MusterSha256 *chain);
void muster_row_ahead_free (MusterRowAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRowAhead, muster_row_ahead_free)

/* The next row, checked, until the next call; FALSE at the end, or with @error. */
gboolean muster_row_ahead_next (MusterRowAhead *self,
                                guint64 *first_seq,
                                const MusterUnpacked **unpacked,
                                GError **error);

G_END_DECLS
