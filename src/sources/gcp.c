/* gcp.c - Google Cloud Monitoring's webhooks (Google's documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static const MusterStatusWord states[] = { { "open", MUSTER_REPORT_FIRING },
                                           { "acknowledged", MUSTER_REPORT_ACKNOWLEDGED },
                                           { "closed", MUSTER_REPORT_RESOLVED },
                                           { NULL, MUSTER_REPORT_FIRING } };

static void
fill_labels (MusterDraft *draft, const MusterValue *incident)
{
  static const char *const sets[] = { "policy_user_labels", "resource.labels", "metric.labels",
                                      "metadata.user_labels" };
  MusterPairs *labels = &draft->labels;

  muster_pairs_add (labels, "alertname", muster_value_text_at (incident, "policy_name"));
  muster_pairs_add (labels, "alertname", draft->report.dedup);
  muster_pairs_add (labels, "condition", muster_value_text_at (incident, "condition_name"));
  muster_pairs_add (labels, "project", muster_value_text_at (incident, "scoping_project_id"));
  muster_pairs_add (labels, "resource", muster_value_text_at (incident, "resource_name"));
  muster_pairs_add (labels, "metric", muster_value_text_at (incident, "metric.type"));
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    muster_draft_add_members (draft, labels, sets[i], muster_value_at (incident, sets[i]));
}

static void
fill (MusterDraft *draft, const MusterValue *incident)
{
  static const char *const titles[] = { "documentation.subject", "summary", "condition_name",
                                        "policy_name", NULL };
  static const char *const severity_names[] = { "severity", "policy_user_labels.severity", NULL };
  static const char *const notes[] = { "summary", "observed_value", "threshold_value" };
  MusterText severity = muster_value_text_of (incident, severity_names);
  MusterText id = muster_value_text_at (incident, "incident_id");

  if (id.n == 0)
    muster_draft_flaw (draft, "incident_id is missing");
  if (!muster_draft_set_status (draft, muster_value_text_at (incident, "state"), states))
    muster_draft_flaw (draft, "state is neither open nor closed");
  muster_draft_set_dedup (draft, id);
  if (!muster_text_is (severity, "No severity"))
    muster_draft_set_severity (draft, severity, NULL);
  draft->starts =
      muster_source_time (draft->out->arena, muster_value_text_at (incident, "started_at"));
  draft->ends = muster_source_time (draft->out->arena, muster_value_text_at (incident, "ended_at"));
  muster_draft_set_url (draft, muster_value_text_at (incident, "url"));
  fill_labels (draft, incident);
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    muster_pairs_add (&draft->annotations, notes[i], muster_value_text_at (incident, notes[i]));
  muster_pairs_add (&draft->annotations, "description",
                    muster_value_text_at (incident, "documentation.content"));
  muster_draft_set_title (draft, muster_value_text_of (incident, titles));
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "gcp", in, reader, out);
  const MusterValue *incident = muster_value_at (whole, "incident");

  if (whole != NULL && (incident == NULL || incident->type != MUSTER_JSON_OBJECT))
    muster_json_reader_fail (reader, "incident is missing");
  else if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, incident);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_gcp = {
  .name = "gcp",
  /* Translators: a product's name */
  .title = N_ ("Google Cloud Monitoring"),
  .key_parameter = "auth_token",
  .decode = decode,
  .reply = muster_reply_refused_200,
};
