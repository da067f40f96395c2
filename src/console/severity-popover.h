/* severity-popover.h - choose a severity, and say why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/severity.h"
G_BEGIN_DECLS

/* Activates "room.severity" (is): the severity and the reason, which may be empty. */
#define MUSTER_TYPE_SEVERITY_POPOVER (muster_severity_popover_get_type ())
G_DECLARE_FINAL_TYPE (MusterSeverityPopover,
                      muster_severity_popover,
                      MUSTER,
                      SEVERITY_POPOVER,
                      GtkPopover)

GtkWidget *muster_severity_popover_new (void);
void muster_severity_popover_set (MusterSeverityPopover *self, MusterSeverity severity);

G_END_DECLS
