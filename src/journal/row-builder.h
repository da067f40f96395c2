/* row-builder.h - makes one row of what goes into one transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/row.h"
G_BEGIN_DECLS

/* Encodes and hashes events; its memory is used for one row after another. */
typedef struct _MusterRowBuilder MusterRowBuilder;

MusterRowBuilder *muster_row_builder_new (void);
void muster_row_builder_free (MusterRowBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRowBuilder, muster_row_builder_free)

/* Empties it, for a row of at most @n_max events behind @chain. */
void muster_row_builder_begin (MusterRowBuilder *self,
                               guint64 first_seq,
                               const MusterSha256 *chain,
                               guint n_max);
/* Returns the chain after the batch's last event. */
MusterSha256 muster_row_builder_add (MusterRowBuilder *self, const MusterBatch *batch);
/* Until the next begin(): the row, and what was written for each event, in order. */
void muster_row_builder_end (MusterRowBuilder *self, MusterRow *out);
const MusterWritten *muster_row_builder_get_written (const MusterRowBuilder *self);

G_END_DECLS
