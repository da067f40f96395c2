/* row-cursor.c - the rows of an SQLite journal, each with its payloads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/row-cursor.h"

/* Both tables stand in the order of first_seq, so they are read side by side. */
typedef struct
{
  MusterRowSource source;
  sqlite3 *db; /* not owned */
  sqlite3_stmt *find;
  sqlite3_stmt *rows;
  sqlite3_stmt *payloads;
  gboolean at_payload; /* a payload is stepped to, but not yet taken */
  gboolean at_row;     /* the rows' statement stands at one that was not given out */
  gboolean at_end;     /* no rows are left */
  GString *blocks;     /* copies: stepping ends the life of a column's bytes */
} RowCursor;

static RowCursor *
row_cursor (MusterRowSource *source)
{
  return (RowCursor *) (gpointer) source;
}

/* Steps to the next payload if there is one. */
static gboolean
step_payloads (RowCursor *self, GError **error)
{
  int result = sqlite3_step (self->payloads);

  self->at_payload = result == SQLITE_ROW;
  return result == SQLITE_ROW || result == SQLITE_DONE || muster_database_fail (self->db, error);
}

static void
copy_hash (sqlite3_stmt *statement, int column, MusterSha256 *out)
{
  if (sqlite3_column_bytes (statement, column) == MUSTER_SHA256_BYTES)
    memcpy (out->bytes, sqlite3_column_blob (statement, column), MUSTER_SHA256_BYTES);
}

/* Finds where to begin, and the link that the row there hangs on. */
static gboolean
find_start (RowCursor *self, guint64 seq, gint64 *first_seq, MusterSha256 *chain)
{
  int result = SQLITE_DONE;

  *first_seq = G_MININT64;
  sqlite3_reset (self->find);
  sqlite3_bind_int64 (self->find, 1, (gint64) seq);
  if (seq > 1)
    result = sqlite3_step (self->find);
  if (result != SQLITE_ROW)
    return result == SQLITE_DONE;
  *first_seq = sqlite3_column_int64 (self->find, 0);
  if (seq - (guint64) *first_seq < (guint64) sqlite3_column_int64 (self->find, 1))
    result = sqlite3_step (self->find);
  else
    *first_seq = (gint64) seq; /* it ends before @seq */
  if (result == SQLITE_ROW)
    copy_hash (self->find, 2, chain);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

static gboolean
seek (MusterRowSource *source, guint64 seq, MusterSha256 *chain, GError **error)
{
  RowCursor *self = row_cursor (source);
  gint64 first_seq;

  *chain = (MusterSha256){ 0 };
  if (!find_start (self, seq, &first_seq, chain))
    return muster_database_fail (self->db, error);
  sqlite3_reset (self->find);
  sqlite3_reset (self->rows);
  sqlite3_reset (self->payloads);
  self->at_row = self->at_end = FALSE;
  sqlite3_bind_int64 (self->rows, 1, first_seq);
  sqlite3_bind_int64 (self->payloads, 1, first_seq);
  return step_payloads (self, error);
}

static MusterText
column_text (sqlite3_stmt *statement, int column)
{
  const char *bytes = sqlite3_column_blob (statement, column);

  return (MusterText){ bytes != NULL ? bytes : "",
                       (gsize) sqlite3_column_bytes (statement, column) };
}

/* Copies the payload at hand behind those of the row so far; offsets, for the copy may move. */
static gboolean
take_payload (RowCursor *self, MusterRow *row)
{
  MusterText class_name = column_text (self->payloads, 1);
  MusterText block = column_text (self->payloads, 2);
  MusterStoredPayload *to;

  if (row->n_payloads == MUSTER_ROW_PAYLOADS_MAX)
    return FALSE;
  to = &row->payloads[row->n_payloads++];
  *to = (MusterStoredPayload){ { NULL, class_name.n }, { NULL, block.n } };
  g_string_append_len (self->blocks, class_name.bytes, (gssize) class_name.n);
  g_string_append_len (self->blocks, block.bytes, (gssize) block.n);
  return TRUE;
}

static void
point_into_copy (RowCursor *self, MusterRow *row)
{
  const char *at = self->blocks->str;

  for (guint i = 0; i < row->n_payloads; i++)
    {
      row->payloads[i].class_name.bytes = at;
      at += row->payloads[i].class_name.n;
      row->payloads[i].block.bytes = at;
      at += row->payloads[i].block.n;
    }
}

/* A payload that has no place. The next call goes on behind it. */
static MusterRowResult
orphan (RowCursor *self, MusterRow *out, GError **error)
{
  out->first_seq = sqlite3_column_int64 (self->payloads, 0);
  return step_payloads (self, error) ? MUSTER_ROW_ORPHAN : MUSTER_ROW_ERROR;
}

/* Steps to the next row, unless the one at hand was not given out yet. */
static gboolean
step_rows (RowCursor *self, GError **error)
{
  int result;

  if (self->at_row || self->at_end)
    return TRUE;
  result = sqlite3_step (self->rows);
  self->at_row = result == SQLITE_ROW;
  self->at_end = result == SQLITE_DONE;
  return self->at_row || self->at_end || muster_database_fail (self->db, error);
}

static MusterRowResult
next (MusterRowSource *source, MusterRow *out, GError **error)
{
  RowCursor *self = row_cursor (source);
  gint64 first_seq = G_MAXINT64;

  *out = (MusterRow){ 0 };
  g_string_truncate (self->blocks, 0);
  if (!step_rows (self, error))
    return MUSTER_ROW_ERROR;
  if (self->at_row)
    first_seq = sqlite3_column_int64 (self->rows, 0);
  if (self->at_payload && (self->at_end || sqlite3_column_int64 (self->payloads, 0) < first_seq))
    return orphan (self, out, error);
  if (self->at_end)
    return MUSTER_ROW_END;
  self->at_row = FALSE;
  out->first_seq = first_seq;
  out->n = sqlite3_column_int64 (self->rows, 1);
  out->heads = column_text (self->rows, 2);
  out->hash = column_text (self->rows, 3);
  while (self->at_payload && sqlite3_column_int64 (self->payloads, 0) == out->first_seq)
    if (!take_payload (self, out))
      return orphan (self, out, error);
    else if (!step_payloads (self, error))
      return MUSTER_ROW_ERROR;
  point_into_copy (self, out);
  return MUSTER_ROW_FOUND;
}

/**
 * muster_row_cursor_free:
 * @source: (nullable): a cursor
 *
 * Ends it.
 */
void
muster_row_cursor_free (MusterRowSource *source)
{
  RowCursor *self = row_cursor (source);

  if (self == NULL)
    return;
  sqlite3_finalize (self->find);
  sqlite3_finalize (self->rows);
  sqlite3_finalize (self->payloads);
  g_string_free (self->blocks, TRUE);
  g_free (self);
}

/**
 * muster_row_cursor_new:
 * @db: a connection; must outlive the cursor
 * @error: MUSTER_JOURNAL_ERROR
 *
 * Returns: (transfer full): a source of rows; seek before reading. The caller holds a transaction
 *   open where it wants both tables at one moment
 */
MusterRowSource *
muster_row_cursor_new (sqlite3 *db, GError **error)
{
  RowCursor *self = g_new0 (RowCursor, 1);

  self->source = (MusterRowSource){ seek, next };
  self->db = db;
  self->blocks = g_string_new (NULL);
  self->find = muster_database_prepare (db,
                                        "SELECT first_seq, n, hash FROM journal"
                                        " WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 2",
                                        error);
  if (self->find != NULL)
    self->rows = muster_database_prepare (db,
                                          "SELECT first_seq, n, heads, hash FROM journal"
                                          " WHERE first_seq >= ? ORDER BY first_seq",
                                          error);
  if (self->rows != NULL)
    self->payloads = muster_database_prepare (db,
                                              "SELECT first_seq, class, body FROM payload"
                                              " WHERE first_seq >= ? ORDER BY first_seq, class",
                                              error);
  if (self->payloads != NULL)
    return &self->source;
  muster_row_cursor_free (&self->source);
  return NULL;
}
