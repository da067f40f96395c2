/* report-outcome.h - what became of a report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

/* Of the one report of a body that was just decided, by its key; @summary is of that. */
void muster_world_get_outcome (const MusterWorld *world,
                               const MusterReports *reports,
                               MusterUlid key,
                               const MusterReportSummary *summary,
                               MusterReportOutcome *out);

G_END_DECLS
