/* own-alert.c - alerts of the hub's own: what it finds wrong by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/own-alert.h"

#include "world/reporting.h"

#include <string.h>

#define LABELS_MAX (2 + MUSTER_OWN_ALERT_LABELS_MAX) /* alertname, service */

static MusterText
text_of (const char *text)
{
  return (MusterText){ text, strlen (text) };
}

/* "heartbeat/01J…", "rule-disabled/01J…/inhibit[0]" */
static char *
make_dedup (const MusterOwnAlert *self)
{
  g_autofree char *id = muster_ulid_to_string (self->about);

  return g_strjoin ("/", self->kind, id, self->part, NULL);
}

static guint
make_labels (const MusterOwnAlert *self, MusterLabel *out)
{
  guint n = 0;

  out[n++] = muster_make_label ("alertname", self->name);
  for (guint i = 0; i < MUSTER_OWN_ALERT_LABELS_MAX && self->labels[i].name != NULL; i++)
    out[n++] = muster_make_label (self->labels[i].name, self->labels[i].value);
  if (self->service != NULL)
    out[n++] = muster_make_label ("service", self->service);
  return n;
}

/**
 * muster_world_report_own:
 * @world: a hub's world
 * @context: time and chance
 * @alert: what is wrong, or is no more
 * @batch: where the events go; they have their seqs and are folded
 *
 * Reports it as any other: it is grouped, routed and silenced as the rules say.
 */
void
muster_world_report_own (MusterWorld *world,
                         const MusterDecideContext *context,
                         const MusterOwnAlert *alert,
                         MusterBatch *batch)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  MusterReport *report = muster_reports_add (reports);
  g_autofree char *dedup = make_dedup (alert);
  const char *description = alert->description != NULL ? alert->description : "";
  MusterLabel annotation = muster_make_label ("description", description);
  MusterLabel labels[LABELS_MAX];
  MusterReportSummary summary;

  report->status = alert->status;
  report->severity = alert->severity;
  report->labels = (MusterLabelSet){ labels, make_labels (alert, labels) };
  if (*description != '\0')
    report->annotations = (MusterLabelSet){ &annotation, 1 };
  report->dedup = text_of (dedup);
  report->title = text_of (alert->title);
  if (alert->service != NULL)
    report->service = text_of (alert->service);
  if (alert->starts_us != 0)
    report->starts_us = alert->starts_us;
  muster_world_report (world, context, reports, (MusterUlid){ 0, 0 }, batch, &summary);
}
