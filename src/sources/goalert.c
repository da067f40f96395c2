/* goalert.c - GoAlert's generic integration and its heartbeats (wire-formats 2.14; GoAlert's
 * documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same names may stand in the query, in a form, or in JSON. Whoever posts to GoAlert pages
 * somebody, so an alert that does not say how bad it is counts as an error.
 */
#include "base/crypto.h"
#include "sources/fill.h"
#include "sources/form.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define HEARTBEAT "/api/v2/heartbeat/{key}"
#define JSON      "application/json"

static const MusterSeverityWord none[] = { { NULL, MUSTER_SEVERITY_NONE } };

/* In the body, else in the query. */
static MusterText
get (MusterDraft *draft, const MusterValue *whole, const char *name)
{
  MusterText text = muster_value_text_at (whole, name);

  return text.n > 0 ? text : muster_intake_query (draft->in, draft->out->arena, name);
}

/* GoAlert's rule: without a key, the same words are the same alert. */
static MusterText
make_key (MusterDraft *draft, MusterText summary, MusterText details)
{
  MusterPiece pieces[] = { { summary.bytes, summary.n }, { "", 1 }, { details.bytes, details.n } };
  char *key = muster_arena_alloc (draft->out->arena, 2 * MUSTER_SHA256_BYTES + 1);
  MusterSha256 digest;

  muster_sha256 (pieces, G_N_ELEMENTS (pieces), &digest);
  muster_to_hex (digest.bytes, sizeof digest.bytes, key);
  return (MusterText){ key, 2 * MUSTER_SHA256_BYTES };
}

/* JSON has an object; forms and queries have "meta=name=value", as often as they like. */
static void
add_meta (MusterDraft *draft, const MusterValue *whole)
{
  MusterText forms[] = { { draft->in->body, draft->in->body_n },
                         { draft->in->query, strlen (draft->in->query) } };
  const MusterValue *meta = muster_value_at (whole, "meta");
  MusterText name, value, items[32];
  guint n = 0;

  if (meta != NULL && meta->type == MUSTER_JSON_OBJECT)
    muster_draft_add_members (draft, &draft->labels, "meta", meta);
  for (gsize i = muster_intake_is_form (draft->in) ? 0 : 1; i < G_N_ELEMENTS (forms); i++)
    while (n < G_N_ELEMENTS (items) &&
           muster_form_next (&forms[i], draft->out->arena, &name, &value))
      if (muster_text_equal (name, "meta"))
        items[n++] = value;
  muster_draft_add_tags (draft, "meta", items, n);
}

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  MusterText summary = get (draft, whole, "summary");
  MusterText details = get (draft, whole, "details");
  MusterText dedup = get (draft, whole, "dedup");

  if (muster_text_equal (get (draft, whole, "action"), "close"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  if (summary.n == 0 && (dedup.n == 0 || draft->report.status == MUSTER_REPORT_FIRING))
    muster_draft_flaw (draft, "summary is missing");
  muster_draft_set_dedup (draft, dedup.n > 0 ? dedup : make_key (draft, summary, details));
  muster_pairs_add (&draft->labels, "alertname", summary.n > 0 ? summary : draft->report.dedup);
  add_meta (draft, whole);
  muster_draft_set_severity (draft, muster_pairs_get (&draft->labels, "severity"), none);
  if (draft->report.severity == MUSTER_SEVERITY_NONE)
    draft->report.severity = MUSTER_SEVERITY_MINOR;
  muster_pairs_add (&draft->annotations, "description", details);
  muster_draft_set_title (draft, summary);
}

static void
read_ping (const MusterIntake *in, MusterReports *out)
{
  gsize n = strlen (in->part);
  MusterPing ping = { .name = { muster_arena_strndup (out->arena, in->part, n), n } };

  g_array_append_val (out->pings, ping);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterIntake filled = *in;
  MusterDraft draft;
  const MusterValue *whole;

  if (in->path != NULL && g_str_equal (in->path, HEARTBEAT))
    {
      read_ping (in, out);
      return TRUE;
    }
  if (in->body_n == 0)
    {
      filled.body = "{}"; /* all of it stands in the query */
      filled.body_n = 2;
      filled.content_type = NULL;
    }
  out->wants_outcome = g_strcmp0 (muster_intake_get_header (in, "Accept"), JSON) == 0;
  whole = muster_draft_read_whole (&draft, "goalert", &filled, reader, out);
  if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

/* Who accepts just JSON is told the alert's number: ours is that of the incident that it counts in,
 * which is what people look for. 0, as there, where it has none. */
static void
reply (const MusterReports *reports, MusterReply *out)
{
  const MusterReportOutcome *outcome = &reports->outcome;
  MusterJsonWriter writer;

  out->status = reports->wants_outcome ? 200 : 204;
  if (!reports->wants_outcome)
    return;
  out->content_type = JSON;
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_int (&writer, "AlertID", outcome->incident);
  muster_json_name (&writer, "ServiceID");
  if (muster_ulid_is_null (outcome->service))
    muster_json_string (&writer, "");
  else
    muster_json_ulid (&writer, outcome->service);
  muster_json_member_bool (&writer, "IsNew", outcome->became == MUSTER_BECAME_NEW);
  muster_json_end_object (&writer);
}

static const char *const paths[] = { "/api/v2/generic/incoming", HEARTBEAT, NULL };

const MusterSource muster_source_goalert = {
  .name = "goalert",
  /* Translators: a program's name */
  .title = N_ ("GoAlert"),
  .paths = paths,
  .key_parameter = "token",
  .decode = decode,
  .reply = reply,
};
