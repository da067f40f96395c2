/* change-pane.h - which changes may have begun an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_CHANGE_PANE (muster_change_pane_get_type ())
G_DECLARE_FINAL_TYPE (MusterChangePane, muster_change_pane, MUSTER, CHANGE_PANE, GtkWidget)

/* Emits "counted" when the number of suspects is another. */
GtkWidget *muster_change_pane_new (MusterSession *session, guint incident);
guint muster_change_pane_count (MusterChangePane *self);
void muster_change_pane_update (MusterChangePane *self, const MusterIncident *incident);

G_END_DECLS
