/* curl-reach.c - transfers of libcurl's that lead only where they may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever fetches resolves the name first and has its addresses judged; libcurl may connect to
 * those alone, and follows nothing by itself. So a name that means something else a moment later
 * leads nowhere (security R29).
 */
#include "probes/curl-reach.h"

#include "probes/address.h"

#include <sys/socket.h>

const MusterCurlReach muster_curl_reach_network = { "http,https", muster_probe_address_complaint };
const MusterCurlReach muster_curl_reach_public = { "https", muster_public_address_complaint };

/**
 * muster_curl_reach_judge:
 * @self: where a transfer may lead
 * @addresses: (element-type GInetAddress): of a host
 *
 * Returns: (nullable): why it may not go to any of them; %NULL: it may go to one
 */
const char *
muster_curl_reach_judge (const MusterCurlReach *self, GList *addresses)
{
  const char *complaint = "is none";

  for (GList *l = addresses; l != NULL; l = l->next)
    {
      complaint = self->complaint (l->data);
      if (complaint == NULL)
        return NULL;
    }
  return complaint;
}

static int
get_usual_port (const char *scheme)
{
  static const struct
  {
    const char *scheme;
    int port;
  } usual[] = { { "https", 443 }, { "http", 80 }, { "smtps", 465 }, { "smtp", 25 } };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_str_equal (usual[i].scheme, scheme))
      return usual[i].port;
  return 0;
}

/**
 * muster_curl_reach_resolve:
 * @self: where a transfer may lead
 * @uri: its URL
 * @host: its host, as libcurl will see it
 * @addresses: (element-type GInetAddress): of @host, one of which it may go to
 *
 * Tells what libcurl is to take the name for: "HOST:PORT:ADDRESS,ADDRESS". A host that is an
 * address itself needs none, and libcurl would read its colons wrongly.
 *
 * Returns: (transfer full) (nullable): a list of one
 */
struct curl_slist *
muster_curl_reach_resolve (const MusterCurlReach *self,
                           GUri *uri,
                           const char *host,
                           GList *addresses)
{
  int port =
      g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : get_usual_port (g_uri_get_scheme (uri));
  g_autoptr (GString) entry = NULL;

  if (g_hostname_is_ip_address (host))
    return NULL;
  entry = g_string_new (NULL);
  g_string_printf (entry, "%s:%d:", host, port);
  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *text = g_inet_address_to_string (l->data);
      gboolean v6 = g_inet_address_get_family (l->data) == G_SOCKET_FAMILY_IPV6;

      if (self->complaint (l->data) == NULL)
        g_string_append_printf (entry, "%s%s%s%s", g_str_has_suffix (entry->str, ":") ? "" : ",",
                                v6 ? "[" : "", text, v6 ? "]" : "");
    }
  return curl_slist_append (NULL, entry->str);
}

/* The last guard: whatever libcurl made of the URL, it connects to no address that we refuse. */
static curl_socket_t
open_socket_cb (void *user_data, curlsocktype purpose, struct curl_sockaddr *peer)
{
  const MusterCurlReach *self = user_data;
  g_autoptr (GSocketAddress) address =
      g_socket_address_new_from_native (&peer->addr, peer->addrlen);

  if (!G_IS_INET_SOCKET_ADDRESS (address) ||
      self->complaint (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))) != NULL)
    return CURL_SOCKET_BAD;
  return socket (peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

/**
 * muster_curl_reach_set_up:
 * @self: where the transfer may lead; outlives it
 * @easy: a new handle
 * @url: what to fetch; copied
 * @resolved: (nullable): of muster_curl_reach_resolve(); outlives the transfer
 * @message: (out caller-allocates): where libcurl says what went wrong, CURL_ERROR_SIZE bytes;
 *   outlives the transfer
 *
 * Sets what all transfers have in common.
 */
void
muster_curl_reach_set_up (const MusterCurlReach *self,
                          CURL *easy,
                          const char *url,
                          struct curl_slist *resolved,
                          char *message)
{
  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, self->protocols);
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (easy, CURLOPT_PROXY, ""); /* nor one from the environment */
  curl_easy_setopt (easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (easy, CURLOPT_USERAGENT, "muster");
  curl_easy_setopt (easy, CURLOPT_RESOLVE, resolved);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETFUNCTION, open_socket_cb);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETDATA, self);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, message);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_FORBID_REUSE, 1L);
}
