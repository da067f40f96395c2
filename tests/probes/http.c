/* http.c - tests of the HTTP check against a real server, mostly a hostile one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include "responder.h"
#include "stand-in-resolver.h"
#include <string.h>

static const ResponderPage pages[] = {
  { "/", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: id=secret\r\n\r\nhello",
    RESPONDER_CLOSE },
  { "/binary", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\x01\xFF\x02", RESPONDER_CLOSE },
  { "/missing", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", RESPONDER_CLOSE },
  { "/down", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy", RESPONDER_CLOSE },
  { "/endless", "HTTP/1.1 200 OK\r\n\r\n", RESPONDER_ENDLESS },
  { "/endless-head", "HTTP/1.1 200 OK\r\nX-Long: ", RESPONDER_ENDLESS },
  { "/endless-line", "HTTP", RESPONDER_ENDLESS },
  { "/endless-fields", "HTTP/1.1 200 OK\r\n", RESPONDER_FIELDS },
  { "/drip", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", RESPONDER_DRIP },
  { "/drip-head", "HTTP/1.1 200 OK\r\nX-Slow: ", RESPONDER_DRIP },
  { "/silent", "", RESPONDER_HOLD },
  { "/half", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", RESPONDER_HOLD },
  { "/cut", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", RESPONDER_CLOSE },
  { "/nothing", "", RESPONDER_CLOSE },
  { "/not-http", "220 mail.example ESMTP\r\n", RESPONDER_CLOSE },
  { "/loop", "HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/once", "HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", RESPONDER_CLOSE },
  { "/twice", "HTTP/1.1 307 Moved\r\nLocation: once\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/to-file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/to-gopher",
    "HTTP/1.1 302 Found\r\nLocation: gopher://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/to-user",
    "HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/to-cloud",
    "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/to-name",
    "HTTP/1.1 302 Found\r\nLocation: http://at-169-254-1-1.example/\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { NULL },
};

static const struct
{
  const char *host;
  const char *path;
  MusterProbeExit exit;
  const char *summary_has;
  guint n_connections;
} cases[] = {
  { "127.0.0.1", "/", MUSTER_PROBE_EXIT_OK, "status 200 in 0.00 ms, 5 bytes", 1 },
  { "web.example", "/", MUSTER_PROBE_EXIT_OK, "status 200 in ", 1 },
  { "web.example.", "/", MUSTER_PROBE_EXIT_OK, "status 200 in ", 1 },
  { "WEB.example", "/", MUSTER_PROBE_EXIT_OK, "status 200 in ", 1 },
  { "127.0.0.1", "/binary", MUSTER_PROBE_EXIT_OK, "3 bytes", 1 },
  { "127.0.0.1", "/missing", MUSTER_PROBE_EXIT_FAILED, "status 404", 1 },
  { "127.0.0.1", "/down", MUSTER_PROBE_EXIT_FAILED, "status 503", 1 },
  { "127.0.0.1", "/endless", MUSTER_PROBE_EXIT_OK, "more than 65536 bytes", 1 },
  { "127.0.0.1", "/endless-head", MUSTER_PROBE_EXIT_FAILED, "longer than we take", 1 },
  { "127.0.0.1", "/endless-fields", MUSTER_PROBE_EXIT_FAILED, "longer than we take", 1 },
  { "127.0.0.1", "/endless-line", MUSTER_PROBE_EXIT_FAILED, "HTTP/0.9", 1 },
  { "127.0.0.1", "/drip", MUSTER_PROBE_EXIT_TIMEOUT, "not the end of its body after 10.0 s", 1 },
  { "127.0.0.1", "/drip-head", MUSTER_PROBE_EXIT_TIMEOUT, "after 10.0 s", 1 },
  { "127.0.0.1", "/cut", MUSTER_PROBE_EXIT_FAILED, "46 bytes remaining", 1 },
  { "127.0.0.1", "/nothing", MUSTER_PROBE_EXIT_FAILED, "Empty reply", 1 },
  { "127.0.0.1", "/not-http", MUSTER_PROBE_EXIT_FAILED, "HTTP/0.9", 1 },
  { "127.0.0.1", "/once", MUSTER_PROBE_EXIT_OK, "status 200", 2 },
  { "127.0.0.1", "/twice", MUSTER_PROBE_EXIT_OK, "status 200", 3 },
  { "127.0.0.1", "/loop", MUSTER_PROBE_EXIT_FAILED, "redirects more than 2 times", 3 },
  { "127.0.0.1", "/to-file", MUSTER_PROBE_EXIT_FAILED, "neither an http nor an https URL", 1 },
  { "127.0.0.1", "/to-gopher", MUSTER_PROBE_EXIT_FAILED, "neither an http nor an https URL", 1 },
  { "127.0.0.1", "/to-user", MUSTER_PROBE_EXIT_FAILED, "a user name or a password", 1 },
  { "127.0.0.1", "/to-cloud", MUSTER_PROBE_EXIT_FAILED, "is a link-local address", 1 },
  { "127.0.0.1", "/to-name", MUSTER_PROBE_EXIT_FAILED, "is a link-local address", 1 },
  { "gone.example", "/", MUSTER_PROBE_EXIT_FAILED, "no such name", 0 },
  { "at-169-254-169-254.example", "/", MUSTER_PROBE_EXIT_FAILED, "is a link-local address", 0 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Harness) harness;
      g_autofree char *url = NULL;
      Responder responder;

      harness_init (&harness);
      responder_start (&responder, pages, harness.clock);
      url = responder_url (&responder, cases[i].host, cases[i].path);
      g_test_message ("%s", url);
      harness_start (&harness, "http", url, NULL);
      harness_wait (&harness);
      harness_assert_result (&harness, cases[i].exit, cases[i].summary_has);
      g_assert_cmpuint (responder.n_connections, ==, cases[i].n_connections);
      g_assert_cmpuint (harness.result.output->len, <=, MUSTER_PROBE_OUTPUT_BYTES);
      responder_stop (&responder);
    }
}

static void
test_output (void)
{
  g_auto (Harness) harness;
  g_autofree char *url = NULL;
  Responder responder;

  harness_init (&harness);
  responder_start (&responder, pages, NULL);
  url = responder_url (&responder, "web.example", "/");
  harness_start (&harness, "http", url, NULL);
  harness_wait (&harness);
  harness_assert_output (&harness, "GET http://web.example:");
  harness_assert_output (&harness, "\n127.0.0.1, connected after ");
  harness_assert_output (&harness, "HTTP/1.1 200 OK\r\n");
  harness_assert_output (&harness, "\r\n\r\nhello");
  harness_assert_output (&harness, "Set-Cookie: [left out]\r\n");
  g_assert_null (strstr (harness.result.output->str, "secret"));
  responder_stop (&responder);
}

static void
test_output_cap (void)
{
  g_auto (Harness) harness;
  g_autofree char *url = NULL;
  Responder responder;

  harness_init (&harness);
  harness.max_output_bytes = 2048;
  responder_start (&responder, pages, NULL);
  url = responder_url (&responder, "127.0.0.1", "/endless");
  harness_start (&harness, "http", url, NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_OK, "more than 65536 bytes");
  g_assert_cmpuint (harness.result.output->len, <=, 2048);
  g_assert_cmpuint (harness.result.output_total_bytes, >, 65536);
  harness_assert_output (&harness, "bytes left out here]");
  harness_assert_output (&harness, "only its first 65536 bytes were read]"); /* the tail */
  responder_stop (&responder);
}

/* Nothing of ours goes along: no credentials, cookies, referrer, nor a proxy from outside. */
static void
test_request (void)
{
  g_auto (Harness) harness;
  g_autofree char *url = NULL;
  Responder responder;

  g_setenv ("http_proxy", "http://127.0.0.1:1/", TRUE);
  g_setenv ("ALL_PROXY", "http://127.0.0.1:1/", TRUE);
  harness_init (&harness);
  responder_start (&responder, pages, NULL);
  url = responder_url (&responder, "web.example", "/");
  harness_start (&harness, "http", url, NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_OK, "status 200");
  g_assert_true (
      g_str_has_prefix (responder.requests->str, "GET / HTTP/1.1\r\nHost: web.example:"));
  g_assert_null (strstr (responder.requests->str, "Authorization"));
  g_assert_null (strstr (responder.requests->str, "Cookie"));
  g_assert_null (strstr (responder.requests->str, "Referer"));
  g_assert_null (strstr (responder.requests->str, "Accept-Encoding"));
  responder_stop (&responder);
  g_unsetenv ("http_proxy");
  g_unsetenv ("ALL_PROXY");
}

static const struct
{
  const char *path;
  const char *summary_has;
} silences[] = {
  { "/silent", "no answer after 10.0 s" },
  { "/half", "status 200, but not the end of its body after 10.0 s (4 bytes so far)" },
};

static void
test_silence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (silences); i++)
    {
      g_auto (Harness) harness;
      g_autofree char *url = NULL;
      Responder responder;

      harness_init (&harness);
      responder_start (&responder, pages, NULL);
      url = responder_url (&responder, "127.0.0.1", silences[i].path);
      harness_start (&harness, "http", url, NULL);
      while (responder.requests->len == 0)
        g_main_context_iteration (NULL, TRUE);
      harness_settle ();
      g_assert_false (harness.done);
      muster_clock_advance (harness.clock, MUSTER_PROBE_DEADLINE_US);
      harness_wait (&harness);
      harness_assert_result (&harness, MUSTER_PROBE_EXIT_TIMEOUT, silences[i].summary_has);
      responder_stop (&responder);
    }
}

/* At whatever moment somebody cancels, it ends, and what it had open is closed. */
static void
test_cancelled_anywhere (void)
{
  for (guint steps = 0; steps < 40; steps++)
    {
      g_auto (Harness) harness;
      g_autofree char *url = NULL;
      Responder responder;

      harness_init (&harness);
      responder_start (&responder, pages, NULL);
      url = responder_url (&responder, "web.example", steps % 2 ? "/twice" : "/half");
      harness_start (&harness, "http", url, NULL);
      for (guint i = 0; i < steps && !harness.done; i++)
        g_main_context_iteration (NULL, FALSE);
      if (!harness.done)
        {
          g_cancellable_cancel (harness.cancellable);
          harness_wait (&harness);
          g_assert_error (harness.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        }
      responder_stop (&responder);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stand_in_resolver_install ();
  g_test_add_func ("/probes/http/cases", test_cases);
  g_test_add_func ("/probes/http/output", test_output);
  g_test_add_func ("/probes/http/output-cap", test_output_cap);
  g_test_add_func ("/probes/http/request", test_request);
  g_test_add_func ("/probes/http/silence", test_silence);
  g_test_add_func ("/probes/http/cancelled-anywhere", test_cancelled_anywhere);
  return g_test_run ();
}
