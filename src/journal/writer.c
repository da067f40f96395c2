/* writer.c - the thread that appends: group commit, order and failure, whatever stores the rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   append () --> queue --take a group--> build a row --> store --> each append's callback, in
 * order
 *
 * While a row is being stored the queue fills: the slower the disk, the larger the groups. There is
 * no timer, so a lone append waits for nothing.
 */
#include "journal/writer.h"
#include "journal/row-builder.h"

/* A row beyond this would make reading one event of it slow. A single larger append is one row. */
#define GROUP_EVENTS_MAX 4096

/* @committed NULL: the place in the queue where resume() was called. */
typedef struct
{
  MusterBatch *batch;
  guint64 first_seq;
  MusterCommitFunc committed;
  gpointer user_data;
  MusterSha256 chain; /* after its last event, once built */
} Append;

struct _MusterWriter
{
  const MusterWriterStore *type;
  gpointer store;
  GThread *thread;
  GMutex lock; /* what follows, up to the next gap */
  GCond filled;
  GQueue queue; /* of Append */
  gboolean stopping;
  gboolean idle;
  guint64 head_seq;
  MusterSha256 chain;

  /* the thread's own */
  MusterRowBuilder *builder;
  gboolean failed;
};

static void
append_free (Append *append)
{
  g_clear_pointer (&append->batch, muster_batch_unref);
  g_free (append);
}

static guint
append_length (const Append *append)
{
  return append->batch != NULL ? muster_batch_length (append->batch) : 0;
}

static void
fail_append (MusterWriter *self, const Append *append, const GError *error)
{
  self->failed = TRUE;
  append->committed (NULL, error, append->user_data);
}

static void
fail_rest (MusterWriter *self, GPtrArray *group, guint from)
{
  g_autoptr (GError) error = g_error_new_literal (MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED,
                                                  "an append before this one failed");

  for (guint i = from; i < group->len; i++)
    fail_append (self, g_ptr_array_index (group, i), error);
}

static gboolean
has_seqs (const Append *append, guint64 first_seq)
{
  if (append->first_seq != first_seq)
    return FALSE;
  for (guint i = 0; i < append_length (append); i++)
    if (muster_batch_get (append->batch, i)->seq != first_seq + i)
      return FALSE;
  return TRUE;
}

/* How many of the group follow one upon the other, and how many events these hold. */
static guint
count_good (MusterWriter *self, GPtrArray *group, guint *n_events)
{
  *n_events = 0;
  for (guint i = 0; i < group->len; i++)
    {
      const Append *append = g_ptr_array_index (group, i);

      if (!has_seqs (append, self->head_seq + 1 + *n_events))
        return i;
      *n_events += append_length (append);
    }
  return group->len;
}

static void
call_back (MusterWriter *self, GPtrArray *group, guint n, guint64 first_seq)
{
  const MusterWritten *written = muster_row_builder_get_written (self->builder);

  for (guint i = 0; i < n; i++)
    {
      const Append *append = g_ptr_array_index (group, i);
      guint length = append_length (append);
      MusterCommit commit = { .batch = append->batch,
                              .first_seq = first_seq,
                              .written = written,
                              .n = length,
                              .chain = append->chain };

      append->committed (&commit, NULL, append->user_data);
      first_seq += length;
      written += length;
    }
}

/* Builds and stores the first @n of the group as one row. */
static gboolean
store (MusterWriter *self, GPtrArray *group, guint n, guint n_events, GError **error)
{
  guint64 first_seq = self->head_seq + 1;
  MusterRow row;

  muster_row_builder_begin (self->builder, first_seq, &self->chain, n_events);
  for (guint i = 0; i < n; i++)
    {
      Append *append = g_ptr_array_index (group, i);

      append->chain = muster_row_builder_add (self->builder, append->batch);
    }
  muster_row_builder_end (self->builder, &row);
  if (n_events > 0 && !self->type->store (self->store, &row, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  self->head_seq += n_events;
  memcpy (self->chain.bytes, row.hash.bytes, MUSTER_SHA256_BYTES);
  g_mutex_unlock (&self->lock);
  call_back (self, group, n, first_seq);
  return TRUE;
}

static void
commit (MusterWriter *self, GPtrArray *group)
{
  g_autoptr (GError) error = NULL;
  guint n_events, n;

  if (self->failed)
    {
      fail_rest (self, group, 0);
      return;
    }
  n = count_good (self, group, &n_events);
  if (n > 0 && !store (self, group, n, n_events, &error))
    {
      for (guint i = 0; i < n; i++)
        fail_append (self, g_ptr_array_index (group, i), error);
      fail_rest (self, group, n);
      return;
    }
  if (n == group->len)
    return;
  g_set_error (&error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_CONFLICT,
               "the journal expects event %" G_GUINT64_FORMAT " next", self->head_seq + 1);
  fail_append (self, g_ptr_array_index (group, n), error);
  fail_rest (self, group, n + 1);
}

static void
recover (MusterWriter *self)
{
  g_autoptr (GError) error = NULL;
  MusterSha256 chain;
  guint64 seq;

  if (!self->failed)
    return;
  if (!self->type->get_head (self->store, &seq, &chain, &error))
    {
      g_warning ("the journal cannot be read: %s", error->message);
      return;
    }
  g_mutex_lock (&self->lock);
  self->head_seq = seq;
  self->chain = chain;
  g_mutex_unlock (&self->lock);
  self->failed = FALSE;
}

/* Takes what may go into one row; a resume stands for itself. With the lock held. */
static void
take_group (MusterWriter *self, GPtrArray *group)
{
  guint n_events = 0;
  Append *next;

  while ((next = g_queue_peek_head (&self->queue)) != NULL && n_events < GROUP_EVENTS_MAX)
    {
      guint length = append_length (next);

      if (group->len > 0 && (next->committed == NULL || n_events + length > GROUP_EVENTS_MAX))
        return;
      n_events += length;
      g_ptr_array_add (group, g_queue_pop_head (&self->queue));
      if (next->committed == NULL)
        return;
    }
}

/* FALSE at the end. An empty group: nothing waits, and idle() was called. */
static gboolean
wait_for_group (MusterWriter *self, GPtrArray *group)
{
  gboolean goes_on;

  g_ptr_array_set_size (group, 0);
  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->queue) && !self->stopping && !self->idle)
    g_cond_wait (&self->filled, &self->lock);
  goes_on = !self->stopping || !g_queue_is_empty (&self->queue);
  if (g_queue_is_empty (&self->queue))
    self->idle = FALSE;
  take_group (self, group);
  g_mutex_unlock (&self->lock);
  return goes_on;
}

static gpointer
write_loop (gpointer data)
{
  MusterWriter *self = data;
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) append_free);

  while (wait_for_group (self, group))
    {
      const Append *first = group->len > 0 ? g_ptr_array_index (group, 0) : NULL;

      if (first != NULL && first->committed == NULL)
        recover (self);
      else if (first != NULL)
        commit (self, group);
      self->type->housekeep (self->store, first == NULL);
    }
  return NULL;
}

/**
 * muster_writer_new:
 * @type: how rows are stored
 * @store: for @type's functions; used on the writer's thread alone until muster_writer_stop()
 * @head_seq: the last event stored
 * @chain: the chain after it
 *
 * Returns: (transfer full): a writer with its thread running
 */
MusterWriter *
muster_writer_new (const MusterWriterStore *type,
                   gpointer store_data,
                   guint64 head_seq,
                   const MusterSha256 *chain)
{
  MusterWriter *self = g_new0 (MusterWriter, 1);

  self->type = type;
  self->store = store_data;
  self->head_seq = head_seq;
  self->chain = *chain;
  self->builder = muster_row_builder_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->filled);
  g_queue_init (&self->queue);
  self->thread = g_thread_new ("journal", write_loop, self);
  return self;
}

static void
push (MusterWriter *self, Append *append)
{
  g_mutex_lock (&self->lock);
  g_assert (!self->stopping);
  g_queue_push_tail (&self->queue, append);
  g_mutex_unlock (&self->lock);
  g_cond_signal (&self->filled); /* it wakes to a lock that is free */
}

/**
 * muster_writer_append:
 * @self: a writer
 * @first_seq: as muster_journal_append()
 * @batch: as muster_journal_append()
 * @committed: as muster_journal_append()
 * @user_data: for @committed
 */
void
muster_writer_append (MusterWriter *self,
                      guint64 first_seq,
                      MusterBatch *batch,
                      MusterCommitFunc committed,
                      gpointer user_data)
{
  Append *append = g_new0 (Append, 1);

  append->batch = muster_batch_ref (batch);
  append->first_seq = first_seq;
  append->committed = committed;
  append->user_data = user_data;
  push (self, append);
}

/**
 * muster_writer_resume:
 * @self: a writer
 *
 * Queues the end of a failure: appends before it fail, those after it are taken.
 */
void
muster_writer_resume (MusterWriter *self)
{
  push (self, g_new0 (Append, 1));
}

/**
 * muster_writer_idle:
 * @self: a writer
 *
 * Asks for a step of housekeeping once nothing waits.
 */
void
muster_writer_idle (MusterWriter *self)
{
  gboolean sleeps;

  g_mutex_lock (&self->lock);
  self->idle = TRUE;
  sleeps = g_queue_is_empty (&self->queue);
  g_mutex_unlock (&self->lock);
  if (sleeps)
    g_cond_signal (&self->filled);
}

/**
 * muster_writer_get_head:
 * @self: a writer
 * @chain: (out): the chain after the last event stored
 *
 * Returns: its seq
 */
guint64
muster_writer_get_head (MusterWriter *self, MusterSha256 *chain)
{
  guint64 seq;

  g_mutex_lock (&self->lock);
  seq = self->head_seq;
  *chain = self->chain;
  g_mutex_unlock (&self->lock);
  return seq;
}

/**
 * muster_writer_stop:
 * @self: a writer
 *
 * Stores what is queued, calls back, and ends the thread. Nothing may be appended any more.
 */
void
muster_writer_stop (MusterWriter *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->filled);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->thread));
}

void
muster_writer_free (MusterWriter *self)
{
  muster_writer_stop (self);
  muster_row_builder_free (self->builder);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->filled);
  g_free (self);
}
