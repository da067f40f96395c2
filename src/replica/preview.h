/* preview.h - would the hub say yes?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* FALSE and the error where the answer is certain: what a command names is not there, an argument
 * is wrong, the incident is not in that state. Conflicts and access are the hub's to judge. */
gboolean muster_preview (const MusterWorld *world,
                         const MusterCommand *command,
                         gint64 now_us,
                         MusterUlidSource *ids,
                         GError **error);

G_END_DECLS
