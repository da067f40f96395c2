/* cli-key-list.h - the integration keys of a hub, for the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/cli.h"
G_BEGIN_DECLS

/* As the API lists them. */
char *muster_cli_key_list (MusterCliHub *hub, GError **error);
/* By its id, or by the name of a service that has one key. */
gboolean
muster_cli_key_find (MusterCliHub *hub, const char *name_or_id, MusterUlid *out, GError **error);
/* A line each: id, service, when it was last heard of, what it brought. */
void muster_cli_key_print (const char *json);

G_END_DECLS
