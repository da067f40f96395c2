/* requests.c - what a handler sees, and the ways to answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"
#include <string.h>

#define POST(path, n, body)                                                                        \
  "POST " path " HTTP/1.1\r\nHost: h\r\nContent-Length: " n "\r\n\r\n" body

static void
test_peers (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  g_autofree char *tcp = NULL, *local = NULL, *want = NULL;
  int fd = raw_connect (fixture->tcp);

  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/who"), &tcp), ==, 200);
  close (fd);
  fd = raw_connect (fixture->local);
  g_assert_cmpuint (raw_roundtrip (fd, HUB_GET ("/who"), &local), ==, 200);
  close (fd);
  g_assert_cmpstr (tcp, ==, "4294967295 127.0.0.1 tcp");
  want = g_strdup_printf ("%u  unix", (guint) getuid ());
  g_assert_cmpstr (local, ==, want);
}

/* Many requests on one connection: nothing of one is left for the next. */
static void
test_keep_alive (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);
  static const struct
  {
    const char *request;
    guint status;
    const char *body; /* NULL: any */
  } cases[] = {
    { POST ("/echo", "5", "hello"), 200, "5" },
    { HUB_GET ("/echo"), 200, "0" },
    { POST ("/echo", "0", ""), 200, "0" },
    { "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n"
      "0\r\n\r\n",
      200, "4" },
    { POST ("/refuse", "5", "hello"), 403, NULL },
    { HUB_GET ("/refuse"), 403, NULL },
    { POST ("/nothing", "5", "hello"), 404, NULL },
    { POST ("/worker", "5", "hello"), 202, "" },
    { HUB_GET ("/worker"), 202, "" },
    { POST ("/echo", "1", "h"), 200, "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * 20; i++)
    {
      guint k = i % G_N_ELEMENTS (cases);
      g_autofree char *body = NULL;

      g_assert_cmpuint (raw_roundtrip (fd, cases[k].request, &body), ==, cases[k].status);
      if (cases[k].body != NULL)
        g_assert_cmpstr (body, ==, cases[k].body);
    }
  close (fd);
}

static void
test_deferred (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fds[50];
  MusterRequest *requests[50];
  MusterServerStats stats;

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = raw_connect (i % 2 == 0 ? fixture->tcp : fixture->local);
      g_assert_true (raw_send (fds[i], POST ("/later", "5", "hello"), -1));
    }
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    requests[i] = g_async_queue_pop (fixture->deferred);
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.deferred, ==, 50);
  g_assert_cmpuint (hub_fixture_advance (fixture, 3600 * (gint64) G_USEC_PER_SEC), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      gsize n;
      g_assert_cmpmem (muster_request_get_body (requests[i], &n), n, "hello", 5);
      g_assert_cmpstr (muster_request_get_method (requests[i]), ==, "POST");
      muster_request_answer (requests[i], muster_answer_new_static (200, NULL, "done"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *body = NULL;
      g_assert_cmpuint (raw_read_answer (fds[i], &body), ==, 200);
      g_assert_cmpstr (body, ==, "done");
      close (fds[i]);
    }
}

/* The sender is gone before the answer comes. */
static void
test_deferred_and_gone (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();

  for (guint i = 0; i < 50; i++)
    {
      int fd = raw_connect (fixture->tcp);
      MusterRequest *request;

      g_assert_true (raw_send (fd, POST ("/later", "5", "hello"), -1));
      request = g_async_queue_pop (fixture->deferred);
      close (fd);
      muster_request_answer (request, muster_answer_new_static (200, NULL, "done"));
    }
  hub_fixture_settle (fixture);
}

static void
test_http_10_closes (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  g_assert_cmpuint (raw_roundtrip (fd, "GET /who HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", NULL),
                    ==, 200);
  g_assert_true (raw_is_closed (fd));
  close (fd);
}

static void
test_expect_continue (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  g_autoptr (GString) line = NULL;
  g_autofree char *body = NULL;
  int fd = raw_connect (fixture->tcp);

  g_assert_true (raw_send (fd,
                           "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                           "Content-Length: 3\r\n\r\n",
                           -1));
  line = raw_read_until (fd, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (line->str, "HTTP/1.1 100 "));
  g_assert_cmpuint (raw_roundtrip (fd, "abc", &body), ==, 200);
  g_assert_cmpstr (body, ==, "3");
  close (fd);
}

static void
test_range_is_ignored (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  g_autoptr (GString) request = g_string_new ("GET /echo HTTP/1.1\r\nHost: h\r\nRange: bytes=");
  int fd = raw_connect (fixture->tcp);

  for (guint i = 0; i < 1000; i++)
    g_string_append (request, "0-,");
  g_string_append (request, "0-\r\n\r\n");
  g_assert_cmpuint (raw_roundtrip (fd, request->str, NULL), ==, 200);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/requests/peers", test_peers);
  g_test_add_func ("/hub/requests/keep-alive", test_keep_alive);
  g_test_add_func ("/hub/requests/deferred", test_deferred);
  g_test_add_func ("/hub/requests/deferred-and-gone", test_deferred_and_gone);
  g_test_add_func ("/hub/requests/http-1.0-closes", test_http_10_closes);
  g_test_add_func ("/hub/requests/expect-continue", test_expect_continue);
  g_test_add_func ("/hub/requests/range-is-ignored", test_range_is_ignored);
  return g_test_run ();
}
