/* hub-link-failures.c - tests of the stream as it should not go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link-bench.h"
#include <string.h>

/* A port that is held, and nobody listens. */
static GSocket *
hold_port (char **url)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *url = g_strdup_printf ("http://127.0.0.1:%u",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return socket;
}

static void
wait_failure (LinkBench *bench)
{
  while (muster_hub_link_get_retry_at_us (bench->link) == G_MAXINT64)
    g_main_context_iteration (NULL, TRUE);
}

/* Each wait is twice the one before, up to 30 s, here without chance: half of that. */
static void
test_refused (void)
{
  static const gint64 waits_ms[] = { 250, 500, 1000, 2000, 4000, 8000, 15000, 15000 };
  g_autofree char *url = NULL;
  g_autoptr (GSocket) socket = hold_port (&url);
  g_autofree char *words = g_strconcat ("No hub is listening at ", url, NULL);
  LinkBench bench;

  link_bench_start_at (&bench, url);
  muster_hub_link_open (bench.link, -1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (waits_ms); i++)
    {
      wait_failure (&bench);
      g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==, words);
      g_assert_cmpint (muster_hub_link_get_retry_at_us (bench.link) -
                           muster_clock_boot_us (bench.clock),
                       ==, waits_ms[i] * 1000);
      link_bench_advance_to_retry (&bench);
      g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_OFFLINE);
    }
  g_assert_cmpstr (bench.states->str, ==, "connecting offline "); /* no flicker */
  g_assert_cmpint (muster_hub_link_get_last_contact_us (bench.link), ==, 0);
  wait_failure (&bench);
  muster_hub_link_retry_now (bench.link);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_CONNECTING);
  wait_failure (&bench);
  g_assert_cmpint (muster_hub_link_get_retry_at_us (bench.link) -
                       muster_clock_boot_us (bench.clock),
                   ==, 250000); /* asked for: it starts over */
  link_bench_stop (&bench);
}

static void
test_no_socket (void)
{
  LinkBench bench;

  link_bench_start_at (&bench, "unix:/nonexistent/hub.sock");
  muster_hub_link_open (bench.link, -1, NULL);
  wait_failure (&bench);
  g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==,
                   "No hub is running at /nonexistent/hub.sock");
  link_bench_stop (&bench);
}

static const struct
{
  const char *answer;
  const char *words;
} answers[] = {
  { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n",
    "The hub does not know this console’s token (401)" },
  { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "The hub does not know this console’s token (401)" },
  { "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    "This console’s token may not read the stream (403)" },
  { "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
    "The hub refuses to send its stream (503)" },
  { "HTTP/1.1 302 Found\r\nLocation: /v1/elsewhere\r\nContent-Length: 0\r\n\r\n",
    "The hub refuses to send its stream (302)" },
  { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi",
    "What answers there is not a hub" },
  { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "What answers there is not a hub" },
  { STREAM_HEAD "data: no number\n\n", "The hub sent a line without a number" },
  { STREAM_HEAD "id: x\ndata: y\n\n", "The hub sent a line without a number" },
  { STREAM_HEAD "id: -1\ndata: y\n\n", "The hub sent a line without a number" },
  { STREAM_HEAD "id: 9007199254740993\ndata: y\n\n", "The hub sent a line without a number" },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      LinkBench bench;
      StubGuest *guest;

      link_bench_start (&bench);
      muster_hub_link_open (bench.link, -1, NULL);
      guest = stub_hub_next (&bench.hub);
      stub_guest_send (guest, answers[i].answer, -1);
      link_bench_wait_state (&bench, MUSTER_LINK_OFFLINE);
      g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==, answers[i].words);
      g_assert_cmpint (muster_hub_link_get_seq (bench.link), ==, -1);
      link_bench_advance_to_retry (&bench);
      stub_hub_next (&bench.hub); /* it comes back all the same */
      link_bench_stop (&bench);
    }
}

static void
test_not_http (void)
{
  static const char *const garbage[] = { "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", "", "HTTP/1.1" };

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      LinkBench bench;
      StubGuest *guest;

      link_bench_start (&bench);
      muster_hub_link_open (bench.link, -1, NULL);
      guest = stub_hub_next (&bench.hub);
      stub_guest_send (guest, garbage[i], -1);
      stub_guest_close (guest);
      link_bench_wait_state (&bench, MUSTER_LINK_OFFLINE);
      g_assert_nonnull (muster_hub_link_get_error (bench.link));
      link_bench_stop (&bench);
    }
}

/* The other side is gone without a word: nothing closes the connection but we. */
static void
test_half_open (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 3);
  muster_clock_advance (bench.clock, 20 * SECOND);
  g_assert_cmpstr (bench.states->str, ==, "connecting live stale offline ");
  g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==, "The hub has fallen silent");
  stub_guest_wait_gone (guest);
  link_bench_advance_to_retry (&bench);
  guest = stub_hub_next (&bench.hub);
  g_assert_true (stub_guest_said (guest, "\r\nLast-Event-ID: 3\r\n"));
  link_bench_stop (&bench);
}

static void
test_never_answers (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_open (bench.link, -1, NULL);
  guest = stub_hub_next (&bench.hub);
  muster_clock_advance (bench.clock, 20 * SECOND - 1);
  g_assert_cmpstr (bench.states->str, ==, "connecting ");
  muster_clock_advance (bench.clock, 1);
  g_assert_cmpstr (bench.states->str, ==, "connecting offline ");
  g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==, "The hub does not answer");
  stub_guest_wait_gone (guest);
  link_bench_stop (&bench);
}

static void
test_huge_line (void)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 0);
  stub_guest_send (guest, "id: 1\ndata: ", -1);
  for (guint i = 0; i < 5 && !guest->gone; i++)
    stub_guest_send (guest, filler, 1024 * 1024);
  link_bench_wait_state (&bench, MUSTER_LINK_OFFLINE);
  g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==,
                   "The hub sent a line that is too long");
  g_assert_cmpstr (bench.heard->str, ==, "");
  stub_guest_wait_gone (guest);
  link_bench_stop (&bench);
}

/* Live for @seconds with a heartbeat every 5 s, then closed. Returns the wait that follows. */
static gint64
live_and_lose (LinkBench *bench, StubGuest *guest, guint seconds)
{
  for (guint i = 0; i < seconds; i += 5)
    {
      muster_clock_advance (bench->clock, 5 * SECOND);
      stub_guest_send (guest, ":hb\n\n", -1);
      while (muster_hub_link_get_last_contact_us (bench->link) !=
             muster_clock_now_us (bench->clock))
        g_main_context_iteration (NULL, TRUE);
    }
  stub_guest_close (guest);
  wait_failure (bench);
  return muster_hub_link_get_retry_at_us (bench->link) - muster_clock_boot_us (bench->clock);
}

static StubGuest *
come_back (LinkBench *bench)
{
  StubGuest *guest;

  link_bench_advance_to_retry (bench);
  guest = stub_hub_next (&bench->hub);
  stub_guest_send (guest, STREAM_HEAD, -1);
  link_bench_wait_state (bench, MUSTER_LINK_LIVE);
  return guest;
}

/* A hub that falls over again and again is left in peace; one good minute, and all is forgotten. */
static void
test_good_minute (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, -1);
  g_assert_cmpint (live_and_lose (&bench, guest, 0), ==, 250000);
  guest = come_back (&bench);
  g_assert_cmpint (live_and_lose (&bench, guest, 55), ==, 500000);
  guest = come_back (&bench);
  g_assert_cmpint (live_and_lose (&bench, guest, 0), ==, 1000000);
  guest = come_back (&bench);
  g_assert_cmpint (live_and_lose (&bench, guest, 60), ==, 250000);
  link_bench_stop (&bench);
}

/* Asked again and again while the attempts are under way, only the last one counts. */
static void
test_impatience (void)
{
  LinkBench bench;

  link_bench_start (&bench);
  muster_hub_link_open (bench.link, 7, NULL);
  for (guint i = 0; i < 20; i++)
    {
      muster_hub_link_retry_now (bench.link);
      for (guint j = 0; j < i % 4; j++)
        g_main_context_iteration (NULL, FALSE);
    }
  link_bench_open_stream (&bench, 8);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_LIVE);
  link_bench_stop (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/hub-link-failures/refused", test_refused);
  g_test_add_func ("/link/hub-link-failures/no-socket", test_no_socket);
  g_test_add_func ("/link/hub-link-failures/answers", test_answers);
  g_test_add_func ("/link/hub-link-failures/not-http", test_not_http);
  g_test_add_func ("/link/hub-link-failures/half-open", test_half_open);
  g_test_add_func ("/link/hub-link-failures/never-answers", test_never_answers);
  g_test_add_func ("/link/hub-link-failures/huge-line", test_huge_line);
  g_test_add_func ("/link/hub-link-failures/good-minute", test_good_minute);
  g_test_add_func ("/link/hub-link-failures/impatience", test_impatience);
  return g_test_run ();
}
