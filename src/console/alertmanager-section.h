/* alertmanager-section.h - the Alertmanagers that the hub asks, and how that goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_ALERTMANAGER_SECTION (muster_alertmanager_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertmanagerSection,
                      muster_alertmanager_section,
                      MUSTER,
                      ALERTMANAGER_SECTION,
                      GtkWidget)

/* It is not seen where none is configured. */
GtkWidget *muster_alertmanager_section_new (MusterSession *session);

G_END_DECLS
