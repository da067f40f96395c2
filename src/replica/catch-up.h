/* catch-up.h - gets level with a hub and stays so: snapshot, stream, and both again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "replica/follower.h"
#include "replica/hub-answer.h"
#include "replica/replica.h"
G_BEGIN_DECLS

typedef struct
{
  MusterFollowerFuncs lines; /* events only after the first catching up */
  /* The state, the trouble, or who we are. */
  void (*state_changed) (gpointer user_data);
  /* The world is another one, or its seq is. */
  void (*folded) (guint64 seq, gpointer user_data);
} MusterCatchUpFuncs;

#define MUSTER_TYPE_CATCH_UP (muster_catch_up_get_type ())
G_DECLARE_FINAL_TYPE (MusterCatchUp, muster_catch_up, MUSTER, CATCH_UP, GObject)

MusterCatchUp *muster_catch_up_new (MusterHubLink *link,
                                    MusterClock *clock,
                                    const MusterCatchUpFuncs *funcs,
                                    gpointer user_data);
void muster_catch_up_start (MusterCatchUp *self);
void muster_catch_up_stop (MusterCatchUp *self); /* nothing is told any more */
void muster_catch_up_reconnect (MusterCatchUp *self);

const MusterWorld *muster_catch_up_get_world (MusterCatchUp *self);
gboolean muster_catch_up_has_world (MusterCatchUp *self); /* not the empty one of the start */
MusterReplicaState muster_catch_up_get_state (MusterCatchUp *self);
const char *muster_catch_up_get_trouble (MusterCatchUp *self);
guint muster_catch_up_get_tries (MusterCatchUp *self);
MusterMe muster_catch_up_get_me (MusterCatchUp *self);

G_END_DECLS
