/* alert-list.h - every alert of a group, with a search
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* signals: "back": to the groups */
#define MUSTER_TYPE_ALERT_LIST (muster_alert_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertList, muster_alert_list, MUSTER, ALERT_LIST, GtkWidget)

GtkWidget *muster_alert_list_new (MusterSession *session, guint incident);
/* @name: the alerts of that name; "" for all. */
void muster_alert_list_open (MusterAlertList *self, const char *name);

G_END_DECLS
