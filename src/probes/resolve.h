/* resolve.h - what the resolver says, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

const char *muster_probe_resolver_words (const GError *error);

G_END_DECLS
