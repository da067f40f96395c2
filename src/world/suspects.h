/* suspects.h - the changes that may have begun an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/change-ranking.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Only what took effect so long before it began is looked at, and the newest of those. */
#define MUSTER_SUSPECTS_WITHIN_US (24 * G_TIME_SPAN_HOUR)
#define MUSTER_SUSPECTS_MAX       300

typedef struct
{
  gint64 onset_us;
  GPtrArray *changes;           /* of const MusterRecordedChange, as the ranking numbers them */
  MusterChangeRanking *ranking; /* owned */
} MusterSuspects;

/* Valid as long as the world does not change. */
MusterSuspects *muster_world_find_suspects (const MusterWorld *world,
                                            const MusterIncident *incident);
void muster_suspects_free (MusterSuspects *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSuspects, muster_suspects_free)

G_END_DECLS
