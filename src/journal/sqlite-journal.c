/* sqlite-journal.c - the journal in STATE/journal.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each use has its own connection: the writer's thread writes and checkpoints; one thread reads
 * single events; a replay and a reader open their own, in the caller's thread. Only the first ever
 * writes (R35).
 */
#include "journal/sqlite-journal.h"
#include "journal/reader.h"
#include "journal/row-blobs.h"
#include "journal/row-cursor.h"
#include "journal/sqlite-store.h"
#include "journal/state-lock.h"
#include "journal/writer.h"
#include <glib/gstdio.h>

/* Looked through before use up to this size, in tens of ms. Of a larger file the start's replay
 * reads what it needs, and checks that. */
#define CHECK_AT_OPEN_BYTES (64 * 1024 * 1024)
#define CHECK_STEPS         1000 /* of SQLite, well below a ms, before it may end */

struct _MusterSqliteJournal
{
  GObject parent_instance;
  char *path;
  MusterUlid id;
  MusterStateLock *lock;
  MusterSqliteStore *store;
  MusterWriter *writer;
  GThreadPool *readers; /* one thread; of GTask */
  sqlite3 *reading;     /* that thread's */
  gboolean closed;
};

static void journal_iface_init (MusterJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterSqliteJournal,
                               muster_sqlite_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_JOURNAL, journal_iface_init))

static void
append (MusterJournal *journal,
        guint64 first_seq,
        MusterBatch *batch,
        MusterCommitFunc committed,
        gpointer user_data)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (journal);

  g_return_if_fail (!self->closed);
  muster_writer_append (self->writer, first_seq, batch, committed, user_data);
}

static void
resume (MusterJournal *journal)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (journal);

  g_return_if_fail (!self->closed);
  muster_writer_resume (self->writer);
}

static void
idle (MusterJournal *journal)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (journal);

  if (!self->closed)
    muster_writer_idle (self->writer);
}

static gboolean
replay (MusterJournal *journal,
        guint64 after_seq,
        MusterReplayFunc func,
        gpointer user_data,
        GError **error)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (journal);
  g_autoptr (sqlite3) db = NULL;
  MusterRowSource *source;
  gboolean done;

  g_return_val_if_fail (!self->closed, FALSE);
  db = muster_database_open_reader (self->path, error);
  if (db == NULL || !muster_database_exec (db, "BEGIN", error))
    return FALSE;
  source = muster_row_cursor_new (db, error);
  if (source == NULL)
    return FALSE;
  done = muster_row_source_replay (source, after_seq, func, user_data, error);
  muster_row_cursor_free (source);
  return done;
}

/* --- reading, on its thread --- */

typedef struct
{
  guint64 *seqs;
  guint n;
} Request;

static void
request_free (Request *self)
{
  g_free (self->seqs);
  g_free (self);
}

static MusterBatch *
read_request (MusterSqliteJournal *self,
              const Request *request,
              GCancellable *cancellable,
              GError **error)
{
  MusterRowSource *source;
  MusterBatch *batch;

  if (self->reading == NULL)
    self->reading = muster_database_open_reader (self->path, error);
  if (self->reading == NULL)
    return NULL;
  /* A cursor a request: statements that rest on a row would hold the WAL. */
  source = muster_row_cursor_new (self->reading, error);
  if (source == NULL)
    return NULL;
  batch = muster_row_source_read (source, request->seqs, request->n, cancellable, error);
  muster_row_cursor_free (source);
  return batch;
}

static void
read_cb (gpointer data, gpointer user_data)
{
  MusterSqliteJournal *self = user_data;
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  MusterBatch *batch =
      read_request (self, g_task_get_task_data (task), g_task_get_cancellable (task), &error);

  if (batch != NULL)
    g_task_return_pointer (task, batch, (GDestroyNotify) muster_batch_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_async (MusterJournal *journal,
            const guint64 *seqs,
            guint n,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (journal);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->seqs = g_memdup2 (seqs, n * sizeof *seqs);
  request->n = n;
  g_task_set_source_tag (task, read_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_return_if_fail (!self->closed);
  g_thread_pool_push (self->readers, task, NULL);
}

/* --- a reader of one's own --- */

typedef struct
{
  MusterRowSource *source;
  sqlite3 *db;
} OwnReading;

static void
close_reading (gpointer data)
{
  OwnReading *self = data;

  muster_row_blobs_free (self->source);
  sqlite3_close_v2 (self->db);
  g_free (self);
}

static MusterJournalReader *
open_reader (MusterJournal *journal, GError **error)
{
  OwnReading *self = g_new0 (OwnReading, 1);

  self->db = muster_database_open_reader (MUSTER_SQLITE_JOURNAL (journal)->path, error);
  if (self->db != NULL)
    self->source = muster_row_blobs_new (self->db, error);
  if (self->source != NULL)
    return muster_journal_reader_new (self->source, close_reading, self);
  close_reading (self);
  return NULL;
}

static void
close_journal (MusterJournal *journal)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (journal);

  if (self->closed)
    return;
  self->closed = TRUE;
  if (self->readers != NULL)
    g_thread_pool_free (g_steal_pointer (&self->readers), FALSE, TRUE);
  g_clear_pointer (&self->reading, sqlite3_close_v2);
  if (self->writer != NULL)
    muster_writer_stop (self->writer);
  /* The writer's connection is the last, so that closing it merges the WAL into the file. */
  g_clear_pointer (&self->store, muster_sqlite_store_free);
  g_clear_pointer (&self->lock, muster_state_lock_free);
}

static guint64
get_head (MusterJournal *journal, MusterSha256 *chain)
{
  return muster_writer_get_head (MUSTER_SQLITE_JOURNAL (journal)->writer, chain);
}

static MusterUlid
get_id (MusterJournal *journal)
{
  return MUSTER_SQLITE_JOURNAL (journal)->id;
}

static void
journal_iface_init (MusterJournalInterface *iface)
{
  iface->append = append;
  iface->resume = resume;
  iface->replay = replay;
  iface->read_async = read_async;
  iface->open_reader = open_reader;
  iface->idle = idle;
  iface->close = close_journal;
  iface->get_head = get_head;
  iface->get_id = get_id;
}

static void
muster_sqlite_journal_finalize (GObject *object)
{
  MusterSqliteJournal *self = MUSTER_SQLITE_JOURNAL (object);

  close_journal (MUSTER_JOURNAL (self));
  g_clear_pointer (&self->writer, muster_writer_free);
  g_free (self->path);
  G_OBJECT_CLASS (muster_sqlite_journal_parent_class)->finalize (object);
}

static void
muster_sqlite_journal_class_init (MusterSqliteJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_sqlite_journal_finalize;
}

static void
muster_sqlite_journal_init (MusterSqliteJournal *self)
{
}

static gboolean
check_small_file (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  GStatBuf status;

  if (g_stat (path, &status) < 0 || status.st_size == 0 || status.st_size > CHECK_AT_OPEN_BYTES)
    return TRUE;
  db = muster_database_open_reader (path, error);
  return db != NULL && muster_database_check (db, FALSE, error);
}

static gboolean
open_files (MusterSqliteJournal *self, const char *state_dir, MusterUlid new_id, GError **error)
{
  MusterSha256 chain;
  guint64 head_seq;

  self->lock = muster_state_lock_new (state_dir, FALSE, error);
  if (self->lock == NULL)
    return FALSE;
  self->store = muster_sqlite_store_new (self->path, new_id, error);
  if (self->store == NULL || !check_small_file (self->path, error) ||
      !muster_sqlite_store_get_head (self->store, &head_seq, &chain, error))
    return FALSE;
  self->id = muster_sqlite_store_get_id (self->store);
  self->writer = muster_writer_new (&muster_sqlite_store_type, self->store, head_seq, &chain);
  self->readers = g_thread_pool_new (read_cb, self, 1, FALSE, error);
  return self->readers != NULL;
}

/**
 * muster_sqlite_journal_open:
 * @state_dir: the state folder; must be there
 * @new_id: the journal's id if it is made now; the null id: it must be there
 * @error: %MUSTER_JOURNAL_ERROR_BUSY if a process has the folder; _TAMPERED; _FAILED
 *
 * Opens STATE/journal.db, making it if there is none, and locks the folder until close. A journal
 * of a newer format is refused and left as it is.
 *
 * Returns: (transfer full): the journal
 */
MusterJournal *
muster_sqlite_journal_open (const char *state_dir, MusterUlid new_id, GError **error)
{
  g_autoptr (MusterSqliteJournal) self = NULL;

  g_return_val_if_fail (state_dir != NULL, NULL);
  self = g_object_new (MUSTER_TYPE_SQLITE_JOURNAL, NULL);
  self->path = g_build_filename (state_dir, "journal.db", NULL);
  if (!open_files (self, state_dir, new_id, error))
    return NULL;
  return MUSTER_JOURNAL (g_steal_pointer (&self));
}

static int
is_cancelled_cb (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/**
 * muster_sqlite_journal_check:
 * @state_dir: a state folder, also of a journal that is open
 * @cancellable: (nullable): ends it
 * @error: %MUSTER_JOURNAL_ERROR_TAMPERED with the first thing found, G_IO_ERROR_CANCELLED, _FAILED
 *
 * Looks through the whole file beside the writer, which waits for nothing of it (security R35).
 * Blocks for as long as it takes to read the file.
 *
 * Returns: whether it is in order
 */
gboolean
muster_sqlite_journal_check (const char *state_dir, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "journal.db", NULL);
  g_autoptr (sqlite3) db = muster_database_open_reader (path, error);
  gboolean sound;

  if (db == NULL)
    return FALSE;
  if (cancellable != NULL)
    sqlite3_progress_handler (db, CHECK_STEPS, is_cancelled_cb, cancellable);
  sound = muster_database_check (db, TRUE, error);
  if (!sound && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  return sound;
}
