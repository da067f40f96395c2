/* outbox-tray.h - what waits for the hub, and what it did not apply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_OUTBOX_TRAY (muster_outbox_tray_get_type ())
G_DECLARE_FINAL_TYPE (MusterOutboxTray, muster_outbox_tray, MUSTER, OUTBOX_TRAY, GtkPopover)

GtkWidget *muster_outbox_tray_new (MusterSession *session);

G_END_DECLS
