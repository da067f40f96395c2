/* hub-request.h - what requests share with the stream
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/hub-client.h"
#include "link/hub-link.h"
G_BEGIN_DECLS

const MusterHubClient *muster_hub_link_get_client (MusterHubLink *self);
gint64 muster_hub_request_parse_seq (const char *text); /* -1: none, or no whole number to 2^53 */

G_END_DECLS
