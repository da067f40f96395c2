/* task-pane.h - what is to be done in an incident, and by whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_TASK_PANE (muster_task_pane_get_type ())
G_DECLARE_FINAL_TYPE (MusterTaskPane, muster_task_pane, MUSTER, TASK_PANE, GtkWidget)

GtkWidget *muster_task_pane_new (MusterSession *session, guint incident);
void muster_task_pane_update (MusterTaskPane *self, const MusterIncident *incident);

G_END_DECLS
