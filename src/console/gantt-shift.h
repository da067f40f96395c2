/* gantt-shift.h - one block of a schedule's picture: a shift, a gap, an override
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/roster-lanes.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_GANTT_SHIFT (muster_gantt_shift_get_type ())
G_DECLARE_FINAL_TYPE (MusterGanttShift, muster_gantt_shift, MUSTER, GANTT_SHIFT, GtkWidget)

GtkWidget *muster_gantt_shift_new (void);
/* @block stays the caller's; @name: what a screen reader says. */
void muster_gantt_shift_set (MusterGanttShift *self,
                             const MusterRosterBlock *block,
                             MusterLaneKind lane,
                             const char *name);
/* Which block of which lane it shows. */
void muster_gantt_shift_set_place (MusterGanttShift *self, guint lane, guint block);
guint muster_gantt_shift_get_lane (MusterGanttShift *self);
guint muster_gantt_shift_get_block (MusterGanttShift *self);

/* What is written on a block of that width: a name, its first word, a letter, or nothing. */
char *muster_gantt_shift_fit (const char *who, double width, double name_width, double word_width);

G_END_DECLS
