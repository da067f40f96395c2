/* alert-line.h - a row of an incident's alerts: an alert, or the heading over some
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-item.h"
#include "console/alert-marks.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Its chips activate "alerts.add-label" (ss) of a widget around it, its buttons
 * "alerts.silence-alert" and "alerts.detach" (s). */
#define MUSTER_TYPE_ALERT_LINE (muster_alert_line_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertLine, muster_alert_line, MUSTER, ALERT_LINE, GtkWidget)

GtkWidget *muster_alert_line_new (MusterAlertMarks *marks);
void muster_alert_line_set (MusterAlertLine *self, MusterAlertItem *item); /* NULL: none */
MusterAlertItem *muster_alert_line_get (MusterAlertLine *self);

G_END_DECLS
