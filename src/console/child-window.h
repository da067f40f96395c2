/* child-window.h - what the windows have in common that list what a hub keeps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Before a toast takes the key. */
void muster_child_window_close_on_escape (GtkWindow *window);
/* A box whose first child is its heading. */
GtkWidget *muster_child_window_section_new (const char *title);

G_END_DECLS
