/* alert-list.h - each alert of an incident, as far as a filter lets it pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-list-model.h"
#include "console/alert-marks.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_ALERT_LIST (muster_alert_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertList, muster_alert_list, MUSTER, ALERT_LIST, GtkWidget)

GtkWidget *muster_alert_list_new (MusterAlertListModel *model, MusterAlertMarks *marks);
/* Scrolls to what is held back for that reason, when it is there. */
void muster_alert_list_go_to (MusterAlertList *self, const char *reason);

G_END_DECLS
