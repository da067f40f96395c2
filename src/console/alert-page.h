/* alert-page.h - reads alerts as the hub lists them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-item.h"
#include "replica/replica.h"
G_BEGIN_DECLS

typedef struct
{
  GPtrArray *items; /* of MusterAlertItem */
  char *cursor;     /* of the next page; nullable */
  gint64 alerts_n;  /* of a silence's preview; 0 */
  gint64 incidents_n;
} MusterAlertPage;

/* Any thread. */
MusterAlertPage *muster_alert_page_read (GBytes *json, GError **error);
void muster_alert_page_free (MusterAlertPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAlertPage, muster_alert_page_free)

/* Gets one from the hub, and reads it on another thread. */
void muster_alert_page_get_async (MusterReplica *replica,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
MusterAlertPage *
muster_alert_page_get_finish (MusterReplica *replica, GAsyncResult *result, GError **error);

G_END_DECLS
