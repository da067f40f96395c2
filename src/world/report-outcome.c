/* report-outcome.c - what became of a report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/report-outcome.h"

static MusterBecame
of_firing (const MusterAlert *alert, const MusterReportSummary *summary)
{
  if (alert == NULL)
    return MUSTER_BECAME_FOLDED;
  return summary->n_new > 0 ? MUSTER_BECAME_NEW : MUSTER_BECAME_REPEAT;
}

static MusterBecame
find_kind (const MusterReport *report, const MusterAlert *alert, const MusterReportSummary *summary)
{
  if (report->status == MUSTER_REPORT_FIRING)
    return of_firing (alert, summary);
  if (report->status == MUSTER_REPORT_RESOLVED)
    return summary->n_resolved > 0 ? MUSTER_BECAME_RESOLVED : MUSTER_BECAME_NONE_RESOLVED;
  return alert != NULL && alert->status == MUSTER_ALERT_FIRING ? MUSTER_BECAME_ACKNOWLEDGED
                                                               : MUSTER_BECAME_NONE_ACKNOWLEDGED;
}

/**
 * muster_world_get_outcome:
 * @world: a hub's world, which has decided the body
 * @reports: a body of one report; of more, this is about the first
 * @key: the id of the integration key it came by
 * @summary: what muster_world_report() said of it
 * @out: (out): what became of it; its time is the caller's to set
 */
void
muster_world_get_outcome (const MusterWorld *world,
                          const MusterReports *reports,
                          MusterUlid key,
                          const MusterReportSummary *summary,
                          MusterReportOutcome *out)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (world);
  const MusterReport *report;
  const MusterAlert *alert;

  *out = (MusterReportOutcome){ .key = key };
  if (reports->reports->len == 0)
    return;
  report = &g_array_index (reports->reports, MusterReport, 0);
  alert = muster_alert_index_find (alerts,
                                   &(MusterAlertIdentity){ key, report->dedup, &report->labels });
  out->became = find_kind (report, alert, summary);
  if (alert == NULL || out->became == MUSTER_BECAME_NONE_RESOLVED ||
      out->became == MUSTER_BECAME_NONE_ACKNOWLEDGED)
    return;
  out->alert = alert->id;
  out->service = muster_alert_index_service (alerts, alert);
  out->incident = muster_world_number_of (world, alert);
}
