/* application.h - the console: windows, hub and notifications of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/hub-chooser.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_APPLICATION (muster_application_get_type ())
G_DECLARE_FINAL_TYPE (MusterApplication, muster_application, MUSTER, APPLICATION, AdwApplication)

/* signals: "session-changed" */
MusterApplication *muster_application_new (void);
/* (nullable): no hub is chosen yet */
MusterSession *muster_application_get_session (MusterApplication *self);
MusterHubChooser *muster_application_get_hubs (MusterApplication *self);
MusterSettings *muster_application_get_settings (MusterApplication *self);

G_END_DECLS
