/* hub-address.c - where a hub listens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/hub-address.h"
#include <glib/gi18n.h>
#include <string.h>
#include <sys/un.h>

G_DEFINE_QUARK (muster - link - error - quark, muster_link_error)

static MusterHubAddress *
parse_unix (const char *path, GError **error)
{
  MusterHubAddress *self;

  if (!g_path_is_absolute (path) ||
      strlen (path) >= sizeof (((struct sockaddr_un *) NULL)->sun_path))
    {
      g_set_error (error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS,
                   _ ("“unix:” wants an absolute path of at most 107 bytes"));
      return NULL;
    }
  self = g_new0 (MusterHubAddress, 1);
  self->socket_path = g_strdup (path);
  self->origin = g_strdup ("http://localhost");
  return self;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/* A token must not cross a network in the clear (security R1); TLS comes with team hubs. */
static gboolean
is_usable (GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "http") && g_uri_get_host (uri) != NULL &&
         is_loopback (g_uri_get_host (uri)) && g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         (*g_uri_get_path (uri) == '\0' || g_str_equal (g_uri_get_path (uri), "/"));
}

static MusterHubAddress *
parse_http (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  MusterHubAddress *self;

  if (uri == NULL || !is_usable (uri))
    {
      g_set_error (error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS,
                   _ ("A hub’s address is unix:PATH or http://127.0.0.1:PORT"));
      return NULL;
    }
  self = g_new0 (MusterHubAddress, 1);
  self->origin = g_uri_join (G_URI_FLAGS_NONE, "http", NULL, g_uri_get_host (uri),
                             g_uri_get_port (uri), "", NULL, NULL);
  return self;
}

/**
 * muster_hub_address_parse:
 * @text: unix:PATH or http://LOOPBACK:PORT
 * @error: MUSTER_LINK_ERROR_ADDRESS
 *
 * Returns: (transfer full) (nullable): the address
 */
MusterHubAddress *
muster_hub_address_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_has_prefix (text, "unix:"))
    return parse_unix (text + strlen ("unix:"), error);
  return parse_http (text, error);
}

/**
 * muster_hub_address_words:
 * @self: whom we talked to
 * @error: how that ended
 *
 * Returns: (transfer full): one sentence without a full stop
 */
char *
muster_hub_address_words (const MusterHubAddress *self, const GError *error)
{
  const char *where = self->socket_path != NULL ? self->socket_path : self->origin;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup_printf (_ ("No hub is running at %s"), where);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup_printf (_ ("No hub is listening at %s"), where);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup_printf (_ ("The hub at %s belongs to somebody else"), where);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup_printf (_ ("The hub at %s does not answer"), where);
  return g_strdup (error->message);
}

/**
 * muster_hub_address_free:
 * @self: (transfer full): an address
 */
void
muster_hub_address_free (MusterHubAddress *self)
{
  g_free (self->socket_path);
  g_free (self->origin);
  g_free (self);
}
