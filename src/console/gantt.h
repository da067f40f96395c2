/* gantt.h - the picture of a schedule: who is on call when, by layers and in the end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/gantt-scale.h"
#include "console/roster-lanes.h"
G_BEGIN_DECLS

/* signals:
 *   "activated" (guint lane, guint block): Enter, or a click
 *   "selected": another time is, or none
 *   "moving" (const MusterModifier *): a shift is moved, and that would come of it; NULL: no more
 *   "proposed" (const MusterModifier *): it was let go there
 *   "dropped" (const char *name, gint64 at_s): a person was dropped on an instant
 * People of a modifier are those of the subject of the lanes. */
#define MUSTER_TYPE_GANTT (muster_gantt_get_type ())
G_DECLARE_FINAL_TYPE (MusterGantt, muster_gantt, MUSTER, GANTT, GtkWidget)

GtkWidget *muster_gantt_new (void);
/* @lanes (transfer full): of MusterRosterLane; @scale (transfer full): the days. */
void muster_gantt_set (MusterGantt *self, GPtrArray *lanes, MusterGanttScale *scale);
const MusterRosterLane *muster_gantt_peek_lane (MusterGantt *self, guint lane);
const MusterRosterBlock *muster_gantt_peek_block (MusterGantt *self, guint lane, guint block);
/* The block at an instant of the final schedule has the focus. */
gboolean muster_gantt_focus_at (MusterGantt *self, gint64 at_s);
/* The block that has the focus; NULL: none has. */
const MusterRosterBlock *muster_gantt_peek_focus (MusterGantt *self);
/* What would come of what is moved: @lane (transfer full) instead of the final schedule, and what
 * that means. */
void muster_gantt_set_preview (MusterGantt *self, MusterRosterLane *lane, const char *words);
/* Whether everybody of all layers is on call, so that somebody more takes nobody's place. */
void muster_gantt_set_union (MusterGantt *self, gboolean is_union);
/* FALSE: no time is selected. */
gboolean muster_gantt_get_selection (MusterGantt *self, gint64 *out_from_s, gint64 *out_to_s);

G_END_DECLS
