/* peer-table.c - what each address on the network is doing to us (security R5, R6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both allowances are the generic cell rate algorithm (ITU-T I.371): one instant each, the time at
 * which all that was spent will have been earned again.
 */
#include "hub/peer-table.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define GUESSES_PER_S 10 /* security R6: requests without a valid key or token */
#define GUESSES_BURST 10
#define ABANDONS_PER_S                                                                             \
  100 /* connections given up without having authenticated (hostile input 55) */
#define ABANDONS_BURST_US G_USEC_PER_SEC /* what one may be ahead of that rate */

struct _MusterPeerTable
{
  GHashTable *peers; /* MusterPeer, its own key */
  guint per_address;
  guint per_loopback;
};

static guint
hash_peer (gconstpointer key)
{
  const MusterPeer *peer = key;
  guint32 words[4];

  memcpy (words, peer->address, sizeof words);
  return words[0] ^ words[1] * 31 ^ words[2] * 961 ^ words[3] * 29791;
}

static gboolean
equal_peers (gconstpointer a, gconstpointer b)
{
  return memcmp (((const MusterPeer *) a)->address, ((const MusterPeer *) b)->address, 16) == 0;
}

static void
read_address (const struct sockaddr *address, guchar out[16])
{
  static const guchar mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  if (address->sa_family == AF_INET6)
    {
      memcpy (out, &((const struct sockaddr_in6 *) address)->sin6_addr, 16);
      return;
    }
  memcpy (out, mapped, sizeof mapped);
  memcpy (out + sizeof mapped, &((const struct sockaddr_in *) address)->sin_addr, 4);
}

/**
 * muster_address_is_loopback:
 * @address: of %AF_INET or %AF_INET6
 *
 * Returns: whether it is in 127.0.0.0/8, also mapped into IPv6, or ::1
 */
gboolean
muster_address_is_loopback (const struct sockaddr *address)
{
  static const guchar loopback[16] = { [15] = 1 };
  guchar bytes[16];

  read_address (address, bytes);
  if (memcmp (bytes, loopback, sizeof loopback) == 0)
    return TRUE;
  return IN6_IS_ADDR_V4MAPPED ((const struct in6_addr *) bytes) && bytes[12] == 127;
}

/**
 * muster_peer_table_new:
 * @per_address: connections of one address that may be unauthenticated at a time, > 0
 * @per_loopback: the same for each address of this machine
 *
 * Not thread-safe: hub/watchdog has the lock.
 *
 * Returns: (transfer full): an empty table
 */
MusterPeerTable *
muster_peer_table_new (guint per_address, guint per_loopback)
{
  MusterPeerTable *self = g_new0 (MusterPeerTable, 1);

  self->peers = g_hash_table_new_full (hash_peer, equal_peers, g_free, NULL);
  self->per_address = MAX (per_address, 1);
  self->per_loopback = MAX (per_loopback, 1);
  return self;
}

void
muster_peer_table_free (MusterPeerTable *self)
{
  g_hash_table_unref (self->peers);
  g_free (self);
}

/**
 * muster_peer_table_get:
 * @address: of %AF_INET or %AF_INET6
 *
 * Returns: (transfer none): its row, made if need be; kept until muster_peer_table_prune() finds
 *   nothing to remember
 */
MusterPeer *
muster_peer_table_get (MusterPeerTable *self, const struct sockaddr *address)
{
  gboolean is_loopback = muster_address_is_loopback (address);
  MusterPeer key, *peer;

  read_address (address, key.address);
  peer = g_hash_table_lookup (self->peers, &key);
  if (peer != NULL)
    return peer;
  peer = g_new0 (MusterPeer, 1);
  memcpy (peer->address, key.address, sizeof key.address);
  peer->strangers_max = is_loopback ? self->per_loopback : self->per_address;
  peer->abandon_interval_us = G_USEC_PER_SEC / ABANDONS_PER_S;
  if (is_loopback) /* many senders share it, in the proportion of R5 */
    peer->abandon_interval_us =
        MAX (peer->abandon_interval_us * self->per_address / self->per_loopback, 1);
  g_hash_table_add (self->peers, peer);
  return peer;
}

/**
 * muster_peer_table_may_connect:
 *
 * Says whether an address has not just opened and given up more connections than anyone needs to
 * (hostile input 55). Never makes a row.
 *
 * Returns: %FALSE if its next connection should be closed unread
 */
gboolean
muster_peer_table_may_connect (MusterPeerTable *self, const struct sockaddr *address, gint64 now_us)
{
  const MusterPeer *peer;
  MusterPeer key;

  read_address (address, key.address);
  peer = g_hash_table_lookup (self->peers, &key);
  return peer == NULL || peer->abandon_due_us - now_us <= ABANDONS_BURST_US;
}

static gboolean
is_forgettable (gpointer key, gpointer value, gpointer user_data)
{
  const MusterPeer *peer = key;
  gint64 now_us = *(const gint64 *) user_data;

  return peer->connections_n == 0 && peer->guess_due_us <= now_us && peer->abandon_due_us <= now_us;
}

/**
 * muster_peer_table_prune:
 *
 * Forgets every address about which there is nothing to know. O(rows): once a second.
 */
void
muster_peer_table_prune (MusterPeerTable *self, gint64 now_us)
{
  g_hash_table_foreach_remove (self->peers, is_forgettable, &now_us);
}

guint
muster_peer_table_size (const MusterPeerTable *self)
{
  return g_hash_table_size (self->peers);
}

/**
 * muster_peer_may_guess:
 * @now_us: boot time
 * @out_retry_after_s: (out): when refused, whole seconds until a request is allowed again, ≥ 1
 *
 * Spends one request without a valid key or token: 10/s (security R6).
 *
 * Returns: whether the address still had one
 */
gboolean
muster_peer_may_guess (MusterPeer *self, gint64 now_us, guint *out_retry_after_s)
{
  const gint64 interval_us = G_USEC_PER_SEC / GUESSES_PER_S;
  gint64 due_us = MAX (self->guess_due_us, now_us) + interval_us;

  *out_retry_after_s = 0;
  if (due_us - now_us > GUESSES_BURST * interval_us)
    {
      *out_retry_after_s = 1; /* no more than a second is ever owed */
      return FALSE;
    }
  self->guess_due_us = due_us;
  return TRUE;
}

/**
 * muster_peer_abandoned:
 * @now_us: boot time
 *
 * Notes that a connection ended without ever having authenticated.
 */
void
muster_peer_abandoned (MusterPeer *self, gint64 now_us)
{
  gint64 most_us = now_us + 2 * ABANDONS_BURST_US;

  self->abandon_due_us =
      MIN (MAX (self->abandon_due_us, now_us) + self->abandon_interval_us, most_us);
}
