/* newrelic.c - New Relic's workflows, and its older notification channels (its documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names are those of the payload that New Relic fills in by default: an issue's of a workflow
 * first, an incident's of a channel next.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static const MusterStatusWord states[] = {
  { "ACTIVATED", MUSTER_REPORT_FIRING }, { "CREATED", MUSTER_REPORT_FIRING },
  { "open", MUSTER_REPORT_FIRING },      { "ACKNOWLEDGED", MUSTER_REPORT_ACKNOWLEDGED },
  { "CLOSED", MUSTER_REPORT_RESOLVED },  { NULL, MUSTER_REPORT_FIRING }
};

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const ids[] = { "id", "issueId", "incident_id", NULL };
  static const char *const state_names[] = { "state", "current_state", NULL };
  static const char *const titles[] = { "title", "details", "condition_name", NULL };
  static const char *const names[] = { "alertConditionNames[0]", "condition_name", "title", NULL };
  static const char *const severity_names[] = { "priority", "severity", NULL };
  static const char *const urls[] = { "issueUrl", "incident_url", NULL };
  static const char *const starts[] = { "activatedAt", "createdAt", "timestamp", NULL };
  static const char *const ends[] = { "closedAt", "updatedAt", "timestamp", NULL };
  static const char *const policies[] = { "alertPolicyNames[0]", "policy_name", NULL };
  static const char *const entities[] = { "impactedEntities[0]", "targets[0].name", NULL };
  MusterText id = muster_value_text_of (whole, ids);

  if (id.n == 0)
    muster_draft_flaw (draft, "id is missing");
  if (!muster_draft_set_status (draft, muster_value_text_of (whole, state_names), states))
    muster_draft_flaw (draft, "state is not one of ACTIVATED, CREATED, ACKNOWLEDGED, CLOSED, open");
  muster_draft_set_dedup (draft, id);
  muster_draft_set_severity (draft, muster_value_text_of (whole, severity_names), NULL);
  muster_draft_set_time (
      draft,
      muster_value_text_of (whole, draft->report.status == MUSTER_REPORT_RESOLVED ? ends : starts));
  muster_draft_set_url (draft, muster_value_text_of (whole, urls));
  muster_pairs_add (&draft->labels, "alertname", muster_value_text_of (whole, names));
  muster_pairs_add (&draft->labels, "alertname", id);
  muster_pairs_add (&draft->labels, "policy", muster_value_text_of (whole, policies));
  muster_pairs_add (&draft->labels, "entity", muster_value_text_of (whole, entities));
  muster_draft_add_members (draft, &draft->labels, "labels",
                            muster_value_at (whole, "targets[0].labels"));
  muster_draft_add_members (draft, &draft->annotations, "whole", whole);
  muster_draft_set_title (draft, muster_value_text_of (whole, titles));
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "newrelic", in, reader, out);

  if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_newrelic = {
  .name = "newrelic",
  /* Translators: a company's name */
  .title = N_ ("New Relic"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
