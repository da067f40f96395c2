/* stream.c - GET /v1/stream over sockets (protocol §4, hostile inputs 53 and 54)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub-fixture.h"
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* By HTTP/1.0 the bytes come as they are, else in chunks. */
#define STREAM(headers) "GET /stream HTTP/1.0\r\nHost: h\r\n" headers "\r\n"
#define CHUNKED         "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n"
#define HELLO           ":hb\n\n"
#define RESET(seq)      "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":" seq "}\n\n"
#define STALLED         1000

static void
append (HubFixture *fixture, guint64 seq, const char *text)
{
  MusterLogEvent event = { .seq = seq, .full = { text, strlen (text) }, .full_roles = 1 };

  muster_event_log_append (fixture->log, &event);
}

/* What a reader gets of that event who may not see it. */
static char *
dup_withheld (guint64 seq)
{
  return g_strdup_printf ("id: %" G_GUINT64_FORMAT "\ndata: {\"seq\":%" G_GUINT64_FORMAT
                          ",\"leaf\":\"%064d\"}\n\n",
                          seq, seq, 0);
}

static int
open_stream (HubFixture *fixture, const char *request)
{
  g_autoptr (GString) head = NULL;
  int fd = raw_connect (fixture->tcp);

  g_assert_true (raw_send (fd, request, -1));
  head = raw_read_until (fd, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (head->str, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (head->str, "\r\nContent-Type: text/event-stream\r\n"));
  g_assert_nonnull (strstr (head->str, "\r\nMuster-Journal: 00000000000"));
  g_assert_nonnull (strstr (head->str, "\r\nConnection: close\r\n"));
  return fd;
}

static void
expect (int fd, const char *text)
{
  g_autoptr (GString) got = raw_read_until (fd, text);

  g_assert_cmpstr (got->str, ==, text);
}

static void
test_follows (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = open_stream (fixture, STREAM ("")),
      other = open_stream (fixture, STREAM ("Role: 2\r\n"));

  expect (fd, HELLO);
  expect (other, HELLO);
  for (guint seq = 1; seq <= 100; seq++)
    {
      g_autofree char *full = g_strdup_printf ("id: %u\ndata: {\"n\":1}\n\n", seq);
      g_autofree char *none = dup_withheld (seq);

      append (fixture, seq, "{\"n\":1}");
      muster_event_log_notify (fixture->log);
      expect (fd, full);
      expect (other, none);
    }
  close (fd);
  close (other);
}

static void
test_chunks (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = open_stream (fixture, CHUNKED);

  expect (fd, "5\r\n:hb\n\n\r\n");
  append (fixture, 1, "{}");
  append (fixture, 2, "{}");
  muster_event_log_notify (fixture->log);
  expect (fd, "20\r\nid: 1\ndata: {}\n\nid: 2\ndata: {}\n\n\r\n");
  muster_server_stop (fixture->server);
  expect (fd, "0\r\n\r\n");
  g_assert_true (raw_is_closed (fd));
  close (fd);
}

static void
test_heartbeat (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = open_stream (fixture, STREAM (""));

  expect (fd, HELLO);
  hub_fixture_advance (fixture, 4 * G_USEC_PER_SEC);
  append (fixture, 1, "{}");
  muster_event_log_notify (fixture->log);
  expect (fd, "id: 1\ndata: {}\n\n");
  for (guint i = 0; i < 100; i++)
    {
      hub_fixture_advance (fixture, (i == 0 ? 1 : 5) * G_USEC_PER_SEC);
      expect (fd, ":hb\n\n");
    }
  close (fd);
}

static void
test_resume (void)
{
  static const struct
  {
    const char *request;
    const char *text;
  } cases[] = {
    { STREAM ("Last-Event-ID: 1\r\n"), "id: 2\ndata: {}\n\nid: 3\ndata: {}\n\n" },
    { "GET /stream?since=2 HTTP/1.0\r\nHost: h\r\n\r\n", "id: 3\ndata: {}\n\n" },
    { "GET /stream?since=0 HTTP/1.0\r\nHost: h\r\nLast-Event-ID: 2\r\n\r\n",
      "id: 3\ndata: {}\n\n" },
    { STREAM ("Last-Event-ID: 2\r\nMuster-Journal: 00000000000010000000000002\r\n"), RESET ("3") },
    { STREAM ("Last-Event-ID: 4\r\n"), RESET ("3") },
    { STREAM ("Last-Event-ID: 9007199254740992\r\n"), RESET ("3") },
  };
  g_autoptr (HubFixture) fixture = hub_fixture_new ();

  for (guint seq = 1; seq <= 3; seq++)
    append (fixture, seq, "{}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int fd = open_stream (fixture, cases[i].request);

      expect (fd, HELLO);
      expect (fd, cases[i].text);
      if (g_str_has_prefix (cases[i].text, "event: reset"))
        g_assert_true (raw_is_closed (fd));
      close (fd);
    }
}

#define KEPT(headers) "GET /stream HTTP/1.1\r\nHost: h\r\n" headers "\r\n"

static void
test_refused (void)
{
  static const struct
  {
    const char *request;
    guint status;
  } cases[] = {
    { KEPT ("Last-Event-ID: -1\r\n"), 400 },
    { KEPT ("Last-Event-ID: 1e9\r\n"), 400 },
    { KEPT ("Last-Event-ID: 18446744073709551616\r\n"), 400 },
    { KEPT ("Last-Event-ID: 9007199254740993\r\n"), 400 },
    { KEPT ("Last-Event-ID: x\r\n"), 400 },
    { KEPT ("Last-Event-ID: +1\r\n"), 400 },
    { KEPT ("Last-Event-ID: 1 2\r\n"), 400 },
    { KEPT ("Last-Event-ID: 0x1\r\n"), 400 },
    { KEPT ("Last-Event-ID:\r\n"), 400 },
    { "GET /stream?since= HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "GET /stream?since=1&since=1 HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "GET /stream?since=%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { KEPT ("Origin: http://evil.example\r\n"), 403 },
    { KEPT ("Origin: http://h\r\n"), 403 }, /* the name of Host proves nothing */
    { KEPT ("Origin: null\r\n"), 403 },
  };
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = raw_connect (fixture->tcp);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (raw_roundtrip (fd, cases[i].request, NULL), ==, cases[i].status);
  close (fd);
}

static void
test_own_origin (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  g_autofree char *request = g_strdup_printf (STREAM ("Origin: http://%s\r\n"), fixture->tcp);
  int fd = open_stream (fixture, request);

  expect (fd, HELLO);
  close (fd);
}

static void
test_base_url (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_alloc ();
  MusterServerSettings settings;
  int fd;

  hub_fixture_init_settings (fixture, &settings);
  settings.base_url = "https://muster.example";
  hub_fixture_start (fixture, &settings);
  fd = open_stream (fixture, STREAM ("Origin: https://muster.example\r\n"));
  expect (fd, HELLO);
  close (fd);
  fd = raw_connect (fixture->tcp);
  g_assert_cmpuint (raw_roundtrip (fd, KEPT ("Origin: https://muster.example.evil\r\n"), NULL), ==,
                    403);
  close (fd);
}

/* Who may read is found out elsewhere, and the stream begun from there. */
static void
test_deferred (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  MusterLogStart start = { .roles = 1, .resumes = TRUE, .since = 1 };
  int fd = raw_connect (fixture->tcp);

  append (fixture, 1, "{}");
  append (fixture, 2, "{}");
  g_assert_true (raw_send (fd, "GET /later HTTP/1.0\r\n\r\n", -1));
  muster_request_stream (g_async_queue_pop (fixture->deferred), &start);
  g_string_free (raw_read_until (fd, "\r\n\r\n"), TRUE);
  expect (fd, HELLO "id: 2\ndata: {}\n\n");
  close (fd);
}

/* Events enough to fill any socket's buffers and to lap the log many times. */
static guint64
flood (HubFixture *fixture, guint64 seq, guint n)
{
  g_autofree char *text = g_strnfill (1024, 'x');

  for (guint i = 0; i < n; i++)
    {
      append (fixture, ++seq, text);
      if (i % 64 == 0)
        muster_event_log_notify (fixture->log);
    }
  muster_event_log_notify (fixture->log);
  return seq;
}

static gsize
get_rss_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long size, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &size, &resident), ==, 2);
  return resident * (gsize) getpagesize ();
}

static HubFixture *
new_roomy_fixture (void)
{
  HubFixture *fixture = hub_fixture_alloc ();
  MusterServerSettings settings;

  hub_fixture_init_settings (fixture, &settings);
  settings.connections = 2048;
  settings.strangers_per_loopback = 2048;
  hub_fixture_start (fixture, &settings);
  return fixture;
}

/* A thousand that never read cost nothing while 64 MiB pass, a live one misses nothing, and after
 * 30 s without progress they are gone; some were cut before, as the log ran away from them. */
static void
test_stalled (void)
{
  g_autoptr (HubFixture) fixture = new_roomy_fixture ();
  int fds[STALLED], live = open_stream (fixture, STREAM ("Role: 2\r\n"));
  MusterServerStats stats;
  gsize before = 0;
  guint64 seq = 0;

  for (guint i = 0; i < STALLED; i++)
    {
      const int small = 4096;

      fds[i] = raw_connect (fixture->tcp);
      setsockopt (fds[i], SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
      g_assert_true (raw_send (fds[i], CHUNKED, -1));
      expect (fds[i], "HTTP/1.1 200 OK\r\n");
    }
  expect (live, HELLO);
  for (guint i = 0; i < 128; i++)
    {
      g_autofree char *last = NULL;

      seq = flood (fixture, seq, 512);
      last = dup_withheld (seq);
      g_string_free (raw_read_until (live, last), TRUE);
      if (i == 4) /* the log is full now, as are the buffers of the connections */
        before = get_rss_bytes ();
    }
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpuint (get_rss_bytes (), <, before + 16 * 1024 * 1024);
#endif
  g_assert_cmpuint (hub_fixture_advance (fixture, 29 * G_USEC_PER_SEC), ==, 0);
  expect (live, HELLO);
  g_assert_cmpuint (hub_fixture_advance (fixture, 1 * G_USEC_PER_SEC), <=, STALLED);
  hub_fixture_settle (fixture);
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.streams, ==, 1);
  for (guint i = 0; i < STALLED; i++)
    close (fds[i]);
  close (live);
  (void) before;
}

/* One that stalls and then goes on gets whole lines, and either a reset or a cut; never a gap. */
static void
test_lapped (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  int fd = open_stream (fixture, STREAM (""));
  g_autoptr (GString) got = NULL;
  guint64 want = 1;

  expect (fd, HELLO);
  append (fixture, 1, "{}");
  muster_event_log_notify (fixture->log);
  expect (fd, "id: 1\ndata: {}\n\n");
  flood (fixture, 1, 20000);
  got = raw_read_all (fd);
  for (const char *at = strstr (got->str, "id: "); at != NULL; at = strstr (at + 4, "id: "))
    g_assert_cmpuint (g_ascii_strtoull (at + 4, NULL, 10), ==, ++want);
  g_assert_cmpuint (want, <, 20000);
  close (fd);
}

/* Readers that come and go while events flow. */
static void
test_come_and_go (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  guint64 seq = 0;
  MusterServerStats stats;

  for (guint i = 0; i < 300; i++)
    {
      int fd = raw_connect (i % 2 == 0 ? fixture->tcp : fixture->local);

      g_assert_true (raw_send (fd, i % 2 == 0 ? CHUNKED : STREAM (HUB_AUTH), -1));
      if (i % 3 != 0)
        expect (fd, "HTTP/1.1 200 OK\r\n");
      seq = flood (fixture, seq, 10);
      close (fd);
    }
  do
    {
      seq = flood (fixture, seq, 1);
      hub_fixture_settle (fixture);
      muster_server_get_stats (fixture->server, &stats);
    }
  while (stats.streams > 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/stream/follows", test_follows);
  g_test_add_func ("/hub/stream/chunks", test_chunks);
  g_test_add_func ("/hub/stream/heartbeat", test_heartbeat);
  g_test_add_func ("/hub/stream/resume", test_resume);
  g_test_add_func ("/hub/stream/refused", test_refused);
  g_test_add_func ("/hub/stream/own-origin", test_own_origin);
  g_test_add_func ("/hub/stream/base-url", test_base_url);
  g_test_add_func ("/hub/stream/deferred", test_deferred);
  g_test_add_func ("/hub/stream/stalled", test_stalled);
  g_test_add_func ("/hub/stream/lapped", test_lapped);
  g_test_add_func ("/hub/stream/come-and-go", test_come_and_go);
  return g_test_run ();
}
