/* alert-pane.h - the alerts of an incident: how many a minute, by name, and each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_ALERT_PANE (muster_alert_pane_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertPane, muster_alert_pane, MUSTER, ALERT_PANE, GtkWidget)

GtkWidget *muster_alert_pane_new (MusterSession *session, guint incident);
void muster_alert_pane_update (MusterAlertPane *self, const MusterIncident *incident);

/* Puts the cursor into the filter. */
/* Only alerts with that label. */
void muster_alert_pane_show_label (MusterAlertPane *self, const char *name, const char *value);
void muster_alert_pane_filter (MusterAlertPane *self);

G_END_DECLS
