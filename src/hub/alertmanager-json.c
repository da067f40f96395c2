/* alertmanager-json.c - silences and alerts as Alertmanager's API v2 shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/alertmanager-json.h"

#include "base/crypto.h"
#include "base/instant.h"
#include "model/event-kind.h"

#include <string.h>

#define UUID_BYTES 36

/**
 * muster_am_append_uuid:
 * @id: an id
 * @out: where to
 *
 * Writes its bits as a UUID, which clients of Alertmanager may insist on.
 */
void
muster_am_append_uuid (MusterUlid id, GString *out)
{
  g_string_append_printf (out, "%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint) (id.hi >> 32), (guint) (id.hi >> 16) & 0xffff,
                          (guint) id.hi & 0xffff, (guint) (id.lo >> 48),
                          (guint64) (id.lo & 0xffffffffffff));
}

/**
 * muster_am_parse_uuid:
 * @text: from outside
 * @out: (out): the id with its bits
 *
 * Returns: whether @text is a UUID
 */
gboolean
muster_am_parse_uuid (const char *text, MusterUlid *out)
{
  guint64 halves[2] = { 0, 0 };
  guint n = 0;

  if (strlen (text) != UUID_BYTES)
    return FALSE;
  for (guint i = 0; i < UUID_BYTES; i++)
    {
      gboolean is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_hyphen ? text[i] != '-' : !g_ascii_isxdigit (text[i]))
        return FALSE;
      if (is_hyphen)
        continue;
      halves[n / 16] = halves[n / 16] << 4 | (guint64) g_ascii_xdigit_value (text[i]);
      n++;
    }
  *out = (MusterUlid){ halves[0], halves[1] };
  return TRUE;
}

static void
member_uuid (MusterJsonWriter *writer, const char *name, MusterUlid id)
{
  g_autoptr (GString) uuid = g_string_new (NULL);

  muster_json_name (writer, name);
  muster_am_append_uuid (id, uuid);
  muster_json_text (writer, uuid->str, uuid->len);
}

static void
member_state (MusterJsonWriter *writer, const char *state)
{
  muster_json_name (writer, "status");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "state", state);
}

/**
 * muster_am_write_silence:
 * @writer: where a value may stand
 * @silence: a silence
 * @now_us: the time
 *
 * Writes it as one object.
 */
void
muster_am_write_silence (MusterJsonWriter *writer, const MusterSilence *silence, gint64 now_us)
{
  gboolean is_over = silence->state == MUSTER_SILENCE_EXPIRED || silence->ends_us <= now_us;

  muster_json_begin_object (writer);
  member_uuid (writer, "id", silence->id);
  member_state (writer, is_over ? "expired" : silence->starts_us <= now_us ? "active" : "pending");
  muster_json_end_object (writer);
  muster_json_member_instant (writer, "updatedAt", silence->updated_us);
  muster_json_member_string (writer, "comment", silence->comment != NULL ? silence->comment : "");
  muster_json_member_string (writer, "createdBy", silence->author != NULL ? silence->author : "");
  muster_json_member_instant (writer, "endsAt", silence->ends_us);
  muster_json_name (writer, "matchers");
  muster_matchers_write_json (silence->matchers, writer);
  muster_json_member_instant (writer, "startsAt", silence->starts_us);
  muster_json_end_object (writer);
}

/* --- alerts --- */

static guint64
hash_on (guint64 hash, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guchar) bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/* --- writing an alert, of which a list may have a million: names and what never changes at once
 * --- */

static void
put (GString *out, const char *literal)
{
  g_string_append (out, literal);
}

/* Prometheus' LabelSet.Fingerprint(): FNV-1a over the sorted names and values, 0xff after each. */
static void
put_fingerprint (GString *out, const MusterLabelSet *sorted)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  guchar bytes[sizeof hash];
  char text[2 * sizeof hash + 1];

  for (guint i = 0; i < sorted->n; i++)
    {
      hash = hash_on (hash, sorted->items[i].name, sorted->items[i].name_n);
      hash = hash_on (hash, sorted->items[i].value, sorted->items[i].value_n);
    }
  hash = GUINT64_TO_BE (hash);
  memcpy (bytes, &hash, sizeof hash);
  muster_to_hex (bytes, sizeof bytes, text);
  g_string_append_len (out, text, 2 * sizeof hash);
}

static void
put_held_by (GString *out, const char *name, const MusterSuppressor *held, MusterSuppressedBy by)
{
  put (out, name);
  if (held->by != by)
    return;
  put (out, "\"");
  muster_am_append_uuid (held->id, out);
  put (out, "\"");
}

static void
put_status (GString *out, const MusterSuppressor *held)
{
  if (held->by == MUSTER_SUPPRESSED_BY_NONE)
    {
      put (out, "{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[],\"mutedBy\":[]}");
      return;
    }
  put_held_by (out, "{\"state\":\"suppressed\",\"silencedBy\":[", held,
               MUSTER_SUPPRESSED_BY_SILENCE);
  put_held_by (out, "],\"inhibitedBy\":[", held, MUSTER_SUPPRESSED_BY_INHIBITION);
  put_held_by (out, "],\"mutedBy\":[", held, MUSTER_SUPPRESSED_BY_MAINTENANCE);
  put (out, "]}");
}

static void
put_json (GString *out, MusterText json, const char *without)
{
  if (json.n > 0)
    g_string_append_len (out, json.bytes, (gssize) json.n);
  else
    put (out, without);
}

/* Both taken apart and as written. */
static void
read_labels (MusterJsonReader *reader, MusterArena *arena, MusterAmText *out)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterText name, value;
  const char *begin;
  guint n = 0;

  muster_json_reader_peek (reader);
  begin = muster_json_reader_get_place (reader);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name) &&
         muster_json_reader_string (reader, &value))
    if (n < G_N_ELEMENTS (items))
      items[n++] = (MusterLabel){ name.bytes, value.bytes, (guint16) name.n, (guint16) value.n };
  out->labels_json = (MusterText){ begin, (gsize) (muster_json_reader_get_place (reader) - begin) };
  out->labels = (MusterLabelSet){ muster_arena_alloc (arena, n * sizeof *items), n };
  if (n > 0)
    memcpy (out->labels.items, items, n * sizeof *items);
  muster_label_set_sort (&out->labels);
}

/**
 * muster_am_read_payload:
 * @payload: of an alert.fired, as it is stored; empty if it was erased
 * @reader: to use
 * @arena: for what had escapes
 * @out: (out): what it says
 *
 * Returns: whether it can be read
 */
gboolean
muster_am_read_payload (MusterText payload,
                        MusterJsonReader *reader,
                        MusterArena *arena,
                        MusterAmText *out)
{
  MusterText name;

  *out = (MusterAmText){ 0 };
  if (payload.n == 0)
    return TRUE;
  muster_json_reader_begin (reader, payload.bytes, payload.n, arena);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, muster_field_name (MUSTER_FIELD_LABELS)))
      read_labels (reader, arena, out);
    else if (muster_text_equal (name, muster_field_name (MUSTER_FIELD_ANNOTATIONS)))
      muster_json_reader_raw (reader, &out->annotations_json);
    else if (muster_text_equal (name, muster_field_name (MUSTER_FIELD_URL)))
      muster_json_reader_raw (reader, &out->url_json);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL);
}

/**
 * muster_am_append_alert:
 * @out: where to
 * @alert: an alert
 * @text: what its payload says
 *
 * Writes it as one object. Where its sender gives no end, it is that which Alertmanager would
 * give. What the journal has as JSON is not taken apart and put together again.
 */
void
muster_am_append_alert (GString *out, const MusterAmAlert *alert, const MusterAmText *text)
{
  gint64 ends_us = alert->ends_us != MUSTER_NO_TIME
                       ? alert->ends_us
                       : alert->last_seen_us + MUSTER_RESOLVE_TIMEOUT_US;

  put (out, "{\"annotations\":");
  put_json (out, text->annotations_json, "{}");
  put (out, ",\"endsAt\":\"");
  muster_instant_append (ends_us, out);
  put (out, "\",\"fingerprint\":\"");
  put_fingerprint (out, &text->labels);
  put (out, "\",\"receivers\":[{\"name\":\"" MUSTER_AM_RECEIVER "\"}],\"startsAt\":\"");
  muster_instant_append (alert->starts_us, out);
  put (out, "\",\"status\":");
  put_status (out, &alert->held);
  put (out, ",\"updatedAt\":\"");
  muster_instant_append (alert->last_seen_us, out);
  put (out, "\",\"generatorURL\":");
  put_json (out, text->url_json, "\"\"");
  put (out, ",\"labels\":");
  put_json (out, text->labels_json, "{}");
  put (out, "}");
}
