/* memory-journal.c - a journal that ends with the process: for tests, drills and previews
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same rows, the same writer and the same reading as the journal on disk; only the storing is
 * another.
 */
#include "journal/memory-journal.h"
#include "journal/reader.h"
#include "journal/writer.h"

struct _MusterMemoryJournal
{
  GObject parent_instance;
  MusterUlid id;
  MusterWriter *writer;
  GMutex lock;
  GPtrArray *rows; /* of MusterRow, by seq; a stored row is never changed */
  guint n_to_fail;
  gboolean closed;
};

static void journal_iface_init (MusterJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterMemoryJournal,
                               muster_memory_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_JOURNAL, journal_iface_init))

static MusterText
copy_text (MusterText text)
{
  return (MusterText){ g_memdup2 (text.bytes, text.n), text.n };
}

static MusterRow *
row_copy (const MusterRow *row)
{
  MusterRow *copy = g_new (MusterRow, 1);

  *copy = *row;
  copy->heads = copy_text (row->heads);
  copy->hash = copy_text (row->hash);
  for (guint i = 0; i < row->n_payloads; i++)
    {
      copy->payloads[i].class_name = copy_text (row->payloads[i].class_name);
      copy->payloads[i].block = copy_text (row->payloads[i].block);
    }
  return copy;
}

static void
row_free (MusterRow *row)
{
  g_free ((char *) row->heads.bytes);
  g_free ((char *) row->hash.bytes);
  for (guint i = 0; i < row->n_payloads; i++)
    {
      g_free ((char *) row->payloads[i].class_name.bytes);
      g_free ((char *) row->payloads[i].block.bytes);
    }
  g_free (row);
}

/* --- storing, on the writer's thread --- */

static gboolean
store (gpointer data, const MusterRow *row, GError **error)
{
  MusterMemoryJournal *self = data;
  gboolean fails;

  g_mutex_lock (&self->lock);
  fails = self->n_to_fail > 0;
  if (fails)
    self->n_to_fail--;
  else
    g_ptr_array_add (self->rows, row_copy (row));
  g_mutex_unlock (&self->lock);
  if (fails)
    g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED, "told to fail");
  return !fails;
}

static gboolean
get_stored_head (gpointer data, guint64 *seq, MusterSha256 *chain, GError **error)
{
  MusterMemoryJournal *self = data;

  *seq = 0;
  *chain = (MusterSha256){ 0 };
  g_mutex_lock (&self->lock);
  if (self->rows->len > 0)
    {
      const MusterRow *last = g_ptr_array_index (self->rows, self->rows->len - 1);

      *seq = (guint64) (last->first_seq + last->n) - 1;
      memcpy (chain->bytes, last->hash.bytes, MUSTER_SHA256_BYTES);
    }
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
housekeep (gpointer data, gboolean idle)
{
}

static const MusterWriterStore store_type = {
  .store = store,
  .get_head = get_stored_head,
  .housekeep = housekeep,
};

/* --- reading --- */

typedef struct
{
  MusterRowSource source;
  MusterMemoryJournal *journal;
  guint next;
} Rows;

static const MusterRow *
get_row (MusterMemoryJournal *self, guint i)
{
  const MusterRow *row = NULL;

  g_mutex_lock (&self->lock);
  if (i < self->rows->len)
    row = g_ptr_array_index (self->rows, i);
  g_mutex_unlock (&self->lock);
  return row;
}

static gboolean
seek (MusterRowSource *source, guint64 seq, MusterSha256 *chain, GError **error)
{
  Rows *self = (Rows *) (gpointer) source;
  const MusterRow *row;

  *chain = (MusterSha256){ 0 };
  for (self->next = 0; (row = get_row (self->journal, self->next)) != NULL; self->next++)
    {
      if ((guint64) (row->first_seq + row->n) > seq)
        return TRUE;
      memcpy (chain->bytes, row->hash.bytes, MUSTER_SHA256_BYTES);
    }
  return TRUE;
}

static MusterRowResult
next (MusterRowSource *source, MusterRow *out, GError **error)
{
  Rows *self = (Rows *) (gpointer) source;
  const MusterRow *row = get_row (self->journal, self->next);

  if (row == NULL)
    return MUSTER_ROW_END;
  self->next++;
  *out = *row;
  return MUSTER_ROW_FOUND;
}

static gboolean
replay (MusterJournal *journal,
        guint64 after_seq,
        MusterReplayFunc func,
        gpointer user_data,
        GError **error)
{
  Rows rows = { { seek, next }, MUSTER_MEMORY_JOURNAL (journal), 0 };

  return muster_row_source_replay (&rows.source, after_seq, func, user_data, error);
}

static void
read_async (MusterJournal *journal,
            const guint64 *seqs,
            guint n,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  Rows rows = { { seek, next }, MUSTER_MEMORY_JOURNAL (journal), 0 };
  g_autoptr (GTask) task = g_task_new (journal, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  MusterBatch *batch;

  g_task_set_source_tag (task, read_async);
  batch = muster_row_source_read (&rows.source, seqs, n, cancellable, &error);
  if (batch != NULL)
    g_task_return_pointer (task, batch, (GDestroyNotify) muster_batch_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static MusterJournalReader *
open_reader (MusterJournal *journal, GError **error)
{
  Rows *rows = g_new (Rows, 1);

  *rows = (Rows){ { seek, next }, MUSTER_MEMORY_JOURNAL (journal), 0 };
  return muster_journal_reader_new (&rows->source, g_free, rows);
}

/* --- the rest --- */

static void
append (MusterJournal *journal,
        guint64 first_seq,
        MusterBatch *batch,
        MusterCommitFunc committed,
        gpointer user_data)
{
  MusterMemoryJournal *self = MUSTER_MEMORY_JOURNAL (journal);

  g_return_if_fail (!self->closed);
  muster_writer_append (self->writer, first_seq, batch, committed, user_data);
}

static void
resume (MusterJournal *journal)
{
  MusterMemoryJournal *self = MUSTER_MEMORY_JOURNAL (journal);

  g_return_if_fail (!self->closed);
  muster_writer_resume (self->writer);
}

static void
idle (MusterJournal *journal)
{
}

static void
close_journal (MusterJournal *journal)
{
  MusterMemoryJournal *self = MUSTER_MEMORY_JOURNAL (journal);

  self->closed = TRUE;
  muster_writer_stop (self->writer);
}

static guint64
get_head (MusterJournal *journal, MusterSha256 *chain)
{
  return muster_writer_get_head (MUSTER_MEMORY_JOURNAL (journal)->writer, chain);
}

static MusterUlid
get_id (MusterJournal *journal)
{
  return MUSTER_MEMORY_JOURNAL (journal)->id;
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
muster_memory_journal_finalize (GObject *object)
{
  MusterMemoryJournal *self = MUSTER_MEMORY_JOURNAL (object);

  muster_writer_free (self->writer);
  g_ptr_array_unref (self->rows);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (muster_memory_journal_parent_class)->finalize (object);
}

static void
muster_memory_journal_class_init (MusterMemoryJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_memory_journal_finalize;
}

static void
muster_memory_journal_init (MusterMemoryJournal *self)
{
  MusterSha256 chain = { 0 };

  g_mutex_init (&self->lock);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->writer = muster_writer_new (&store_type, self, 0, &chain);
}

/**
 * muster_memory_journal_new:
 * @id: its id
 *
 * Returns: (transfer full): an empty journal
 */
MusterJournal *
muster_memory_journal_new (MusterUlid id)
{
  MusterMemoryJournal *self = g_object_new (MUSTER_TYPE_MEMORY_JOURNAL, NULL);

  self->id = id;
  return MUSTER_JOURNAL (self);
}

/**
 * muster_memory_journal_fail_next:
 * @self: a journal
 * @n: how many
 *
 * Makes the next @n transactions fail, as a full disk would.
 */
void
muster_memory_journal_fail_next (MusterMemoryJournal *self, guint n)
{
  g_mutex_lock (&self->lock);
  self->n_to_fail = n;
  g_mutex_unlock (&self->lock);
}
