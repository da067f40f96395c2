/* reporting.h - one body of reports being decided: for the files that decide it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

typedef struct
{
  MusterWorld *world;
  const MusterDecideContext *context;
  MusterBatch *batch;
  MusterReportSummary *summary;
  const MusterObject *key; /* NULL: not in the directory any more */
  MusterSeverity severity; /* of the report at hand */
  MusterSeverity unraised; /* without what raises severities for a time */
  const char *raised;      /* why it is worse than that; NULL: it is not */
  const GPtrArray *routes; /* of MusterRoute, that take it; NULL: there are no rules */
  MusterUlid key_id;
  MusterUlid drill;
} MusterReporting;

/* For a new body: .world, .context, .batch and .summary are set. */
void muster_reporting_begin (MusterReporting *self, MusterUlid key);
/* A new event by the key, now; it is folded by the other. */
MusterEvent *muster_reporting_emit (MusterReporting *self, MusterEventKind kind, guint incident);
void muster_reporting_commit (MusterReporting *self, MusterEvent *event);

/* Makes the severity of the report at hand worse, where something that is configured does. */
void muster_reporting_raise (MusterReporting *self, const MusterReport *report);

MusterLabel muster_make_label (const char *name, const char *value);
/* "summary", else "alertname on service". */
char *muster_report_dup_title (const MusterReport *report);

G_END_DECLS
