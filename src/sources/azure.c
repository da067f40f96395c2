/* azure.c - Azure Monitor's common alert schema (Microsoft's documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define ESSENTIALS "data.essentials"

static const MusterStatusWord conditions[] = { { "Fired", MUSTER_REPORT_FIRING },
                                               { "Resolved", MUSTER_REPORT_RESOLVED },
                                               { NULL, MUSTER_REPORT_FIRING } };

/* Sev0 is Critical there, Sev1 Error, Sev2 Warning, Sev3 Informational, Sev4 Verbose. */
static const MusterSeverityWord severities[] = {
  { "sev0", MUSTER_SEVERITY_MAJOR }, { "sev1", MUSTER_SEVERITY_MINOR },
  { "sev2", MUSTER_SEVERITY_LOW },   { "sev3", MUSTER_SEVERITY_INFO },
  { "sev4", MUSTER_SEVERITY_INFO },  { NULL, MUSTER_SEVERITY_NONE }
};

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const notes[] = { "signalType", "monitoringService", "description",
                                       "originAlertId" };
  const MusterValue *essentials = muster_value_at (whole, ESSENTIALS);
  MusterText id = muster_value_text_at (essentials, "alertId");
  MusterText rule = muster_value_text_at (essentials, "alertRule");

  if (id.n == 0 || rule.n == 0)
    muster_draft_flaw (draft, "alertId or alertRule is missing");
  if (!muster_draft_set_status (draft, muster_value_text_at (essentials, "monitorCondition"),
                                conditions))
    muster_draft_flaw (draft, "monitorCondition is neither Fired nor Resolved");
  muster_draft_set_dedup (draft, id);
  muster_draft_set_severity (draft, muster_value_text_at (essentials, "severity"), severities);
  draft->starts =
      muster_source_time (draft->out->arena, muster_value_text_at (essentials, "firedDateTime"));
  draft->ends =
      muster_source_time (draft->out->arena, muster_value_text_at (essentials, "resolvedDateTime"));
  muster_draft_set_url (draft, muster_value_text_at (essentials, "investigationLink"));
  muster_pairs_add (&draft->labels, "alertname", rule);
  muster_pairs_add (&draft->labels, "resource",
                    muster_value_text_at (essentials, "configurationItems[0]"));
  muster_draft_add_members (draft, &draft->labels, "customProperties",
                            muster_value_at (whole, "data.customProperties"));
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    muster_pairs_add (&draft->annotations, notes[i], muster_value_text_at (essentials, notes[i]));
  muster_pairs_add (
      &draft->annotations, "targets",
      muster_value_to_text (muster_value_at (essentials, "alertTargetIDs"), draft->out->arena));
  muster_pairs_add (
      &draft->annotations, "context",
      muster_value_to_text (muster_value_at (whole, "data.alertContext"), draft->out->arena));
  muster_draft_set_title (draft, rule);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "azure", in, reader, out);

  if (whole != NULL && !muster_text_equal (muster_value_text_at (whole, "schemaId"),
                                           "azureMonitorCommonAlertSchema"))
    muster_json_reader_fail (reader, "schemaId is not azureMonitorCommonAlertSchema: turn the "
                                     "common alert schema on");
  else if (whole != NULL)
    {
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end (&draft);
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_azure = {
  .name = "azure",
  /* Translators: a product's name */
  .title = N_ ("Azure Monitor"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
