/* curl-reach.c - tests of where a transfer may lead
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/curl-reach.h"

/* What one host's addresses come to. */
static const struct
{
  const MusterCurlReach *reach;
  const char *url;
  const char *addresses; /* separated by spaces */
  const char *complaint; /* NULL: one of them will do */
  const char *resolved;  /* NULL: libcurl need not be told */
} cases[] = {
  { &muster_curl_reach_network, "http://db.example/", "192.0.2.1 2001:db8::1", NULL,
    "db.example:80:192.0.2.1,[2001:db8::1]" },
  { &muster_curl_reach_network, "https://db.example/", "127.0.0.1", NULL,
    "db.example:443:127.0.0.1" },
  { &muster_curl_reach_network, "https://db.example:8443/", "169.254.169.254 10.0.0.1 fe80::1",
    NULL, "db.example:8443:10.0.0.1" },
  { &muster_curl_reach_network, "http://db.example/", "169.254.169.254", "is a link-local address",
    NULL },
  { &muster_curl_reach_network, "http://db.example/", "", "is none", NULL },
  { &muster_curl_reach_network, "http://[2001:db8::1]:9093/", "2001:db8::1", NULL, NULL },
  { &muster_curl_reach_public, "https://db.example/", "10.0.0.1 127.0.0.1 8.8.8.8", NULL,
    "db.example:443:8.8.8.8" },
  { &muster_curl_reach_public, "https://db.example/", "10.0.0.1", "is a private address", NULL },
};

static GList *
parse_addresses (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GList *addresses = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      addresses = g_list_append (addresses, g_inet_address_new_from_string (words[i]));
  return addresses;
}

/* Only what was judged well is named to libcurl. */
static void
test_only_what_it_may (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (cases[i].url, G_URI_FLAGS_ENCODED, NULL);
      GList *addresses = parse_addresses (cases[i].addresses);
      struct curl_slist *resolved = NULL;

      g_test_message ("%s, %s", cases[i].url, cases[i].addresses);
      g_assert_cmpstr (muster_curl_reach_judge (cases[i].reach, addresses), ==, cases[i].complaint);
      if (cases[i].complaint == NULL)
        resolved = muster_curl_reach_resolve (cases[i].reach, uri, g_uri_get_host (uri), addresses);
      g_assert_cmpstr (resolved != NULL ? resolved->data : NULL, ==, cases[i].resolved);
      curl_slist_free_all (resolved);
      g_list_free_full (addresses, g_object_unref);
    }
}

static CURLcode
fetch (const MusterCurlReach *reach, const char *url, const char *resolve)
{
  struct curl_slist *resolved = curl_slist_append (NULL, resolve);
  char message[CURL_ERROR_SIZE] = "";
  CURL *easy = curl_easy_init ();
  CURLcode code;

  muster_curl_reach_set_up (reach, easy, url, resolved, message);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, 300L);
  code = curl_easy_perform (easy);
  curl_easy_cleanup (easy);
  curl_slist_free_all (resolved);
  return code;
}

/* Even where a name was resolved to what nobody judged: somebody listens there, but says nothing.
 */
static void
test_last_guard (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *url = g_strdup_printf ("https://db.example:%u/", port);
  g_autofree char *resolve = g_strdup_printf ("db.example:%u:127.0.0.1", port);

  g_assert_no_error (error);
  g_assert_cmpint (fetch (&muster_curl_reach_public, url, resolve), ==, CURLE_COULDNT_CONNECT);
  g_assert_cmpint (fetch (&muster_curl_reach_network, url, resolve), ==, CURLE_OPERATION_TIMEDOUT);
}

static void
test_protocols (void)
{
  g_assert_cmpint (
      fetch (&muster_curl_reach_public, "http://127.0.0.1:1/", "a.example:1:127.0.0.1"), ==,
      CURLE_UNSUPPORTED_PROTOCOL);
  g_assert_cmpint (
      fetch (&muster_curl_reach_network, "file:///etc/hostname", "a.example:1:127.0.0.1"), ==,
      CURLE_UNSUPPORTED_PROTOCOL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curl-reach/only-what-it-may", test_only_what_it_may);
  g_test_add_func ("/curl-reach/last-guard", test_last_guard);
  g_test_add_func ("/curl-reach/protocols", test_protocols);
  return g_test_run ();
}
