/* alert-menu.h - what can be done with an alert of a list: its menu and its keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-marks.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* @view: a list of MusterAlertLine; what happens are actions of the pane around it. */
void muster_alert_menu_attach (GtkWidget *view, MusterAlertMarks *marks);

G_END_DECLS
