/* room-feed.h - keeps a timeline's rows level with an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/timeline-model.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef struct _MusterRoomFeed MusterRoomFeed;

MusterRoomFeed *muster_room_feed_new (MusterTimelineModel *model);
void muster_room_feed_free (MusterRoomFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRoomFeed, muster_room_feed_free)

/* @outbox (nullable): of MusterOutboxItem, what waits to be sent, by @me. */
void muster_room_feed_update (MusterRoomFeed *self,
                              const MusterWorld *world,
                              const MusterIncident *incident,
                              const GPtrArray *outbox,
                              MusterUlid me);

G_END_DECLS
