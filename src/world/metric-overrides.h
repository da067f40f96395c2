/* metric-overrides.h - overrides of severities that a metric decides on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* What was found when a metric was asked. */
typedef struct
{
  MusterUlid id; /* of the override */
  guint64 seq;   /* of it, as it was asked for */
  MusterMetricVerdict verdict;
  const char *words; /* why it holds, or is not known; nullable */
} MusterMetricFinding;

/* Tells it where that changes something; folded. */
void muster_world_hear_metric (MusterWorld *world,
                               const MusterDecideContext *context,
                               const MusterMetricFinding *finding,
                               MusterBatch *batch);

G_END_DECLS
