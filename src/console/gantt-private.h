/* gantt-private.h - what the parts of the picture of a schedule share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/gantt-grip.h"
#include "console/gantt-layout.h"
#include "console/gantt-shift.h"
#include "console/gantt.h"
G_BEGIN_DECLS

struct _MusterGantt
{
  GtkWidget parent_instance;
  GPtrArray *lanes;          /* of MusterRosterLane; nullable */
  MusterGanttScale *scale;   /* nullable */
  MusterGanttLayout *layout; /* nullable: not allocated yet */
  GHashTable *shifts;        /* of GtkWidget, children, by lane and block */
  GPtrArray *spare;          /* of GtkWidget, children that show nothing now */
  guint n_blocks;
  gint64 now_s;
  GtkAdjustment *across, *down;      /* nullable: of what it is scrolled in */
  guint view_tick;                   /* 0: what is in view was looked at */
  guint focus_lane, focus_block;     /* that had the focus last */
  gint64 chosen_from_s, chosen_to_s; /* time that is selected; equal: none is */
  MusterGanttGrip grip;              /* what of a shift is moved; none: nothing is */
  guint grip_block;                  /* of the final schedule */
  gint64 grip_s;                     /* where it is moved to */
  gboolean is_gripped;               /* by the pointer */
  gboolean is_proposal;              /* it would change anything */
  MusterModifier proposal;           /* that */
  gboolean is_union;
  MusterRosterLane *preview; /* who would be on call; nullable */
  GtkWidget *bubble;         /* what that means; nullable */
  GtkWidget *bubble_words;
};

enum
{
  MUSTER_GANTT_ACTIVATED,
  MUSTER_GANTT_SELECTED,
  MUSTER_GANTT_MOVING,
  MUSTER_GANTT_PROPOSED,
  MUSTER_GANTT_DROPPED,
  MUSTER_N_GANTT_SIGNALS,
};

/* gantt.c */
GtkWidget *muster_gantt_ensure (MusterGantt *self, guint lane, guint block);
void muster_gantt_activate (MusterGantt *self, MusterGanttShift *shift);
void muster_gantt_select (MusterGantt *self, gint64 from_s, gint64 to_s);

void muster_gantt_tell (MusterGantt *self, guint signal, gconstpointer modifier);
void muster_gantt_tell_dropped (MusterGantt *self, const char *name, gint64 at_s);

/* gantt-drag.c */
void muster_gantt_add_drag (MusterGantt *self);
void muster_gantt_forget_drag (MusterGantt *self);
void muster_gantt_place_bubble (MusterGantt *self);
gboolean muster_gantt_grip_by_key (MusterGantt *self, MusterGanttGrip grip, int steps);
gboolean muster_gantt_let_go (MusterGantt *self, gboolean proposes);

/* gantt-keys.c */
MusterGanttShift *muster_gantt_find_focus (MusterGantt *self);
guint muster_gantt_find_final (MusterGantt *self);
void muster_gantt_install_keys (GtkWidgetClass *klass);
gint64 muster_gantt_step (MusterGantt *self);
gint64 muster_gantt_snap (MusterGantt *self, gint64 at_s, gint64 step_s);

/* gantt-paint.c */
void muster_gantt_paint_ground (MusterGantt *self, GtkSnapshot *snapshot);
void muster_gantt_paint_over (MusterGantt *self, GtkSnapshot *snapshot);
gboolean muster_gantt_has_notes (const MusterGanttScale *scale);

static inline MusterRosterLane *
muster_gantt_get_lane (MusterGantt *self, guint lane)
{
  return g_ptr_array_index (self->lanes, lane);
}

static inline MusterRosterBlock *
muster_gantt_get_block (MusterGantt *self, guint lane, guint block)
{
  return &g_array_index (muster_gantt_get_lane (self, lane)->blocks, MusterRosterBlock, block);
}

G_END_DECLS
