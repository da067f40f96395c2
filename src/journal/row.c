/* row.c - a committed batch as it is stored, and what is found in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What shows that a byte was changed: of heads, hash and n the chain; of first_seq the heads, which
 * say their seqs; of a payload its digest and its block's format. What cannot show here: whole rows
 * missing at the end, and payloads missing, which may have been erased. Only a checkpoint kept
 * elsewhere (security R32) tells of those.
 */
#include "journal/row.h"
#include "journal/payload-block.h"
#include "wire/event-codec.h"

#define SEQ_PREFIX    "{\"seq\":"
#define DIGEST_PREFIX ",\"digest\":"
#define DIGEST_DIGITS (2 * MUSTER_SHA256_BYTES)

/* The ends of a head as we write it. */
#define NO_DIGEST_END DIGEST_PREFIX "null}"
#define DIGEST_BEGIN  DIGEST_PREFIX "\""
#define DIGEST_END_N  (sizeof DIGEST_BEGIN - 1 + DIGEST_DIGITS + 2)

MusterUnpacked *
muster_unpacked_new (void)
{
  MusterUnpacked *self = g_new0 (MusterUnpacked, 1);

  self->events = g_array_new (FALSE, FALSE, sizeof (MusterRowEvent));
  return self;
}

void
muster_unpacked_free (MusterUnpacked *self)
{
  g_array_unref (self->events);
  g_free (self);
}

static guint64
scan_seq (MusterText head)
{
  const gsize prefix_n = sizeof SEQ_PREFIX - 1;
  guint64 seq = 0;

  if (head.n < prefix_n || memcmp (head.bytes, SEQ_PREFIX, prefix_n) != 0)
    return 0;
  for (gsize i = prefix_n; i < head.n && i < prefix_n + 17; i++)
    {
      if (head.bytes[i] == ',')
        return seq;
      if (!g_ascii_isdigit (head.bytes[i]) || (head.bytes[i] == '0' && seq == 0))
        return 0;
      seq = seq * 10 + (guint64) (head.bytes[i] - '0');
    }
  return 0;
}

/* Finds the digest where we write it: at the end. FALSE if it is not there. */
static gboolean
scan_digest (MusterText head, MusterText *out)
{
  const char *end = head.bytes + head.n;

  *out = (MusterText){ NULL, 0 };
  if (head.n > sizeof NO_DIGEST_END &&
      memcmp (end - (sizeof NO_DIGEST_END - 1), NO_DIGEST_END, sizeof NO_DIGEST_END - 1) == 0)
    return TRUE;
  if (head.n <= DIGEST_END_N ||
      memcmp (end - DIGEST_END_N, DIGEST_BEGIN, sizeof DIGEST_BEGIN - 1) != 0 || end[-2] != '"' ||
      end[-1] != '}')
    return FALSE;
  *out = (MusterText){ end - 2 - DIGEST_DIGITS, DIGEST_DIGITS };
  return TRUE;
}

/* A head of a newer version may have more behind the digest. */
static gboolean
find_digest (MusterText head, MusterText *out)
{
  g_autoptr (MusterJsonReader) reader = NULL;
  g_autoptr (MusterBatch) batch = NULL;
  MusterDecodedHead decoded;
  const char *at;

  if (scan_digest (head, out))
    return TRUE;
  reader = muster_json_reader_new ();
  batch = muster_batch_new ();
  if (!muster_event_decode_head (head.bytes, head.n, reader, batch, &decoded, NULL))
    return FALSE;
  at = g_strstr_len (head.bytes, (gssize) head.n, DIGEST_BEGIN);
  if (decoded.has_digest && at != NULL)
    *out = (MusterText){ at + sizeof DIGEST_BEGIN - 1, DIGEST_DIGITS };
  return TRUE;
}

static gboolean
is_head (MusterText head)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterDecodedHead decoded;

  return muster_event_decode_head (head.bytes, head.n, reader, batch, &decoded, NULL);
}

static void
fault (MusterFault *out, guint64 seq, MusterJournalError code, const char *reason)
{
  if (out->reason == NULL)
    *out = (MusterFault){ reason, code, seq, seq };
}

static void
unpack_heads (const MusterRow *row, MusterUnpacked *out)
{
  const char *at = row->heads.bytes;
  const char *end = at + row->heads.n;

  for (const char *stop; at < end && (stop = memchr (at, '\n', (gsize) (end - at))) != NULL;
       at = stop + 1)
    {
      MusterRowEvent event = { .head = { at, (gsize) (stop - at) } };
      guint64 seq = (guint64) row->first_seq + out->events->len;

      if (scan_seq (event.head) != seq || !find_digest (event.head, &event.digest))
        fault (&out->head_fault, seq, MUSTER_JOURNAL_ERROR_TAMPERED, "a head was changed");
      muster_event_leaf (event.head.bytes, event.head.n, &event.leaf);
      g_array_append_val (out->events, event);
    }
  out->tail = (MusterText){ at, (gsize) (end - at) };
}

/**
 * muster_payload_matches:
 * @event: an event with a body
 *
 * Returns: whether the head binds that body
 */
gboolean
muster_payload_matches (const MusterRowEvent *event)
{
  char hex[DIGEST_DIGITS + 1];
  MusterSha256 digest;

  if (event->digest.n != DIGEST_DIGITS)
    return FALSE;
  muster_hmac_sha256 (event->salt, MUSTER_SALT_BYTES, event->body.bytes, event->body.n, &digest);
  muster_to_hex (digest.bytes, sizeof digest.bytes, hex);
  return memcmp (hex, event->digest.bytes, DIGEST_DIGITS) == 0;
}

static void
bind_payload (const MusterRow *row,
              const MusterStoredPayload *payload,
              const MusterPayloadEntry *entry,
              MusterUnpacked *out)
{
  MusterRowEvent *event = &g_array_index (out->events, MusterRowEvent, entry->index);
  guint64 seq = (guint64) row->first_seq + entry->index;

  if (event->body.bytes != NULL)
    fault (&out->payload_fault, seq, MUSTER_JOURNAL_ERROR_TAMPERED, "an event has two payloads");
  event->body = entry->body;
  event->salt = entry->salt;
  event->class_name = payload->class_name;
  if (!muster_payload_matches (event))
    fault (&out->payload_fault, seq, MUSTER_JOURNAL_ERROR_TAMPERED, "a payload was changed");
}

static void
unpack_payload (const MusterRow *row, const MusterStoredPayload *payload, MusterUnpacked *out)
{
  guint64 last = MAX (out->events->len, 1) - 1;
  MusterPayloadCursor cursor;
  MusterPayloadEntry entry;

  muster_payload_cursor_init (&cursor, payload->block, payload->class_name);
  while (muster_payload_cursor_next (&cursor, &entry) && entry.index < out->events->len)
    bind_payload (row, payload, &entry, out);
  if (!muster_payload_cursor_failed (&cursor) && cursor.last_index <= (gint64) last)
    return;
  /* the entry behind the last good one, or one that has taken another's place */
  fault (&out->payload_fault, (guint64) row->first_seq, MUSTER_JOURNAL_ERROR_TAMPERED,
         "a block of payloads was changed");
  out->payload_fault.last_seq = MAX (out->payload_fault.last_seq, (guint64) row->first_seq + last);
}

/**
 * muster_row_unpack:
 * @row: a row as stored
 * @out: (inout): what was found; used for one row after another
 *
 * Takes a row apart, hashes its heads and checks its payloads: all that needs no other row, so that
 * rows can be unpacked on several threads.
 */
void
muster_row_unpack (const MusterRow *row, MusterUnpacked *out)
{
  g_array_set_size (out->events, 0);
  out->head_fault = out->payload_fault = (MusterFault){ NULL };
  unpack_heads (row, out);
  for (guint i = 0; i < row->n_payloads; i++)
    unpack_payload (row, &row->payloads[i], out);
}

/* The first that does not read as a head; as many as there are if all do. */
static guint
find_broken_head (const MusterUnpacked *unpacked)
{
  guint i = 0;

  while (i < unpacked->events->len &&
         is_head (g_array_index (unpacked->events, MusterRowEvent, i).head))
    i++;
  return i;
}

/* A batch that was cut has lost its end: what is left are whole heads and the beginning of one. */
static gboolean
is_cut (const MusterUnpacked *unpacked)
{
  if (find_broken_head (unpacked) < unpacked->events->len)
    return FALSE;
  if (unpacked->tail.n == 0)
    return TRUE;
  /* a whole head and one byte more: a newline that was changed */
  return !is_head ((MusterText){ unpacked->tail.bytes, unpacked->tail.n - 1 });
}

/* A head that no longer reads as one is named before what only follows from it. */
static void
name_broken_head (const MusterRow *row, const MusterUnpacked *unpacked, MusterFault *out)
{
  guint i = find_broken_head (unpacked);

  if (i < unpacked->events->len)
    out->seq = out->last_seq = MIN (out->seq, (guint64) row->first_seq + i);
}

/* The chain does not say which head of the row was changed; a payload that no longer fits does. */
static void
fault_chain (const MusterRow *row, const MusterUnpacked *unpacked, MusterFault *out)
{
  guint broken = find_broken_head (unpacked);

  fault (out, (guint64) row->first_seq, MUSTER_JOURNAL_ERROR_TAMPERED, "the chain does not hold");
  out->last_seq = out->seq + MAX (unpacked->events->len, 1) - 1;
  if (broken < unpacked->events->len || unpacked->tail.n > 0)
    out->seq = out->last_seq = (guint64) row->first_seq + broken;
  else if (unpacked->payload_fault.reason != NULL)
    out->seq = out->last_seq = unpacked->payload_fault.seq;
}

/**
 * muster_row_link:
 * @row: a row
 * @unpacked: taken apart
 * @chain: (inout): the chain before it; then the chain after it, as the row says
 * @out: (out): what is wrong
 *
 * Returns: whether nothing is
 */
gboolean
muster_row_link (const MusterRow *row,
                 const MusterUnpacked *unpacked,
                 MusterSha256 *chain,
                 MusterFault *out)
{
  guint64 found = unpacked->events->len;
  gboolean holds;

  *out = unpacked->head_fault;
  for (guint i = 0; i < found; i++)
    muster_chain_step (chain, &g_array_index (unpacked->events, MusterRowEvent, i).leaf);
  holds = row->hash.n == MUSTER_SHA256_BYTES &&
          memcmp (row->hash.bytes, chain->bytes, MUSTER_SHA256_BYTES) == 0;
  if (row->hash.n == MUSTER_SHA256_BYTES)
    memcpy (chain->bytes, row->hash.bytes, MUSTER_SHA256_BYTES);

  if (out->reason != NULL)
    name_broken_head (row, unpacked, out);
  else if (!holds && row->n > 0 && found < (guint64) row->n && is_cut (unpacked))
    fault (out, (guint64) row->first_seq + found, MUSTER_JOURNAL_ERROR_INCOMPLETE,
           "a batch is cut");
  else if (!holds || unpacked->tail.n > 0)
    fault_chain (row, unpacked, out);
  else if (row->n < 1 || found != (guint64) row->n)
    fault (out, (guint64) row->first_seq, MUSTER_JOURNAL_ERROR_TAMPERED,
           "a batch says another number of events than it has");
  else
    *out = unpacked->payload_fault;
  return out->reason == NULL;
}

/**
 * muster_row_own_seq:
 * @row: a row
 *
 * Returns: the seq that its first head says, 0 if that cannot be read; for a row that was cut
 * before that, the seq it stands at
 */
guint64
muster_row_own_seq (const MusterRow *row)
{
  guint64 seq = scan_seq (row->heads);

  if (seq == 0 && row->first_seq > 0 && memchr (row->heads.bytes, '\n', row->heads.n) == NULL)
    return (guint64) row->first_seq;
  return seq;
}

/**
 * muster_fault_to_error:
 * @self: a fault
 * @error: gets it in words
 *
 * Returns: %FALSE
 */
gboolean
muster_fault_to_error (const MusterFault *self, GError **error)
{
  if (self->last_seq > self->seq)
    g_set_error (error, MUSTER_JOURNAL_ERROR, (gint) self->code,
                 "%s: event %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, self->reason, self->seq,
                 self->last_seq);
  else
    g_set_error (error, MUSTER_JOURNAL_ERROR, (gint) self->code, "%s: event %" G_GUINT64_FORMAT,
                 self->reason, self->seq);
  return FALSE;
}
