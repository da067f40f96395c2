/* timeline-list.h - a timeline that stays at its end until somebody looks back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/timeline-model.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_TIMELINE_LIST (muster_timeline_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterTimelineList, muster_timeline_list, MUSTER, TIMELINE_LIST, GtkWidget)

GtkWidget *muster_timeline_list_new (MusterTimelineModel *model);
void muster_timeline_list_go_to_end (MusterTimelineList *self);
gboolean muster_timeline_list_is_at_end (MusterTimelineList *self);

/* What can be done with an entry, asked for by the menu key or the second button; NULL: nothing. */
typedef GMenuModel *(*MusterTimelineMenuFunc) (const MusterTimelineRowData *row,
                                               gpointer user_data);
void muster_timeline_list_set_menu (MusterTimelineList *self,
                                    MusterTimelineMenuFunc func,
                                    gpointer user_data);
/* The entry that is chosen; NULL: none. */
const MusterTimelineRowData *muster_timeline_list_get_chosen (MusterTimelineList *self);

G_END_DECLS
