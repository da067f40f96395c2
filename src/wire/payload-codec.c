/* payload-codec.c - the erasable half of an event as bytes (protocol §2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/text-scan.h"
#include "wire/event-codec.h"
#include "wire/put.h"

/* The longest that one character becomes, and what closes a value. */
#define CHARACTER_ROOM_BYTES 16

/* Writes the character at @p, which is not plain; returns the bytes it took. Text is UTF-8 already
 * where it came through a decoder; what a library said may be anything. */
static guint
put_special (MusterPut *put, const char *p, const char *end)
{
  static const char short_escapes[] = "\bb\tt\nn\ff\rr\"\"\\\\";
  guint n;

  for (gsize i = 0; i + 1 < sizeof short_escapes; i += 2)
    if (*p == short_escapes[i])
      {
        *put->at++ = '\\';
        *put->at++ = short_escapes[i + 1];
        return 1;
      }
  if (*p != '\0' && (guchar) *p < 0x20)
    {
      muster_put_literal (put, "\\u00");
      *put->at++ = (char) ('0' + (*p >> 4));
      *put->at++ = "0123456789abcdef"[*p & 15];
      return 1;
    }
  n = *p != '\0' ? muster_utf8_length (p, end) : 0;
  if (n == 0)
    {
      muster_put_literal (put, "\357\277\275"); /* U+FFFD */
      return 1;
    }
  muster_put_bytes (put, p, n);
  return n;
}

static void
put_hard_text (MusterPut *put, const char *bytes, gsize n)
{
  const char *end = bytes + n;

  for (const char *plain; (plain = muster_scan_plain (bytes, end)) < end;)
    {
      muster_put_bytes (put, bytes, (gsize) (plain - bytes));
      bytes = plain + put_special (put, plain, end);
      muster_put_room (put, (gsize) (end - bytes) + CHARACTER_ROOM_BYTES);
    }
  muster_put_bytes (put, bytes, (gsize) (end - bytes));
}

static void
put_text (MusterPut *put, const char *bytes, gsize n)
{
  muster_put_room (put, n + CHARACTER_ROOM_BYTES);
  *put->at++ = '"';
  if (G_LIKELY (muster_is_all_plain (bytes, n)))
    muster_put_bytes (put, bytes, n);
  else
    put_hard_text (put, bytes, n);
  *put->at++ = '"';
}

static void
put_labels (MusterPut *put, const MusterLabelSet *labels)
{
  *put->at++ = '{';
  for (guint i = 0; i < labels->n; i++)
    {
      const MusterLabel *label = &labels->items[i];

      put_text (put, label->name, label->name_n);
      *put->at++ = ':';
      put_text (put, label->value, label->value_n);
      *put->at++ = ',';
    }
  if (labels->n > 0)
    put->at--;
  *put->at++ = '}';
}

/* JSON is kept as written, but on one line: a payload is part of a line of the stream, and between
 * the tokens of JSON any space is as good as a line feed. */
static void
put_json (MusterPut *put, MusterText json)
{
  muster_put_room (put, json.n + CHARACTER_ROOM_BYTES);
  for (gsize i = 0; i < json.n; i++)
    *put->at++ = json.bytes[i] == '\n' || json.bytes[i] == '\r' ? ' ' : json.bytes[i];
}

static void
put_field (MusterPut *put, MusterFieldType type, const MusterField *field)
{
  switch (type)
    {
    case MUSTER_FIELD_TYPE_TEXT:
      put_text (put, field->text.bytes, field->text.n);
      return;
    case MUSTER_FIELD_TYPE_LABELS:
      put_labels (put, &field->labels);
      return;
    case MUSTER_FIELD_TYPE_JSON:
      put_json (put, field->text);
      return;
    default:
      g_assert_not_reached ();
    }
}

/**
 * muster_event_append_payload:
 * @event: an event
 * @out: where to
 *
 * Writes the payload's bytes as they are digested, on one line: one JSON object, members in the
 * order of the kind's row, unset fields left out. NUL and bytes that are not UTF-8 become U+FFFD:
 * no reader takes them.
 */
void
muster_event_append_payload (const MusterEvent *event, GString *out)
{
  const MusterEventSpec *spec = muster_event_spec (event->kind);
  gboolean first = TRUE;
  MusterPut put;

  muster_put_begin (&put, out, CHARACTER_ROOM_BYTES);
  *put.at++ = '{';
  for (guint i = 0; i < spec->n_fields; i++)
    {
      const char *name = muster_field_name (spec->fields[i]);

      if ((event->fields_set & (1u << i)) == 0)
        continue;
      if (!first)
        *put.at++ = ',';
      first = FALSE;
      put_text (&put, name, strlen (name));
      *put.at++ = ':';
      put_field (&put, muster_field_type (spec->fields[i]), &event->fields[i]);
      muster_put_room (&put, CHARACTER_ROOM_BYTES);
    }
  *put.at++ = '}';
  muster_put_end (&put);
}

static gboolean
read_labels (MusterJsonReader *reader, MusterArena *arena, MusterLabelSet *out)
{
  MusterLabel labels[MUSTER_JSON_MEMBERS_MAX];
  guint n = 0;
  MusterText name, value;

  if (!muster_json_reader_enter_object (reader))
    return FALSE;
  while (muster_json_reader_next_member (reader, &name))
    {
      if (!muster_json_reader_string (reader, &value))
        return FALSE;
      if (n == G_N_ELEMENTS (labels) || name.n > G_MAXUINT16 || value.n > G_MAXUINT16)
        {
          muster_json_reader_fail (reader, "a label is too long");
          return FALSE;
        }
      labels[n++] = (MusterLabel){ name.bytes, value.bytes, (guint16) name.n, (guint16) value.n };
    }
  out->n = n;
  out->items = muster_arena_alloc (arena, n * sizeof *labels);
  if (n > 0)
    memcpy (out->items, labels, n * sizeof *labels);
  return !muster_json_reader_failed (reader);
}

/* FALSE as well where there is nothing to set: the empty text and the empty set. */
static gboolean
read_field (MusterJsonReader *reader, MusterArena *arena, MusterFieldType type, MusterField *out)
{
  switch (type)
    {
    case MUSTER_FIELD_TYPE_TEXT:
      return muster_json_reader_string (reader, &out->text) && out->text.n > 0;
    case MUSTER_FIELD_TYPE_LABELS:
      return read_labels (reader, arena, &out->labels) && out->labels.n > 0;
    case MUSTER_FIELD_TYPE_JSON:
      return muster_json_reader_raw (reader, &out->text) && out->text.n > 0;
    default:
      g_assert_not_reached ();
    }
}

static void
read_fields (MusterJsonReader *reader, MusterArena *arena, MusterEvent *event)
{
  const MusterEventSpec *spec = muster_event_spec (event->kind);
  MusterText name;

  if (!muster_json_reader_enter_object (reader))
    return;
  while (muster_json_reader_next_member (reader, &name))
    {
      guint i = 0;

      while (i < spec->n_fields && !muster_text_equal (name, muster_field_name (spec->fields[i])))
        i++;
      if (i == spec->n_fields)
        muster_json_reader_skip (reader);
      else if (read_field (reader, arena, muster_field_type (spec->fields[i]), &event->fields[i]))
        event->fields_set |= (guint16) (1u << i);
    }
}

/**
 * muster_event_decode_payload:
 * @event: an event of @batch, from its head
 * @bytes: its payload
 * @n: their number
 * @reader: a reader to use
 * @batch: keeps a copy of what is needed of @bytes
 * @error: MUSTER_BASE_ERROR
 *
 * Fills the event's fields. Unknown members are left out, for growth. Whether the bytes are those
 * that the head binds is the caller's to check.
 *
 * Returns: whether it was an object of this kind; else the event has no fields
 */
gboolean
muster_event_decode_payload (MusterEvent *event,
                             const char *bytes,
                             gsize n,
                             MusterJsonReader *reader,
                             MusterBatch *batch,
                             GError **error)
{
  event->fields_set = 0;
  if (event->fields == NULL)
    event->fields =
        muster_arena_alloc (batch->arena, MUSTER_EVENT_FIELDS_MAX * sizeof (MusterField));
  bytes = muster_arena_strndup (batch->arena, bytes, n);
  muster_json_reader_begin (reader, bytes, n, batch->arena);
  read_fields (reader, batch->arena, event);
  if (muster_json_reader_finish (reader, error))
    return TRUE;
  event->fields_set = 0;
  return FALSE;
}
