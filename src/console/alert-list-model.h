/* alert-list-model.h - the alerts of an incident, a page at a time from the hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "replica/replica.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/* One alert as the hub tells it; texts are fit to be shown (security R9). */
#define MUSTER_TYPE_ALERT_ITEM (muster_alert_item_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertItem, muster_alert_item, MUSTER, ALERT_ITEM, GObject)

const char *muster_alert_item_get_title (MusterAlertItem *self);
const char *muster_alert_item_get_labels (MusterAlertItem *self); /* "pod=a · namespace=b" */
const char *
muster_alert_item_get_times (MusterAlertItem *self); /* "first seen …, last …, 3 times" */
gboolean muster_alert_item_is_firing (MusterAlertItem *self);

/* signals: "loaded": a page came, or did not; see get_trouble() */
#define MUSTER_TYPE_ALERT_LIST_MODEL (muster_alert_list_model_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertListModel,
                      muster_alert_list_model,
                      MUSTER,
                      ALERT_LIST_MODEL,
                      GObject)

MusterAlertListModel *muster_alert_list_model_new (MusterReplica *replica, guint incident);
/* Starts over: "name=value", a part of any value, or "" for all. */
void muster_alert_list_model_search (MusterAlertListModel *self, const char *filter);
/* Gets the next page, if there is one and none is on its way. */
void muster_alert_list_model_load_more (MusterAlertListModel *self);
gboolean muster_alert_list_model_is_loading (MusterAlertListModel *self);
const char *muster_alert_list_model_get_trouble (MusterAlertListModel *self); /* NULL: none */

/* Reads a page of the hub's: (transfer full) of MusterAlertItem, and the cursor of the next page
 * (out, nullable). NULL and an error if it is none. */
GPtrArray *muster_alert_page_read (GBytes *page, char **cursor, GError **error);

G_END_DECLS
