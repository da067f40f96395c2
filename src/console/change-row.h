/* change-row.h - one change that may have begun an incident, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/suspect-list.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_CHANGE_ROW (muster_change_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterChangeRow, muster_change_row, MUSTER, CHANGE_ROW, GtkListBoxRow)

GtkWidget *muster_change_row_new (const MusterSuspectItem *item, guint rank, gint64 onset_us);
const char *muster_change_row_get_id (MusterChangeRow *self);
gboolean muster_change_row_is_open (MusterChangeRow *self);
void muster_change_row_set_open (MusterChangeRow *self, gboolean is_open);

G_END_DECLS
