/* folder.h - folders of a program's own, and their end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* With all that is in it, and nothing that a link in it points to; FALSE where some of it stays. */
gboolean muster_folder_remove (const char *path);

G_END_DECLS
