/* memory-journal.h - a journal that ends with the process: for tests, drills and previews
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/journal.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_MEMORY_JOURNAL (muster_memory_journal_get_type ())
G_DECLARE_FINAL_TYPE (MusterMemoryJournal, muster_memory_journal, MUSTER, MEMORY_JOURNAL, GObject)

MusterJournal *muster_memory_journal_new (MusterUlid id);
/* The next @n transactions fail: for tests of what must survive that. */
void muster_memory_journal_fail_next (MusterMemoryJournal *self, guint n);

G_END_DECLS
