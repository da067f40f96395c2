/* api.h - the hub's HTTP interface: which request is whose (architecture §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/call.h"
G_BEGIN_DECLS

void muster_api_init_handler (MusterServerHandler *handler);

G_END_DECLS
