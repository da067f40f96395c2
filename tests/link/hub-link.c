/* hub-link.c - tests of the stream as it should go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link-bench.h"
#include <glib/gstdio.h>
#include <string.h>

static void
test_opens_at_head (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_OFFLINE);
  g_assert_null (muster_hub_link_get_error (bench.link));
  guest = link_bench_open_stream (&bench, -1);
  g_assert_true (g_str_has_prefix (guest->request->str, "GET /v1/stream HTTP/1.1\r\n"));
  g_assert_true (stub_guest_said (guest, "\r\nAccept: text/event-stream\r\n"));
  g_assert_false (stub_guest_said (guest, "Last-Event-ID"));
  g_assert_false (stub_guest_said (guest, "Muster-Journal"));
  g_assert_false (stub_guest_said (guest, "Authorization"));
  g_assert_false (stub_guest_said (guest, "Accept-Encoding"));
  g_assert_false (stub_guest_said (guest, "Cookie"));
  g_assert_cmpstr (bench.states->str, ==, "connecting live ");
  g_assert_cmpstr (muster_hub_link_get_journal (bench.link), ==, "01HX0000000000000000000000");
  g_assert_cmpint (muster_hub_link_get_last_contact_us (bench.link), ==,
                   muster_clock_now_us (bench.clock));
  link_bench_stop (&bench);
}

static void
test_lines (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 11);
  g_assert_true (stub_guest_said (guest, "\r\nLast-Event-ID: 11\r\n"));
  stub_guest_send (guest, ":hb\n\nid: 12\ndata: {\"seq\":12}\n\n", -1);
  link_bench_wait_heard (&bench, "12:{\"seq\":12} ");
  g_assert_cmpint (muster_hub_link_get_seq (bench.link), ==, 12);
  stub_guest_send (guest, "event: pulse\ndata: {\"here\":[]}\n\nid: 13\ndata: x\n\n", -1);
  link_bench_wait_heard (&bench, "pulse:{\"here\":[]} 13:x ");
  stub_guest_send (guest, "event: later\nid: 14\ndata: y\n\nid: 15\ndata: z\n\n", -1);
  link_bench_wait_heard (&bench, "15:z ");
  link_bench_stop (&bench);
}

/* In two pieces, cut at every place, over a real connection. */
static void
test_every_boundary (void)
{
  static const char stream[] = ":hb\r\n\r\nid: 1\r\ndata: {}\r\n\r\nevent: pulse\ndata: p\n\n"
                               ": c\nid: 2\ndata: \xC3\xBC\n\n";
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 0);
  for (gsize cut = 1; cut < sizeof stream - 1; cut++)
    {
      stub_guest_send (guest, stream, (gssize) cut);
      stub_settle ();
      stub_guest_send (guest, stream + cut, (gssize) (sizeof stream - 1 - cut));
      link_bench_wait_heard (&bench, "1:{} pulse:p 2:\xC3\xBC ");
    }
  g_assert_cmpstr (bench.states->str, ==, "connecting live ");
  link_bench_stop (&bench);
}

static void
test_chunked (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_open (bench.link, -1, NULL);
  guest = stub_hub_next (&bench.hub);
  stub_guest_send (guest,
                   "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n",
                   -1);
  stub_guest_send (guest, "7\r\nid: 1\nd\r\n9\r\nata: abc\n\r\n1\r\n\n\r\n", -1);
  link_bench_wait_heard (&bench, "1:abc ");
  link_bench_stop (&bench);
}

/* What it has seen, and of which journal, it says when it comes back. */
static void
test_resumes (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 40);
  stub_guest_send (guest, "id: 41\ndata: a\n\nid: 42\ndata: cut off in the mid", -1);
  link_bench_wait_heard (&bench, "41:a ");
  stub_guest_close (guest);
  link_bench_wait_state (&bench, MUSTER_LINK_OFFLINE);
  g_assert_cmpstr (muster_hub_link_get_error (bench.link), ==, "The hub closed the connection");
  stub_settle ();
  g_assert_cmpuint (bench.hub.n_connections, ==, 1); /* not before its time */
  link_bench_advance_to_retry (&bench);
  guest = stub_hub_next (&bench.hub);
  g_assert_true (stub_guest_said (guest, "\r\nLast-Event-ID: 41\r\n"));
  g_assert_true (stub_guest_said (guest, "\r\nMuster-Journal: 01HX0000000000000000000000\r\n"));
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_OFFLINE);
  stub_guest_send (guest, STREAM_HEAD "id: 42\ndata: b\n\n", -1);
  link_bench_wait_heard (&bench, "42:b ");
  g_assert_cmpstr (bench.states->str, ==, "connecting live offline live ");
  g_assert_null (muster_hub_link_get_error (bench.link));
  link_bench_stop (&bench);
}

static void
test_token (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  link_bench_make_link (&bench, bench.hub.url, "abc123");
  guest = link_bench_open_stream (&bench, -1);
  g_assert_true (stub_guest_said (guest, "\r\nAuthorization: Bearer abc123\r\n"));
  link_bench_stop (&bench);
}

static void
fill_never (gpointer unused, guchar *bytes, gsize n)
{
  g_assert_not_reached ();
}

static void
test_bad_options (void)
{
  static const char *const tokens[] = { "", "a b", "a\r\nX: y", "\xC3\xBC", "a\n" };
  g_autoptr (MusterClock) clock = muster_clock_new_manual (0);

  for (guint i = 0; i <= G_N_ELEMENTS (tokens); i++)
    {
      gboolean bad_url = i == G_N_ELEMENTS (tokens);
      MusterHubLinkOptions options = { .url = bad_url ? "http://hub.example" : "http://127.0.0.1",
                                       .token = bad_url ? NULL : tokens[i],
                                       .clock = clock,
                                       .fill = fill_never };
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_hub_link_new (&options, &error));
      g_assert_error (error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS);
    }
}

static void
test_unix_socket (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-link-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hub.sock", NULL);
  g_autofree char *url = g_strconcat ("unix:", path, NULL);
  LinkBench bench;
  StubGuest *guest;

  link_bench_start_at (&bench, url);
  stub_hub_start_unix (&bench.hub, path);
  guest = link_bench_open_stream (&bench, -1);
  stub_guest_send (guest, "id: 1\ndata: over a socket\n\n", -1);
  link_bench_wait_heard (&bench, "1:over a socket ");
  link_bench_stop (&bench);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_stale_and_back (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, -1);
  muster_clock_advance (bench.clock, 10 * SECOND - 1);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_LIVE);
  muster_clock_advance (bench.clock, 1);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_STALE);
  stub_guest_send (guest, ":hb\n\n", -1);
  link_bench_wait_state (&bench, MUSTER_LINK_LIVE);
  muster_clock_advance (bench.clock, 9 * SECOND);
  stub_guest_send (guest, ":", -1); /* any byte will do */
  while (muster_hub_link_get_last_contact_us (bench.link) != muster_clock_now_us (bench.clock))
    g_main_context_iteration (NULL, TRUE);
  muster_clock_advance (bench.clock, 9 * SECOND);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_LIVE);
  g_assert_cmpstr (bench.states->str, ==, "connecting live stale live ");
  link_bench_stop (&bench);
}

/* Somebody sets the clock: the link does not care. */
static void
test_clock_set (void)
{
  LinkBench bench;

  link_bench_start (&bench);
  link_bench_open_stream (&bench, -1);
  muster_clock_step (bench.clock, 3600 * (gint64) SECOND);
  stub_settle ();
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_LIVE);
  muster_clock_step (bench.clock, -7200 * (gint64) SECOND);
  muster_clock_advance (bench.clock, 10 * SECOND);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_STALE);
  link_bench_stop (&bench);
}

static void
test_reset (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 5);
  stub_guest_send (guest, "event: reset\ndata: {\"seq\":9}\n\nid: 6\ndata: never seen\n\n", -1);
  link_bench_wait_heard (&bench, "reset:{\"seq\":9} ");
  stub_guest_wait_gone (guest);
  g_assert_cmpint (muster_hub_link_get_retry_at_us (bench.link), ==, G_MAXINT64);
  muster_clock_advance (bench.clock, 3600 * (gint64) SECOND); /* a snapshot may take its time */
  stub_settle ();
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_CONNECTING);
  g_assert_cmpuint (bench.hub.n_connections, ==, 1);
  g_assert_cmpstr (bench.heard->str, ==, "");
  muster_hub_link_open (bench.link, 9, "01HX1111111111111111111111");
  guest = stub_hub_next (&bench.hub);
  g_assert_true (stub_guest_said (guest, "\r\nLast-Event-ID: 9\r\n"));
  g_assert_true (stub_guest_said (guest, "\r\nMuster-Journal: 01HX1111111111111111111111\r\n"));
  link_bench_stop (&bench);
}

typedef struct
{
  MusterHubLink *link;
  guint n_lines;
  gboolean let_go; /* of the link, else close it */
} Leaver;

static void
leave_cb (gint64 seq, const char *bytes, gsize n, gpointer user_data)
{
  Leaver *self = user_data;

  self->n_lines++;
  if (self->let_go)
    g_clear_object (&self->link);
  else
    muster_hub_link_close (self->link);
}

static const MusterLinkListener leaver = { .line = leave_cb };

/* From within a line the link is closed, or the last reference to it let go: no more is heard. */
static void
test_left_in_a_line (void)
{
  for (guint i = 0; i < 2; i++)
    {
      LinkBench bench;
      StubGuest *guest;
      Leaver self = { .let_go = i == 1 };

      link_bench_start (&bench);
      guest = link_bench_open_stream (&bench, 0);
      self.link = g_steal_pointer (&bench.link);
      muster_hub_link_set_listener (self.link, &leaver, &self);
      stub_guest_send (guest, "id: 1\ndata: a\n\nid: 2\ndata: b\n\n", -1);
      stub_guest_wait_gone (guest);
      g_assert_cmpuint (self.n_lines, ==, 1);
      g_clear_object (&self.link);
      link_bench_stop (&bench);
    }
}

static void
test_close (void)
{
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  guest = link_bench_open_stream (&bench, 0);
  muster_hub_link_close (bench.link);
  g_assert_cmpint (muster_hub_link_get_state (bench.link), ==, MUSTER_LINK_OFFLINE);
  g_assert_null (muster_hub_link_get_error (bench.link));
  stub_guest_wait_gone (guest);
  muster_clock_advance (bench.clock, 3600 * (gint64) SECOND);
  muster_hub_link_retry_now (bench.link); /* nobody wants it */
  stub_settle ();
  g_assert_cmpuint (bench.hub.n_connections, ==, 1);
  link_bench_stop (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/hub-link/opens-at-head", test_opens_at_head);
  g_test_add_func ("/link/hub-link/lines", test_lines);
  g_test_add_func ("/link/hub-link/every-boundary", test_every_boundary);
  g_test_add_func ("/link/hub-link/chunked", test_chunked);
  g_test_add_func ("/link/hub-link/resumes", test_resumes);
  g_test_add_func ("/link/hub-link/token", test_token);
  g_test_add_func ("/link/hub-link/bad-options", test_bad_options);
  g_test_add_func ("/link/hub-link/unix-socket", test_unix_socket);
  g_test_add_func ("/link/hub-link/stale-and-back", test_stale_and_back);
  g_test_add_func ("/link/hub-link/clock-set", test_clock_set);
  g_test_add_func ("/link/hub-link/reset", test_reset);
  g_test_add_func ("/link/hub-link/left-in-a-line", test_left_in_a_line);
  g_test_add_func ("/link/hub-link/close", test_close);
  return g_test_run ();
}
