/* pings.h - heartbeats that are heard, and that are missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

/* What the pings of a body come to; those of no heartbeat are counted. */
void muster_world_hear_pings (MusterWorld *world,
                              const MusterDecideContext *context,
                              const MusterReports *reports,
                              MusterUlid key,
                              MusterBatch *batch,
                              MusterReportSummary *summary);

/* Says that a heartbeat that is due is missing; of one that was removed, that it is not. FALSE:
 * none is due. */
gboolean muster_world_miss_heartbeat (MusterWorld *world,
                                      const MusterDecideContext *context,
                                      MusterBatch *batch);

G_END_DECLS
