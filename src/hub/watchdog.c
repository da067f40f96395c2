/* watchdog.c - the open connections: how many, whose, and how late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library's own time-out is an idle timer that one byte every few seconds defeats. So each
 * connection carries the deadline of what it waits for, and once a second those that are late are
 * shut down; the HTTP thread then sees the end of the socket and cleans up. The lock is also what
 * keeps a descriptor open while someone else shuts it: the notice of closing takes it first.
 */
#include "hub/edge.h"

#define CONNECTIONS_CEILING 65536
#define UNIX_HEADROOM       32 /* the owner gets in although the network fills the house */

struct _MusterWatchdog
{
  GMutex lock;
  GQueue connections;
  MusterPeerTable *peers;
  guint connections_max;
};

MusterWatchdog *
muster_watchdog_new (const MusterServerSettings *settings)
{
  MusterWatchdog *self = g_new0 (MusterWatchdog, 1);

  g_mutex_init (&self->lock);
  self->peers =
      muster_peer_table_new (settings->strangers_per_address, settings->strangers_per_loopback);
  self->connections_max = CLAMP (settings->connections, 1, CONNECTIONS_CEILING);
  return self;
}

void
muster_watchdog_free (MusterWatchdog *self)
{
  g_assert (self->connections.length == 0);
  muster_peer_table_free (self->peers);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * muster_connection_enter:
 * @phase: what it waits for now
 * @span_us: how long it may, from now on; %G_MAXINT64 for ever
 *
 * Called on the HTTP thread, and on whatever thread wakes a stream: no lock.
 */
void
muster_connection_enter (MusterConnection *self, MusterPhase phase, gint64 span_us)
{
  gint deadline_s = G_MAXINT;

  if (span_us != G_MAXINT64)
    {
      gint64 at_us = muster_clock_boot_us (self->server->clock) + span_us;
      deadline_s = (gint) ((at_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
    }
  g_atomic_int_set (&self->deadline_s, deadline_s);
  g_atomic_int_set (&self->phase, (gint) phase);
}

/* The caller has the lock. The stranger stays a connection until its thread has seen the end. */
static void
forget_stranger (MusterConnection *connection)
{
  if (!connection->is_stranger)
    return;
  g_queue_unlink (&connection->peer->strangers, &connection->stranger_link);
  connection->is_stranger = FALSE;
}

/* One more stranger of an address closes its oldest (security R5). */
static void
add_stranger (MusterWatchdog *self, MusterConnection *connection, const struct sockaddr *address)
{
  MusterPeer *peer = muster_peer_table_get (self->peers, address);

  connection->peer = peer;
  peer->connections_n++;
  if (peer->strangers.length >= peer->strangers_max)
    {
      MusterConnection *oldest = g_queue_peek_head (&peer->strangers);
      shutdown (oldest->fd, SHUT_RDWR);
      forget_stranger (oldest);
      muster_count (&connection->server->stats.crowded_out);
    }
  connection->stranger_link.data = connection;
  connection->is_stranger = TRUE;
  g_queue_push_tail_link (&peer->strangers, &connection->stranger_link);
}

/**
 * muster_watchdog_opened:
 * @connection: new; its deadline is set already
 * @address: (nullable): of the peer; %NULL on a Unix socket
 */
void
muster_watchdog_opened (MusterWatchdog *self,
                        MusterConnection *connection,
                        const struct sockaddr *address)
{
  guint max = self->connections_max + (address == NULL ? UNIX_HEADROOM : 0);

  g_mutex_lock (&self->lock);
  connection->link.data = connection;
  g_queue_push_tail_link (&self->connections, &connection->link);
  connection->is_surplus = self->connections.length > max;
  if (address != NULL)
    add_stranger (self, connection, address);
  g_mutex_unlock (&self->lock);
  if (connection->is_surplus)
    muster_count (&connection->server->stats.surplus);
}

void
muster_watchdog_closed (MusterWatchdog *self, MusterConnection *connection, gint64 now_us)
{
  g_mutex_lock (&self->lock);
  g_queue_unlink (&self->connections, &connection->link);
  if (connection->peer != NULL)
    {
      forget_stranger (connection);
      connection->peer->connections_n--;
      if (!g_atomic_int_get (&connection->is_authenticated))
        muster_peer_abandoned (connection->peer, now_us);
    }
  g_mutex_unlock (&self->lock);
}

void
muster_watchdog_authenticated (MusterWatchdog *self, MusterConnection *connection)
{
  if (g_atomic_int_get (&connection->is_authenticated))
    return;
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&connection->is_authenticated, TRUE);
  forget_stranger (connection);
  g_mutex_unlock (&self->lock);
}

gboolean
muster_watchdog_may_connect (MusterWatchdog *self, const struct sockaddr *address, gint64 now_us)
{
  gboolean may;

  g_mutex_lock (&self->lock);
  may = muster_peer_table_may_connect (self->peers, address, now_us);
  g_mutex_unlock (&self->lock);
  return may;
}

gboolean
muster_watchdog_may_guess (MusterWatchdog *self,
                           MusterConnection *connection,
                           gint64 now_us,
                           guint *out_retry_after_s)
{
  gboolean may = TRUE;

  *out_retry_after_s = 0;
  g_mutex_lock (&self->lock);
  if (connection->peer != NULL)
    may = muster_peer_may_guess (connection->peer, now_us, out_retry_after_s);
  g_mutex_unlock (&self->lock);
  return may;
}

/**
 * muster_watchdog_close_late:
 * @now_us: boot time
 *
 * Shuts down every connection whose deadline is over, and forgets addresses at rest.
 *
 * Returns: how many were late
 */
guint
muster_watchdog_close_late (MusterWatchdog *self, gint64 now_us)
{
  gint now_s = (gint) (now_us / G_USEC_PER_SEC);
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (GList *l = self->connections.head; l != NULL; l = l->next)
    {
      MusterConnection *connection = l->data;

      if (now_s < g_atomic_int_get (&connection->deadline_s))
        continue;
      shutdown (connection->fd, SHUT_RDWR);
      g_atomic_int_set (&connection->deadline_s, G_MAXINT);
      n++;
    }
  muster_peer_table_prune (self->peers, now_us);
  g_mutex_unlock (&self->lock);
  return n;
}

guint
muster_watchdog_get_n (MusterWatchdog *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->connections.length;
  g_mutex_unlock (&self->lock);
  return n;
}

/**
 * muster_watchdog_has_unsent:
 *
 * Returns: whether an answer is owed or on its way, or a stream has not ended
 */
gboolean
muster_watchdog_has_unsent (MusterWatchdog *self)
{
  gboolean found = FALSE;

  g_mutex_lock (&self->lock);
  for (GList *l = self->connections.head; l != NULL && !found; l = l->next)
    {
      gint phase = g_atomic_int_get (&((MusterConnection *) l->data)->phase);
      found = phase == MUSTER_PHASE_WAIT || phase == MUSTER_PHASE_ANSWER ||
              phase == MUSTER_PHASE_STREAM;
    }
  g_mutex_unlock (&self->lock);
  return found;
}
