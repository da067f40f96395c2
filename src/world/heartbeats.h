/* heartbeats.h - who has to say so every so often that it is alive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/directory.h"
G_BEGIN_DECLS

#define MUSTER_HEARTBEAT_INTERVAL_MIN_US (30 * G_USEC_PER_SEC)

/* What an object "heartbeat" says: {"interval":"1h","grace":"10m","service":"backup"}; grace is a
 * fifth of the interval if it is not given, service may be left out. */
typedef struct
{
  gint64 interval_us;
  gint64 grace_us;
  char *service; /* a name or an id; nullable */
} MusterHeartbeatBody;

gboolean muster_heartbeat_body_read (const char *body, MusterHeartbeatBody *out, GError **error);
void muster_heartbeat_body_clear (MusterHeartbeatBody *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterHeartbeatBody, muster_heartbeat_body_clear)

/* One of them. When it was heard is no event: it counts from the start of the hub again. */
typedef struct
{
  MusterUlid id; /* of its object */
  gint64 interval_us;
  gint64 grace_us;
  gint64 heard_us; /* the last ping; until there is one, since when it is expected */
  gint64 told_us;  /* when it was last said to be missing, or removed; MUSTER_NO_TIME: neither */
  gboolean removed;
} MusterHeartbeat;

typedef struct _MusterHeartbeats MusterHeartbeats;

MusterHeartbeats *muster_heartbeats_new (void);
void muster_heartbeats_free (MusterHeartbeats *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHeartbeats, muster_heartbeats_free)

/* As the object is now, expected from @at_us on if it is new. */
void muster_heartbeats_put (MusterHeartbeats *self, const MusterObject *object, gint64 at_us);
/* Nothing is missing that could not be heard: the hub was down, or the clock was set. */
void muster_heartbeats_grant_grace (MusterHeartbeats *self, gint64 at_us);

MusterHeartbeat *muster_heartbeats_get (const MusterHeartbeats *self, MusterUlid id);
/* A ping. */
void muster_heartbeats_hear (MusterHeartbeats *self, MusterHeartbeat *heartbeat, gint64 at_us);
/* It was said to be missing; or, of one that was removed, that it is not any more. */
void muster_heartbeats_tell (MusterHeartbeats *self, MusterHeartbeat *heartbeat, gint64 at_us);
/* The one that is due first, and when; NULL: there is none. */
MusterHeartbeat *muster_heartbeats_first (MusterHeartbeats *self, gint64 *out_us);

G_END_DECLS
