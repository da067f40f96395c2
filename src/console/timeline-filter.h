/* timeline-filter.h - pills that say which kinds of entries a timeline shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/timeline-model.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_TIMELINE_FILTER (muster_timeline_filter_get_type ())
G_DECLARE_FINAL_TYPE (MusterTimelineFilter,
                      muster_timeline_filter,
                      MUSTER,
                      TIMELINE_FILTER,
                      GtkWidget)

GtkWidget *muster_timeline_filter_new (MusterTimelineModel *model);
/* Counts anew; also hides the pills of kinds that there are none of. */
void muster_timeline_filter_update (MusterTimelineFilter *self);
/* The key of a pill: 1 is the first one. */
gboolean muster_timeline_filter_choose (MusterTimelineFilter *self, guint number);

G_END_DECLS
