/* hub-client.c - who we are to a hub, and the connections to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/hub-client.h"
#include "base/crypto.h"
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>
#include <string.h>

#define REQUEST_TIMEOUT_S 30
#define IDLE_TIMEOUT_S    30 /* the hub's own is 60 s: never write into what it is closing */
#define CONNECTIONS_MAX   6

static SoupSession *
new_session (const MusterHubAddress *address, guint timeout_s)
{
  g_autoptr (GSocketAddress) socket =
      address->socket_path != NULL ? g_unix_socket_address_new (address->socket_path) : NULL;
  SoupSession *session = soup_session_new_with_options (
      "remote-connectable", socket, "proxy-resolver", NULL, "max-conns", CONNECTIONS_MAX,
      "max-conns-per-host", CONNECTIONS_MAX, "timeout", timeout_s, "idle-timeout", IDLE_TIMEOUT_S,
      "user-agent", "muster", NULL);

  /* A decoder would ask for gzip and hold lines back, and a sniffer the first of them. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

/**
 * muster_hub_client_new:
 * @url: unix:PATH or http://127.0.0.1:PORT
 * @token: (nullable): for a hub that asks who we are
 * @error: MUSTER_LINK_ERROR_ADDRESS
 *
 * Returns: (transfer full) (nullable): a client; it connects only when asked to
 */
MusterHubClient *
muster_hub_client_new (const char *url, const char *token, GError **error)
{
  g_autoptr (MusterHubAddress) address = muster_hub_address_parse (url, error);
  MusterHubClient *self;

  if (address == NULL)
    return NULL;
  if (token != NULL && !g_regex_match_simple ("^[!-~]+$", token, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      g_set_error (error, MUSTER_LINK_ERROR, MUSTER_LINK_ERROR_ADDRESS,
                   _ ("The hub’s token is not one line of letters and digits"));
      return NULL;
    }
  self = g_new0 (MusterHubClient, 1);
  self->address = g_steal_pointer (&address);
  self->authorization = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  self->requests = new_session (self->address, REQUEST_TIMEOUT_S);
  self->streams = new_session (self->address, 0);
  return self;
}

/**
 * muster_hub_client_new_message:
 * @self: a client
 * @method: GET or POST
 * @path: where to, with its query
 *
 * Returns: (transfer full) (nullable): a message that says who we are; NULL if @path is none
 */
SoupMessage *
muster_hub_client_new_message (const MusterHubClient *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (self->address->origin, path, NULL);
  SoupMessage *message = *path == '/' ? soup_message_new (method, uri) : NULL;

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  self->authorization);
  return message;
}

/**
 * muster_hub_client_free:
 * @self: (transfer full): a client
 */
void
muster_hub_client_free (MusterHubClient *self)
{
  g_clear_object (&self->requests);
  g_clear_object (&self->streams);
  muster_hub_address_free (self->address);
  if (self->authorization != NULL)
    muster_wipe (self->authorization, strlen (self->authorization));
  g_free (self->authorization);
  g_free (self);
}
