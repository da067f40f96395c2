/* gantt-drag.c - moves edges and shifts of a schedule's picture, by pointer and by keyboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-private.h"

#include <glib/gi18n.h>

#define START_PX 5 /* so far it has to be moved to be meant */
#define FINE_S   900

/* --- what would come of it --- */

static MusterGanttMove
move_of (MusterGantt *self)
{
  guint lane = muster_gantt_find_final (self);

  return (MusterGanttMove){ muster_gantt_get_lane (self, lane),
                            self->grip_block,
                            self->grip,
                            self->grip_s,
                            self->now_s,
                            self->is_union };
}

/* Tells whoever can say what would come of it. */
static void
move_to (MusterGantt *self, gint64 at_s)
{
  MusterGanttMove move;

  if (at_s == self->grip_s)
    return;
  self->grip_s = at_s;
  move = move_of (self);
  self->is_proposal = muster_gantt_move_propose (&move, &self->proposal);
  muster_gantt_tell (self, MUSTER_GANTT_MOVING, self->is_proposal ? &self->proposal : NULL);
  muster_gantt_place_bubble (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
begin (MusterGantt *self, guint block, MusterGanttGrip grip)
{
  self->grip = grip;
  self->grip_block = block;
  self->grip_s = G_MININT64;
  self->is_proposal = FALSE;
}

/**
 * muster_gantt_let_go:
 * @self: a picture
 * @proposes: whether what was moved is to be so; else it is where it was
 *
 * Ends a move.
 *
 * Returns: whether anything was moved
 */
gboolean
muster_gantt_let_go (MusterGantt *self, gboolean proposes)
{
  const gboolean is_proposal = self->is_proposal && proposes;
  const MusterModifier proposal = self->proposal;

  if (self->grip == MUSTER_GRIP_NONE)
    return FALSE;
  self->grip = MUSTER_GRIP_NONE;
  self->is_proposal = FALSE;
  self->is_gripped = FALSE;
  muster_gantt_tell (self, MUSTER_GANTT_MOVING, NULL);
  muster_gantt_set_preview (self, NULL, NULL);
  if (is_proposal)
    muster_gantt_tell (self, MUSTER_GANTT_PROPOSED, &proposal);
  return TRUE;
}

/* --- by keyboard --- */

/**
 * muster_gantt_grip_by_key:
 * @self: a picture, with the focus on a block of the final schedule
 * @grip: which edge of it
 * @steps: how far, snaps; below 0: earlier
 *
 * Returns: whether it can be moved
 */
gboolean
muster_gantt_grip_by_key (MusterGantt *self, MusterGanttGrip grip, int steps)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint lane, block;
  gint64 at_s;

  if (!MUSTER_IS_GANTT_SHIFT (child) || self->is_gripped)
    return FALSE;
  lane = muster_gantt_shift_get_lane (MUSTER_GANTT_SHIFT (child));
  block = muster_gantt_shift_get_block (MUSTER_GANTT_SHIFT (child));
  if (lane != muster_gantt_find_final (self))
    return FALSE;
  at_s = self->grip_s;
  if (self->grip != grip || self->grip_block != block)
    {
      const MusterRosterBlock *what = muster_gantt_get_block (self, lane, block);

      begin (self, block, grip);
      at_s = grip == MUSTER_GRIP_START ? what->start_s : what->end_s;
    }
  move_to (self, muster_gantt_snap (self, at_s + steps * muster_gantt_step (self), 0));
  return TRUE;
}

/* --- by pointer --- */

static GtkWidget *
pick_shift (MusterGantt *self, double x, double y)
{
  GtkWidget *child = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return MUSTER_IS_GANTT_SHIFT (child) &&
                 muster_gantt_shift_get_lane (MUSTER_GANTT_SHIFT (child)) ==
                     muster_gantt_find_final (self)
             ? child
             : NULL;
}

static MusterGanttGrip
grip_of (MusterGantt *self, GtkWidget *shift, double x, double y)
{
  double inner_x, inner_y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self), shift, x, y, &inner_x, &inner_y);
  return muster_gantt_grip_at (inner_x, gtk_widget_get_width (shift));
}

/* What is over cannot be moved: neither an edge in the past nor a shift that has ended. */
static gboolean
is_past (MusterGantt *self, guint block, MusterGanttGrip grip)
{
  const MusterRosterBlock *what =
      muster_gantt_get_block (self, muster_gantt_find_final (self), block);

  return (grip == MUSTER_GRIP_START ? what->start_s : what->end_s) <= self->now_s;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, MusterGantt *self)
{
  GtkWidget *shift = self->lanes ? pick_shift (self, x, y) : NULL;
  MusterGanttGrip grip = shift ? grip_of (self, shift, x, y) : MUSTER_GRIP_NONE;

  muster_gantt_let_go (self, FALSE);
  if (!shift || is_past (self, muster_gantt_shift_get_block (MUSTER_GANTT_SHIFT (shift)), grip))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  begin (self, muster_gantt_shift_get_block (MUSTER_GANTT_SHIFT (shift)), grip);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, MusterGantt *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  double x, y;
  gint64 at_s;

  if (self->grip == MUSTER_GRIP_NONE || (!self->is_gripped && ABS (dx) < START_PX))
    return;
  if (!self->is_gripped)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED); /* it is no click */
  self->is_gripped = TRUE;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  at_s = muster_gantt_layout_at (self->layout, self->scale, x + dx);
  if (self->grip != MUSTER_GRIP_BODY)
    at_s = muster_gantt_snap (self, at_s, (state & GDK_ALT_MASK) != 0 ? FINE_S : 0);
  move_to (self, at_s);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, MusterGantt *self)
{
  muster_gantt_let_go (self, self->is_gripped);
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, MusterGantt *self)
{
  muster_gantt_let_go (self, FALSE);
}

/* Over an edge that can be moved it looks so. */
static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, MusterGantt *self)
{
  GtkWidget *shift = self->lanes && self->layout ? pick_shift (self, x, y) : NULL;
  MusterGanttGrip grip = shift ? grip_of (self, shift, x, y) : MUSTER_GRIP_NONE;
  gboolean is_edge =
      (grip == MUSTER_GRIP_START || grip == MUSTER_GRIP_END) &&
      !is_past (self, muster_gantt_shift_get_block (MUSTER_GANTT_SHIFT (shift)), grip);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_edge ? "col-resize" : NULL);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, MusterGantt *self)
{
  if (!self->layout || x < self->layout->label_width)
    return FALSE;
  muster_gantt_tell_dropped (self, g_value_get_string (value),
                             muster_gantt_layout_at (self->layout, self->scale, x));
  return TRUE;
}

/**
 * muster_gantt_add_drag:
 * @self: a picture
 *
 * Lets its shifts be moved by the pointer, and people be dropped on it.
 */
void
muster_gantt_add_drag (MusterGantt *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/* --- the bubble --- */

static void
make_bubble (MusterGantt *self)
{
  self->bubble = gtk_popover_new ();
  self->bubble_words = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                     "wrap", TRUE, "max-width-chars", 60, NULL);
  gtk_widget_add_css_class (self->bubble_words, "numeric");
  gtk_popover_set_child (GTK_POPOVER (self->bubble), self->bubble_words);
  gtk_popover_set_autohide (GTK_POPOVER (self->bubble), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->bubble), GTK_POS_TOP);
  gtk_widget_set_can_focus (self->bubble, FALSE);
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
}

/**
 * muster_gantt_place_bubble:
 * @self: a picture
 *
 * Has what is said of a move stand at what is moved.
 */
void
muster_gantt_place_bubble (MusterGantt *self)
{
  GdkRectangle at = { 0 };
  guint lane;

  if (!self->bubble || self->grip == MUSTER_GRIP_NONE || !self->layout)
    return;
  lane = muster_gantt_find_final (self);
  at.x = (int) muster_gantt_layout_x (self->layout, self->scale, self->grip_s);
  at.y = (int) self->layout->tops[lane];
  at.width = 1;
  at.height = (int) self->layout->heights[lane];
  gtk_popover_set_pointing_to (GTK_POPOVER (self->bubble), &at);
}

/**
 * muster_gantt_set_preview:
 * @self: a picture
 * @lane: (transfer full) (nullable): who would be on call
 * @words: (nullable): what that means
 *
 * Shows what would come of a move, or no longer.
 */
void
muster_gantt_set_preview (MusterGantt *self, MusterRosterLane *lane, const char *words)
{
  g_return_if_fail (MUSTER_IS_GANTT (self));

  g_clear_pointer (&self->preview, muster_roster_lane_free);
  self->preview = lane;
  if (words && !self->bubble)
    make_bubble (self);
  if (words)
    {
      gtk_label_set_text (GTK_LABEL (self->bubble_words), words);
      muster_gantt_place_bubble (self);
      gtk_popover_popup (GTK_POPOVER (self->bubble));
    }
  else if (self->bubble)
    gtk_popover_popdown (GTK_POPOVER (self->bubble));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * muster_gantt_forget_drag:
 * @self: a picture
 *
 * Before other lanes are shown, and at the end.
 */
void
muster_gantt_forget_drag (MusterGantt *self)
{
  self->grip = MUSTER_GRIP_NONE;
  self->is_proposal = FALSE;
  self->is_gripped = FALSE;
  g_clear_pointer (&self->preview, muster_roster_lane_free);
  if (self->bubble)
    gtk_popover_popdown (GTK_POPOVER (self->bubble));
}
