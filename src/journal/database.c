/* database.c - SQLite as the journal wants it (security R35)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/database.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FORMAT 1

/* A writer may wait as long for a reader that recovers the WAL; nothing else makes it wait. */
#define BUSY_TIMEOUT_MS 5000

/* Protocol §3. payload's bodies stand in the order of their rowid, beside an index of a few bytes a
 * row. Without a rowid they would be keys: SQLite reads whole the ones that it compares with, so
 * each insertion would read megabytes of batches before it. */
static const char schema[] =
    "CREATE TABLE journal (first_seq INTEGER PRIMARY KEY, n INTEGER NOT NULL,"
    " heads BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
    "CREATE TABLE payload (first_seq INTEGER NOT NULL, class TEXT NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY (first_seq, class)) STRICT;"
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/* The WAL is checkpointed by hand, never on the way of a commit, and reused from its beginning
 * rather than made short: growing a file costs a second write for every sync. */
static const char writer_setup[] = "PRAGMA journal_mode=WAL;"
                                   "PRAGMA synchronous=FULL;"
                                   "PRAGMA secure_delete=ON;"
                                   "PRAGMA wal_autocheckpoint=0;"
                                   "PRAGMA journal_size_limit=-1;"
                                   "PRAGMA cache_size=-8192;";
static const char common_setup[] = "PRAGMA trusted_schema=OFF;"
                                   "PRAGMA cell_size_check=ON;"
                                   "PRAGMA temp_store=MEMORY;";
/* Before the first table. SQLite writes a page to the WAL with two calls and reads it back for the
 * checkpoint: 16 KiB pages cost a third less CPU an event than 4 KiB, 32 no less again. */
static const char page_setup[] = "PRAGMA page_size=16384;";

gboolean
muster_database_fail (sqlite3 *db, GError **error)
{
  int code = sqlite3_errcode (db) & 0xff;
  MusterJournalError kind = MUSTER_JOURNAL_ERROR_FAILED;

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    kind = MUSTER_JOURNAL_ERROR_TAMPERED;
  g_set_error (error, MUSTER_JOURNAL_ERROR, (gint) kind, "journal.db: %s (%d)", sqlite3_errmsg (db),
               sqlite3_extended_errcode (db));
  return FALSE;
}

gboolean
muster_database_exec (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || muster_database_fail (db, error);
}

sqlite3_stmt *
muster_database_prepare (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) == SQLITE_OK)
    return statement;
  muster_database_fail (db, error);
  return NULL;
}

/* A file that someone could write to must not make us run what they put into its schema. */
static gboolean
harden (sqlite3 *db, GError **error)
{
  static const int off[] = { SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                             SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL };

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  if (sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK)
    return muster_database_fail (db, error);
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    if (sqlite3_db_config (db, off[i], 0, NULL) != SQLITE_OK)
      return muster_database_fail (db, error);
  return muster_database_exec (db, common_setup, error);
}

static gboolean
read_text (sqlite3 *db, const char *name, char **out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      muster_database_prepare (db, "SELECT value FROM meta WHERE name = ?", error);
  int result;

  *out = NULL;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *out = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  return result == SQLITE_ROW || result == SQLITE_DONE || muster_database_fail (db, error);
}

/* meta is outside the chain, so it carries a sum of its own, over these bytes in every format. */
static char *
sum_of_meta (const char *format, const char *id)
{
  g_autofree char *text = g_strdup_printf ("format=%s\njournal=%s\n", format, id);
  MusterSha256 sum;
  char hex[2 * MUSTER_SHA256_BYTES + 1];

  muster_sha256 (&(MusterPiece){ text, strlen (text) }, 1, &sum);
  muster_to_hex (sum.bytes, sizeof sum.bytes, hex);
  return g_strdup (hex);
}

static gboolean
has_tables (sqlite3 *db, gboolean *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      muster_database_prepare (db, "SELECT count(*) FROM sqlite_schema", error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return muster_database_fail (db, error);
  *out = sqlite3_column_int (statement, 0) > 0;
  return TRUE;
}

static gboolean
make_tables (sqlite3 *db, MusterUlid id, GError **error)
{
  g_autofree char *text = muster_ulid_to_string (id);
  g_autofree char *format = g_strdup_printf ("%d", FORMAT);
  g_autofree char *sum = sum_of_meta (format, text);
  g_autofree char *sql =
      g_strdup_printf ("BEGIN IMMEDIATE; %s"
                       "INSERT INTO meta VALUES ('format', '%s'), ('journal', '%s'), ('sum', '%s');"
                       "COMMIT;",
                       schema, format, text, sum);

  return muster_database_exec (db, sql, error);
}

static gboolean
fail_empty (GError **error)
{
  g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_INCOMPLETE,
                       "journal.db: empty");
  return FALSE;
}

static gboolean
set_up_writer (sqlite3 *db, MusterUlid new_id, GError **error)
{
  gboolean made = FALSE;

  if (!harden (db, error) || !has_tables (db, &made, error))
    return FALSE;
  if (!made && muster_ulid_is_null (new_id))
    return fail_empty (error);
  if (!made && !muster_database_exec (db, page_setup, error))
    return FALSE;
  if (!muster_database_exec (db, writer_setup, error))
    return FALSE;
  return made || make_tables (db, new_id, error);
}

/* SQLite would make it readable for all that the umask lets; what goes into it is names, addresses
 * and output. The WAL beside it gets the same mode. */
static gboolean
make_private_file (const char *path, gboolean create, GError **error)
{
  int fd = open (path, O_RDWR | (create ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  g_set_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED, "cannot open %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

/**
 * muster_database_open_writer:
 * @path: the file
 * @new_id: the journal's id if it is made now; null: it must be there
 * @error: MUSTER_JOURNAL_ERROR
 *
 * Opens the one connection that writes and checkpoints. When it is closed last, the WAL is merged
 * into the file.
 *
 * Returns: (transfer full): the connection
 */
sqlite3 *
muster_database_open_writer (const char *path, MusterUlid new_id, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  MusterUlid id;

  if (!make_private_file (path, !muster_ulid_is_null (new_id), error))
    return NULL;
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      muster_database_fail (db, error);
      return NULL;
    }
  if (!set_up_writer (db, new_id, error) || !muster_database_read_id (db, &id, error))
    return NULL;
  return g_steal_pointer (&db);
}

static sqlite3 *
open_to_read (const char *name, int flags, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  gboolean made = FALSE;

  if (sqlite3_open_v2 (name, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | flags, NULL) !=
      SQLITE_OK)
    {
      muster_database_fail (db, error);
      return NULL;
    }
  /* A reader that is the last to close would checkpoint: that is the writer's alone. */
  if (!harden (db, error) ||
      sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK ||
      !has_tables (db, &made, error))
    return NULL;
  if (!made && !fail_empty (error))
    return NULL;
  return g_steal_pointer (&db);
}

/**
 * muster_database_open_reader:
 * @path: the file
 * @error: MUSTER_JOURNAL_ERROR
 *
 * Opens a connection that never writes, also on a medium that cannot be written to, if the journal
 * was closed in order.
 *
 * Returns: (transfer full): the connection
 */
sqlite3 *
muster_database_open_reader (const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *uri = NULL;
  sqlite3 *db = open_to_read (path, 0, NULL);

  if (db != NULL)
    return db;
  if (g_access (path, W_OK) == 0 || g_access (wal, F_OK) == 0)
    return open_to_read (path, 0, error);
  uri = g_strdup_printf ("file:%s?immutable=1", path);
  return open_to_read (uri, SQLITE_OPEN_URI, error);
}

/**
 * muster_database_read_id:
 * @db: a connection
 * @out: (out): the journal's id
 * @error: %MUSTER_JOURNAL_ERROR_TAMPERED where meta is not as written, _FAILED for a newer format
 *
 * Returns: whether this program may use it
 */
gboolean
muster_database_read_id (sqlite3 *db, MusterUlid *out, GError **error)
{
  g_autofree char *format = NULL, *id = NULL, *sum = NULL, *expected = NULL;

  if (!read_text (db, "format", &format, error) || !read_text (db, "journal", &id, error) ||
      !read_text (db, "sum", &sum, error))
    return FALSE;
  if (format != NULL && id != NULL)
    expected = sum_of_meta (format, id);
  if (expected == NULL || g_strcmp0 (sum, expected) != 0 || !muster_ulid_parse (id, -1, out))
    {
      g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED,
                           "journal.db: its own name or format was changed");
      return FALSE;
    }
  if (g_ascii_strtoull (format, NULL, 10) <= FORMAT)
    return TRUE;
  g_set_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED,
               "journal.db has format %s, of a newer version of this program; this one knows %d",
               format, FORMAT);
  return FALSE;
}

/**
 * muster_database_read_head:
 * @db: a connection
 * @seq: (out): the last event, 0 if none
 * @chain: (out): the chain after it
 * @error: MUSTER_JOURNAL_ERROR
 *
 * Returns: whether it could be read
 */
gboolean
muster_database_read_head (sqlite3 *db, guint64 *seq, MusterSha256 *chain, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      muster_database_prepare (db,
                               "SELECT first_seq, n, hash FROM journal"
                               " ORDER BY first_seq DESC LIMIT 1",
                               error);
  int result;

  *seq = 0;
  *chain = (MusterSha256){ 0 };
  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  if (result == SQLITE_DONE)
    return TRUE;
  if (result != SQLITE_ROW)
    return muster_database_fail (db, error);
  if (sqlite3_column_int64 (statement, 0) < 1 || sqlite3_column_int64 (statement, 1) < 1 ||
      sqlite3_column_bytes (statement, 2) != MUSTER_SHA256_BYTES)
    {
      g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED,
                           "journal.db: the last batch was changed");
      return FALSE;
    }
  *seq = (guint64) (sqlite3_column_int64 (statement, 0) + sqlite3_column_int64 (statement, 1)) - 1;
  memcpy (chain->bytes, sqlite3_column_blob (statement, 2), MUSTER_SHA256_BYTES);
  return TRUE;
}

/**
 * muster_database_check:
 * @db: a connection
 * @whole: the indexes too, which reads everything
 * @error: %MUSTER_JOURNAL_ERROR_TAMPERED with the first thing found
 *
 * Returns: whether SQLite finds its file in order
 */
gboolean
muster_database_check (sqlite3 *db, gboolean whole, GError **error)
{
  const char *sql = whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
  g_autoptr (sqlite3_stmt) statement = muster_database_prepare (db, sql, error);
  const char *found;

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return muster_database_fail (db, error);
  found = (const char *) sqlite3_column_text (statement, 0);
  if (g_strcmp0 (found, "ok") == 0)
    return TRUE;
  g_set_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED, "journal.db: %s", found);
  return FALSE;
}
