/* shortcuts.h - the keys of the console: one table for what they do and for the page that lists
 * them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

void muster_shortcuts_install (GtkApplication *app);
GtkWidget *muster_shortcuts_window_new (void);

G_END_DECLS
