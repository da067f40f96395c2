/* timeline-row.h - one entry of a timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/timeline-row-data.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_TIMELINE_ROW (muster_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterTimelineRow, muster_timeline_row, MUSTER, TIMELINE_ROW, GtkWidget)

GtkWidget *muster_timeline_row_new (void);
void muster_timeline_row_set (MusterTimelineRow *self, const MusterTimelineRowData *data);
const MusterTimelineRowData *muster_timeline_row_get (MusterTimelineRow *self);

G_END_DECLS
