/* framing.c - heads that could be read in two ways, and what becomes of them (hostile input 49)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each case is followed, in the same write, by a second request. If a case is refused and that one
 * is served all the same, the case has smuggled it.
 */
#include "hub-fixture.h"
#include <string.h>

#define PROBE HUB_GET_CLOSE ("/who")
#define G     "GET /who HTTP/1.1\r\n"
#define P     "POST /echo HTTP/1.1\r\n"
#define H     "Host: h\r\n"
#define CL3   "Content-Length: 3\r\n"
#define TE    "Transfer-Encoding: chunked\r\n"
#define BODY  "3\r\nabc\r\n0\r\n\r\n"

typedef struct
{
  const char *name;
  const char *bytes; /* before the probe */
  gsize n;           /* of them; 0: up to the zero */
  guint status;      /* 0: closed without a word is right too, as is any refusal */
  gboolean goes_on;  /* whether the probe is served */
} Case;

#define RAW(text) text, sizeof text - 1

static const Case cases[] = {
  { "plain GET", G H "\r\n", 0, 200, TRUE },
  { "plain POST", P H CL3 "\r\nabc", 0, 200, TRUE },
  { "chunked POST", P H TE "\r\n" BODY, 0, 200, TRUE },
  { "chunked in capitals", P H "Transfer-Encoding: Chunked\r\n\r\n" BODY, 0, 200, TRUE },
  { "query", "GET /x?a=b&c=%20&d HTTP/1.1\r\n" H "\r\n", 0, 404, TRUE },
  { "two Host", G H "Host: evil\r\n\r\n", 0, 400, FALSE },
  { "two equal Host", G H H "\r\n", 0, 400, FALSE },
  { "no Host", G "\r\n", 0, 400, FALSE },
  { "Host with a path", G "Host: h/x\r\n\r\n", 0, 400, FALSE },
  { "length, then encoding", P H CL3 TE "\r\n" BODY, 0, 400, FALSE },
  { "encoding, then length", P H TE CL3 "\r\n0\r\n\r\n", 0, 400, FALSE },
  { "two equal lengths", P H CL3 CL3 "\r\nabc", 0, 400, FALSE },
  { "two lengths", P H CL3 "Content-Length: 30\r\n\r\nabc", 0, 400, FALSE },
  { "list of lengths", P H "Content-Length: 3, 3\r\n\r\nabc", 0, 400, FALSE },
  { "length +3", P H "Content-Length: +3\r\n\r\nabc", 0, 400, FALSE },
  { "length -1", P H "Content-Length: -1\r\n\r\nabc", 0, 400, FALSE },
  { "length 0x3", P H "Content-Length: 0x3\r\n\r\nabc", 0, 400, FALSE },
  { "empty length", P H "Content-Length:\r\n\r\nabc", 0, 400, FALSE },
  { "length 2^64 + 3", P H "Content-Length: 18446744073709551619\r\n\r\nabc", 0, 413, FALSE },
  { "length of 10 GB", P H "Content-Length: 10000000000\r\n\r\nabc", 0, 413, FALSE },
  { "space before the colon", P H "Content-Length : 3\r\n\r\nabc", 0, 400, FALSE },
  { "tab before the colon", P H "Content-Length\t: 3\r\n\r\nabc", 0, 400, FALSE },
  { "continuation", G H "X-A: 1\r\n  folded\r\n\r\n", 0, 400, FALSE },
  { "continuation makes a name", P H "Content: 3\r\n -Length\r\n\r\nabc", 0, 400, FALSE },
  { "continuation makes chunked", P H "Transfer-Encoding:\r\n chunked\r\n\r\n" BODY, 0, 400,
    FALSE },
  { "first field begins with a space", G " X: 1\r\n" H "\r\n", 0, 400, FALSE },
  { "NUL in a value", RAW (P H "Content-Length: 3\0001\r\n\r\nabc"), 400, FALSE },
  { "NUL in a name", RAW (P H "X\000-A: 1\r\n\r\n"), 400, FALSE },
  { "line begins with NUL", RAW (P H "\000X: 1\r\n" CL3 "\r\nabc"), 400, FALSE },
  { "NUL in the target", RAW ("GET /who\000x HTTP/1.1\r\n" H "\r\n"), 400, FALSE },
  { "bare LF in the head", G "Host: h\n\r\n", 0, 400, FALSE },
  { "bare LF after the request line", "GET /who HTTP/1.1\n" H "\r\n", 0, 400, FALSE },
  { "bare LF ends the head", G H "\n", 0, 400, FALSE },
  { "bare CR in a value", G H "X-A: a\rb\r\n\r\n", 0, 400, FALSE },
  { "control character in a value", G H "X-A: a\001b\r\n\r\n", 0, 400, FALSE },
  { "no colon", G H "nonsense\r\n\r\n", 0, 400, FALSE },
  { "empty name", G H ": x\r\n\r\n", 0, 400, FALSE },
  { "name that is no token", G H "X(a): x\r\n\r\n", 0, 400, FALSE },
  { "gzip, chunked", P H "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 0, 400, FALSE },
  { "identity", P H "Transfer-Encoding: identity\r\n\r\n", 0, 400, FALSE },
  { "xchunked", P H "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 0, 400, FALSE },
  { "vertical tab before chunked", P H "Transfer-Encoding: \vchunked\r\n\r\n" BODY, 0, 400, FALSE },
  { "two encodings", P H TE "Transfer-Encoding: identity\r\n\r\n" BODY, 0, 400, FALSE },
  { "chunked in 1.0", "POST /echo HTTP/1.0\r\n" H TE "\r\n" BODY, 0, 400, FALSE },
  { "Connection: Content-Length", P H "Connection: close, Content-Length\r\n" CL3 "\r\nabc", 0, 400,
    FALSE },
  { "Connection: Authorization", G H "Connection: Authorization\r\n\r\n", 0, 400, FALSE },
  { "unknown method", "BREW /who HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "method in small letters", "get /who HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "CONNECT", "CONNECT h:80 HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "absolute form, our host", "GET http://h/who HTTP/1.1\r\n" H "\r\n", 0, 404, TRUE },
  { "absolute form, other host", "GET http://evil/who HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "OPTIONS *", "OPTIONS * HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "HTTP/1.2", "GET /who HTTP/1.2\r\n" H "\r\n", 0, 400, FALSE },
  { "HTTP/2.0", "GET /who HTTP/2.0\r\n" H "\r\n", 0, 505, FALSE },
  { "HTTP/0.9", "GET /who\r\n", 0, 400, FALSE },
  { "HTTP/1.0", "GET /who HTTP/1.0\r\n" H "\r\n", 0, 200, FALSE },
  { "HTTP/1.0 that would stay", "GET /who HTTP/1.0\r\n" H "Connection: keep-alive\r\n\r\n", 0, 200,
    FALSE },
  { "two spaces in the request line", "GET  /who HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "space in the target", "GET /who /x HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "tab in the request line", "GET\t/who HTTP/1.1\r\n" H "\r\n", 0, 400, FALSE },
  { "chunk size 2^64", P H TE "\r\n10000000000000003\r\nabc\r\n0\r\n\r\n", 0, 413, FALSE },
  { "chunk size 0x3", P H TE "\r\n0x3\r\nabc\r\n0\r\n\r\n", 0, 400, FALSE },
  { "chunk size -1", P H TE "\r\n-1\r\nabc\r\n0\r\n\r\n", 0, 400, FALSE },
  { "chunk longer than it says", P H TE "\r\n3\r\nabcd\r\n0\r\n\r\n", 0, 400, FALSE },
  { "chunk extension", P H TE "\r\n3;a=b\r\nabc\r\n0\r\n\r\n", 0, 200, TRUE },
  { "trailer Content-Length", P H TE "\r\n0\r\nContent-Length: 50\r\n\r\n", 0, 200, TRUE },
  { "two Host, asks first", P H "Host: i\r\nExpect: 100-continue\r\n" CL3 "\r\nabc", 0, 400,
    FALSE },
  { "encoded body", P H "Content-Encoding: gzip\r\n" CL3 "\r\nabc", 0, 415, FALSE },
  { "refused by the route", "POST /refuse HTTP/1.1\r\n" H CL3 "\r\nabc", 0, 403, TRUE },
  { "refused by the route, asks first",
    "POST /refuse HTTP/1.1\r\n" H "Expect: 100-continue\r\n" CL3 "\r\nabc", 0, 403, FALSE },
  { "refused by the route, chunked", "POST /refuse HTTP/1.1\r\n" H TE "\r\n" BODY, 0, 403, FALSE },
};

/* A refusal may be lost in the reset that follows it; nothing else may. */
static void
check (const Case *item, const GString *answer)
{
  guint statuses[4] = { 0 };
  guint n = raw_find_statuses (answer->str, answer->len, statuses, G_N_ELEMENTS (statuses));
  gboolean served = n > 1 && statuses[n - 1] == 200;

  g_test_message ("%s: %u answers, first %u, last %u", item->name, n, statuses[0],
                  n > 0 ? statuses[n - 1] : 0);
  if (n > 0 || item->status < 400)
    g_assert_cmpuint (statuses[0], ==, item->status);
  g_assert_cmpint (served, ==, item->goes_on);
}

static void
run_case (HubFixture *fixture, const Case *item)
{
  gsize n = item->n > 0 ? item->n : strlen (item->bytes);
  g_autoptr (GString) bytes = g_string_new_len (item->bytes, (gssize) n);
  g_autoptr (GString) answer = NULL;
  int fd = raw_connect (fixture->tcp);

  g_string_append (bytes, PROBE);
  raw_send (fd, bytes->str, (gssize) bytes->len); /* a part may be refused already */
  answer = raw_read_all (fd);
  close (fd);
  check (item, answer);
}

static void
test_table (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (fixture, &cases[i]);
}

static guint
send_generated (HubFixture *fixture, const char *before, const char *piece, guint n)
{
  g_autoptr (GString) bytes = g_string_new (before);
  g_autoptr (GString) answer = NULL;
  int fd = raw_connect (fixture->tcp);
  guint statuses[2] = { 0 };

  for (guint i = 0; i < n; i++)
    g_string_append (bytes, piece);
  g_string_append (bytes, "\r\n\r\n" PROBE);
  raw_send (fd, bytes->str, (gssize) bytes->len);
  answer = raw_read_all (fd);
  close (fd);
  if (raw_find_statuses (answer->str, answer->len, statuses, 2) > 1)
    g_assert_cmpuint (statuses[1], ==, 200);
  return statuses[0] == 200 && statuses[1] == 200 ? 200 : statuses[0] > 200 ? statuses[0] : 1;
}

/* Large heads: 431 or 414, or a reset, but never served above the limit. */
static void
test_large_heads (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();

  g_assert_cmpuint (send_generated (fixture, G H "X: ", "a", 16000), ==, 200);
  g_assert_cmpuint (send_generated (fixture, G H "X: ", "a", 16400), ==, 431);
  g_assert_cmpuint (send_generated (fixture, G H "X: ", "a", 40000), !=, 200);
  g_assert_cmpuint (send_generated (fixture, G "Host: h", "\r\nX: 1", 99), ==, 200);
  g_assert_cmpuint (send_generated (fixture, G "Host: h", "\r\nX: 1", 100), ==, 431);
  g_assert_cmpuint (send_generated (fixture, G "Host: h", "\r\nRange: bytes=0-,0-", 90), ==, 200);
  g_assert_cmpuint (send_generated (fixture, "GET /who", "a", 40000), !=, 200);
  g_assert_cmpuint (send_generated (fixture, P H TE "\r\n3;", "a", 65536), !=, 200);
  hub_fixture_settle (fixture);
}

static void
test_problem_document (void)
{
  g_autoptr (HubFixture) fixture = hub_fixture_new ();
  g_autofree char *body = NULL;
  int fd = raw_connect (fixture->tcp);
  MusterServerStats stats;

  g_assert_cmpuint (raw_roundtrip (fd, G H H "\r\n", &body), ==, 400);
  g_assert_cmpstr (body, ==,
                   "{\"type\":\"urn:muster:problem:bad-request\",\"title\":\"The request is "
                   "malformed\",\"status\":400,\"detail\":\"two Host fields\"}\n");
  g_assert_true (raw_is_closed (fd));
  muster_server_get_stats (fixture->server, &stats);
  g_assert_cmpuint (stats.bad_framing, ==, 1);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/framing/table", test_table);
  g_test_add_func ("/hub/framing/large-heads", test_large_heads);
  g_test_add_func ("/hub/framing/problem-document", test_problem_document);
  return g_test_run ();
}
