/* alertmanager-json.c - silences and alerts as Alertmanager's API v2 shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/alertmanager-json.h"

#include "hub/api-json.h"

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

  if (name != NULL)
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

/* Prometheus' LabelSet.Fingerprint(): FNV-1a over the sorted names and values, 0xff after each. */
static void
member_fingerprint (MusterJsonWriter *writer, const MusterLabelSet *sorted)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  char text[17];

  for (guint i = 0; i < sorted->n; i++)
    {
      hash = hash_on (hash, sorted->items[i].name, sorted->items[i].name_n);
      hash = hash_on (hash, sorted->items[i].value, sorted->items[i].value_n);
    }
  g_snprintf (text, sizeof text, "%016" G_GINT64_MODIFIER "x", hash);
  muster_json_member_string (writer, "fingerprint", text);
}

static void
member_held_by (MusterJsonWriter *writer,
                const char *name,
                const MusterSuppression *held,
                MusterSuppressedBy by)
{
  muster_json_name (writer, name);
  muster_json_begin_array (writer);
  if (held != NULL && held->suppressor.by == by)
    member_uuid (writer, NULL, held->suppressor.id);
  muster_json_end_array (writer);
}

static void
member_status (MusterJsonWriter *writer, const MusterSuppression *held)
{
  gboolean suppressed = held != NULL && !muster_suppressed_by_gate (held->suppressor.by);

  member_state (writer, suppressed ? "suppressed" : "active");
  member_held_by (writer, "silencedBy", held, MUSTER_SUPPRESSED_BY_SILENCE);
  member_held_by (writer, "inhibitedBy", held, MUSTER_SUPPRESSED_BY_INHIBITION);
  member_held_by (writer, "mutedBy", held, MUSTER_SUPPRESSED_BY_MAINTENANCE);
  muster_json_end_object (writer);
}

static void
member_receivers (MusterJsonWriter *writer)
{
  muster_json_name (writer, "receivers");
  muster_json_begin_array (writer);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "name", MUSTER_AM_RECEIVER);
  muster_json_end_object (writer);
  muster_json_end_array (writer);
}

/**
 * muster_am_write_alert:
 * @writer: where a value may stand
 * @world: a hub's world
 * @alert: an alert of its index
 * @event: (nullable): its alert.fired with the payload
 *
 * Writes it as one object. Where its sender gives no end, it is that which Alertmanager would
 * give.
 */
void
muster_am_write_alert (MusterJsonWriter *writer,
                       const MusterWorld *world,
                       const MusterAlert *alert,
                       const MusterEvent *event)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterText url =
      event != NULL ? muster_event_text (event, MUSTER_FIELD_URL) : (MusterText){ NULL, 0 };
  gboolean has_end = alert->ends_us != MUSTER_NO_TIME;

  muster_alert_get_labels (muster_world_get_alerts (world), alert, &labels);
  muster_label_set_sort (&labels);
  muster_json_begin_object (writer);
  muster_json_labels (writer, "annotations",
                      event != NULL ? muster_event_labels (event, MUSTER_FIELD_ANNOTATIONS) : NULL);
  muster_json_member_instant (
      writer, "endsAt", has_end ? alert->ends_us : alert->last_seen_us + MUSTER_RESOLVE_TIMEOUT_US);
  member_fingerprint (writer, &labels);
  member_receivers (writer);
  muster_json_member_instant (writer, "startsAt", alert->starts_us);
  member_status (writer,
                 muster_suppressions_get (muster_world_get_suppressions (world), alert->id));
  muster_json_member_instant (writer, "updatedAt", alert->last_seen_us);
  muster_json_name (writer, "generatorURL");
  muster_json_text (writer, url.n > 0 ? url.bytes : "", url.n);
  muster_json_labels (writer, "labels", &labels);
  muster_json_end_object (writer);
}
