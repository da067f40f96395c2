/* peer-table.c - allowances of addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/peer-table.h"
#include <arpa/inet.h>

typedef union
{
  struct sockaddr any;
  struct sockaddr_in in;
  struct sockaddr_in6 in6;
} Address;

#define NOW_US (1000 * G_USEC_PER_SEC)

static Address
make_address (const char *text)
{
  Address address = { .in.sin_family = AF_INET };

  if (inet_pton (AF_INET, text, &address.in.sin_addr) == 1)
    return address;
  address = (Address){ .in6.sin6_family = AF_INET6 };
  g_assert_cmpint (inet_pton (AF_INET6, text, &address.in6.sin6_addr), ==, 1);
  return address;
}

static void
test_loopback (void)
{
  static const struct
  {
    const char *text;
    gboolean is_loopback;
  } cases[] = { { "127.0.0.1", TRUE },
                { "127.255.0.9", TRUE },
                { "126.0.0.1", FALSE },
                { "::1", TRUE },
                { "::2", FALSE },
                { "::ffff:127.0.0.1", TRUE },
                { "::ffff:10.0.0.1", FALSE },
                { "0.0.0.0", FALSE },
                { "::", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Address address = make_address (cases[i].text);
      g_assert_cmpint (muster_address_is_loopback (&address.any), ==, cases[i].is_loopback);
    }
}

static void
test_rows (void)
{
  g_autoptr (MusterPeerTable) table = muster_peer_table_new (8, 256);
  Address v4 = make_address ("10.0.0.1"), mapped = make_address ("::ffff:10.0.0.1");
  Address other = make_address ("10.0.0.2"), local = make_address ("::1");
  MusterPeer *peer = muster_peer_table_get (table, &v4.any);

  g_assert_true (muster_peer_table_get (table, &mapped.any) == peer);
  g_assert_true (muster_peer_table_get (table, &other.any) != peer);
  g_assert_cmpuint (peer->strangers_max, ==, 8);
  g_assert_cmpuint (muster_peer_table_get (table, &local.any)->strangers_max, ==, 256);
  peer->connections_n++;
  muster_peer_table_prune (table, NOW_US);
  g_assert_cmpuint (muster_peer_table_size (table), ==, 1);
  peer->connections_n--;
  muster_peer_table_prune (table, NOW_US);
  g_assert_cmpuint (muster_peer_table_size (table), ==, 0);
}

/* Over any span no more than 10 a second and the burst are let through, and that many are. */
static void
test_guesses (void)
{
  g_autoptr (MusterPeerTable) table = muster_peer_table_new (8, 256);
  Address address = make_address ("10.0.0.1");
  MusterPeer *peer = muster_peer_table_get (table, &address.any);
  guint allowed = 0, retry_after_s;

  for (guint ms = 0; ms < 10000; ms++)
    {
      gboolean may = muster_peer_may_guess (peer, NOW_US + ms * 1000, &retry_after_s);
      allowed += may;
      g_assert_cmpuint (retry_after_s, ==, may ? 0 : 1);
    }
  g_assert_cmpuint (allowed, >=, 100);
  g_assert_cmpuint (allowed, <=, 110);
  muster_peer_table_prune (table, NOW_US + 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (muster_peer_table_size (table), ==, 1); /* not forgiven by going away */
  muster_peer_table_prune (table, NOW_US + 12 * G_USEC_PER_SEC);
  g_assert_cmpuint (muster_peer_table_size (table), ==, 0);
}

static void
test_abandons (void)
{
  g_autoptr (MusterPeerTable) table = muster_peer_table_new (8, 256);
  Address address = make_address ("10.0.0.1"), local = make_address ("127.0.0.1");
  MusterPeer *peer = muster_peer_table_get (table, &address.any);

  for (guint i = 0; i < 10000; i++)
    muster_peer_abandoned (peer, NOW_US);
  g_assert_false (muster_peer_table_may_connect (table, &address.any, NOW_US));
  g_assert_true (muster_peer_table_may_connect (table, &local.any, NOW_US));
  /* However bad it was, it is over after a second. */
  g_assert_true (muster_peer_table_may_connect (table, &address.any, NOW_US + G_USEC_PER_SEC));
  peer = muster_peer_table_get (table, &local.any);
  for (guint i = 0; i < 100; i++)
    muster_peer_abandoned (peer, NOW_US);
  g_assert_true (muster_peer_table_may_connect (table, &local.any, NOW_US));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/peer-table/loopback", test_loopback);
  g_test_add_func ("/hub/peer-table/rows", test_rows);
  g_test_add_func ("/hub/peer-table/guesses", test_guesses);
  g_test_add_func ("/hub/peer-table/abandons", test_abandons);
  return g_test_run ();
}
