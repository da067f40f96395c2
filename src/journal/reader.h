/* reader.h - what a journal makes its readers of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/row-source.h"
G_BEGIN_DECLS

/* @source: keeps its last row, and nothing of the store, while nobody calls it. @close gets @closed
 * when the reader is freed, and frees @source. */
MusterJournalReader *
muster_journal_reader_new (MusterRowSource *source, GDestroyNotify close, gpointer closed);

G_END_DECLS
