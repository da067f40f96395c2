/* hub-client.h - who we are to a hub, and the connections to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/hub-address.h"
#include <libsoup/soup.h>
G_BEGIN_DECLS

typedef struct
{
  MusterHubAddress *address;
  char *authorization;   /* "Bearer …" or NULL */
  SoupSession *requests; /* gives up after 30 s of silence */
  SoupSession *streams;  /* never does; its own, so that a stream never holds up a request */
} MusterHubClient;

MusterHubClient *muster_hub_client_new (const char *url, const char *token, GError **error);
SoupMessage *
muster_hub_client_new_message (const MusterHubClient *self, const char *method, const char *path);
void muster_hub_client_free (MusterHubClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHubClient, muster_hub_client_free)

G_END_DECLS
