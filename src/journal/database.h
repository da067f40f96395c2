/* database.h - SQLite as the journal wants it (security R35)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/journal.h"
#include <sqlite3.h>
G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* Puts what went wrong last into @error. Returns FALSE. */
gboolean muster_database_fail (sqlite3 *db, GError **error);
gboolean muster_database_exec (sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *muster_database_prepare (sqlite3 *db, const char *sql, GError **error);

/* Makes the file, and its tables with @new_id, if there are none. */
sqlite3 *muster_database_open_writer (const char *path, MusterUlid new_id, GError **error);
sqlite3 *muster_database_open_reader (const char *path, GError **error);
/* Fails where the format is newer than this program, or was tampered with. */
gboolean muster_database_read_id (sqlite3 *db, MusterUlid *out, GError **error);
gboolean muster_database_read_head (sqlite3 *db, guint64 *seq, MusterSha256 *chain, GError **error);
/* SQLite's own look at its pages, without the tables' contents. */
/* quick_check, or @whole, integrity_check. */
gboolean muster_database_check (sqlite3 *db, gboolean whole, GError **error);

G_END_DECLS
