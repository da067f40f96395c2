/* server-address.h - addresses of servers that people configure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* "http://10.0.0.1:9093", "https://metrics.example/prometheus" */
gboolean muster_is_server_address (const char *text);

G_END_DECLS
