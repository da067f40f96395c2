/* journal.c - the log: the one asynchronous interface (protocol §9)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/journal.h"

G_DEFINE_QUARK (muster - journal - error - quark, muster_journal_error)
G_DEFINE_INTERFACE (MusterJournal, muster_journal, G_TYPE_OBJECT)

static void
muster_journal_default_init (MusterJournalInterface *iface)
{
}

/**
 * muster_journal_append:
 * @self: a journal
 * @first_seq: the seq of the batch's first event: one more than that of the last event appended
 * @batch: events with their seqs; the journal keeps a reference. A batch without events is not
 *   stored; it is called back in its turn, after all that was appended before it is on disk
 * @committed: called once, on the journal's thread
 * @user_data: for @committed
 *
 * Hands a batch over. Errors are %MUSTER_JOURNAL_ERROR_CONFLICT for a @first_seq that is not the
 * next and %MUSTER_JOURNAL_ERROR_FAILED for everything else; after either, all that is queued fails
 * until muster_journal_resume().
 *
 * A failed append is not in the journal, with one exception that no log can exclude: if the process
 * also ends before the next commit, what the disk took of it may count after a restart.
 */
void
muster_journal_append (MusterJournal *self,
                       guint64 first_seq,
                       MusterBatch *batch,
                       MusterCommitFunc committed,
                       gpointer user_data)
{
  g_return_if_fail (MUSTER_IS_JOURNAL (self));
  g_return_if_fail (batch != NULL && committed != NULL);
  MUSTER_JOURNAL_GET_IFACE (self)->append (self, first_seq, batch, committed, user_data);
}

/**
 * muster_journal_resume:
 * @self: a journal
 *
 * After a failed append and a refold: appends that come after this call are taken again. Those
 * still queued from before it fail.
 */
void
muster_journal_resume (MusterJournal *self)
{
  g_return_if_fail (MUSTER_IS_JOURNAL (self));
  MUSTER_JOURNAL_GET_IFACE (self)->resume (self);
}

/**
 * muster_journal_replay:
 * @self: a journal
 * @after_seq: begin behind this one; 0: all
 * @func: gets every event, in order; its event and bytes live as long as the call
 * @user_data: for @func
 * @error: %MUSTER_JOURNAL_ERROR_TAMPERED, _INCOMPLETE, or _FAILED if it cannot be read
 *
 * Reads events, checked against leaf, chain and digest. A row is checked as a whole before the
 * first of its events is given to @func. A payload that was erased leaves its event without fields.
 *
 * Returns: whether all was read, or @func stopped it
 */
gboolean
muster_journal_replay (MusterJournal *self,
                       guint64 after_seq,
                       MusterReplayFunc func,
                       gpointer user_data,
                       GError **error)
{
  g_return_val_if_fail (MUSTER_IS_JOURNAL (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  return MUSTER_JOURNAL_GET_IFACE (self)->replay (self, after_seq, func, user_data, error);
}

/**
 * muster_journal_read_async:
 * @self: a journal
 * @seqs: which events, sorted; copied
 * @n: how many
 * @cancellable: (nullable): to stop it
 * @callback: called in the caller's context
 * @user_data: for @callback
 *
 * Reads single events with their payloads, on another thread.
 */
void
muster_journal_read_async (MusterJournal *self,
                           const guint64 *seqs,
                           guint n,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (MUSTER_IS_JOURNAL (self));
  MUSTER_JOURNAL_GET_IFACE (self)->read_async (self, seqs, n, cancellable, callback, user_data);
}

/**
 * muster_journal_read_finish:
 * @self: a journal
 * @result: from the callback
 * @error: %MUSTER_JOURNAL_ERROR_FAILED also where there is no such event; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the events, in the order of the seqs asked for
 */
MusterBatch *
muster_journal_read_finish (MusterJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MUSTER_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * muster_journal_open_reader:
 * @self: a journal; may be called on any thread
 * @error: %MUSTER_JOURNAL_ERROR_FAILED
 *
 * Returns: (transfer full): a reader
 */
MusterJournalReader *
muster_journal_open_reader (MusterJournal *self, GError **error)
{
  g_return_val_if_fail (MUSTER_IS_JOURNAL (self), NULL);
  return MUSTER_JOURNAL_GET_IFACE (self)->open_reader (self, error);
}

/**
 * muster_journal_idle:
 * @self: a journal
 *
 * Says that nothing waits to be appended: a good moment for a small step of housekeeping, on the
 * journal's thread. Cheap to call often.
 */
void
muster_journal_idle (MusterJournal *self)
{
  g_return_if_fail (MUSTER_IS_JOURNAL (self));
  MUSTER_JOURNAL_GET_IFACE (self)->idle (self);
}

/**
 * muster_journal_close:
 * @self: a journal
 *
 * Commits what is queued, calling back, ends reads, then the threads, and lets go of the files.
 * Only get_head() and get_id() may be called afterwards.
 */
void
muster_journal_close (MusterJournal *self)
{
  g_return_if_fail (MUSTER_IS_JOURNAL (self));
  MUSTER_JOURNAL_GET_IFACE (self)->close (self);
}

/**
 * muster_journal_get_head:
 * @self: a journal
 * @chain: (out) (nullable): the chain after that event; all zeros without one
 *
 * Returns: the seq of the last event on disk, 0 if none
 */
guint64
muster_journal_get_head (MusterJournal *self, MusterSha256 *chain)
{
  MusterSha256 unwanted;

  g_return_val_if_fail (MUSTER_IS_JOURNAL (self), 0);
  return MUSTER_JOURNAL_GET_IFACE (self)->get_head (self, chain != NULL ? chain : &unwanted);
}

/**
 * muster_journal_get_id:
 * @self: a journal
 *
 * Returns: the journal's own name, given when it was made
 */
MusterUlid
muster_journal_get_id (MusterJournal *self)
{
  g_return_val_if_fail (MUSTER_IS_JOURNAL (self), ((MusterUlid){ 0, 0 }));
  return MUSTER_JOURNAL_GET_IFACE (self)->get_id (self);
}
