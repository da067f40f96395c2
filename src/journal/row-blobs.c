/* row-blobs.c - the rows of an SQLite journal, in as little memory as they take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/row-blobs.h"

#define ROOM_BYTES  (1024 * 1024) /* a row that is a little longer than the last needs no other */
#define CLASS_BYTES 32 /* no name of ours is as long; one that is cut is none of its block */

typedef struct
{
  char *bytes;
  gsize room;
} Buffer;

typedef struct
{
  MusterRowSource source;
  sqlite3 *db; /* not owned */
  sqlite3_stmt *find;
  sqlite3_stmt *payloads;
  guint64 seq;                                        /* sought */
  char classes[MUSTER_ROW_PAYLOADS_MAX][CLASS_BYTES]; /* of the row, as what follows */
  Buffer heads;
  Buffer blocks;
} RowBlobs;

static RowBlobs *
row_blobs (MusterRowSource *source)
{
  return (RowBlobs *) (gpointer) source;
}

/* Room for @n bytes; what was there is lost, so that there are never two of it. */
static char *
make_room (Buffer *self, gsize n)
{
  if (n > self->room)
    {
      g_free (self->bytes);
      self->room = (n / ROOM_BYTES + 1) * ROOM_BYTES;
      self->bytes = g_malloc (self->room);
    }
  return self->bytes;
}

/* The whole of a column that has @n bytes. */
static gboolean
read_column (RowBlobs *self, const char *column, gint64 rowid, char *to, gsize n, GError **error)
{
  const char *table = strcmp (column, "heads") == 0 ? "journal" : "payload";
  sqlite3_blob *blob = NULL;
  int result = sqlite3_blob_open (self->db, "main", table, column, rowid, 0, &blob);

  if (result == SQLITE_OK && (gsize) sqlite3_blob_bytes (blob) == n)
    result = sqlite3_blob_read (blob, to, (int) n, 0);
  else if (result == SQLITE_OK)
    result = SQLITE_CORRUPT;
  sqlite3_blob_close (blob);
  return result == SQLITE_OK || muster_database_fail (self->db, error);
}

static gboolean
seek (MusterRowSource *source, guint64 seq, MusterSha256 *chain, GError **error)
{
  *chain = (MusterSha256){ 0 }; /* nobody who reads so walks the chain */
  row_blobs (source)->seq = seq;
  return TRUE;
}

/* Their classes, and how long each is. */
static gboolean
find_payloads (RowBlobs *self, MusterRow *row, gint64 *rowids, GError **error)
{
  int result;

  sqlite3_bind_int64 (self->payloads, 1, row->first_seq);
  while ((result = sqlite3_step (self->payloads)) == SQLITE_ROW &&
         row->n_payloads < MUSTER_ROW_PAYLOADS_MAX)
    {
      MusterStoredPayload *to = &row->payloads[row->n_payloads];
      char *class_name = self->classes[row->n_payloads];

      g_strlcpy (class_name, (const char *) sqlite3_column_text (self->payloads, 0), CLASS_BYTES);
      to->class_name = (MusterText){ class_name, strlen (class_name) };
      rowids[row->n_payloads++] = sqlite3_column_int64 (self->payloads, 1);
      to->block.n = (gsize) sqlite3_column_int64 (self->payloads, 2);
    }
  return result == SQLITE_DONE || result == SQLITE_ROW || muster_database_fail (self->db, error);
}

static gboolean
read_row (RowBlobs *self, MusterRow *row, GError **error)
{
  gint64 rowids[MUSTER_ROW_PAYLOADS_MAX];
  gsize n = 0;
  char *to;

  if (!find_payloads (self, row, rowids, error))
    return FALSE;
  to = make_room (&self->heads, row->heads.n);
  row->heads.bytes = to;
  if (!read_column (self, "heads", row->first_seq, to, row->heads.n, error))
    return FALSE;
  for (guint i = 0; i < row->n_payloads; i++)
    n += row->payloads[i].block.n;
  to = make_room (&self->blocks, n);
  for (guint i = 0; i < row->n_payloads; i++)
    {
      MusterText *block = &row->payloads[i].block;

      block->bytes = to;
      if (!read_column (self, "body", rowids[i], to, block->n, error))
        return FALSE;
      to += block->n;
    }
  return TRUE;
}

static void
rest (RowBlobs *self)
{
  sqlite3_reset (self->find);
  sqlite3_reset (self->payloads);
}

static MusterRowResult
next (MusterRowSource *source, MusterRow *out, GError **error)
{
  RowBlobs *self = row_blobs (source);
  gboolean is_read;
  int result;

  *out = (MusterRow){ 0 };
  sqlite3_bind_int64 (self->find, 1, (gint64) self->seq);
  result = sqlite3_step (self->find);
  if (result == SQLITE_ROW)
    {
      out->first_seq = sqlite3_column_int64 (self->find, 0);
      out->n = sqlite3_column_int64 (self->find, 1);
      out->heads.n = (gsize) sqlite3_column_int64 (self->find, 2);
    }
  is_read = result == SQLITE_ROW && read_row (self, out, error);
  rest (self);
  if (is_read)
    return MUSTER_ROW_FOUND;
  if (result == SQLITE_DONE)
    return MUSTER_ROW_END;
  if (result != SQLITE_ROW)
    muster_database_fail (self->db, error);
  return MUSTER_ROW_ERROR;
}

/**
 * muster_row_blobs_free:
 * @source: (nullable): rows
 *
 * Ends it.
 */
void
muster_row_blobs_free (MusterRowSource *source)
{
  RowBlobs *self = row_blobs (source);

  if (self == NULL)
    return;
  sqlite3_finalize (self->find);
  sqlite3_finalize (self->payloads);
  g_free (self->heads.bytes);
  g_free (self->blocks.bytes);
  g_free (self);
}

/**
 * muster_row_blobs_new:
 * @db: a connection for it alone; must outlive it
 * @error: MUSTER_JOURNAL_ERROR
 *
 * Returns: (transfer full): a source of rows; the one that was given last stays until the next
 */
MusterRowSource *
muster_row_blobs_new (sqlite3 *db, GError **error)
{
  RowBlobs *self = g_new0 (RowBlobs, 1);

  self->source = (MusterRowSource){ seek, next };
  self->db = db;
  self->find = muster_database_prepare (
      db,
      "SELECT first_seq, n, length(heads) FROM journal WHERE first_seq <= ?"
      " ORDER BY first_seq DESC LIMIT 1",
      error);
  if (self->find != NULL)
    self->payloads = muster_database_prepare (db,
                                              "SELECT class, rowid, length(body) FROM payload"
                                              " WHERE first_seq = ? ORDER BY class",
                                              error);
  if (self->payloads != NULL && muster_database_exec (db, "PRAGMA cache_size=-256", error))
    return &self->source;
  muster_row_blobs_free (&self->source);
  return NULL;
}
