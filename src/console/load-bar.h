/* load-bar.h - how much somebody is on call, beside the mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_LOAD_BAR (muster_load_bar_get_type ())
G_DECLARE_FINAL_TYPE (MusterLoadBar, muster_load_bar, MUSTER, LOAD_BAR, GtkWidget)

/* @share, @mean: of the whole bar, 0 to 1; @tint: a person's colour. */
GtkWidget *muster_load_bar_new (double share, double mean, guint tint);

G_END_DECLS
