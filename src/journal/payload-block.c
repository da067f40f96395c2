/* payload-block.c - the payloads of one class in one batch, as one row holds them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The format of payload.body, for ever. Numbers are unsigned and little-endian.
 *
 *   block  = format:u8 (1)  name_n:u8  name:name_n bytes  entry*
 *   entry  = index:u32  salt:16 bytes  body_n:u32  body:body_n bytes
 *
 * name is the payload class, as in the column beside it. index is the event's seq less the row's
 * first_seq; entries stand in its order, each once. body is what HMAC-SHA-256 (salt, body) binds to
 * the "digest" in the event's head. The last entry ends where the block ends.
 *
 * Every byte is accounted for: body, salt, body_n and index by the digest, format by its one value,
 * name by the column and the column by name, first_seq by the heads of the batch. Erasing one
 * payload writes the block again without its entry; the others' bytes stay as they are.
 */
#include "journal/payload-block.h"

#define FORMAT           1
#define NUMBER_BYTES     4
#define ENTRY_HEAD_BYTES (NUMBER_BYTES + MUSTER_SALT_BYTES + NUMBER_BYTES)

static void
store_number (char *at, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  memcpy (at, &little, sizeof little);
}

static guint32
load_number (const char *at)
{
  guint32 little;

  memcpy (&little, at, sizeof little);
  return GUINT32_FROM_LE (little);
}

/**
 * muster_payload_block_begin:
 * @block: an empty string
 * @class_name: muster_payload_class_name(), at most 255 bytes
 *
 * Begins a block.
 */
void
muster_payload_block_begin (GString *block, const char *class_name)
{
  gsize n = strlen (class_name);

  g_return_if_fail (block->len == 0 && n <= G_MAXUINT8);
  g_string_append_c (block, FORMAT);
  g_string_append_c (block, (char) n);
  g_string_append_len (block, class_name, (gssize) n);
}

/**
 * muster_payload_block_begin_entry:
 * @block: a block
 * @index: the event's place in its batch, above that of the entry before
 * @salt: MUSTER_SALT_BYTES
 *
 * Begins an entry; the caller appends the body.
 *
 * Returns: where the body begins in @block
 */
gsize
muster_payload_block_begin_entry (GString *block, guint32 index, const guchar *salt)
{
  char head[ENTRY_HEAD_BYTES] = { 0 };

  store_number (head, index);
  memcpy (head + NUMBER_BYTES, salt, MUSTER_SALT_BYTES);
  g_string_append_len (block, head, sizeof head);
  return block->len;
}

/**
 * muster_payload_block_end_entry:
 * @block: a block
 * @body_at: what begin_entry() returned
 *
 * Ends an entry.
 */
void
muster_payload_block_end_entry (GString *block, gsize body_at)
{
  g_return_if_fail (block->len - body_at <= G_MAXUINT32);
  store_number (block->str + body_at - NUMBER_BYTES, (guint32) (block->len - body_at));
}

/**
 * muster_payload_cursor_init:
 * @self: (out): stands before the first entry
 * @block: a block; must outlive @self and its entries
 * @class_name: the class by the column beside it
 *
 * Returns: whether it is a block of that class
 */
gboolean
muster_payload_cursor_init (MusterPayloadCursor *self, MusterText block, MusterText class_name)
{
  *self = (MusterPayloadCursor){ NULL, NULL, -1 };
  if (block.n < 2 + class_name.n || block.bytes[0] != FORMAT ||
      (guchar) block.bytes[1] != class_name.n ||
      memcmp (block.bytes + 2, class_name.bytes, class_name.n) != 0)
    return FALSE;
  self->at = block.bytes + 2 + class_name.n;
  self->end = block.bytes + block.n;
  return TRUE;
}

/**
 * muster_payload_cursor_next:
 * @self: a cursor
 * @out: (out): the next entry, in the block's bytes
 *
 * Returns: whether there was one; else see muster_payload_cursor_failed()
 */
gboolean
muster_payload_cursor_next (MusterPayloadCursor *self, MusterPayloadEntry *out)
{
  gsize left = self->at != NULL ? (gsize) (self->end - self->at) : 0;

  if (left == 0)
    return FALSE;
  if (left >= ENTRY_HEAD_BYTES)
    {
      out->index = load_number (self->at);
      out->salt = (const guchar *) self->at + NUMBER_BYTES;
      out->body.n = load_number (self->at + NUMBER_BYTES + MUSTER_SALT_BYTES);
      out->body.bytes = self->at + ENTRY_HEAD_BYTES;
    }
  if (left < ENTRY_HEAD_BYTES || out->body.n > left - ENTRY_HEAD_BYTES ||
      out->index <= self->last_index)
    {
      self->at = NULL;
      return FALSE;
    }
  self->last_index = out->index;
  self->at = out->body.bytes + out->body.n;
  return TRUE;
}

/**
 * muster_payload_cursor_failed:
 * @self: a cursor
 *
 * Returns: whether the block is not as its format says
 */
gboolean
muster_payload_cursor_failed (const MusterPayloadCursor *self)
{
  return self->at == NULL;
}

/**
 * muster_payload_block_without:
 * @block: a block
 * @class_name: its class
 * @index: whose payload to erase
 *
 * Returns: (transfer full) (nullable): the block without that entry; %NULL where it has no other,
 * is no block, or does not hold it
 */
GString *
muster_payload_block_without (MusterText block, MusterText class_name, guint32 index)
{
  const char *from = NULL, *to = NULL;
  MusterPayloadCursor cursor;
  MusterPayloadEntry entry;
  guint n = 0;

  muster_payload_cursor_init (&cursor, block, class_name);
  for (; muster_payload_cursor_next (&cursor, &entry); n++)
    if (entry.index == index)
      {
        from = entry.body.bytes - ENTRY_HEAD_BYTES;
        to = entry.body.bytes + entry.body.n;
      }
  if (muster_payload_cursor_failed (&cursor) || from == NULL || n == 1)
    return NULL;
  GString *rest = g_string_new_len (block.bytes, (gssize) (from - block.bytes));
  g_string_append_len (rest, to, (gssize) (block.bytes + block.n - to));
  return rest;
}
