/* sqlite-journal.h - the journal in STATE/journal.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/journal.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_SQLITE_JOURNAL (muster_sqlite_journal_get_type ())
G_DECLARE_FINAL_TYPE (MusterSqliteJournal, muster_sqlite_journal, MUSTER, SQLITE_JOURNAL, GObject)

MusterJournal *
muster_sqlite_journal_open (const char *state_dir, MusterUlid new_id, GError **error);
/* integrity_check of a journal, also of one that is open; on a thread of the caller's. */
gboolean
muster_sqlite_journal_check (const char *state_dir, GCancellable *cancellable, GError **error);

G_END_DECLS
