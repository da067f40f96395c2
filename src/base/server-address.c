/* server-address.c - addresses of servers that people configure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/server-address.h"

#include <string.h>

#define BYTES_MAX 512

/**
 * muster_is_server_address:
 * @text: text
 *
 * Where it leads to is looked at when it is asked (security R29).
 *
 * Returns: whether it is http(s) with a host, without a user, a password or a query
 */
gboolean
muster_is_server_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && strlen (text) <= BYTES_MAX && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         (strcmp (g_uri_get_scheme (uri), "http") == 0 ||
          strcmp (g_uri_get_scheme (uri), "https") == 0);
}
