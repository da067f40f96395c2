/* limits.c - how much, how many and how often (security R5, R6; hostile inputs 28 and 55)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"
#include <string.h>

#define MIB (1024 * 1024)

static void
send_zeros (int fd, gsize n)
{
  g_autofree char *piece = g_malloc0 (65536);

  for (gsize left = n; left > 0; left -= MIN (left, 65536))
    if (!raw_send (fd, piece, (gssize) MIN (left, 65536)))
      return;
}

static guint
post_length (HubFixture *fixture, const char *path, gsize n, gboolean send)
{
  g_autofree char *head = g_strdup_printf (
      "POST %s HTTP/1.1\r\nHost: h\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", path,
      send ? "" : "Expect: 100-continue\r\n", n);
  int fd = raw_connect (fixture->tcp);
  guint status;

  g_assert_true (raw_send (fd, head, -1));
  if (send)
    send_zeros (fd, n);
  status = raw_read_answer (fd, NULL);
  if (status == 413)
    g_assert_true (raw_is_closed (fd));
  close (fd);
  return status;
}

/* In chunks of a MiB, and one of the rest. */
static guint
post_chunked (HubFixture *fixture, const char *path, gsize n)
{
  g_autofree char *head =
      g_strdup_printf ("POST %s HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", path);
  int fd = raw_connect (fixture->tcp);
  guint status;

  raw_send (fd, head, -1);
  for (gsize left = n, size; left > 0; left -= size)
    {
      char line[24];

      size = MIN (left, MIB);
      g_snprintf (line, sizeof line, "%" G_GSIZE_MODIFIER "x\r\n", size);
      raw_send (fd, line, -1);
      send_zeros (fd, size);
      if (left > size || n % MIB == 0) /* who is too long by one waits for the answer then */
        raw_send (fd, "\r\n", 2);
    }
  if (n % MIB == 0)
    raw_send (fd, "0\r\n\r\n", -1);
  status = raw_read_answer (fd, NULL);
  if (status == 413)
    g_assert_true (raw_is_closed (fd));
  close (fd);
  return status;
}

static void
test_bodies (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  static const struct
  {
    const char *path;
    gsize max;
  } routes[] = { { "/echo", MIB }, { "/intake/echo", 16 * MIB } };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *path = routes[i].path;
      gsize max = routes[i].max;

      g_assert_cmpuint (post_length (fixture, path, max, TRUE), ==, 200);
      g_assert_cmpuint (post_chunked (fixture, path, max), ==, 200);
      g_assert_cmpint (fixture->refused_n, ==, 0);
      g_assert_cmpuint (post_length (fixture, path, max + 1, FALSE), ==, 413);
      g_assert_cmpint (fixture->refused_n, ==, (gint64) max + 1);
      fixture->refused_n = 0;
      g_assert_cmpuint (post_chunked (fixture, path, max + 1), ==, 413);
      g_assert_cmpint (fixture->refused_n, >, (gint64) max);
      fixture->refused_n = 0;
    }
}

/* 100 MiB streamed: closed at the limit, and the memory is not taken. A sender that does not stop
 * to read may miss the words. */
static void
test_endless_body (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  guint status = post_chunked (fixture, "/echo", 100 * MIB + 1);
  MusterServerStats stats;

  g_assert_true (status == 413 || status == 0);
  hub_fixture_settle (fixture);
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.big_bodies, ==, 1);
  g_assert_cmpint (fixture->refused_n, <, 2 * MIB);
}

static void
start_with (HubFixture *fixture, guint connections, guint per_address, guint per_loopback)
{
  MusterServerSettings settings;

  hub_fixture_init_settings (fixture, &settings);
  settings.connections = connections;
  settings.strangers_per_address = per_address;
  settings.strangers_per_loopback = per_loopback;
  hub_fixture_start (fixture, &settings);
}

/* One stranger too many closes the oldest stranger: not who is known, not another address. */
static void
test_strangers (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_alloc ();
  MusterServerStats stats;
  int known, other, fds[5];

  start_with (fixture, 1024, 2, 4);
  known = raw_connect (fixture->tcp);
  g_assert_cmpuint (raw_roundtrip (known, "GET /who HTTP/1.1\r\nHost: h\r\n" HUB_AUTH "\r\n", NULL),
                    ==, 200);
  other = raw_connect_from (fixture->tcp, "127.0.0.2");
  g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/who"), NULL), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = raw_connect (fixture->tcp);
      g_assert_cmpuint (raw_roundtrip (fds[i], HUB_GET ("/who"), NULL), ==, 200);
    }
  g_assert_true (raw_is_closed (fds[0]));
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.crowded_out, ==, 1);
  for (guint i = 1; i < G_N_ELEMENTS (fds); i++)
    g_assert_cmpuint (raw_roundtrip (fds[i], HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (raw_roundtrip (known, HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/who"), NULL), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  close (known);
  close (other);
}

/* A full house says so, with Retry-After; its owner still gets in by the Unix socket. */
static void
test_full_house (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_alloc ();
  g_autoptr (GString) answer = NULL;
  int fds[3], surplus, local;

  start_with (fixture, 3, 8, 256);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = raw_connect (fixture->tcp);
      g_assert_cmpuint (raw_roundtrip (fds[i], HUB_GET ("/who"), NULL), ==, 200);
    }
  surplus = raw_connect (fixture->tcp);
  raw_send (surplus, HUB_GET ("/who"), -1);
  answer = raw_read_all (surplus);
  g_assert_true (g_str_has_prefix (answer->str, "HTTP/1.1 503 "));
  g_assert_nonnull (strstr (answer->str, "\r\nRetry-After: 5\r\n"));
  local = raw_connect (fixture->local);
  g_assert_cmpuint (raw_roundtrip (local, HUB_GET ("/who"), NULL), ==, 200);
  g_assert_cmpuint (raw_roundtrip (fds[0], HUB_GET ("/who"), NULL), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  close (surplus);
  close (local);
}

/* Ten a second without a key, for each address; the Unix socket has no limit. */
static void
test_guesses (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp), other = raw_connect_from (fixture->tcp, "127.0.0.2");
  int local = raw_connect (fixture->local);

  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/guess"), NULL), ==, 404);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/guess"), NULL), ==, 429);
  g_assert_cmpuint (
      raw_roundtrip (fd, /* who they say they are changes nothing */
                     "GET /guess HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.1\r\n"
                     "Forwarded: for=192.0.2.1\r\nX-Real-IP: 192.0.2.1\r\n\r\n",
                     NULL),
      ==, 429);
  g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/guess"), NULL), ==, 404);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpuint (raw_roundtrip (local, HUB_GET ("/guess"), NULL), ==, 404);
  hub_fixture_advance (fixture, G_USEC_PER_SEC / 10);
  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/guess"), NULL), ==, 404);
  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/guess"), NULL), ==, 429);
  close (fd);
  close (other);
  close (local);
}

/* Thousands of connects from one address: from some point on closed unread, others are served. */
static void
test_connects (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  MusterServerStats stats;
  int other, again;

  for (guint i = 0; i < 5000; i++)
    close (raw_connect_from (fixture->tcp, "127.0.0.9"));
  other = raw_connect (fixture->tcp);
  g_assert_cmpuint (raw_roundtrip (other, HUB_GET ("/who"), NULL), ==, 200);
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.refused_connects, >, 0);
  hub_fixture_advance (fixture, 2 * G_USEC_PER_SEC);
  again = raw_connect_from (fixture->tcp, "127.0.0.9");
  g_assert_cmpuint (raw_roundtrip (again, HUB_GET ("/who"), NULL), ==, 200);
  close (other);
  close (again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/limits/bodies", test_bodies);
  g_test_add_func ("/hub/limits/endless-body", test_endless_body);
  g_test_add_func ("/hub/limits/strangers", test_strangers);
  g_test_add_func ("/hub/limits/full-house", test_full_house);
  g_test_add_func ("/hub/limits/guesses", test_guesses);
  g_test_add_func ("/hub/limits/connects", test_connects);
  return g_test_run ();
}
