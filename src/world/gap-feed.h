/* gap-feed.h - whoever answers for a schedule is told of its gaps in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
#include "world/decide.h"
G_BEGIN_DECLS

/* What begins within that is told with the first. */
#define MUSTER_GAP_FEED_US (21 * G_TIME_SPAN_DAY)

/* Tells of what was not told yet; when it is to be asked again, or G_MAXINT64. */
gint64 muster_world_mind_gaps (MusterWorld *world,
                               const MusterDecideContext *context,
                               const MusterObject *schedule,
                               const MusterRoster *roster,
                               MusterBatch *batch);

G_END_DECLS
