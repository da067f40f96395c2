/* check-pane.h - run a built-in check, and see what the checks of an incident said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_CHECK_PANE (muster_check_pane_get_type ())
G_DECLARE_FINAL_TYPE (MusterCheckPane, muster_check_pane, MUSTER, CHECK_PANE, GtkWidget)

GtkWidget *muster_check_pane_new (MusterSession *session);
void muster_check_pane_update (MusterCheckPane *self, const MusterIncident *incident);

G_END_DECLS
