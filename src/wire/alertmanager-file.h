/* alertmanager-file.h - an alertmanager.yml as rules of a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
G_BEGIN_DECLS

/* Writes a team file that routes and inhibits as @text, an alertmanager.yml, does; receivers become
 * teams. What does not map is told in @report, of char *, a line each: "NAME:LINE: …". */
gboolean muster_alertmanager_file_convert (const char *name,
                                           const char *text,
                                           gsize n,
                                           GString *out,
                                           GPtrArray *report,
                                           GError **error);

G_END_DECLS
