/* zone-watch.h - whether the zone data of the system is still what this process reckons by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/committer.h"
G_BEGIN_DECLS

typedef struct _MusterZoneWatch MusterZoneWatch;

/* Looks once an hour. What it finds is a low alert of the hub's own, until the hub starts anew. */
MusterZoneWatch *muster_zone_watch_new (MusterCommitter *committer, MusterClock *clock);
void muster_zone_watch_free (MusterZoneWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterZoneWatch, muster_zone_watch_free)

G_END_DECLS
