/* hub-address.h - where a hub listens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/**
 * MusterLinkError:
 * @MUSTER_LINK_ERROR_ADDRESS: the address or the path is none that a link can use; the message
 *   says why
 * @MUSTER_LINK_ERROR_REFUSED: the hub answered, and not with a stream
 * @MUSTER_LINK_ERROR_LIMIT: the hub sent more than we take
 */
typedef enum
{
  MUSTER_LINK_ERROR_ADDRESS,
  MUSTER_LINK_ERROR_REFUSED,
  MUSTER_LINK_ERROR_LIMIT,
} MusterLinkError;
#define MUSTER_LINK_ERROR (muster_link_error_quark ())
GQuark muster_link_error_quark (void);

typedef struct
{
  char *socket_path; /* NULL: TCP */
  char *origin;      /* what paths are put behind: "http://127.0.0.1:9693" */
} MusterHubAddress;

MusterHubAddress *muster_hub_address_parse (const char *text, GError **error);
/* One line for people: what failed, and what to look at. */
char *muster_hub_address_words (const MusterHubAddress *self, const GError *error);
void muster_hub_address_free (MusterHubAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHubAddress, muster_hub_address_free)

G_END_DECLS
