/* scroller.h - a place that scrolls and is silent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

GtkWidget *muster_scroller_new (void);

G_END_DECLS
