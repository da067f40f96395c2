/* outbound.c - requests that the hub makes, to servers that behave badly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"

#include "probes/address.h"
#include "responder.h"
#include "stand-in-resolver.h"

#include <string.h>

static const ResponderPage pages[] = {
  { "/well", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell", RESPONDER_CLOSE },
  { "/no", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", RESPONDER_CLOSE },
  { "/away", "HTTP/1.1 302 Found\r\nLocation: /well\r\nContent-Length: 0\r\n\r\n",
    RESPONDER_CLOSE },
  { "/long", "HTTP/1.1 200 OK\r\n\r\n", RESPONDER_ENDLESS },
  { "/fields", "HTTP/1.1 200 OK\r\n", RESPONDER_FIELDS },
  { "/never", "HTTP/1.1 200 OK\r\n", RESPONDER_HOLD },
  { "/none", "", RESPONDER_CLOSE },
  { NULL },
};

typedef struct
{
  GAsyncResult *result;
} Asked;

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Asked *) user_data)->result = g_object_ref (result);
}

static MusterOutboundAnswer *
ask (const MusterOutboundRequest *request, GCancellable *cancellable, GError **error)
{
  Asked asked = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  muster_outbound_async (request, cancellable, asked_cb, &asked);
  while (asked.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = asked.result;
  return muster_outbound_finish (result, error);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *host, *path;
    MusterOutboundReach reach;
    guint status; /* 0: an error */
    int code;
  } cases[] = {
    { "127.0.0.1", "/well", MUSTER_OUTBOUND_NETWORK, 200, 0 },
    { "localhost.example", "/well", MUSTER_OUTBOUND_NETWORK, 200, 0 },
    { "127.0.0.1", "/no", MUSTER_OUTBOUND_NETWORK, 404, 0 },
    { "127.0.0.1", "/away", MUSTER_OUTBOUND_NETWORK, 302, 0 }, /* not followed */
    { "127.0.0.1", "/long", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_MESSAGE_TOO_LARGE },
    { "127.0.0.1", "/fields", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_MESSAGE_TOO_LARGE },
    { "127.0.0.1", "/never", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_TIMED_OUT },
    { "127.0.0.1", "/none", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_FAILED },
    { "hang.example", "/well", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_TIMED_OUT },
    { "gone.example", "/well", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_HOST_NOT_FOUND },
    { "at-169-254-169-254.example", "/", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_PERMISSION_DENIED },
    { "127.0.0.1", "/well", MUSTER_OUTBOUND_PUBLIC, 0, G_IO_ERROR_INVALID_ARGUMENT },
    { "me@127.0.0.1", "/well", MUSTER_OUTBOUND_NETWORK, 0, G_IO_ERROR_INVALID_ARGUMENT },
  };
  Responder responder = { 0 };

  responder_start (&responder, pages, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = responder_url (&responder, cases[i].host, cases[i].path);
      const MusterOutboundRequest request = { .method = "GET",
                                              .url = url + strlen ("url="),
                                              .reach = cases[i].reach,
                                              .answer_max = 10000,
                                              .timeout_ms = 300 };
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterOutboundAnswer) answer = ask (&request, NULL, &error);

      g_test_message ("%s: %s", url, error != NULL ? error->message : "answered");
      if (cases[i].status == 0)
        g_assert_error (error, G_IO_ERROR, cases[i].code);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpuint (answer->status, ==, cases[i].status);
        }
    }
  responder_stop (&responder);
}

static void
test_posts (void)
{
  Responder responder = { 0 };
  g_autofree char *url = NULL;
  MusterOutboundRequest request = { .method = "POST",
                                    .reach = MUSTER_OUTBOUND_NETWORK,
                                    .authorization = "Bearer x",
                                    .body = "{}",
                                    .answer_max = 100,
                                    .timeout_ms = 5000 };
  g_autoptr (MusterOutboundAnswer) answer = NULL;

  responder_start (&responder, pages, NULL);
  url = responder_url (&responder, "127.0.0.1", "/well");
  request.url = url + strlen ("url=");
  answer = ask (&request, NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), "well",
                   4);
  g_assert_nonnull (strstr (responder.requests->str, "POST /well HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (responder.requests->str, "Authorization: Bearer x\r\n"));
  g_assert_nonnull (strstr (responder.requests->str, "Content-Type: application/json\r\n"));
  responder_stop (&responder);
}

/* What others sent us is not asked within our network, by whatever name. */
static void
test_public (void)
{
  static const char *const refused[] = { "127.0.0.1",   "10.0.0.1",      "172.16.0.1",
                                         "192.168.1.1", "100.64.0.1",    "169.254.169.254",
                                         "198.18.0.1",  "0.0.0.0",       "192.0.0.8",
                                         "224.0.0.1",   "::1",           "fd00::1",
                                         "fe80::1",     "fec0::1",       "::ffff:10.0.0.1",
                                         "::7f00:1",    "2002:a00:1::1", "64:ff9b::a00:1",
                                         "2001::1",     "64:ff9b:1::1" };
  static const char *const well[] = { "8.8.8.8", "172.32.0.1", "2a00:1450::1", "64:ff9b::808:808" };
  const MusterOutboundRequest request = { .method = "GET",
                                          .url = "https://at-10-0-0-1.example/",
                                          .reach = MUSTER_OUTBOUND_PUBLIC,
                                          .answer_max = 100,
                                          .timeout_ms = 5000 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (refused[i]);

      g_test_message ("%s", refused[i]);
      g_assert_nonnull (muster_public_address_complaint (address));
    }
  for (guint i = 0; i < G_N_ELEMENTS (well); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (well[i]);

      g_assert_null (muster_public_address_complaint (address));
    }
  g_assert_null (ask (&request, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  static const char *const hosts[] = { "127.0.0.1", "hang.example" };
  Responder responder = { 0 };

  responder_start (&responder, pages, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url = responder_url (&responder, hosts[i], "/never");
      const MusterOutboundRequest request = { .method = "GET",
                                              .url = url + strlen ("url="),
                                              .reach = MUSTER_OUTBOUND_NETWORK,
                                              .answer_max = 100,
                                              .timeout_ms = 20000 };
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      g_idle_add (cancel_cb, cancellable);
      g_assert_null (ask (&request, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  responder_stop (&responder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stand_in_resolver_install ();
  g_test_add_func ("/outbound/answers", test_answers);
  g_test_add_func ("/outbound/posts", test_posts);
  g_test_add_func ("/outbound/public", test_public);
  g_test_add_func ("/outbound/cancelled", test_cancelled);
  return g_test_run ();
}
