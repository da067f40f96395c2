/* gantt-keys.c - walks over a schedule's picture by keyboard, and selects time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-private.h"

#include <string.h>

#define HOUR_S        3600
#define SHORT_DAYS    14 /* so few days are stepped through by the hour */
#define LONG_STEP_S   (6 * HOUR_S)
#define REACH_DIVISOR 2 /* a handoff within half a step is taken */

/* --- where the focus is --- */

/* The window is asked: a widget's focus child is not set while another window is in front. */
MusterGanttShift *
muster_gantt_find_focus (MusterGantt *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = window ? gtk_root_get_focus (window) : NULL;

  return focus && gtk_widget_get_parent (focus) == GTK_WIDGET (self) &&
                 MUSTER_IS_GANTT_SHIFT (focus)
             ? MUSTER_GANTT_SHIFT (focus)
             : NULL;
}

/**
 * muster_gantt_peek_focus:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): the block that has the focus, until muster_gantt_set()
 */
const MusterRosterBlock *
muster_gantt_peek_focus (MusterGantt *self)
{
  MusterGanttShift *shift = muster_gantt_find_focus (self);

  return shift ? muster_gantt_get_block (self, muster_gantt_shift_get_lane (shift),
                                         muster_gantt_shift_get_block (shift))
               : NULL;
}

static gboolean
focus_block (MusterGantt *self, guint lane, guint block)
{
  self->focus_lane = lane;
  self->focus_block = block;
  return gtk_widget_grab_focus (muster_gantt_ensure (self, lane, block));
}

/**
 * muster_gantt_find_final:
 * @self: a picture of something
 *
 * Returns: the lane of who is paged in the end; %G_MAXUINT: there is none
 */
guint
muster_gantt_find_final (MusterGantt *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (muster_gantt_get_lane (self, i)->kind == MUSTER_LANE_FINAL)
      return i;
  return G_MAXUINT;
}

/**
 * muster_gantt_focus_at:
 * @self: a picture
 * @at_s: an instant
 *
 * Puts the focus on who is on call then.
 *
 * Returns: whether there is anybody, or a gap
 */
gboolean
muster_gantt_focus_at (MusterGantt *self, gint64 at_s)
{
  guint lane = self->lanes ? muster_gantt_find_final (self) : G_MAXUINT;
  guint block = lane != G_MAXUINT
                    ? muster_roster_lane_nearest (muster_gantt_get_lane (self, lane), at_s)
                    : G_MAXUINT;

  return block != G_MAXUINT && focus_block (self, lane, block);
}

/* Tab goes to the block that was last, or to who is on call now, and then out. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  MusterGantt *self = MUSTER_GANTT (widget);

  if (!self->lanes || muster_gantt_find_focus (self))
    return FALSE;
  if (self->focus_lane < self->lanes->len &&
      self->focus_block < muster_gantt_get_lane (self, self->focus_lane)->blocks->len)
    return focus_block (self, self->focus_lane, self->focus_block);
  return muster_gantt_focus_at (self,
                                CLAMP (self->now_s, muster_gantt_scale_get_start (self->scale),
                                       muster_gantt_scale_get_end (self->scale)));
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return focus (widget, GTK_DIR_TAB_FORWARD);
}

/* --- walking --- */

static gboolean
step_across (MusterGantt *self, guint lane, guint block, int by)
{
  guint n = muster_gantt_get_lane (self, lane)->blocks->len;

  if ((by < 0 && block == 0) || (by > 0 && block + 1 >= n))
    return TRUE; /* an arrow does not lead out of the picture */
  return focus_block (self, lane, block + (guint) by);
}

/* In the next lane that has blocks, the one that is nearest in time. */
static gboolean
step_down (MusterGantt *self, guint lane, guint block, int by)
{
  const MusterRosterBlock *from = muster_gantt_get_block (self, lane, block);
  gint64 start_s = MAX (from->start_s, muster_gantt_scale_get_start (self->scale));
  gint64 end_s = MIN (from->end_s, muster_gantt_scale_get_end (self->scale));

  for (guint next = lane + (guint) by; next < self->lanes->len; next += (guint) by)
    {
      guint nearest = muster_roster_lane_nearest (muster_gantt_get_lane (self, next),
                                                  start_s + (end_s - start_s) / 2);

      if (nearest != G_MAXUINT)
        return focus_block (self, next, nearest);
    }
  return TRUE;
}

static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  MusterGanttShift *from = muster_gantt_find_focus (self);
  guint lane, block;
  int across, down;

  if (!from)
    return FALSE;
  lane = muster_gantt_shift_get_lane (from);
  block = muster_gantt_shift_get_block (from);
  g_variant_get (arguments, "(ii)", &across, &down);
  muster_gantt_select (self, 0, 0);
  muster_gantt_let_go (self, FALSE);
  return across != 0 ? step_across (self, lane, block, across)
                     : step_down (self, lane, block, down);
}

static gboolean
end_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  MusterGanttShift *from = muster_gantt_find_focus (self);
  guint lane;

  if (!from)
    return FALSE;
  lane = muster_gantt_shift_get_lane (from);
  return focus_block (self, lane,
                      g_variant_get_int32 (arguments) < 0
                          ? 0
                          : muster_gantt_get_lane (self, lane)->blocks->len - 1);
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  MusterGanttShift *from = muster_gantt_find_focus (self);

  if (!from)
    return FALSE;
  if (!muster_gantt_let_go (self, TRUE))
    muster_gantt_activate (self, from);
  return TRUE;
}

/* --- selecting time --- */

/* The borders of what is on call: handoffs, which are taken first. */
static GArray *
list_handoffs (MusterGantt *self)
{
  GArray *handoffs = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint lane = muster_gantt_find_final (self);

  for (guint i = 0; lane != G_MAXUINT && i < muster_gantt_get_lane (self, lane)->blocks->len; i++)
    g_array_append_val (handoffs, muster_gantt_get_block (self, lane, i)->start_s);
  return handoffs;
}

/**
 * muster_gantt_snap:
 * @self: a picture
 * @at_s: an instant
 * @step_s: 0: as fits what is shown
 *
 * Returns: where an edge that is let go there comes to lie
 */
gint64
muster_gantt_snap (MusterGantt *self, gint64 at_s, gint64 step_s)
{
  g_autoptr (GArray) handoffs = list_handoffs (self);
  gint64 step = step_s > 0 ? step_s : muster_gantt_step (self);

  return muster_gantt_scale_snap (self->scale, at_s, step, handoffs, step / REACH_DIVISOR);
}

/**
 * muster_gantt_step:
 * @self: a picture
 *
 * Returns: how far an edge moves at once, seconds
 */
gint64
muster_gantt_step (MusterGantt *self)
{
  return self->scale->n_days <= SHORT_DAYS ? HOUR_S : LONG_STEP_S;
}

/* The first time it begins with the block, from now on; its end then moves. */
static gboolean
extend_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  MusterGanttShift *at = muster_gantt_find_focus (self);
  const MusterRosterBlock *block;
  gint64 from_s, to_s;

  if (!at)
    return FALSE;
  block = muster_gantt_get_block (self, muster_gantt_shift_get_lane (at),
                                  muster_gantt_shift_get_block (at));
  if (muster_gantt_get_selection (self, &from_s, &to_s))
    to_s = muster_gantt_snap (self,
                              to_s + g_variant_get_int32 (arguments) * muster_gantt_step (self), 0);
  else
    {
      from_s = MAX (block->start_s, self->now_s - self->now_s % HOUR_S + HOUR_S);
      to_s = muster_gantt_snap (self, from_s + muster_gantt_step (self), 0);
    }
  if (to_s > from_s)
    muster_gantt_select (self, from_s, to_s);
  return TRUE;
}

/* Alt moves the later edge, with Shift the earlier one. */
static gboolean
move_edge_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int steps;
  gboolean is_start;

  g_variant_get (arguments, "(ib)", &steps, &is_start);
  return muster_gantt_grip_by_key (MUSTER_GANTT (widget),
                                   is_start ? MUSTER_GRIP_START : MUSTER_GRIP_END, steps);
}

static gboolean
unselect_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  gint64 from_s, to_s;

  if (muster_gantt_let_go (self, FALSE))
    return TRUE;
  if (!muster_gantt_get_selection (self, &from_s, &to_s))
    return FALSE;
  muster_gantt_select (self, 0, 0);
  return TRUE;
}

/**
 * muster_gantt_install_keys:
 * @klass: the class of pictures
 *
 * Gives it its keys.
 */
void
muster_gantt_install_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int across, down;
  } arrows[] = { { GDK_KEY_Left, -1, 0 },  { GDK_KEY_Right, 1, 0 },    { GDK_KEY_Up, 0, -1 },
                 { GDK_KEY_Down, 0, 1 },   { GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_KP_Right, 1, 0 },
                 { GDK_KEY_KP_Up, 0, -1 }, { GDK_KEY_KP_Down, 0, 1 } };
  static const guint enters[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  klass->focus = focus;
  klass->grab_focus = grab_focus;
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (klass, arrows[i].key, 0, step_cb, "(ii)", arrows[i].across,
                                    arrows[i].down);
      if (arrows[i].across == 0)
        continue;
      gtk_widget_class_add_binding (klass, arrows[i].key, GDK_SHIFT_MASK, extend_cb, "i",
                                    arrows[i].across);
      gtk_widget_class_add_binding (klass, arrows[i].key, GDK_ALT_MASK, move_edge_cb, "(ib)",
                                    arrows[i].across, FALSE);
      gtk_widget_class_add_binding (klass, arrows[i].key, GDK_ALT_MASK | GDK_SHIFT_MASK,
                                    move_edge_cb, "(ib)", arrows[i].across, TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (enters); i++)
    gtk_widget_class_add_binding (klass, enters[i], 0, activate_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Home, 0, end_cb, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_End, 0, end_cb, "i", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, unselect_cb, NULL);
}
