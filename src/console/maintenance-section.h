/* maintenance-section.h - the maintenance windows, as cards under one heading
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

#define MUSTER_TYPE_MAINTENANCE_SECTION (muster_maintenance_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterMaintenanceSection,
                      muster_maintenance_section,
                      MUSTER,
                      MAINTENANCE_SECTION,
                      GtkWidget)

GtkWidget *muster_maintenance_section_new (void);
/* What GET /v1/maintenance answered; hidden where there are no windows. */
void muster_maintenance_section_show (MusterMaintenanceSection *self, GBytes *json);

G_END_DECLS
