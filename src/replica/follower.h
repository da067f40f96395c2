/* follower.h - folds a hub's lines into a world, a little at a time, and checks them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "base/crypto.h"
#include "world/world.h"
G_BEGIN_DECLS

/* How long one slice of folding may take: a frame of a 60 Hz screen has 16 ms. */
#define MUSTER_FOLLOWER_SLICE_US 2000
/* Beyond it a slice is folded before more is taken. */
#define MUSTER_FOLLOWER_QUEUE_BYTES (4 * 1024 * 1024)

/* What a slice has to tell, after all of it is folded: first its events and pulses in order, then
 * each incident that changed (0: anything else), once. */
typedef struct
{
  void (*event) (const MusterEvent *event, gpointer user_data);
  void (*pulse) (const char *json, gpointer user_data);
  void (*changed) (guint incident, gpointer user_data);
} MusterFollowerFuncs;

typedef struct _MusterFollower MusterFollower;

MusterFollower *
muster_follower_new (MusterClock *clock, const MusterFollowerFuncs *funcs, gpointer user_data);
void muster_follower_free (MusterFollower *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterFollower, muster_follower_free)

/* An empty one until begin(). */
const MusterWorld *muster_follower_get_world (const MusterFollower *self);

/* Goes on from a snapshot: another world, and the chain after its seq. What waits is dropped. */
void muster_follower_begin (MusterFollower *self,
                            MusterWorld *world /* transfer full */,
                            const MusterSha256 *chain);

/* A line of the stream, or a pulse, waits for its turn. */
void muster_follower_push_line (MusterFollower *self, gint64 seq, const char *bytes, gsize n);
void muster_follower_push_pulse (MusterFollower *self, const char *bytes, gsize n);
void muster_follower_drop (MusterFollower *self); /* all that waits */
guint muster_follower_count_waiting (const MusterFollower *self);
gboolean muster_follower_is_full (const MusterFollower *self);

/* Folds one slice. FALSE where a line cannot be what the hub's journal holds: what waits is
 * dropped, the world is as after the last good line, and only a snapshot helps. */
gboolean muster_follower_fold (MusterFollower *self, GError **error);

/* Is @chain, as the hub says that it is after @seq, the one that we came to? TRUE where we are
 * not there. */
gboolean
muster_follower_agrees (const MusterFollower *self, guint64 seq, const MusterSha256 *chain);

G_END_DECLS
