/* hub-request.c - tests of requests and their answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link-bench.h"
#include <string.h>

typedef struct
{
  MusterHubReply *reply;
  GError *error;
  gboolean done;
} Answer;

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *self = user_data;

  self->reply = muster_hub_link_request_finish (MUSTER_HUB_LINK (object), result, &self->error);
  g_assert_true ((self->reply == NULL) == (self->error != NULL));
  self->done = TRUE;
}

static void
answer_wait (Answer *self)
{
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->reply, muster_hub_reply_free);
  g_clear_error (&self->error);
  self->done = FALSE;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
assert_body (const Answer *self, const char *text)
{
  gsize n;
  const char *bytes = g_bytes_get_data (self->reply->body, &n);

  g_assert_cmpmem (bytes, n, text, strlen (text));
}

static void
test_get (void)
{
  g_auto (Answer) answer = { 0 };
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  link_bench_make_link (&bench, bench.hub.url, "abc123");
  muster_hub_link_get_async (bench.link, "/v1/snapshot?part=1", NULL, answered_cb, &answer);
  guest = stub_hub_next (&bench.hub);
  g_assert_true (g_str_has_prefix (guest->request->str, "GET /v1/snapshot?part=1 HTTP/1.1\r\n"));
  g_assert_true (stub_guest_said (guest, "\r\nAuthorization: Bearer abc123\r\n"));
  g_assert_false (stub_guest_said (guest, "Accept-Encoding"));
  stub_guest_send (guest,
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
                   "Muster-Seq: 1042\r\nMuster-Chain: 00ff\r\nMuster-Journal: 01HX\r\n"
                   "Content-Length: 7\r\n\r\n{\"a\":1}",
                   -1);
  answer_wait (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.reply->status, ==, 200);
  g_assert_cmpstr (answer.reply->content_type, ==, "application/json");
  g_assert_cmpint (answer.reply->seq, ==, 1042);
  g_assert_cmpstr (answer.reply->chain, ==, "00ff");
  g_assert_cmpstr (answer.reply->journal, ==, "01HX");
  assert_body (&answer, "{\"a\":1}");
  link_bench_stop (&bench);
}

static void
test_post (void)
{
  static const char json[] = "{\"id\":\"01J\",\"text\":\"caf\xC3\xA9\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_auto (Answer) answer = { 0 };
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_post_async (bench.link, "/v1/incidents/INC-7/note", body, NULL, answered_cb,
                              &answer);
  guest = stub_hub_next (&bench.hub);
  g_assert_true (
      g_str_has_prefix (guest->request->str, "POST /v1/incidents/INC-7/note HTTP/1.1\r\n"));
  g_assert_true (stub_guest_said (guest, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_suffix (guest->request->str, json));
  stub_guest_send (guest,
                   "HTTP/1.1 409 Conflict\r\nContent-Type: application/problem+json\r\n"
                   "Content-Length: 2\r\n\r\n{}",
                   -1);
  answer_wait (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.reply->status, ==, 409); /* an answer is no error */
  g_assert_cmpstr (answer.reply->content_type, ==, "application/problem+json");
  g_assert_cmpint (answer.reply->seq, ==, -1);
  g_assert_null (answer.reply->chain);
  assert_body (&answer, "{}");
  link_bench_stop (&bench);
}

/* Security R3: no redirect takes our token elsewhere, no cookie comes back, nothing is cached. */
static void
test_only_a_client (void)
{
  static const char first[] =
      "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/v1/me\r\nSet-Cookie: a=b; Path=/\r\n"
      "Cache-Control: max-age=3600\r\nContent-Length: 0\r\n\r\n";
  static const char second[] =
      "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nWWW-Authenticate: Digest "
      "realm=\"r\", nonce=\"n\"\r\nSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n";
  const char *const answers[] = { first, second, first };
  LinkBench bench;

  link_bench_start (&bench);
  link_bench_make_link (&bench, bench.hub.url, "abc123");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto (Answer) answer = { 0 };
      StubGuest *guest;

      muster_hub_link_get_async (bench.link, "/v1/me", NULL, answered_cb, &answer);
      guest = stub_hub_next (&bench.hub);
      g_assert_false (stub_guest_said (guest, "Cookie"));
      g_assert_false (stub_guest_said (guest, "If-None-Match"));
      stub_guest_send (guest, answers[i], -1);
      answer_wait (&answer);
      g_assert_no_error (answer.error);
      g_assert_cmpuint (answer.reply->status, ==, answers[i] == first ? 302 : 401);
    }
  link_bench_stop (&bench);
}

static void
test_odd_numbers (void)
{
  static const char *const bad[] = {
    "-1", "x", "", "1e3", "9007199254740993", "99999999999999999999"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "HTTP/1.1 200 OK\r\nMuster-Seq: %s\r\nContent-Length: 0\r\n\r\n", bad[i]);
      g_auto (Answer) answer = { 0 };
      LinkBench bench;

      link_bench_start (&bench);
      muster_hub_link_get_async (bench.link, "/v1/snapshot", NULL, answered_cb, &answer);
      stub_guest_send (stub_hub_next (&bench.hub), text, -1);
      answer_wait (&answer);
      g_assert_cmpint (answer.reply->seq, ==, -1);
      link_bench_stop (&bench);
    }
}

/* Streams and requests have connections of their own, and requests several at a time. */
static void
test_beside_a_stream (void)
{
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };
  LinkBench bench;
  StubGuest *stream, *guest;

  link_bench_start (&bench);
  stream = link_bench_open_stream (&bench, -1);
  muster_hub_link_get_async (bench.link, "/v1/slow", NULL, answered_cb, &first);
  stub_hub_next (&bench.hub); /* and is left waiting */
  muster_hub_link_get_async (bench.link, "/v1/alerts", NULL, answered_cb, &second);
  guest = stub_hub_next (&bench.hub);
  stub_guest_send (guest, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", -1);
  answer_wait (&second);
  assert_body (&second, "[]");
  stub_guest_send (stream, "id: 1\ndata: a\n\n", -1);
  link_bench_wait_heard (&bench, "1:a ");
  g_assert_false (first.done);
  stub_hub_stop (&bench.hub); /* the hub dies */
  answer_wait (&first);
  g_assert_nonnull (first.error);
  link_bench_stop (&bench);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_get_async (bench.link, "/v1/slow", cancellable, answered_cb, &answer);
  guest = stub_hub_next (&bench.hub);
  stub_guest_send (guest, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", -1);
  stub_settle ();
  g_assert_false (answer.done);
  g_cancellable_cancel (cancellable);
  answer_wait (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  stub_guest_wait_gone (guest);
  link_bench_stop (&bench);
}

/* The link goes while an answer is on its way: the request keeps it until then. */
static void
test_link_let_go (void)
{
  g_auto (Answer) answer = { 0 };
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_get_async (bench.link, "/v1/slow", NULL, answered_cb, &answer);
  g_clear_object (&bench.link);
  guest = stub_hub_next (&bench.hub);
  stub_guest_send (guest, "HTTP/1.1 204 No Content\r\n\r\n", -1);
  answer_wait (&answer);
  g_assert_cmpuint (answer.reply->status, ==, 204);
  assert_body (&answer, "");
  link_bench_stop (&bench);
}

static void
test_cut_off (void)
{
  g_auto (Answer) answer = { 0 };
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_get_async (bench.link, "/v1/snapshot", NULL, answered_cb, &answer);
  guest = stub_hub_next (&bench.hub);
  stub_guest_send (guest, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", -1);
  stub_guest_close (guest);
  answer_wait (&answer);
  g_assert_nonnull (answer.error);
  link_bench_stop (&bench);
}

static void
test_body_limit (void)
{
  g_autofree char *filler = g_strnfill (4 * 1024 * 1024, 'x');
  g_auto (Answer) answer = { 0 };
  LinkBench bench;
  StubGuest *guest;

  link_bench_start (&bench);
  muster_hub_link_get_async (bench.link, "/v1/snapshot", NULL, answered_cb, &answer);
  guest = stub_hub_next (&bench.hub);
  stub_guest_send (guest, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", -1);
  for (guint i = 0; i < 17 && !guest->gone; i++)
    stub_guest_send (guest, filler, 4 * 1024 * 1024);
  answer_wait (&answer);
  g_assert_error (answer.error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_LIMIT);
  stub_guest_wait_gone (guest);
  link_bench_stop (&bench);
}

static void
test_bad_path (void)
{
  static const char *const bad[] = { "", "v1/x", "@evil.example/", ".evil.example/" };
  LinkBench bench;

  link_bench_start (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
      g_auto (Answer) got = { 0 };
      g_auto (Answer) posted = { 0 };

      muster_hub_link_get_async (bench.link, bad[i], NULL, answered_cb, &got);
      muster_hub_link_post_async (bench.link, bad[i], body, NULL, answered_cb, &posted);
      answer_wait (&got);
      answer_wait (&posted);
      g_assert_error (got.error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS);
      g_assert_error (posted.error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS);
    }
  g_assert_cmpuint (bench.hub.n_connections, ==, 0);
  link_bench_stop (&bench);
}

static void
test_no_hub (void)
{
  g_auto (Answer) answer = { 0 };
  LinkBench bench;

  link_bench_start_at (&bench, "unix:/nonexistent/hub.sock");
  muster_hub_link_get_async (bench.link, "/v1/alerts", NULL, answered_cb, &answer);
  answer_wait (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (answer.error->message, ==, "No hub is running at /nonexistent/hub.sock");
  link_bench_stop (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/hub-request/get", test_get);
  g_test_add_func ("/link/hub-request/post", test_post);
  g_test_add_func ("/link/hub-request/only-a-client", test_only_a_client);
  g_test_add_func ("/link/hub-request/odd-numbers", test_odd_numbers);
  g_test_add_func ("/link/hub-request/beside-a-stream", test_beside_a_stream);
  g_test_add_func ("/link/hub-request/cancel", test_cancel);
  g_test_add_func ("/link/hub-request/link-let-go", test_link_let_go);
  g_test_add_func ("/link/hub-request/cut-off", test_cut_off);
  g_test_add_func ("/link/hub-request/body-limit", test_body_limit);
  g_test_add_func ("/link/hub-request/bad-path", test_bad_path);
  g_test_add_func ("/link/hub-request/no-hub", test_no_hub);
  return g_test_run ();
}
