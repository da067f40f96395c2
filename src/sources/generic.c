/* generic.c - our own format: one object or an array of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "sources/draft.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define DEDUP_CHARACTERS_MAX 255
#define KEY_BYTES            16 /* of a minted key: half of a SHA-256 */

/* Read beside the draft, as status and severity mean something only together with the rest. */
typedef struct
{
  MusterText status;
  MusterText severity;
} Said;

/* "1" to "5" and "SEV-2" are ours; words are a monitor's. SEV-1 takes a rule or a person. */
static MusterSeverity
read_severity (MusterText text)
{
  MusterSeverity severity;

  if (text.n == 0)
    return MUSTER_SEVERITY_NONE;
  if (!g_ascii_isdigit (text.bytes[text.n - 1]) ||
      !muster_severity_parse (text.bytes, (gssize) text.n, &severity))
    return muster_severity_from_alert (text.bytes, (gssize) text.n);
  return MAX (severity, MUSTER_SEVERITY_MAJOR);
}

static gboolean
is_blank (MusterText text)
{
  for (gsize i = 0; i < text.n; i++)
    if (!g_ascii_isspace (text.bytes[i]))
      return FALSE;
  return TRUE;
}

static void
settle_status (MusterDraft *draft, MusterText status)
{
  if (muster_text_equal (status, "resolved"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else if (status.n > 0 && !muster_text_equal (status, "firing"))
    muster_draft_flaw (draft, "status is neither firing nor resolved");
  else
    draft->report.timed = draft->ends.n > 0;
}

static void
settle (MusterDraft *draft, const Said *said)
{
  MusterReport *report = &draft->report;

  if (is_blank (report->title))
    muster_draft_flaw (draft, "summary is missing");
  if (report->dedup.n > 0 &&
      g_utf8_strlen (report->dedup.bytes, (gssize) report->dedup.n) > DEDUP_CHARACTERS_MAX)
    muster_draft_flaw (draft, "dedupKey is over 255 characters");
  settle_status (draft, said->status);
  report->severity = read_severity (said->severity);
  muster_pairs_add (&draft->labels, "alertname", report->title);
  muster_pairs_add (&draft->labels, "service", report->service);
}

static void
read_member (MusterDraft *draft, MusterText name, Said *said)
{
  MusterReport *report = &draft->report;

  if (muster_text_equal (name, "summary"))
    muster_draft_read_text (draft, "summary", &report->title);
  else if (muster_text_equal (name, "status"))
    muster_draft_read_text (draft, "status", &said->status);
  else if (muster_text_equal (name, "severity"))
    muster_draft_read_loose (draft, &said->severity);
  else if (muster_text_equal (name, "service"))
    muster_draft_read_text (draft, "service", &report->service);
  else if (muster_text_equal (name, "dedupKey"))
    muster_draft_read_text (draft, "dedupKey", &report->dedup);
  else if (!muster_draft_read_member (draft, name))
    muster_json_reader_skip (draft->reader);
}

static char *
put_text (char *out, const char *bytes, gsize n)
{
  memcpy (out, bytes, n);
  out[n] = '\0';
  return out + n + 1;
}

/* The labels by name, each name and value ended by a zero, which neither can hold: two sets that
 * differ are never written alike. */
static MusterText
write_labels (MusterArena *arena, MusterLabelSet *labels)
{
  gsize bytes = 0;
  char *text, *end;

  muster_label_set_sort (labels);
  for (guint i = 0; i < labels->n; i++)
    bytes += labels->items[i].name_n + labels->items[i].value_n + 2;
  text = end = muster_arena_alloc (arena, bytes);
  for (guint i = 0; i < labels->n; i++)
    {
      end = put_text (end, labels->items[i].name, labels->items[i].name_n);
      end = put_text (end, labels->items[i].value, labels->items[i].value_n);
    }
  return (MusterText){ .bytes = text, .n = bytes };
}

/* What has no key gets one made of its labels, "alertname" (its summary, if not given) among them:
 * the same labels have the same key, here and on any machine, and the sender may use it from then
 * on. It alone identifies the alert, so it is no fingerprint: nobody compares the labels after. */
static void
mint_key (MusterDraft *draft, MusterReport *report)
{
  MusterArena *arena = draft->out->arena;
  MusterText labels;
  MusterSha256 digest;
  char *key;

  if (report->dedup.n > 0)
    return;
  labels = write_labels (arena, &report->labels);
  muster_sha256 (&(MusterPiece){ .bytes = labels.bytes, .n = labels.n }, 1, &digest);
  key = muster_arena_alloc (arena, 2 * KEY_BYTES + 1);
  muster_to_hex (digest.bytes, KEY_BYTES, key);
  report->dedup = (MusterText){ .bytes = key, .n = 2 * KEY_BYTES };
}

/* "firing" in so many words outweighs an end that has passed. */
static void
keep_firing (MusterReport *report)
{
  if (report->status != MUSTER_REPORT_RESOLVED)
    return;
  report->status = MUSTER_REPORT_FIRING;
  report->ends_us = MUSTER_NO_TIME;
  report->timed = FALSE;
}

static void
read_alert (MusterDraft *draft)
{
  MusterReport *report;
  Said said = { 0 };
  MusterText name;

  if (muster_json_reader_peek (draft->reader) == MUSTER_JSON_OBJECT)
    {
      muster_json_reader_enter_object (draft->reader);
      while (muster_json_reader_next_member (draft->reader, &name))
        read_member (draft, name, &said);
      settle (draft, &said);
    }
  else
    {
      muster_draft_flaw (draft, "it is not an object");
      muster_json_reader_skip (draft->reader);
    }
  report = muster_draft_end (draft);
  if (report == NULL)
    return;
  if (muster_text_equal (said.status, "firing"))
    keep_firing (report);
  mint_key (draft, report);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;

  muster_draft_init (&draft, "generic", in, reader, out);
  if (muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
    {
      muster_draft_begin (&draft, 0);
      read_alert (&draft);
    }
  else if (muster_json_reader_enter_array (reader))
    for (guint i = 0; muster_json_reader_next_item (reader); i++)
      if (muster_draft_begin (&draft, i))
        read_alert (&draft);
  return muster_draft_finish (&draft, error);
}

static void
reply (const MusterReports *reports, MusterReply *out)
{
  guint accepted = muster_reply_count_accepted (reports);
  MusterJsonWriter writer;

  out->status = 202;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_int (&writer, "accepted", accepted);
  muster_json_name (&writer, "dedupKeys");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < accepted; i++)
    {
      MusterText key = g_array_index (reports->reports, MusterReport, i).dedup;

      muster_json_text (&writer, key.bytes, key.n);
    }
  muster_json_end_array (&writer);
  muster_reply_write_refused (&writer, reports);
  muster_json_end_object (&writer);
}

const MusterSource muster_source_generic = {
  .name = "generic",
  /* Translators: our own alert format, for scripts */
  .title = N_ ("Generic JSON"),
  .decode = decode,
  .reply = reply,
};
