/* splunk.c - Splunk On-Call's REST endpoint, VictorOps' before (wire-formats 2.14; its
 * documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An alert is known by its entity_id. Every member that has no meaning of its own is an annotation.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define ANNOTATED_URL "vo_annotate.u."

static const struct
{
  const char *word;
  MusterReportStatus status;
  MusterSeverity severity;
} types[] = {
  { "CRITICAL", MUSTER_REPORT_FIRING, MUSTER_SEVERITY_MAJOR },
  { "WARNING", MUSTER_REPORT_FIRING, MUSTER_SEVERITY_LOW },
  { "INFO", MUSTER_REPORT_FIRING, MUSTER_SEVERITY_INFO },
  { "ACKNOWLEDGEMENT", MUSTER_REPORT_ACKNOWLEDGED, MUSTER_SEVERITY_NONE },
  { "ACKNOWLEDGMENT", MUSTER_REPORT_ACKNOWLEDGED, MUSTER_SEVERITY_NONE },
  { "RECOVERY", MUSTER_REPORT_RESOLVED, MUSTER_SEVERITY_NONE },
};

static void
settle_type (MusterDraft *draft, MusterText type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].word) == type.n &&
        g_ascii_strncasecmp (types[i].word, type.bytes, type.n) == 0)
      {
        draft->report.status = types[i].status;
        draft->report.severity = types[i].severity;
        return;
      }
  muster_draft_flaw (draft, "message_type is not one of CRITICAL, WARNING, INFO, ACKNOWLEDGEMENT, "
                            "RECOVERY");
}

static MusterText
keep (MusterDraft *draft, const char *text)
{
  gsize n = strlen (text);

  return (MusterText){ muster_arena_strndup (draft->out->arena, text, n), n };
}

static void
add_annotations (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const known[] = { "message_type",     "entity_id", "entity_display_name",
                                       "state_start_time", "timestamp", "monitoring_tool" };

  for (const MusterValue *member = whole->first; member != NULL; member = member->next)
    {
      MusterText text = muster_value_to_text (member, draft->out->arena);
      MusterPairs *pairs = &draft->annotations;
      gboolean is_known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
        is_known = is_known || muster_text_equal (member->name, known[i]);
      if (member->name.n > strlen (ANNOTATED_URL) && draft->report.url.n == 0 &&
          memcmp (member->name.bytes, ANNOTATED_URL, strlen (ANNOTATED_URL)) == 0)
        muster_draft_set_url (draft, text);
      if (!is_known && text.n > 0 && pairs->n < G_N_ELEMENTS (pairs->items))
        pairs->items[pairs->n++] = (MusterPair){ member->name, text };
    }
}

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const titles[] = { "entity_display_name", "entity_id", "state_message", NULL };
  static const char *const times[] = { "state_start_time", "timestamp", NULL };
  static const char *const hosts[] = { "host_name", "host", NULL };
  MusterText id = muster_value_text_at (whole, "entity_id");

  settle_type (draft, muster_value_text_at (whole, "message_type"));
  muster_draft_set_dedup (draft, id.n > 0 ? id : keep (draft, draft->in->unique));
  muster_draft_set_time (draft, muster_value_text_of (whole, times));
  muster_draft_set_url (draft, muster_value_text_at (whole, "alert_url"));
  muster_pairs_add (&draft->labels, "alertname",
                    id.n > 0 ? id : muster_value_text_of (whole, titles));
  muster_pairs_add (&draft->labels, "alertname", draft->report.dedup); /* if it says nothing */
  muster_pairs_add (&draft->labels, "host", muster_value_text_of (whole, hosts));
  muster_pairs_add (&draft->labels, "service", muster_value_text_at (whole, "service"));
  muster_pairs_add (&draft->labels, "monitoring_tool",
                    muster_value_text_at (whole, "monitoring_tool"));
  muster_pairs_add (&draft->labels, "routing_key", keep (draft, draft->in->part));
  add_annotations (draft, whole);
  muster_draft_set_title (draft, muster_value_text_of (whole, titles));
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "splunk", in, reader, out);

  if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      if (whole->type == MUSTER_JSON_OBJECT)
        fill (&draft, whole);
      else
        muster_draft_flaw (&draft, "it is not an object");
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

static void
reply (const MusterReports *reports, MusterReply *out)
{
  const MusterReport *report = &g_array_index (reports->reports, MusterReport, 0);
  MusterJsonWriter writer;

  out->status = 200;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "result", "success");
  if (report->dedup.n > 0)
    {
      muster_json_name (&writer, "entity_id");
      muster_json_text (&writer, report->dedup.bytes, report->dedup.n);
    }
  muster_json_end_object (&writer);
}

static void
refuse (guint status, const char *message, MusterReply *out)
{
  MusterJsonWriter writer;

  out->status = status;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "result", "failure");
  muster_json_member_string (&writer, "message", message);
  muster_json_end_object (&writer);
}

static const char *const paths[] = { "/integrations/generic/20131114/alert/{key}/{routingKey}",
                                     "/alert/{key}/{routingKey}", NULL };

const MusterSource muster_source_splunk = {
  .name = "splunk",
  /* Translators: a product's name */
  .title = N_ ("Splunk On-Call"),
  .paths = paths,
  .decode = decode,
  .reply = reply,
  .refuse = refuse,
};
