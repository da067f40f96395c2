/* replica.h - the console's fold of its hub's stream, and what waits to be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/hub-link.h"
#include "replica/outbox-item.h"
#include "world/decide.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Holds a console's world, keeps it level with a hub (snapshot, then stream, then stream again
 * after a break), checks the chain as it goes, and sends commands: at once while live, queued while
 * not. */
#define MUSTER_TYPE_REPLICA (muster_replica_get_type ())
G_DECLARE_FINAL_TYPE (MusterReplica, muster_replica, MUSTER, REPLICA, GObject)

typedef enum
{
  MUSTER_REPLICA_CONNECTING, /* never had anything yet */
  MUSTER_REPLICA_CATCHING_UP,
  MUSTER_REPLICA_LIVE,
  MUSTER_REPLICA_STALE,   /* the link is open but silent for 10 s */
  MUSTER_REPLICA_OFFLINE, /* what is shown is as of get_live_at() */
} MusterReplicaState;

/* signals:
 *   "changed" (guint incident): the incident, or with 0 anything else, is not as it was; emitted at
 *       most once a main-loop turn for each, after all lines of that turn are folded. After a new
 *       snapshot it is emitted for 0 and for every incident: the world is another one then, and
 *       nothing got from the old one may be used any more
 *   "event" (const MusterEvent *): each full or head-only line after the first catching up, in
 *       order, before the "changed" of its turn; valid during the call
 *   "state-changed": the state, the trouble, or who we are
 *   "outbox-changed"
 *   "pulse" (const char *json) */
MusterReplica *muster_replica_new (MusterHubLink *link, MusterClock *clock, const char *folder);
void muster_replica_start (MusterReplica *self);
/* Puts what is on its way on the disk; nothing is told any more. For the end of the program. */
void muster_replica_stop (MusterReplica *self);
/* Tries again at once: somebody pressed Retry, or the machine woke up. */
void muster_replica_reconnect (MusterReplica *self);

const MusterWorld *muster_replica_get_world (MusterReplica *self); /* never NULL */
MusterReplicaState muster_replica_get_state (MusterReplica *self);
gint64 muster_replica_get_live_at_us (
    MusterReplica *self); /* when the hub was last heard; MUSTER_NO_TIME */
const char *muster_replica_get_trouble (MusterReplica *self); /* in words; NULL: none */
guint muster_replica_get_tries (MusterReplica *self);         /* since the link was last live */
/* Who the hub says that we are (GET /v1/me); the null id until it has said so. */
MusterUlid muster_replica_get_me (MusterReplica *self);
MusterAccess muster_replica_get_access (MusterReplica *self);

/* Gives the command an id and the basis, decides it for preview, then sends or queues it. The error
 * is the preview's or the hub's. A command that may not be queued fails at once while offline. On
 * success *incident (out, nullable) is the number the hub answered, 0 if it waits in the outbox;
 * the world shows what the command did, unless the link broke just then. */
void muster_replica_send_async (MusterReplica *self,
                                MusterCommand *command /* transfer full */,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean muster_replica_send_finish (MusterReplica *self,
                                     GAsyncResult *result,
                                     guint *incident,
                                     GError **error);
/* The hub's whole answer, with a new key or token if there is one; NULL if the command waits. After
 * finish(), as long as @result lives. */
GBytes *muster_replica_send_get_answer (MusterReplica *self, GAsyncResult *result);

const GPtrArray *muster_replica_get_outbox (MusterReplica *self); /* of MusterOutboxItem, waiting */
const GPtrArray *muster_replica_get_unapplied (MusterReplica *self); /* of MusterOutboxItem */
/* Decides a command of the tray anew: a new id, and the basis of now. */
void muster_replica_retry (MusterReplica *self, MusterUlid command);
void muster_replica_discard (MusterReplica *self, MusterUlid command);

/* GET of what is not on the stream: alerts, exports. */
void muster_replica_get_async (MusterReplica *self,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GBytes *muster_replica_get_finish (MusterReplica *self, GAsyncResult *result, GError **error);

G_END_DECLS
