/* prometheus.c - Alertmanager's API v2: Prometheus takes us for its Alertmanager (wire-formats 2.2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/draft.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define REASONS_MAX 10

/* There is no status: an alert fires until its end passes, which each post puts off. */
static void
read_alert (MusterDraft *draft)
{
  MusterText name;

  draft->report.timed = TRUE;
  if (muster_json_reader_peek (draft->reader) != MUSTER_JSON_OBJECT)
    {
      muster_draft_flaw (draft, "it is not an object");
      muster_json_reader_skip (draft->reader);
    }
  else if (muster_json_reader_enter_object (draft->reader))
    while (muster_json_reader_next_member (draft->reader, &name))
      if (!muster_draft_read_member (draft, name))
        muster_json_reader_skip (draft->reader);
  if (muster_draft_is_zero_time (draft->starts))
    draft->starts = (MusterText){ 0 }; /* amtool's way to leave it out; Alertmanager's rule */
  muster_draft_end (draft);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;

  muster_draft_init (&draft, "prometheus", in, reader, out);
  if (muster_json_reader_enter_array (reader))
    for (guint i = 0; muster_json_reader_next_item (reader); i++)
      if (muster_draft_begin (&draft, i))
        read_alert (&draft);
  return muster_draft_finish (&draft, error);
}

/* A JSON string, as Alertmanager's own refusals are. */
static void
refuse (guint status, const char *message, MusterReply *out)
{
  MusterJsonWriter writer;

  out->status = status;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_string (&writer, message);
}

/* Like Alertmanager: it keeps what is valid, and answers 400 if something was not, so that
 * Prometheus counts an error where someone will see it. What was folded is kept. */
static void
reply (const MusterReports *reports, MusterReply *out)
{
  g_autoptr (GString) message = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < reports->refusals->len; i++)
    {
      const MusterRefusal *refusal = &g_array_index (reports->refusals, MusterRefusal, i);

      if (refusal->folded)
        continue;
      if (++n > REASONS_MAX)
        continue;
      g_string_append_printf (message, "%salert %u: %s", message->len > 0 ? "; " : "",
                              refusal->index, refusal->reason);
    }
  if (n > REASONS_MAX)
    g_string_append_printf (message, "; and %u more", n - REASONS_MAX);
  if (n > 0)
    refuse (400, message->str, out);
  else
    out->status = 200;
}

static const char *const paths[] = { "/api/v2/alerts", NULL };

const MusterSource muster_source_prometheus = {
  .name = "prometheus",
  /* Translators: a program's name */
  .title = N_ ("Prometheus"),
  .paths = paths,
  .decode = decode,
  .reply = reply,
  .refuse = refuse,
};
