/* wrap-box.h - widgets in a line, and in as many more lines as they need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_WRAP_BOX (muster_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (MusterWrapBox, muster_wrap_box, MUSTER, WRAP_BOX, GtkWidget)

GtkWidget *muster_wrap_box_new (int spacing);
void muster_wrap_box_append (MusterWrapBox *self, GtkWidget *child);

G_END_DECLS
