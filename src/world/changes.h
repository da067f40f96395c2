/* changes.h - what was changed lately: deploys, flags, configuration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

/* The newest of them, and none that was told longer ago. */
#define MUSTER_CHANGES_MAX     10000
#define MUSTER_CHANGES_KEEP_US (30 * G_TIME_SPAN_DAY)

/* Takes @change in as the newest, and lets go of what is over the bounds at @now_us. */
void muster_changes_add (GQueue *changes, MusterRecordedChange *change);
void muster_changes_forget (GQueue *changes, gint64 now_us);

/* Records what a body tells, folding as it goes. One that is in the list already is not told again:
 * webhooks come twice. */
void muster_world_record_changes (MusterWorld *world,
                                  const MusterDecideContext *context,
                                  const MusterReports *reports,
                                  MusterUlid key,
                                  MusterBatch *batch,
                                  MusterReportSummary *summary);

G_END_DECLS
