/* tamper.c - whoever changes a stored byte is found out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/payload-block.h"
#include "journal/sqlite-journal.h"
#include "random-event.h"
#include "state.h"
#include <sqlite3.h>

typedef struct
{
  char *dir;
  sqlite3 *db; /* the intruder's */
} Fixture;

static void
execute (sqlite3 *db, const char *format, ...)
{
  g_autofree char *sql = NULL;
  char *message = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

static void
open_database (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->dir, "journal.db", NULL);

  g_assert_cmpint (sqlite3_open (path, &self->db), ==, SQLITE_OK);
  execute (self->db, "PRAGMA synchronous=OFF");
}

/* Four batches: seqs 1-3, 4, 5-8, 9-10, with payloads of three classes. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  static const MusterEventKind kinds[] = {
    MUSTER_EVENT_HUB_STARTED,     MUSTER_EVENT_INCIDENT_DECLARED,
    MUSTER_EVENT_CONFIG_PUT,      MUSTER_EVENT_NOTE_ADDED,
    MUSTER_EVENT_INCIDENT_OPENED, MUSTER_EVENT_ALERT_FIRED,
    MUSTER_EVENT_INTAKE_REFUSED,  MUSTER_EVENT_UNDONE,
    MUSTER_EVENT_NOTE_ADDED,      MUSTER_EVENT_INCIDENT_TITLED,
  };
  static const guint lengths[] = { 3, 1, 4, 2 };
  MusterJournal *journal;

  self->dir = state_new ();
  journal = state_open (self->dir);
  for (guint i = 0, at = 0; i < G_N_ELEMENTS (lengths); at += lengths[i], i++)
    {
      g_autoptr (MusterBatch) batch = muster_batch_new ();

      for (guint j = at; j < at + lengths[i]; j++)
        {
          MusterEvent *event = muster_batch_add (batch, kinds[j]);

          event->seq = j + 1;
          if (kinds[j] == MUSTER_EVENT_ALERT_FIRED)
            muster_batch_set_text (batch, event, MUSTER_FIELD_DEDUP, "x", 1);
          else if (muster_event_spec (kinds[j])->n_fields > 0)
            muster_batch_set_text (batch, event, muster_event_spec (kinds[j])->fields[0], "x", 1);
        }
      Outcome outcome = append_and_wait (journal, at + 1, batch);
      g_assert_no_error (outcome.error);
    }
  muster_journal_close (journal);
  g_object_unref (journal);
  open_database (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  sqlite3_close (self->db);
  state_free (self->dir);
}

static void
assert_outcome (const Fixture *self, MusterVerifyOutcome outcome, guint64 first_bad_seq)
{
  MusterVerifyReport report = verify_state (self->dir);

  g_assert_cmpint (report.outcome, ==, outcome);
  g_assert_cmpuint (report.first_bad_seq, ==, first_bad_seq);
  g_assert_cmpint (report.reason == NULL, ==, outcome == MUSTER_VERIFY_CLEAN);
}

static void
test_clean (Fixture *self, gconstpointer unused)
{
  MusterVerifyReport report = verify_state (self->dir);

  g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_CLEAN);
  g_assert_cmpuint (report.n_events, ==, 10);
  g_assert_cmpuint (report.n_payloads, ==, 8);
  g_assert_cmpuint (report.n_erased, ==, 0);
  g_assert_true (muster_ulid_equal (report.id, state_journal_id ()));
}

/* --- one byte --- */

/* A cell of the database as bytes; numbers have eight. */
typedef struct
{
  const char *table;
  const char *column;
  char *row; /* an SQL condition */
  gint64 first_seq;
  guint n_events;
  gboolean is_number;
  GByteArray *bytes;
} Cell;

static void
cell_free (Cell *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self->row);
  g_free (self);
}

static void
add_cell (GPtrArray *cells, sqlite3_stmt *row, int i, const char *table, const char *column)
{
  Cell *cell = g_new0 (Cell, 1);
  gint64 number = sqlite3_column_int64 (row, i);

  cell->table = table;
  cell->column = column;
  cell->is_number = sqlite3_column_type (row, i) == SQLITE_INTEGER;
  cell->row = g_strdup ((const char *) sqlite3_column_text (row, 0));
  cell->first_seq = sqlite3_column_int64 (row, 1);
  cell->n_events = (guint) sqlite3_column_int (row, 2);
  cell->bytes = g_byte_array_new ();
  if (cell->is_number)
    g_byte_array_append (cell->bytes, (const guint8 *) &number, sizeof number);
  else
    g_byte_array_append (cell->bytes, sqlite3_column_blob (row, i),
                         (guint) sqlite3_column_bytes (row, i));
  g_ptr_array_add (cells, cell);
}

static GPtrArray *
get_cells (sqlite3 *db)
{
  static const struct
  {
    const char *table, *sql, *columns[4];
  } tables[] = {
    { "journal",
      "SELECT 'rowid=' || rowid, first_seq, n, first_seq, n, heads, hash FROM journal",
      { "first_seq", "n", "heads", "hash" } },
    { "payload",
      "SELECT 'first_seq=' || p.first_seq || ' AND class=''' || class || '''', p.first_seq, n,"
      " p.first_seq, class, body FROM payload AS p JOIN journal AS j ON p.first_seq = j.first_seq",
      { "first_seq", "class", "body" } },
    { "meta",
      "SELECT 'name=''' || name || '''', 0, 0, name, value FROM meta",
      { "name", "value" } },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_free);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      sqlite3_stmt *rows;

      g_assert_cmpint (sqlite3_prepare_v2 (db, tables[i].sql, -1, &rows, NULL), ==, SQLITE_OK);
      while (sqlite3_step (rows) == SQLITE_ROW)
        for (int c = 3; c < sqlite3_column_count (rows); c++)
          add_cell (cells, rows, c, tables[i].table, tables[i].columns[c - 3]);
      sqlite3_finalize (rows);
    }
  return cells;
}

/* FALSE: SQLite does not let it be so (a key twice). Inside a transaction of the caller. */
static gboolean
write_cell (sqlite3 *db, const Cell *cell)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE %s SET %s = ? WHERE %s", cell->table, cell->column, cell->row);
  gboolean is_text = g_str_equal (cell->column, "class") || g_str_equal (cell->table, "meta");
  sqlite3_stmt *update;
  gint64 number;
  int result;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &update, NULL), ==, SQLITE_OK);
  if (cell->is_number)
    {
      memcpy (&number, cell->bytes->data, sizeof number);
      sqlite3_bind_int64 (update, 1, number);
    }
  else if (is_text)
    sqlite3_bind_text (update, 1, (const char *) cell->bytes->data, (int) cell->bytes->len,
                       SQLITE_STATIC);
  else
    sqlite3_bind_blob (update, 1, cell->bytes->data, (int) cell->bytes->len, SQLITE_STATIC);
  result = sqlite3_step (update);
  sqlite3_finalize (update);
  g_assert_true (result == SQLITE_DONE || result == SQLITE_CONSTRAINT);
  return result == SQLITE_DONE && sqlite3_changes (db) == 1;
}

/* The database as it is now, in one go: a copy costs less than undoing. */
static GBytes *
save (const Fixture *self)
{
  sqlite3_int64 n;
  unsigned char *bytes;

  execute (self->db, "PRAGMA wal_checkpoint(TRUNCATE)");
  bytes = sqlite3_serialize (self->db, "main", &n, 0);
  g_assert_nonnull (bytes);
  return g_bytes_new_with_free_func (bytes, (gsize) n, sqlite3_free, bytes);
}

static void
restore (Fixture *self, GBytes *saved)
{
  g_autofree char *path = g_build_filename (self->dir, "journal.db", NULL);
  gsize n;
  const char *bytes = g_bytes_get_data (saved, &n);

  sqlite3_close (self->db);
  g_assert_true (
      g_file_set_contents_full (path, bytes, (gssize) n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  open_database (self);
}

static guint64
event_at (const Cell *cell, guint i)
{
  guint64 seq = (guint64) cell->first_seq;

  for (guint j = 0; j < i; j++)
    seq += cell->bytes->data[j] == '\n';
  return seq;
}

/* Flips byte @i with @mask, looks, and puts all back. */
static void
flip (Fixture *self, Cell *cell, guint i, guint8 mask, GBytes *saved)
{
  guint64 seq = g_str_equal (cell->column, "heads") ? event_at (cell, i) : 0;
  gboolean is_key =
      cell->is_number || g_str_equal (cell->column, "class") || g_str_equal (cell->column, "name");
  MusterVerifyReport report;
  gboolean written;

  cell->bytes->data[i] ^= mask;
  written = write_cell (self->db, cell);
  report = verify_state (self->dir);
  cell->bytes->data[i] ^= mask;
  if (is_key) /* the row cannot be found by its old name */
    restore (self, saved);
  else
    write_cell (self->db, cell);
  if (!written)
    return;
  if (report.outcome != MUSTER_VERIFY_TAMPERED)
    g_error ("%s.%s of %s: byte %u ^ 0x%x: outcome %d", cell->table, cell->column, cell->row, i,
             mask, report.outcome);
  if (seq > 0)
    {
      if (seq < report.first_bad_seq || seq > report.last_bad_seq)
        g_error ("byte %u of the heads from %" G_GINT64_FORMAT " ^ 0x%x: %s", i, cell->first_seq,
                 mask, report.reason);
    }
  else if (cell->n_events > 0 && !cell->is_number)
    g_assert_true (report.first_bad_seq >= (guint64) cell->first_seq &&
                   report.first_bad_seq < (guint64) cell->first_seq + cell->n_events);
}

static void
test_any_byte (Fixture *self, gconstpointer unused)
{
  g_autoptr (GBytes) saved = save (self);
  g_autoptr (GPtrArray) cells = get_cells (self->db);
  guint n = 0;

  for (guint c = 0; c < cells->len; c++)
    {
      Cell *cell = g_ptr_array_index (cells, c);

      for (guint i = 0; i < cell->bytes->len; i++, n++)
        flip (self, cell, i, (guint8) g_test_rand_int_range (1, 256), saved);
    }
  g_test_message ("%u bytes", n);
  g_assert_cmpuint (n, >, 2500);
  assert_outcome (self, MUSTER_VERIFY_CLEAN, 0);
}

/* Every bit of the numbers: there one changed value is not as good as another. */
static void
test_any_bit_of_numbers (Fixture *self, gconstpointer unused)
{
  g_autoptr (GBytes) saved = save (self);
  g_autoptr (GPtrArray) cells = get_cells (self->db);

  for (guint c = 0; c < cells->len; c++)
    {
      Cell *cell = g_ptr_array_index (cells, c);

      for (guint i = 0; cell->is_number && i < 8 * cell->bytes->len; i++)
        flip (self, cell, i / 8, (guint8) (1u << (i % 8)), saved);
    }
}

/* --- rows --- */

static void
test_missing_rows (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *rows;
    MusterVerifyOutcome outcome;
    guint64 first_bad_seq;
  } cases[] = {
    { "first_seq = 1", MUSTER_VERIFY_INCOMPLETE, 1 },
    { "first_seq = 4", MUSTER_VERIFY_INCOMPLETE, 4 },
    { "first_seq IN (4, 5)", MUSTER_VERIFY_INCOMPLETE, 4 },
    /* Nothing in a journal can tell that its end is gone: a shorter journal looks the same. It
     * takes a checkpoint kept elsewhere. */
    { "first_seq = 9", MUSTER_VERIFY_CLEAN, 0 },
    { "first_seq > 0", MUSTER_VERIFY_CLEAN, 0 },
  };
  g_autoptr (GBytes) saved = save (self);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      execute (self->db, "DELETE FROM journal WHERE %s", cases[i].rows);
      execute (self->db, "DELETE FROM payload WHERE %s", cases[i].rows);
      assert_outcome (self, cases[i].outcome, cases[i].first_bad_seq);
      restore (self, saved);
      if (cases[i].outcome == MUSTER_VERIFY_CLEAN)
        continue;
      /* payloads left behind do not make less missing of it */
      execute (self->db, "DELETE FROM journal WHERE %s", cases[i].rows);
      assert_outcome (self, cases[i].outcome, cases[i].first_bad_seq);
      restore (self, saved);
    }
  /* its payloads, left behind, give it away */
  execute (self->db, "DELETE FROM journal WHERE first_seq = 9");
  assert_outcome (self, MUSTER_VERIFY_TAMPERED, 9);
}

static void
test_moved_rows (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *sql;
    guint64 first_bad_seq;
  } cases[] = {
    /* swapped, with their payloads or without */
    { "UPDATE journal SET first_seq = 100 WHERE first_seq = 4;"
      "UPDATE journal SET first_seq = 4 WHERE first_seq = 9;"
      "UPDATE journal SET first_seq = 9 WHERE first_seq = 100",
      4 },
    { "UPDATE journal SET heads = (SELECT heads FROM journal WHERE first_seq = 9),"
      " hash = (SELECT hash FROM journal WHERE first_seq = 9), n = 2 WHERE first_seq = 4",
      4 },
    /* once more, behind the end or in between */
    { "INSERT INTO journal SELECT 11, n, heads, hash FROM journal WHERE first_seq = 9", 11 },
    { "INSERT INTO journal SELECT 2, n, heads, hash FROM journal WHERE first_seq = 1", 1 },
    { "INSERT INTO journal SELECT 0, n, heads, hash FROM journal WHERE first_seq = 1", 1 },
    { "INSERT INTO journal SELECT -5, n, heads, hash FROM journal WHERE first_seq = 1", 1 },
    /* the payloads of another batch, or of none, or twice */
    { "UPDATE payload SET first_seq = 9 WHERE first_seq = 5 AND class = 'alert'", 10 },
    { "INSERT INTO payload SELECT 4, 'output', body FROM payload WHERE first_seq = 9", 4 },
    { "INSERT INTO payload SELECT 3, class, body FROM payload WHERE first_seq = 4", 3 },
    { "INSERT INTO payload SELECT 77, class, body FROM payload WHERE first_seq = 4", 11 },
    { "INSERT INTO payload SELECT 9, 'alert', CAST (x'01' || x'05' || 'alert' || substr (body, 7) "
      "AS BLOB)"
      " FROM payload WHERE first_seq = 9",
      9 },
    /* no row at all where one was */
    { "UPDATE journal SET heads = x'' WHERE first_seq = 4", 4 },
    { "UPDATE journal SET hash = x'' WHERE first_seq = 4", 4 },
    { "UPDATE journal SET n = 0 WHERE first_seq = 4", 4 },
    { "DELETE FROM meta WHERE name = 'sum'", 0 },
  };
  g_autoptr (GBytes) saved = save (self);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean cut = strstr (cases[i].sql, "heads = x''") != NULL;

      g_test_message ("%s", cases[i].sql);
      execute (self->db, "PRAGMA foreign_keys=OFF; %s", cases[i].sql);
      assert_outcome (self, cut ? MUSTER_VERIFY_INCOMPLETE : MUSTER_VERIFY_TAMPERED,
                      cases[i].first_bad_seq);
      restore (self, saved);
    }
}

/* A batch that lost its end is cut, wherever that is. */
static void
test_cut_batch (Fixture *self, gconstpointer unused)
{
  g_autoptr (GBytes) saved = save (self);
  g_autoptr (GPtrArray) cells = get_cells (self->db);

  for (guint c = 0; c < cells->len; c++)
    {
      Cell *cell = g_ptr_array_index (cells, c);
      guint whole = cell->bytes->len;

      if (!g_str_equal (cell->column, "heads") || cell->first_seq != 5)
        continue;
      for (guint n = 0; n < whole; n++)
        {
          guint64 seq = event_at (cell, n);

          g_byte_array_set_size (cell->bytes, n);
          g_assert_true (write_cell (self->db, cell));
          assert_outcome (self, MUSTER_VERIFY_INCOMPLETE, seq);
          restore (self, saved);
          g_ptr_array_unref (g_steal_pointer (&cells));
          cells = get_cells (self->db);
          cell = g_ptr_array_index (cells, c);
        }
    }
}

/* --- payloads --- */

static gboolean
count_fields_cb (const MusterWritten *written, gpointer user_data)
{
  guint *n = user_data;

  *n += written->body != NULL;
  return TRUE;
}

/* Retention and erasure leave a journal that is clean and counts what is gone. */
static void
test_erasure (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) cells = get_cells (self->db);
  g_autoptr (GError) error = NULL;
  MusterVerifyReport report;
  MusterJournal *journal;
  guint n = 0;

  execute (self->db, "DELETE FROM payload WHERE class = 'alert' AND first_seq <= 5");
  report = verify_state (self->dir);
  g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_CLEAN);
  g_assert_cmpuint (report.n_erased, ==, 2);

  for (guint c = 0; c < cells->len; c++)
    {
      Cell *cell = g_ptr_array_index (cells, c);
      const MusterText class_name = { "text", 4 };
      MusterText block = { (const char *) cell->bytes->data, cell->bytes->len };
      GString *rest;

      if (cell->first_seq != 9 || !g_str_equal (cell->column, "body"))
        continue;
      g_assert_null (muster_payload_block_without (block, class_name, 2));
      rest = muster_payload_block_without (block, class_name, 0);
      g_byte_array_set_size (cell->bytes, 0);
      g_byte_array_append (cell->bytes, (const guint8 *) rest->str, (guint) rest->len);
      g_string_free (rest, TRUE);
      g_assert_true (write_cell (self->db, cell));
    }
  report = verify_state (self->dir);
  g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_CLEAN);
  g_assert_cmpuint (report.n_erased, ==, 3);
  g_assert_cmpuint (report.n_payloads, ==, 5);

  journal = state_open (self->dir);
  muster_journal_replay (journal, 0, count_fields_cb, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 5);
  muster_journal_close (journal);
  g_object_unref (journal);
}

static gboolean
ignore_cb (const MusterWritten *written, gpointer user_data)
{
  return TRUE;
}

/* What verify finds, replay finds: a hub does not start on it. */
static void
test_replay_finds_it_too (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *sql;
    MusterJournalError code;
  } cases[] = {
    { "UPDATE journal SET n = 3 WHERE first_seq = 5", MUSTER_JOURNAL_ERROR_TAMPERED },
    { "UPDATE journal SET hash = zeroblob (32) WHERE first_seq = 4",
      MUSTER_JOURNAL_ERROR_TAMPERED },
    { "UPDATE payload SET body = CAST (body || x'00' AS BLOB) WHERE first_seq = 4",
      MUSTER_JOURNAL_ERROR_TAMPERED },
    { "INSERT INTO payload VALUES (3, 'text', x'')", MUSTER_JOURNAL_ERROR_TAMPERED },
    { "DELETE FROM journal WHERE first_seq = 4; DELETE FROM payload WHERE first_seq = 4",
      MUSTER_JOURNAL_ERROR_INCOMPLETE },
    { "UPDATE journal SET heads = substr (heads, 1, 20) WHERE first_seq = 5",
      MUSTER_JOURNAL_ERROR_INCOMPLETE },
    { "UPDATE journal SET first_seq = 0 WHERE first_seq = 1", MUSTER_JOURNAL_ERROR_TAMPERED },
  };
  g_autoptr (GBytes) saved = save (self);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterJournal *journal;

      g_test_message ("%s", cases[i].sql);
      execute (self->db, "%s", cases[i].sql);
      journal = state_open (self->dir);
      g_assert_false (muster_journal_replay (journal, 0, ignore_cb, NULL, &error));
      g_assert_error (error, MUSTER_JOURNAL_ERROR, (gint) cases[i].code);
      muster_journal_close (journal);
      g_object_unref (journal);
      restore (self, saved);
    }
}

/* A journal large enough that several threads check it. */
static void
test_large (Fixture *self, gconstpointer unused)
{
  g_autoptr (GBytes) saved = NULL;
  MusterJournal *journal;
  guint64 seq = 11;

  sqlite3_close (self->db);
  journal = state_open (self->dir);
  while (seq < 70000)
    {
      guint n = (guint) g_test_rand_int_range (1, 900);
      g_autoptr (MusterBatch) batch = muster_batch_new ();

      for (guint i = 0; i < n; i++, seq++)
        muster_batch_add (batch, i % 9 == 0 ? MUSTER_EVENT_NOTE_ADDED : MUSTER_EVENT_UNDONE)->seq =
            seq;
      Outcome outcome = append_and_wait (journal, seq - n, batch);
      g_assert_no_error (outcome.error);
    }
  muster_journal_close (journal);
  g_object_unref (journal);
  open_database (self);
  saved = save (self);
  g_assert_cmpuint (verify_state (self->dir).n_events, ==, seq - 1);
  assert_outcome (self, MUSTER_VERIFY_CLEAN, 0);
  for (guint round = 0; round < 60; round++)
    {
      gint32 at = g_test_rand_int_range (1, (gint32) seq);
      gboolean gap = round % 2 == 0;
      MusterVerifyReport report;

      if (gap)
        execute (
            self->db,
            "CREATE TEMP TABLE hit AS SELECT max(first_seq) AS s FROM journal WHERE first_seq <= %d"
            " AND first_seq < (SELECT max(first_seq) FROM journal);"
            "DELETE FROM payload WHERE first_seq = (SELECT s FROM hit);"
            "DELETE FROM journal WHERE first_seq = (SELECT s FROM hit)",
            at);
      else
        execute (self->db,
                 "UPDATE journal SET heads = CAST (replace (CAST (heads AS TEXT),"
                 " '{\"seq\":%d,\"at\":\"1970', '{\"seq\":%d,\"at\":\"1971') AS BLOB)"
                 " WHERE first_seq = (SELECT max(first_seq) FROM journal WHERE first_seq <= %d)",
                 at, at, at);
      report = verify_state (self->dir);
      g_assert_cmpint (report.outcome, ==, gap ? MUSTER_VERIFY_INCOMPLETE : MUSTER_VERIFY_TAMPERED);
      g_assert_cmpuint (report.first_bad_seq, <=, (guint64) at);
      if (!gap)
        g_assert_cmpuint (report.last_bad_seq, >=, (guint64) at);
      restore (self, saved);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/tamper/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("clean", test_clean);
  ADD ("any-byte", test_any_byte);
  ADD ("any-bit-of-numbers", test_any_bit_of_numbers);
  ADD ("missing-rows", test_missing_rows);
  ADD ("moved-rows", test_moved_rows);
  ADD ("cut-batch", test_cut_batch);
  ADD ("erasure", test_erasure);
  ADD ("replay-finds-it-too", test_replay_finds_it_too);
  ADD ("large", test_large);
  return g_test_run ();
}
