/* deadlines.c - who is too slow is closed, and nobody else (security R5, hostile input 50)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"

#define HALF_HEAD  "POST /echo HTTP/1.1\r\nHost: h\r\nX-A: "
#define HALF_HEADS 2000
#define SECOND     ((gint64) G_USEC_PER_SEC)
#define LONG_BODY  "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n"
#define KIB_64     65536

static void
test_head (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int silent = raw_connect (fixture->tcp), slow = raw_connect (fixture->tcp);
  int local = raw_connect (fixture->local);

  g_assert_true (raw_send (slow, HALF_HEAD, -1));
  hub_fixture_settle (fixture);
  g_assert_true (raw_send (local, HUB_GET ("/who"), -1));
  g_assert_cmpuint (raw_read_answer (local, NULL), ==, 200);
  g_assert_cmpuint (hub_fixture_advance (fixture, 4 * SECOND), ==, 0);
  g_assert_true (raw_send (slow, "a", 1)); /* a byte now and then buys no time */
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 2);
  g_assert_true (raw_is_closed (silent));
  g_assert_true (raw_is_closed (slow));
  g_assert_cmpuint (raw_roundtrip (local, HUB_GET ("/who"), NULL), ==, 200);
  close (silent);
  close (slow);
  close (local);
}

/* Two thousand of them: all closed at 5 s, others served meanwhile. */
static void
test_half_heads (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_alloc ();
  g_autofree int *fds = g_new (int, HALF_HEADS);
  MusterServerSettings settings;
  MusterServerStats stats;
  int other;

  hub_fixture_init_settings (fixture, &settings);
  settings.connections = 4096;
  settings.strangers_per_loopback = 4096;
  hub_fixture_start (fixture, &settings);
  other = raw_connect (fixture->tcp);
  g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/who"), NULL), ==, 200);
  for (guint i = 0; i < HALF_HEADS; i++)
    {
      fds[i] = raw_connect (fixture->tcp);
      g_assert_true (raw_send (fds[i], HALF_HEAD, -1));
    }
  hub_fixture_settle (fixture);
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.connections, >=, HALF_HEADS + 1);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (hub_fixture_advance (fixture, 5 * SECOND), ==, HALF_HEADS);
  for (guint i = 0; i < HALF_HEADS; i++)
    {
      g_assert_true (raw_is_closed (fds[i]));
      close (fds[i]);
    }
  g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/who"), NULL), ==, 200);
  close (other);
}

/* 15 s, and one more for each 64 KiB that came. */
static void
test_body (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  g_autofree char *piece = g_malloc0 (2 * KIB_64);
  int slow = raw_connect (fixture->tcp), slower = raw_connect (fixture->tcp);

  g_assert_true (raw_send (slow, LONG_BODY, -1));
  g_assert_true (raw_send (slower, LONG_BODY, -1));
  hub_fixture_expect_route (fixture, "/echo");
  hub_fixture_expect_route (fixture, "/echo");
  g_assert_true (raw_send (slow, piece, 2 * KIB_64));
  g_assert_true (raw_send (slower, piece, 100));
  hub_fixture_settle (fixture);
  hub_fixture_settle (fixture);
  g_assert_cmpuint (hub_fixture_advance (fixture, 14 * SECOND), ==, 0);
  g_assert_true (raw_send (slower, piece, 100));
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 1);
  g_assert_true (raw_is_closed (slower));
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 0);
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 1);
  g_assert_true (raw_is_closed (slow));
  close (slow);
  close (slower);
}

static void
test_idle (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (hub_fixture_advance (fixture, 59 * SECOND), ==, 0);
  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (hub_fixture_advance (fixture, 59 * SECOND), ==, 0);
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 1);
  g_assert_true (raw_is_closed (fd));
  close (fd);
}

/* A second request's head has its own 5 s, from its request line on. */
static void
test_second_head (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (hub_fixture_advance (fixture, 10 * SECOND), ==, 0);
  g_assert_true (raw_send (fd, HALF_HEAD, -1));
  g_assert_cmpuint (hub_fixture_advance (fixture, 4 * SECOND), ==, 0);
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 1);
  g_assert_true (raw_is_closed (fd));
  close (fd);
}

/* 64 MiB to one who does not read: 30 s, and one for each 64 KiB. */
static void
test_write (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  g_assert_true (raw_send (fd, HUB_GET ("/big"), -1));
  hub_fixture_expect_route (fixture, "/big");
  hub_fixture_settle (fixture);
  g_assert_cmpuint (hub_fixture_advance (fixture, (30 + 1023) * SECOND), ==, 0);
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * SECOND), ==, 1);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/deadlines/head", test_head);
  g_test_add_func ("/hub/deadlines/half-heads", test_half_heads);
  g_test_add_func ("/hub/deadlines/body", test_body);
  g_test_add_func ("/hub/deadlines/idle", test_idle);
  g_test_add_func ("/hub/deadlines/second-head", test_second_head);
  g_test_add_func ("/hub/deadlines/write", test_write);
  return g_test_run ();
}
