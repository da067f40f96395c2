/* connect-dialog.h - asks for the address of a hub and the token for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_CONNECT_DIALOG (muster_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterConnectDialog, muster_connect_dialog, MUSTER, CONNECT_DIALOG, AdwWindow)

/* @parent: a window of the console */
GtkWidget *muster_connect_dialog_new (GtkWindow *parent);

G_END_DECLS
