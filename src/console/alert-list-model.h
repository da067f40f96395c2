/* alert-list-model.h - the alerts of an incident, by state, as far as a filter lets them pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-item.h"
#include "replica/replica.h"
G_BEGIN_DECLS

/* More of an incident are not kept here: the newest are. */
#define MUSTER_ALERTS_KEPT_MAX 10000

/* A list of MusterAlertItem: headings with the alerts of one state under each. signals: "shown":
 * the rows are as the filter wants them, or get_trouble() says why they are not */
#define MUSTER_TYPE_ALERT_LIST_MODEL (muster_alert_list_model_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertListModel,
                      muster_alert_list_model,
                      MUSTER,
                      ALERT_LIST_MODEL,
                      GObject)

/* @replica: NULL: only what is added is in it */
MusterAlertListModel *muster_alert_list_model_new (MusterReplica *replica, guint incident);

/* Gets them from the hub, if that was not done yet. */
void muster_alert_list_model_load (MusterAlertListModel *self);
/* They are no longer as they were got: they are got anew, soon. */
void muster_alert_list_model_refresh (MusterAlertListModel *self);
void muster_alert_list_model_add (MusterAlertListModel *self, GPtrArray *items);

/* @filter: (transfer full) */
void muster_alert_list_model_set_filter (MusterAlertListModel *self, MusterAlertFilter *filter);
/* Shows the labels of the alert there, or hides them; only of one at a time. */
void muster_alert_list_model_toggle (MusterAlertListModel *self, guint position);
MusterAlertItem *muster_alert_list_model_get_open (MusterAlertListModel *self); /* NULL: none */
/* The row of the heading over what is held back for that reason; G_MAXUINT: there is none. */
guint muster_alert_list_model_find_reason (MusterAlertListModel *self, const char *reason);

gboolean muster_alert_list_model_is_loading (MusterAlertListModel *self);
gboolean muster_alert_list_model_is_cut (MusterAlertListModel *self); /* there are more */
guint muster_alert_list_model_count_passing (MusterAlertListModel *self);
guint muster_alert_list_model_count_all (MusterAlertListModel *self);
const char *muster_alert_list_model_get_trouble (MusterAlertListModel *self); /* NULL: none */

G_END_DECLS
