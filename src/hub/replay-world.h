/* replay-world.h - a hub's world in memory, whose clock is a record's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* In place; it may not be moved. The same record gives the same ids, and so the same answer. */
typedef struct
{
  MusterWorld *world;
  MusterDecideContext context; /* its time moves by hand */
  MusterUlidSource ids;
  guint64 n_ids;
} MusterReplayWorld;

void muster_replay_world_init (MusterReplayWorld *self);
void muster_replay_world_clear (MusterReplayWorld *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterReplayWorld, muster_replay_world_clear)
/* And what is due until then. */
void muster_replay_world_advance (MusterReplayWorld *self, gint64 until_us);
/* What came by @key, and how many alerts joined by it. */
void
muster_replay_world_report (MusterReplayWorld *self, const MusterReports *reports, MusterUlid key);

G_END_DECLS
