/* focus.h - lets the focus out of a widget that knows where it begins
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* GtkWidgetClass.focus of whatever has a grab_focus of its own. */
gboolean muster_focus_children (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
