/* row-source.c - reading events from rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/row-source.h"
#include "journal/row-ahead.h"
#include "journal/row-walk.h"

/**
 * muster_row_event_binds:
 * @self: an event of a row that has its payload
 * @head: its head, decoded
 *
 * Returns: whether the payload is the one that the head's digest binds
 */
gboolean
muster_row_event_binds (const MusterRowEvent *self, const MusterDecodedHead *head)
{
  MusterSha256 digest;

  muster_hmac_sha256 (self->salt, MUSTER_SALT_BYTES, self->body.bytes, self->body.n, &digest);
  return head->has_digest && memcmp (digest.bytes, head->digest.bytes, sizeof digest.bytes) == 0;
}

/* Decodes one event with its payload into @batch; @check: the payload was not checked before. */
static MusterEvent *
decode (const MusterRowEvent *from,
        gboolean check,
        MusterJsonReader *reader,
        MusterBatch *batch,
        GError **error)
{
  MusterDecodedHead head;

  if (!muster_event_decode_head (from->head.bytes, from->head.n, reader, batch, &head, error))
    return NULL;
  if (from->body.bytes == NULL)
    return head.event;
  if (check && !muster_row_event_binds (from, &head))
    {
      g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED,
                           "a payload was changed");
      return NULL;
    }
  /* A class of a newer version: the fields are read all the same. */
  muster_payload_class_parse (from->class_name.bytes, (gssize) from->class_name.n,
                              &head.event->payload);
  if (!muster_event_decode_payload (head.event, from->body.bytes, from->body.n, reader, batch,
                                    error))
    return NULL;
  return head.event;
}

/* What the chain holds but this version cannot read was not written by a version we know. */
static gboolean
fail_decoding (guint64 seq, GError **error)
{
  g_prefix_error (error, "event %" G_GUINT64_FORMAT ": ", seq);
  if (error != NULL)
    {
      (*error)->domain = MUSTER_JOURNAL_ERROR;
      (*error)->code = MUSTER_JOURNAL_ERROR_TAMPERED;
    }
  return FALSE;
}

typedef struct
{
  MusterJsonReader *reader;
  guint64 after_seq;
  MusterReplayFunc func;
  gpointer user_data;
  gboolean stopped;
} Replay;

static gboolean
replay_event (Replay *self,
              guint64 seq,
              const MusterRowEvent *from,
              MusterBatch *batch,
              GError **error)
{
  MusterWritten written = { .head = from->head.bytes,
                            .head_n = from->head.n,
                            .body = from->body.bytes,
                            .body_n = from->body.n,
                            .salt = from->salt,
                            .leaf = from->leaf };

  written.event = decode (from, FALSE, self->reader, batch, error);
  if (written.event == NULL)
    return fail_decoding (seq, error);
  self->stopped = !self->func (&written, self->user_data);
  return TRUE;
}

static gboolean
replay_row (Replay *self, guint64 first_seq, const MusterUnpacked *unpacked, GError **error)
{
  /* One batch an event would cost an arena each; one for all would hold the row twice. */
  const guint batch_max = 64;
  g_autoptr (MusterBatch) batch = muster_batch_new ();

  for (guint i = 0; i < unpacked->events->len && !self->stopped; i++)
    {
      if (first_seq + i <= self->after_seq)
        continue;
      if (muster_batch_length (batch) == batch_max)
        {
          muster_batch_truncate (batch, 0);
          muster_arena_reset (batch->arena);
        }
      if (!replay_event (self, first_seq + i, &g_array_index (unpacked->events, MusterRowEvent, i),
                         batch, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_row_source_replay:
 * @self: a source
 * @after_seq: as muster_journal_replay()
 * @func: as muster_journal_replay()
 * @user_data: for @func
 * @error: as muster_journal_replay()
 *
 * Returns: whether all was read, or @func stopped it
 */
gboolean
muster_row_source_replay (MusterRowSource *self,
                          guint64 after_seq,
                          MusterReplayFunc func,
                          gpointer user_data,
                          GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterRowAhead) ahead = NULL;
  g_autoptr (GError) inner = NULL;
  Replay replay = { reader, after_seq, func, user_data, FALSE };
  const MusterUnpacked *unpacked;
  MusterSha256 chain;
  guint64 first_seq;

  if (!self->seek (self, after_seq + 1, &chain, error))
    return FALSE;
  ahead = muster_row_ahead_new (self, after_seq + 1, &chain);
  while (!replay.stopped && inner == NULL &&
         muster_row_ahead_next (ahead, &first_seq, &unpacked, &inner))
    replay_row (&replay, first_seq, unpacked, &inner);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
fail_seq (MusterJournalError code, guint64 seq, const char *reason, GError **error)
{
  return muster_fault_to_error (&(MusterFault){ reason, code, seq, seq }, error);
}

static gboolean
read_event (MusterRowWalk *walk,
            guint64 seq,
            MusterJsonReader *reader,
            MusterBatch *batch,
            GError **error)
{
  MusterRowEvent event;

  if (!muster_row_walk_to (walk, seq, &event))
    return fail_seq (MUSTER_JOURNAL_ERROR_INCOMPLETE, seq, "missing", error);
  return decode (&event, TRUE, reader, batch, error) != NULL || fail_decoding (seq, error);
}

/* To the row that holds @seq. */
static gboolean
go_to_row (MusterRowSource *self, guint64 seq, MusterRow *row, MusterRowWalk *walk, GError **error)
{
  MusterRowResult result;
  MusterSha256 chain;

  if (!self->seek (self, seq, &chain, error))
    return FALSE;
  result = self->next (self, row, error);
  if (result == MUSTER_ROW_ERROR)
    return FALSE;
  if (result == MUSTER_ROW_FOUND)
    muster_row_walk_begin (walk, row);
  return muster_row_walk_holds (walk, seq) ||
         fail_seq (MUSTER_JOURNAL_ERROR_FAILED, seq, "not in the journal", error);
}

/**
 * muster_row_source_read:
 * @self: a source
 * @seqs: which events, sorted
 * @n: how many
 * @cancellable: (nullable): asked before every row
 * @error: as muster_journal_read_finish()
 *
 * Reads single events. Payloads are checked against their heads; the chain is not walked.
 *
 * Returns: (transfer full): the events
 */
MusterBatch *
muster_row_source_read (MusterRowSource *self,
                        const guint64 *seqs,
                        guint n,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterRow row;
  MusterRowWalk walk = { 0 };

  for (guint i = 0; i < n; i++)
    {
      if (!muster_row_walk_holds (&walk, seqs[i]) &&
          (g_cancellable_set_error_if_cancelled (cancellable, error) ||
           !go_to_row (self, seqs[i], &row, &walk, error)))
        return NULL;
      if (!read_event (&walk, seqs[i], reader, batch, error))
        return NULL;
    }
  return g_steal_pointer (&batch);
}
