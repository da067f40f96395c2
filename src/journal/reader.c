/* reader.c - what was reported of many alerts, a few at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/reader.h"

#include "journal/row-walk.h"
#include "wire/event-codec.h"

struct _MusterJournalReader
{
  MusterRowSource *source;
  GDestroyNotify close;
  gpointer closed;
  MusterJsonReader *json;
  MusterBatch *batch;
  MusterRow row;
  MusterRowWalk walk;
};

/**
 * muster_journal_reader_new:
 * @source: (transfer full): where from
 * @close: frees @source and what it rests on
 * @closed: for @close
 *
 * Returns: (transfer full): a reader
 */
MusterJournalReader *
muster_journal_reader_new (MusterRowSource *source, GDestroyNotify close, gpointer closed)
{
  MusterJournalReader *self = g_new0 (MusterJournalReader, 1);

  self->source = source;
  self->close = close;
  self->closed = closed;
  self->json = muster_json_reader_new ();
  self->batch = muster_batch_new ();
  return self;
}

/**
 * muster_journal_reader_free:
 * @self: a reader
 *
 * Before its journal is closed.
 */
void
muster_journal_reader_free (MusterJournalReader *self)
{
  self->close (self->closed);
  muster_json_reader_free (self->json);
  muster_batch_unref (self->batch);
  g_free (self);
}

static gboolean
fail (MusterJournalError code, guint64 seq, const char *reason, GError **error)
{
  return muster_fault_to_error (&(MusterFault){ reason, code, seq, seq }, error);
}

static gboolean
go_to_row (MusterJournalReader *self, guint64 seq, GError **error)
{
  MusterRowResult result;
  MusterSha256 chain;

  self->walk.row = NULL;
  if (!self->source->seek (self->source, seq, &chain, error))
    return FALSE;
  result = self->source->next (self->source, &self->row, error);
  if (result == MUSTER_ROW_ERROR)
    return FALSE;
  if (result == MUSTER_ROW_FOUND)
    muster_row_walk_begin (&self->walk, &self->row);
  if (muster_row_walk_holds (&self->walk, seq))
    return TRUE;
  return fail (MUSTER_JOURNAL_ERROR_FAILED, seq, "not in the journal", error);
}

/* From the head: which alert, and whether the payload is the one that it binds. */
static gboolean
check (MusterJournalReader *self, const MusterRowEvent *from, MusterUlid *alert)
{
  MusterDecodedHead head = { .has_digest = TRUE };

  if (!muster_event_peek_alert (from->head.bytes, from->head.n, alert, &head.digest))
    {
      muster_batch_truncate (self->batch, 0);
      muster_arena_reset (self->batch->arena);
      if (!muster_event_decode_head (from->head.bytes, from->head.n, self->json, self->batch, &head,
                                     NULL))
        return FALSE;
      *alert = muster_event_ulid (head.event, MUSTER_FACT_ALERT);
    }
  return from->body.bytes == NULL || muster_row_event_binds (from, &head);
}

static gboolean
read_one (MusterJournalReader *self,
          guint64 seq,
          MusterAlertTextFunc func,
          gpointer user_data,
          GError **error)
{
  MusterRowEvent from;
  MusterUlid alert = { 0, 0 };

  if (!muster_row_walk_holds (&self->walk, seq) && !go_to_row (self, seq, error))
    return FALSE;
  if (!muster_row_walk_to (&self->walk, seq, &from))
    return fail (MUSTER_JOURNAL_ERROR_INCOMPLETE, seq, "missing", error);
  if (!check (self, &from, &alert))
    return fail (MUSTER_JOURNAL_ERROR_TAMPERED, seq, "it was changed", error);
  func (alert, from.body, user_data);
  return TRUE;
}

/**
 * muster_journal_reader_read:
 * @self: a reader
 * @seqs: of which events alert.fired: rising; lower than in the call before is dearer
 * @n: how many
 * @func: gets each, for as long as the call: the alert's id, and the payload as it is stored, which
 *   has no bytes if it was erased
 * @user_data: for @func
 * @error: %MUSTER_JOURNAL_ERROR_FAILED also where there is no such event; _TAMPERED, _INCOMPLETE
 *
 * Reads what was reported of alerts, on the caller's thread; between two calls it keeps the row
 * that it was in. Payloads are checked against their heads, the chain is not walked.
 *
 * Returns: whether all were read
 */
gboolean
muster_journal_reader_read (MusterJournalReader *self,
                            const guint64 *seqs,
                            guint n,
                            MusterAlertTextFunc func,
                            gpointer user_data,
                            GError **error)
{
  if (n > 0 && muster_row_walk_holds (&self->walk, seqs[0]) &&
      seqs[0] - (guint64) self->row.first_seq < self->walk.at)
    muster_row_walk_begin (&self->walk, &self->row);
  for (guint i = 0; i < n; i++)
    if (!read_one (self, seqs[i], func, user_data, error))
      return FALSE;
  return TRUE;
}
