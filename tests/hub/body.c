/* body.c - answers that are written while they are sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"

#include <string.h>

#define SECOND        ((gint64) G_USEC_PER_SEC)
#define ENDLESS       "GET /written HTTP/1.1\r\nHost: h\r\nPieces: 100000\r\n" HUB_AUTH "\r\n"
#define PIECES        40
#define WRITTEN(more) "GET /written HTTP/1.1\r\nHost: h\r\n" HUB_AUTH more "\r\n"

static void
assert_pieces (const char *bytes, gsize n, guint pieces_n)
{
  g_assert_cmpuint (n, ==, pieces_n * HUB_PIECE_BYTES);
  for (gsize i = 0; i < n; i++)
    if (bytes[i] != 'a' + (int) (i / HUB_PIECE_BYTES % 26))
      g_error ("byte %" G_GSIZE_FORMAT " is %c", i, bytes[i]);
}

/* The body of an answer in chunks, after which the connection is closed; NULL: not all of it. */
static GString *
read_chunks (int fd)
{
  g_autoptr (GString) answer = raw_read_all (fd);
  const char *body = strstr (answer->str, "\r\n\r\n");
  guint status = 0;

  raw_find_statuses (answer->str, answer->len, &status, 1);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (answer->str, "\r\nTransfer-Encoding: chunked\r\n"));
  return raw_join_chunks (body + 4, answer->len - (gsize) (body + 4 - answer->str));
}

static void
test_whole (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();

  for (guint n = 0; n <= 2 * PIECES; n += PIECES)
    {
      int fd = raw_connect (fixture->tcp);
      g_autofree char *request =
          g_strdup_printf (WRITTEN ("Connection: close\r\nPieces: %u\r\n"), n);
      g_autoptr (GString) body = NULL;

      g_assert_true (raw_send (fd, request, -1));
      body = read_chunks (fd);
      g_assert_nonnull (body);
      assert_pieces (body->str, body->len, n);
      close (fd);
    }
}

/* After the last chunk the connection is as good as before. */
static void
test_kept (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (raw_send (fd, WRITTEN ("Pieces: 1\r\n"), -1));
      g_string_free (raw_read_until (fd, "aaaa\r\n0\r\n\r\n"), TRUE);
      g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/who"), NULL), ==, 200);
    }
  close (fd);
}

static void
test_http_10 (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);
  g_autoptr (GString) answer = NULL;
  const char *body;

  raw_send (fd, "GET /written HTTP/1.0\r\nPieces: 5\r\n\r\n", -1);
  answer = raw_read_all (fd);
  body = strstr (answer->str, "\r\n\r\n") + 4;
  assert_pieces (body, answer->len - (gsize) (body - answer->str), 5);
  close (fd);
}

/* Nobody takes a part for the whole: the last chunk is missing, and the connection closed. */
static void
test_cut (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  raw_send (fd, WRITTEN ("Pieces: 5\r\nCut: yes\r\n"), -1);
  g_assert_null (read_chunks (fd));
  close (fd);
}

/* A writer that waits costs its reader nothing of its time. */
static void
test_waiting_writer (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);
  g_autoptr (GString) head = NULL;
  g_autoptr (GString) body = NULL;

  raw_send (fd, WRITTEN ("Pieces: 3\r\nWaits: yes\r\n"), -1);
  head = raw_read_until (fd, "aaaa");
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (hub_fixture_advance (fixture, 20 * SECOND), ==, 0);
  g_async_queue_push (fixture->going_on, fixture);
  body = raw_read_until (fd, "\r\n0\r\n\r\n");
  g_assert_true (g_str_has_suffix (body->str, "cccc\r\n0\r\n\r\n"));
  close (fd);
}

static void
read_bytes (int fd, gsize n)
{
  char piece[65536];

  while (n > 0)
    {
      gssize got = recv (fd, piece, MIN (n, sizeof piece), 0);

      g_assert_cmpint (got, >, 0);
      n -= (gsize) got;
    }
}

/* Who takes less than 64 KiB a second is closed, and its writer ends; who takes more is not. */
static void
test_slow_reader (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int slow = raw_connect (fixture->tcp), steady = raw_connect (fixture->tcp);
  guint late_n = 0;

  raw_send (slow, ENDLESS, -1);
  raw_send (steady, ENDLESS, -1);
  for (guint i = 0; i < 60; i++)
    {
      read_bytes (steady, 2 * 1024 * 1024);
      late_n += hub_fixture_advance (fixture, 10 * SECOND);
    }
  g_assert_cmpuint (late_n, ==, 1);
  read_bytes (steady, 2 * 1024 * 1024);
  close (slow);
  close (steady);
}

/* Who hangs up, and who never reads while the server stops: no writer is left behind. */
static void
test_ends (void)
{
  for (guint i = 0; i < 4; i++)
    {
      HubFixture *fixture = hub_fixture_new ();
      int gone = raw_connect (fixture->tcp), silent = raw_connect (fixture->local);
      int waiting = raw_connect (fixture->tcp);

      raw_send (gone, ENDLESS, -1);
      raw_send (silent, ENDLESS, -1);
      raw_send (waiting, WRITTEN ("Pieces: 3\r\nWaits: yes\r\n"), -1);
      g_string_free (raw_read_until (waiting, "aaaa"), TRUE);
      if (i % 2 == 0)
        hub_fixture_settle (fixture);
      close (gone);
      g_async_queue_push (fixture->going_on, fixture);
      hub_fixture_free (fixture);
      close (silent);
      close (waiting);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/body/whole", test_whole);
  g_test_add_func ("/hub/body/kept", test_kept);
  g_test_add_func ("/hub/body/http-1.0", test_http_10);
  g_test_add_func ("/hub/body/cut", test_cut);
  g_test_add_func ("/hub/body/waiting-writer", test_waiting_writer);
  g_test_add_func ("/hub/body/slow-reader", test_slow_reader);
  g_test_add_func ("/hub/body/ends", test_ends);
  return g_test_run ();
}
