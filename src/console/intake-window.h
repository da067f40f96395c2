/* intake-window.h - by which keys alerts come in, and what of it could not be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include <adwaita.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_INTAKE_WINDOW (muster_intake_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterIntakeWindow, muster_intake_window, MUSTER, INTAKE_WINDOW, AdwWindow)

GtkWidget *muster_intake_window_new (MusterSession *session, GtkWindow *parent);

G_END_DECLS
