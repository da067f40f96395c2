/* row-ahead.c - a thread that reads rows and checks them while the one before is being used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading and hashing an event costs about as much as decoding it, so that a start on two
 * processors takes half the time.
 */
#include "journal/row-ahead.h"

/* Rows ahead; a row is at most a few MB. */
#define SLOTS 3

typedef struct
{
  GString *bytes; /* all that the row points to */
  MusterRow row;
  MusterUnpacked *unpacked;
  GError *error;
  gboolean last; /* the end, or an error */
} Slot;

struct _MusterRowAhead
{
  MusterRowSource *source;
  GThread *thread;
  GAsyncQueue *empty; /* of Slot, to the thread; @stop ends it */
  GAsyncQueue *ready; /* of Slot, from it */
  Slot slots[SLOTS];
  Slot stop;
  Slot *in_use; /* by the caller */
  gboolean ended;

  /* the thread's own */
  guint64 first_seq; /* reading begins here; the first row may begin before it */
  guint64 expected;  /* the next row's; 0 before the first */
  MusterSha256 chain;
};

static void
keep_text (GString *bytes, MusterText *text)
{
  gsize at = bytes->len;

  g_string_append_len (bytes, text->bytes, (gssize) text->n);
  text->bytes = GSIZE_TO_POINTER (at);
}

static void
point_to_text (const GString *bytes, MusterText *text)
{
  text->bytes = bytes->str + GPOINTER_TO_SIZE (text->bytes);
}

/* Makes the row's bytes the slot's: those of the source end with its next row. */
static void
keep_row (Slot *slot)
{
  g_string_truncate (slot->bytes, 0);
  keep_text (slot->bytes, &slot->row.heads);
  keep_text (slot->bytes, &slot->row.hash);
  for (guint i = 0; i < slot->row.n_payloads; i++)
    {
      keep_text (slot->bytes, &slot->row.payloads[i].class_name);
      keep_text (slot->bytes, &slot->row.payloads[i].block);
    }
  point_to_text (slot->bytes, &slot->row.heads);
  point_to_text (slot->bytes, &slot->row.hash);
  for (guint i = 0; i < slot->row.n_payloads; i++)
    {
      point_to_text (slot->bytes, &slot->row.payloads[i].class_name);
      point_to_text (slot->bytes, &slot->row.payloads[i].block);
    }
}

static gboolean
fail (MusterJournalError code, guint64 seq, const char *reason, GError **error)
{
  return muster_fault_to_error (&(MusterFault){ reason, code, seq, seq }, error);
}

static gboolean
check_place (MusterRowAhead *self, const MusterRow *row, GError **error)
{
  if (self->expected == 0)
    self->expected = MIN ((guint64) row->first_seq, self->first_seq);
  if (row->first_seq > 0 && (guint64) row->first_seq == self->expected)
    return TRUE;
  if (muster_row_own_seq (row) == (guint64) row->first_seq)
    return fail (MUSTER_JOURNAL_ERROR_INCOMPLETE, self->expected, "events are missing", error);
  return fail (MUSTER_JOURNAL_ERROR_TAMPERED, self->expected, "a batch is not where it was", error);
}

/* FALSE at the end, or with an error. */
static gboolean
fill (MusterRowAhead *self, Slot *slot)
{
  MusterRowResult result = self->source->next (self->source, &slot->row, &slot->error);
  MusterFault fault;

  if (result == MUSTER_ROW_ORPHAN)
    return fail (MUSTER_JOURNAL_ERROR_TAMPERED, (guint64) slot->row.first_seq,
                 "a payload belongs to no batch", &slot->error);
  if (result != MUSTER_ROW_FOUND || !check_place (self, &slot->row, &slot->error))
    return FALSE;
  keep_row (slot);
  muster_row_unpack (&slot->row, slot->unpacked);
  if (!muster_row_link (&slot->row, slot->unpacked, &self->chain, &fault))
    return muster_fault_to_error (&fault, &slot->error);
  self->expected += slot->unpacked->events->len;
  return TRUE;
}

static gpointer
read_loop (gpointer data)
{
  MusterRowAhead *self = data;
  Slot *slot;

  while ((slot = g_async_queue_pop (self->empty)) != &self->stop)
    {
      slot->last = !fill (self, slot);
      g_async_queue_push (self->ready, slot);
      if (slot->last)
        break;
    }
  return NULL;
}

/**
 * muster_row_ahead_new:
 * @source: rows, from where reading begins
 * @first_seq: the event from which on they are wanted; the row that holds it may begin before it
 * @chain: the link that the first row hangs on
 *
 * Returns: (transfer full): a reader with its thread running
 */
MusterRowAhead *
muster_row_ahead_new (MusterRowSource *source, guint64 first_seq, const MusterSha256 *chain)
{
  MusterRowAhead *self = g_new0 (MusterRowAhead, 1);

  self->source = source;
  self->first_seq = first_seq;
  self->chain = *chain;
  self->empty = g_async_queue_new ();
  self->ready = g_async_queue_new ();
  for (guint i = 0; i < SLOTS; i++)
    {
      self->slots[i].bytes = g_string_new (NULL);
      self->slots[i].unpacked = muster_unpacked_new ();
      g_async_queue_push (self->empty, &self->slots[i]);
    }
  self->thread = g_thread_new ("journal-read", read_loop, self);
  return self;
}

/**
 * muster_row_ahead_next:
 * @self: a reader
 * @first_seq: (out): of the row's first event
 * @unpacked: (out): the row's events
 * @error: what is wrong with the journal there
 *
 * Returns: whether there is a row
 */
gboolean
muster_row_ahead_next (MusterRowAhead *self,
                       guint64 *first_seq,
                       const MusterUnpacked **unpacked,
                       GError **error)
{
  if (self->ended)
    return FALSE;
  if (self->in_use != NULL)
    g_async_queue_push (self->empty, self->in_use);
  self->in_use = g_async_queue_pop (self->ready);
  self->ended = self->in_use->last;
  if (self->in_use->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->in_use->error));
  *first_seq = (guint64) self->in_use->row.first_seq;
  *unpacked = self->in_use->unpacked;
  return !self->ended;
}

/**
 * muster_row_ahead_free:
 * @self: a reader
 *
 * Ends the thread; what it had read ahead is dropped.
 */
void
muster_row_ahead_free (MusterRowAhead *self)
{
  g_async_queue_push_front (self->empty, &self->stop);
  g_thread_join (self->thread);
  for (guint i = 0; i < SLOTS; i++)
    {
      g_string_free (self->slots[i].bytes, TRUE);
      muster_unpacked_free (self->slots[i].unpacked);
      g_clear_error (&self->slots[i].error);
    }
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->ready);
  g_free (self);
}
