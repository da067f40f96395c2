/* stream-line.c - what a reader of the stream gets of an event, and the chain over it (protocol §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/head-codec.h"
#include "wire/put.h"

#define PAYLOAD_PREFIX      ",\"payload\":"
#define WITHHELD_ROOM_BYTES 128

/**
 * muster_event_leaf:
 * @head: a head's bytes as written, without the newline
 * @n: their number
 * @out: (out): SHA-256 (0x00 ‖ head), RFC 9162's hash of a leaf
 */
void
muster_event_leaf (const char *head, gsize n, MusterSha256 *out)
{
  const MusterPiece pieces[] = { { "\0", 1 }, { head, n } };

  muster_sha256 (pieces, G_N_ELEMENTS (pieces), out);
}

/**
 * muster_chain_step:
 * @chain: (inout): the chain before an event, all zeros before the first; then the chain after it
 * @leaf: the event's leaf
 *
 * SHA-256 (previous chain ‖ leaf).
 */
void
muster_chain_step (MusterSha256 *chain, const MusterSha256 *leaf)
{
  const MusterPiece pieces[] = { { chain->bytes, MUSTER_SHA256_BYTES },
                                 { leaf->bytes, MUSTER_SHA256_BYTES } };
  MusterSha256 next;

  muster_sha256 (pieces, G_N_ELEMENTS (pieces), &next);
  *chain = next;
}

/**
 * muster_line_append_full:
 * @out: where to
 * @head: a head as written
 * @head_n: its bytes
 * @payload_class: of what class the payload is
 * @salt: MUSTER_SALT_BYTES
 * @body: the payload as written, on one line
 * @body_n: its bytes
 *
 * Writes the head with the payload before its last brace. A head alone is its own line.
 */
void
muster_line_append_full (GString *out,
                         const char *head,
                         gsize head_n,
                         MusterPayloadClass payload_class,
                         const guchar *salt,
                         const char *body,
                         gsize body_n)
{
  g_return_if_fail (head_n > 0);

  g_string_append_len (out, head, (gssize) head_n - 1);
  g_string_append (out, PAYLOAD_PREFIX "{\"class\":\"");
  g_string_append (out, muster_payload_class_name (payload_class));
  g_string_append (out, "\",\"salt\":\"");
  muster_append_hex (out, salt, MUSTER_SALT_BYTES);
  g_string_append (out, "\",\"body\":");
  g_string_append_len (out, body, (gssize) body_n);
  g_string_append (out, "}}");
}

/**
 * muster_line_append_withheld:
 * @out: where to
 * @seq: which event
 * @leaf: its leaf
 *
 * Writes the line of a reader who may not see the event, but checks the chain.
 */
void
muster_line_append_withheld (GString *out, guint64 seq, const MusterSha256 *leaf)
{
  MusterPut put;

  muster_put_begin (&put, out, WITHHELD_ROOM_BYTES);
  muster_put_literal (&put, "{\"seq\":");
  muster_put_uint (&put, seq);
  muster_put_literal (&put, ",\"leaf\":\"");
  muster_to_hex (leaf->bytes, MUSTER_SHA256_BYTES, put.at);
  put.at += 2 * MUSTER_SHA256_BYTES;
  muster_put_literal (&put, "\"}");
  muster_put_end (&put);
}

/* FALSE: the line is of another type, or wrong, which decoding it as that type will find. */
static gboolean
read_withheld (MusterJsonReader *reader, MusterLine *out)
{
  gint64 seq = 0;
  MusterText name, leaf;

  if (!muster_json_reader_enter_object (reader) ||
      !muster_json_reader_next_member (reader, &name) || !muster_text_equal (name, "seq") ||
      !muster_json_reader_int (reader, &seq) || seq < 1 ||
      !muster_json_reader_next_member (reader, &name) || !muster_text_equal (name, "leaf"))
    return FALSE;
  if (muster_json_reader_string (reader, &leaf) &&
      !muster_from_hex (leaf.bytes, leaf.n, out->leaf.bytes, MUSTER_SHA256_BYTES))
    muster_json_reader_fail (reader, "not a leaf");
  while (muster_json_reader_next_member (reader, &name))
    muster_json_reader_skip (reader);
  out->type = MUSTER_LINE_WITHHELD;
  out->seq = (guint64) seq;
  return TRUE;
}

typedef struct
{
  MusterPayloadClass payload_class;
  guchar salt[MUSTER_SALT_BYTES];
  MusterText body;
} Payload;

static gboolean
read_payload (MusterJsonReader *reader, MusterText bytes, MusterArena *arena, Payload *out)
{
  gboolean has_class = FALSE, has_salt = FALSE;
  MusterText name, text;

  *out = (Payload){ 0 };
  muster_json_reader_begin (reader, bytes.bytes, bytes.n, arena);
  if (!muster_json_reader_enter_object (reader))
    return FALSE;
  while (muster_json_reader_next_member (reader, &name))
    {
      if (muster_text_equal (name, "class") && muster_json_reader_string (reader, &text))
        has_class = muster_payload_class_parse (text.bytes, (gssize) text.n, &out->payload_class);
      else if (muster_text_equal (name, "salt") && muster_json_reader_string (reader, &text))
        has_salt = muster_from_hex (text.bytes, text.n, out->salt, MUSTER_SALT_BYTES);
      else if (muster_text_equal (name, "body"))
        muster_json_reader_raw (reader, &out->body);
      else
        muster_json_reader_skip (reader);
    }
  if (!has_class || !has_salt || out->body.n == 0)
    muster_json_reader_fail (reader, "a payload wants class, salt and body");
  return !muster_json_reader_failed (reader);
}

static gboolean
fail_line (GError **error, const char *reason)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, reason);
  return FALSE;
}

/* The leaf's bytes are the line without the payload, which must therefore stand where
 * muster_line_append_full() puts it. */
static gboolean
cut_payload (MusterText line, MusterText payload, MusterSha256 *leaf)
{
  const gsize prefix_n = strlen (PAYLOAD_PREFIX);
  gsize head_n = (gsize) (payload.bytes - line.bytes);

  if (head_n <= prefix_n || payload.bytes + payload.n + 1 != line.bytes + line.n ||
      memcmp (payload.bytes - prefix_n, PAYLOAD_PREFIX, prefix_n) != 0)
    return FALSE;
  const MusterPiece pieces[] = { { "\0", 1 }, { line.bytes, head_n - prefix_n }, { "}", 1 } };
  muster_sha256 (pieces, G_N_ELEMENTS (pieces), leaf);
  return TRUE;
}

static gboolean
decode_full (MusterJsonReader *reader,
             MusterText bytes,
             const MusterDecodedHead *head,
             MusterBatch *batch,
             GError **error)
{
  MusterSha256 digest;
  Payload payload;

  read_payload (reader, bytes, batch->arena, &payload);
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  muster_hmac_sha256 (payload.salt, MUSTER_SALT_BYTES, payload.body.bytes, payload.body.n, &digest);
  if (!head->has_digest ||
      !muster_equal_constant_time (digest.bytes, head->digest.bytes, sizeof digest.bytes))
    return fail_line (error, "the payload is not the one that the head binds");
  head->event->payload = payload.payload_class;
  return muster_event_decode_payload (head->event, payload.body.bytes, payload.body.n, reader,
                                      batch, error);
}

static gboolean
decode_event (MusterText line,
              MusterJsonReader *reader,
              MusterBatch *batch,
              MusterLine *out,
              GError **error)
{
  MusterText payload = { NULL, 0 };
  MusterDecodedHead head;

  muster_head_decode (reader, line, batch, &head, &payload);
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  out->event = head.event;
  out->seq = head.event->seq;
  out->type = payload.bytes != NULL ? MUSTER_LINE_FULL : MUSTER_LINE_HEAD;
  if (payload.bytes == NULL)
    {
      muster_event_leaf (line.bytes, line.n, &out->leaf);
      return TRUE;
    }
  if (!cut_payload (line, payload, &out->leaf))
    return fail_line (error, "the payload is not at the end of the line");
  return decode_full (reader, payload, &head, batch, error);
}

/**
 * muster_line_decode:
 * @bytes: a line of the stream, or of an export, without a newline
 * @n: its bytes
 * @reader: a reader to use
 * @batch: gets the event, unless it is withheld
 * @out: (out): what the line says
 * @error: MUSTER_BASE_ERROR; also where the body is not what the head's digest binds
 *
 * Returns: whether it was a line; else the batch is as before
 */
gboolean
muster_line_decode (const char *bytes,
                    gsize n,
                    MusterJsonReader *reader,
                    MusterBatch *batch,
                    MusterLine *out,
                    GError **error)
{
  guint length = muster_batch_length (batch);

  *out = (MusterLine){ 0 };
  muster_json_reader_begin (reader, bytes, n, batch->arena);
  if (read_withheld (reader, out))
    return muster_json_reader_finish (reader, error);
  if (decode_event ((MusterText){ bytes, n }, reader, batch, out, error))
    return TRUE;
  muster_batch_truncate (batch, length);
  out->event = NULL;
  return FALSE;
}
