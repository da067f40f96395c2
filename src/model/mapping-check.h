/* mapping-check.h - may this be a mapping: which places of a foreign body are an alert's?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
G_BEGIN_DECLS

/* Of the JSON that is configured, and of what is used. Error: MUSTER_BASE_ERROR, which says where
 * and in which member. */
gboolean muster_mapping_check (const char *json, GError **error);

G_END_DECLS
