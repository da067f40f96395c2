/* form.h - what the rows of a form need to be filled in by keyboard, and heard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

GtkWidget *muster_form_entry_new (void);
void muster_form_prepare (GtkWidget *form);
void muster_form_name (GtkWidget *widget, const char *name);

G_END_DECLS
