/* channel-check.h - whether pages can leave by what is configured, asked when it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "channels/config.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* Of MusterChannelObject, in the order in which they were made. */
GPtrArray *muster_channel_objects_list (const MusterDirectory *directory);
/* As muster_channel_config_check(), and that its URL is none that only an administrator's word
 * opens (security R29). */
gboolean muster_channel_object_check (const MusterChannelConfig *config, GError **error);
/* For MusterDecideContext.check_channel. */
gboolean muster_channel_check (const MusterDirectory *directory,
                               const char *body,
                               const char *contact,
                               GError **error);

G_END_DECLS
