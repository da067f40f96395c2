/* row-builder.c - makes one row of what goes into one transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/row-builder.h"
#include "journal/payload-block.h"
#include "wire/event-codec.h"

/* Buffers larger than this were for one flood, and are given back. */
#define KEPT_BYTES_MAX (8 * 1024 * 1024)

struct _MusterRowBuilder
{
  guint64 first_seq;
  MusterSha256 chain;
  GString *heads;
  GString *blocks[MUSTER_N_PAYLOAD_CLASSES];
  GArray *written;   /* of MusterWritten; head and body are offsets until the end */
  GByteArray *salts; /* one for every event that may come */
  GArray *classes;   /* of guint8: the MusterPayloadClass of each of written */
};

MusterRowBuilder *
muster_row_builder_new (void)
{
  MusterRowBuilder *self = g_new0 (MusterRowBuilder, 1);

  self->heads = g_string_new (NULL);
  for (guint i = 0; i < MUSTER_N_PAYLOAD_CLASSES; i++)
    self->blocks[i] = g_string_new (NULL);
  self->written = g_array_new (FALSE, FALSE, sizeof (MusterWritten));
  self->salts = g_byte_array_new ();
  self->classes = g_array_new (FALSE, FALSE, sizeof (guint8));
  return self;
}

void
muster_row_builder_free (MusterRowBuilder *self)
{
  g_string_free (self->heads, TRUE);
  for (guint i = 0; i < MUSTER_N_PAYLOAD_CLASSES; i++)
    g_string_free (self->blocks[i], TRUE);
  g_array_unref (self->written);
  g_byte_array_unref (self->salts);
  g_array_unref (self->classes);
  g_free (self);
}

static void
empty_buffer (GString **buffer)
{
  g_string_truncate (*buffer, 0);
  if ((*buffer)->allocated_len <= KEPT_BYTES_MAX)
    return;
  g_string_free (*buffer, TRUE);
  *buffer = g_string_new (NULL);
}

/**
 * muster_row_builder_begin:
 * @self: a builder
 * @first_seq: of the first event to come
 * @chain: the chain before it
 * @n_max: the most events that will come
 *
 * Begins a row. The salts of all its payloads come from one call for chance: such a call costs as
 * much as hashing an event.
 */
void
muster_row_builder_begin (MusterRowBuilder *self,
                          guint64 first_seq,
                          const MusterSha256 *chain,
                          guint n_max)
{
  self->first_seq = first_seq;
  self->chain = *chain;
  empty_buffer (&self->heads);
  for (guint i = 0; i < MUSTER_N_PAYLOAD_CLASSES; i++)
    empty_buffer (&self->blocks[i]);
  g_array_set_size (self->written, 0);
  g_array_set_size (self->classes, 0);
  g_byte_array_set_size (self->salts, n_max * MUSTER_SALT_BYTES);
  muster_random_bytes (self->salts->data, self->salts->len);
}

/* The offset in its block becomes a pointer once all blocks are whole. */
static void
add_payload (MusterRowBuilder *self,
             const MusterEvent *event,
             MusterWritten *written,
             MusterSha256 *digest)
{
  GString *block = self->blocks[event->payload];
  gsize body_at;

  if (block->len == 0)
    muster_payload_block_begin (block, muster_payload_class_name (event->payload));
  written->salt = self->salts->data + (gsize) self->written->len * MUSTER_SALT_BYTES;
  body_at = muster_payload_block_begin_entry (block, self->written->len, written->salt);
  muster_event_append_payload (event, block);
  muster_payload_block_end_entry (block, body_at);
  written->body = GSIZE_TO_POINTER (body_at);
  written->body_n = block->len - body_at;
  muster_hmac_sha256 (written->salt, MUSTER_SALT_BYTES, block->str + body_at, written->body_n,
                      digest);
}

static void
add_event (MusterRowBuilder *self, const MusterEvent *event)
{
  gboolean has_payload = event->payload != MUSTER_PAYLOAD_NONE;
  guint8 payload_class = (guint8) event->payload;
  MusterWritten written = { .event = event };
  gsize head_at = self->heads->len;
  MusterSha256 digest;

  if (has_payload)
    add_payload (self, event, &written, &digest);
  muster_event_append_head (event, has_payload ? &digest : NULL, self->heads);
  written.head = GSIZE_TO_POINTER (head_at);
  written.head_n = self->heads->len - head_at;
  muster_event_leaf (self->heads->str + head_at, written.head_n, &written.leaf);
  muster_chain_step (&self->chain, &written.leaf);
  g_string_append_c (self->heads, '\n');
  g_array_append_val (self->written, written);
  g_array_append_val (self->classes, payload_class);
}

/**
 * muster_row_builder_add:
 * @self: a builder
 * @batch: the next events; must live until the row is done with
 *
 * Returns: the chain after the last of them
 */
MusterSha256
muster_row_builder_add (MusterRowBuilder *self, const MusterBatch *batch)
{
  for (guint i = 0; i < muster_batch_length (batch); i++)
    add_event (self, muster_batch_get (batch, i));
  return self->chain;
}

/**
 * muster_row_builder_end:
 * @self: a builder
 * @out: (out): the row, in @self's memory
 */
void
muster_row_builder_end (MusterRowBuilder *self, MusterRow *out)
{
  *out = (MusterRow){ .first_seq = (gint64) self->first_seq,
                      .n = self->written->len,
                      .heads = { self->heads->str, self->heads->len },
                      .hash = { (const char *) self->chain.bytes, MUSTER_SHA256_BYTES } };
  for (guint i = 0; i < self->written->len; i++)
    {
      MusterWritten *written = &g_array_index (self->written, MusterWritten, i);
      guint8 payload_class = g_array_index (self->classes, guint8, i);

      written->head = self->heads->str + GPOINTER_TO_SIZE (written->head);
      if (payload_class != MUSTER_PAYLOAD_NONE)
        written->body = self->blocks[payload_class]->str + GPOINTER_TO_SIZE (written->body);
    }
  for (guint i = 0; i < MUSTER_N_PAYLOAD_CLASSES; i++)
    if (self->blocks[i]->len > 0)
      {
        const char *name = muster_payload_class_name ((MusterPayloadClass) i);

        out->payloads[out->n_payloads++] = (MusterStoredPayload){
          { name, strlen (name) },
          { self->blocks[i]->str, self->blocks[i]->len },
        };
      }
}

/**
 * muster_row_builder_get_written:
 * @self: a builder whose row has ended
 *
 * Returns: (transfer none): one an event added
 */
const MusterWritten *
muster_row_builder_get_written (const MusterRowBuilder *self)
{
  return (const MusterWritten *) (gconstpointer) self->written->data;
}
