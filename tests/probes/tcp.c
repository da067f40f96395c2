/* tcp.c - tests of the TCP check against real sockets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include "probes/address.h"
#include "responder.h"
#include "stand-in-resolver.h"

/* Bound to a port of its own on the loopback; it listens if @backlog >= 0. */
static GSocket *
bind_socket (int backlog, char **port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, any, FALSE, &error);
  g_assert_no_error (error);
  if (backlog >= 0)
    {
      g_socket_set_listen_backlog (socket, backlog);
      g_socket_listen (socket, &error);
      g_assert_no_error (error);
    }
  bound = g_socket_get_local_address (socket, NULL);
  *port =
      g_strdup_printf ("port=%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return socket;
}

static void
test_connects (void)
{
  g_autofree char *port = NULL;
  g_autoptr (GSocket) socket = bind_socket (5, &port);
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "tcp", "host=127.0.0.1", port, NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_OK, ": connected in 0.00 ms");
  harness_assert_output (&harness, "127.0.0.1 port ");
  harness_start (&harness, "tcp", "host=web.example", port, NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_OK, "web.example port ");
}

static void
test_refused (void)
{
  g_autofree char *port = NULL;
  g_autoptr (GSocket) socket = bind_socket (-1, &port); /* holds the port, but listens not */
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "tcp", "host=127.0.0.1", port, NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED, ": connection refused after");
  harness_assert_output (&harness, "connection refused");
}

/* A listener whose queue is full drops what knocks: as silent as a host that is not there. */
static void
test_silent (void)
{
  g_autofree char *port = NULL;
  g_autoptr (GSocket) socket = bind_socket (0, &port);
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);
  g_autoptr (GPtrArray) knockers = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Harness) harness;

  for (guint i = 0; i < 4; i++)
    {
      GSocket *knocker =
          g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (knocker, FALSE);
      g_socket_connect (knocker, address, NULL, NULL);
      g_ptr_array_add (knockers, knocker);
    }
  harness_init (&harness);
  harness_start (&harness, "tcp", "host=127.0.0.1", port, NULL);
  harness_settle ();
  g_assert_false (harness.done);
  muster_clock_advance (harness.clock, MUSTER_PROBE_DEADLINE_US);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_TIMEOUT, ": no answer after 10.0 s");
}

static void
test_names (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "tcp", "host=gone.example", "port=80", NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED, "gone.example port 80: no such name");
  harness_start (&harness, "tcp", "host=hang.example", "port=80", NULL);
  harness_settle ();
  muster_clock_advance (harness.clock, MUSTER_PROBE_DEADLINE_US);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_TIMEOUT, "No answer within");
}

static const struct
{
  const char *address;
  const char *complaint;
} addresses[] = {
  { "127.0.0.1", NULL },
  { "10.0.0.1", NULL },
  { "192.168.1.1", NULL },
  { "100.64.0.1", NULL },
  { "8.8.8.8", NULL },
  { "::1", NULL },
  { "fd00::1", NULL },
  { "2001:db8::1", NULL },
  { "::ffff:10.0.0.1", NULL },
  { "169.254.169.254", "is a link-local address" },
  { "169.254.0.1", "is a link-local address" },
  { "fe80::1", "is a link-local address" },
  { "::ffff:169.254.169.254", "is a link-local address" },
  { "64:ff9b::a9fe:a9fe", "is a link-local address" },
  { "224.0.0.1", "is a multicast address" },
  { "ff02::1", "is a multicast address" },
  { "0.0.0.0", "is the unspecified address" },
  { "::", "is the unspecified address" },
  { "::ffff:0.0.0.0", "is the unspecified address" },
  { "0.0.0.1", "is a reserved address" },
  { "255.255.255.255", "is a reserved address" },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (addresses[i].address);
      g_assert_cmpstr (muster_probe_address_complaint (address), ==, addresses[i].complaint);
    }
}

static void
test_not_tried (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "tcp", "host=at-169-254-169-254.example", "port=80", NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED,
                         "not tried: it is a link-local address");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stand_in_resolver_install ();
  g_test_add_func ("/probes/tcp/connects", test_connects);
  g_test_add_func ("/probes/tcp/refused", test_refused);
  g_test_add_func ("/probes/tcp/silent", test_silent);
  g_test_add_func ("/probes/tcp/names", test_names);
  g_test_add_func ("/probes/tcp/addresses", test_addresses);
  g_test_add_func ("/probes/tcp/not-tried", test_not_tried);
  return g_test_run ();
}
