/* peer-table.h - what each address on the network is doing to us (security R5, R6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
#include <sys/socket.h>
G_BEGIN_DECLS

/* Of one address. Times are the boot clock's. Kept while it has a connection or an
 * allowance that has not refilled. */
typedef struct
{
  guchar address[16]; /* IPv6, or IPv4 mapped into it */
  guint strangers_max;
  guint connections_n; /* all that are open, whoever they are */
  gint64 abandon_interval_us;
  GQueue strangers; /* connections not yet authenticated, oldest first; the links are theirs */
  gint64 guess_due_us;
  gint64 abandon_due_us;
} MusterPeer;

typedef struct _MusterPeerTable MusterPeerTable;

MusterPeerTable *muster_peer_table_new (guint per_address, guint per_loopback);
void muster_peer_table_free (MusterPeerTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPeerTable, muster_peer_table_free)

MusterPeer *muster_peer_table_get (MusterPeerTable *self, const struct sockaddr *address);
gboolean muster_peer_table_may_connect (MusterPeerTable *self,
                                        const struct sockaddr *address,
                                        gint64 now_us);
void muster_peer_table_prune (MusterPeerTable *self, gint64 now_us);
guint muster_peer_table_size (const MusterPeerTable *self);

gboolean muster_peer_may_guess (MusterPeer *self, gint64 now_us, guint *out_retry_after_s);
void muster_peer_abandoned (MusterPeer *self, gint64 now_us);

gboolean muster_address_is_loopback (const struct sockaddr *address);

G_END_DECLS
