/* sqlite-store.c - the connection that writes rows and checkpoints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/sqlite-store.h"
#include "journal/database.h"

/* How much of the WAL may wait to be copied into the file. While nothing else is to be done a step
 * is small, a few ms. Under load that never pauses the larger one bounds the WAL, which begins anew
 * once all of it is copied; more would not cost less, but hold up the next commit for longer. */
#define IDLE_STEP_BYTES (1024 * 1024)
#define LOAD_STEP_BYTES (8 * 1024 * 1024)

typedef enum
{
  BEGIN,
  INSERT_ROW,
  INSERT_PAYLOAD,
  COMMIT,
  N_STATEMENTS,
} Statement;

static const char *const statements_sql[N_STATEMENTS] = {
  [BEGIN] = "BEGIN IMMEDIATE",
  [INSERT_ROW] = "INSERT INTO journal (first_seq, n, heads, hash) VALUES (?, ?, ?, ?)",
  [INSERT_PAYLOAD] = "INSERT INTO payload (first_seq, class, body) VALUES (?, ?, ?)",
  [COMMIT] = "COMMIT",
};

struct _MusterSqliteStore
{
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  MusterUlid id;
  int page_bytes;
  int wal_pages;  /* in the WAL, since it last began anew */
  int done_pages; /* of these, copied into the file */
};

static gboolean
run (MusterSqliteStore *self, Statement which, GError **error)
{
  gboolean done = sqlite3_step (self->statements[which]) == SQLITE_DONE;

  if (!done)
    muster_database_fail (self->db, error);
  sqlite3_reset (self->statements[which]);
  sqlite3_clear_bindings (self->statements[which]);
  return done;
}

static gboolean
insert_row (MusterSqliteStore *self, const MusterRow *row, GError **error)
{
  sqlite3_stmt *insert = self->statements[INSERT_ROW];

  sqlite3_bind_int64 (insert, 1, row->first_seq);
  sqlite3_bind_int64 (insert, 2, row->n);
  sqlite3_bind_blob64 (insert, 3, row->heads.bytes, row->heads.n, SQLITE_STATIC);
  sqlite3_bind_blob64 (insert, 4, row->hash.bytes, row->hash.n, SQLITE_STATIC);
  return run (self, INSERT_ROW, error);
}

static gboolean
insert_payload (MusterSqliteStore *self,
                gint64 first_seq,
                const MusterStoredPayload *payload,
                GError **error)
{
  sqlite3_stmt *insert = self->statements[INSERT_PAYLOAD];

  sqlite3_bind_int64 (insert, 1, first_seq);
  sqlite3_bind_text (insert, 2, payload->class_name.bytes, (int) payload->class_name.n,
                     SQLITE_STATIC);
  sqlite3_bind_blob64 (insert, 3, payload->block.bytes, payload->block.n, SQLITE_STATIC);
  return run (self, INSERT_PAYLOAD, error);
}

static gboolean
write_row (MusterSqliteStore *self, const MusterRow *row, GError **error)
{
  if (!run (self, BEGIN, error) || !insert_row (self, row, error))
    return FALSE;
  for (guint i = 0; i < row->n_payloads; i++)
    if (!insert_payload (self, row->first_seq, &row->payloads[i], error))
      return FALSE;
  return run (self, COMMIT, error);
}

static gboolean
store (gpointer data, const MusterRow *row, GError **error)
{
  MusterSqliteStore *self = data;

  if (write_row (self, row, error))
    return TRUE;
  if (!sqlite3_get_autocommit (self->db))
    muster_database_exec (self->db, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
get_head (gpointer data, guint64 *seq, MusterSha256 *chain, GError **error)
{
  return muster_sqlite_store_get_head (data, seq, chain, error);
}

/* Called by SQLite after every commit. */
static int
committed_cb (void *data, sqlite3 *db, const char *schema, int wal_pages)
{
  MusterSqliteStore *self = data;

  if (wal_pages < self->wal_pages) /* it began anew */
    self->done_pages = 0;
  self->wal_pages = wal_pages;
  return SQLITE_OK;
}

/* Passive: it never waits for a reader, and does less if there is one. A failure is no harm: all is
 * still in the WAL, and the next step tries again. */
static void
housekeep (gpointer data, gboolean idle)
{
  MusterSqliteStore *self = data;
  gint64 waiting_bytes = (gint64) (self->wal_pages - self->done_pages) * self->page_bytes;
  int wal_pages = 0, done_pages = 0;

  if (waiting_bytes < (idle ? IDLE_STEP_BYTES : LOAD_STEP_BYTES))
    return;
  if (sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &wal_pages,
                                 &done_pages) == SQLITE_OK)
    self->done_pages = MAX (done_pages, 0);
  else
    g_warning ("the journal's WAL cannot be checkpointed: %s", sqlite3_errmsg (self->db));
}

const MusterWriterStore muster_sqlite_store_type = {
  .store = store,
  .get_head = get_head,
  .housekeep = housekeep,
};

gboolean
muster_sqlite_store_get_head (MusterSqliteStore *self,
                              guint64 *seq,
                              MusterSha256 *chain,
                              GError **error)
{
  return muster_database_read_head (self->db, seq, chain, error);
}

MusterUlid
muster_sqlite_store_get_id (const MusterSqliteStore *self)
{
  return self->id;
}

void
muster_sqlite_store_free (MusterSqliteStore *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

static gboolean
read_page_bytes (MusterSqliteStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      muster_database_prepare (self->db, "PRAGMA page_size", error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return muster_database_fail (self->db, error);
  self->page_bytes = sqlite3_column_int (statement, 0);
  return TRUE;
}

static gboolean
set_up (MusterSqliteStore *self, const char *path, MusterUlid new_id, GError **error)
{
  self->db = muster_database_open_writer (path, new_id, error);
  if (self->db == NULL || !muster_database_read_id (self->db, &self->id, error) ||
      !read_page_bytes (self, error))
    return FALSE;
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      self->statements[i] = muster_database_prepare (self->db, statements_sql[i], error);
      if (self->statements[i] == NULL)
        return FALSE;
    }
  sqlite3_wal_hook (self->db, committed_cb, self);
  return TRUE;
}

/**
 * muster_sqlite_store_new:
 * @path: the file
 * @new_id: the journal's id if it is made now
 * @error: MUSTER_JOURNAL_ERROR
 *
 * Returns: (transfer full): a store for a MusterWriter of muster_sqlite_store_type
 */
MusterSqliteStore *
muster_sqlite_store_new (const char *path, MusterUlid new_id, GError **error)
{
  MusterSqliteStore *self = g_new0 (MusterSqliteStore, 1);

  if (set_up (self, path, new_id, error))
    return self;
  muster_sqlite_store_free (self);
  return NULL;
}
