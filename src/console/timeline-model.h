/* timeline-model.h - the entries of a timeline in order, by kind if wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>

#include "console/timeline-row-data.h"
G_BEGIN_DECLS

/* It tells of changes in place by "changed". */
#define MUSTER_TYPE_TIMELINE_ITEM (muster_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (MusterTimelineItem, muster_timeline_item, MUSTER, TIMELINE_ITEM, GObject)

const MusterTimelineRowData *muster_timeline_item_row (MusterTimelineItem *self);

#define MUSTER_TYPE_TIMELINE_MODEL (muster_timeline_model_get_type ())
G_DECLARE_FINAL_TYPE (MusterTimelineModel, muster_timeline_model, MUSTER, TIMELINE_MODEL, GObject)

MusterTimelineModel *muster_timeline_model_new (void);
void muster_timeline_model_begin (MusterTimelineModel *self);
void muster_timeline_model_put (MusterTimelineModel *self, const MusterTimelineRowData *row);
void muster_timeline_model_remove (MusterTimelineModel *self, const char *id);
void muster_timeline_model_commit (MusterTimelineModel *self);
void muster_timeline_model_set_kinds (MusterTimelineModel *self, guint mask);
guint muster_timeline_model_count (MusterTimelineModel *self, guint mask);

G_END_DECLS
