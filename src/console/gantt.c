/* gantt.c - the picture of a schedule: who is on call when, by layers and in the end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/gantt-private.h"
#include "console/roster-words.h"
#include "console/style.h"
#include "console/tick.h"

#define ALL_BELOW   240 /* so few blocks are all there; of more those around what is in view */
#define AROUND_PX   200
#define LEAST_WIDTH 2 /* of a block, however short */
#define BETWEEN     1 /* blocks */

static guint signals[MUSTER_N_GANTT_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterGantt, muster_gantt, GTK_TYPE_WIDGET)

/* --- blocks --- */

static gpointer
key_of (guint lane, guint block)
{
  return GSIZE_TO_POINTER ((gsize) lane << 32 | block);
}

static graphene_rect_t
place_block (MusterGantt *self, guint lane, guint block)
{
  const MusterRosterBlock *what = muster_gantt_get_block (self, lane, block);
  double from = round (muster_gantt_layout_x (self->layout, self->scale, what->start_s));
  double to = round (muster_gantt_layout_x (self->layout, self->scale, what->end_s)) - BETWEEN;

  return GRAPHENE_RECT_INIT ((float) from, (float) self->layout->tops[lane],
                             (float) MAX (to - from, LEAST_WIDTH),
                             (float) self->layout->heights[lane]);
}

static GtkWidget *
take_child (MusterGantt *self)
{
  GtkWidget *child;

  if (self->spare->len > 0)
    {
      child = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
      gtk_widget_set_child_visible (child, TRUE);
      return child;
    }
  child = muster_gantt_shift_new ();
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

GtkWidget *
muster_gantt_ensure (MusterGantt *self, guint lane, guint block)
{
  GtkWidget *child = g_hash_table_lookup (self->shifts, key_of (lane, block));
  g_autofree char *name = NULL;

  if (child)
    return child;
  child = take_child (self);
  name = muster_roster_describe_block (muster_gantt_get_block (self, lane, block),
                                       muster_gantt_get_lane (self, lane), self->now_s,
                                       self->scale->zone);
  muster_gantt_shift_set_place (MUSTER_GANTT_SHIFT (child), lane, block);
  muster_gantt_shift_set (MUSTER_GANTT_SHIFT (child), muster_gantt_get_block (self, lane, block),
                          muster_gantt_get_lane (self, lane)->kind, name);
  g_hash_table_insert (self->shifts, key_of (lane, block), child);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return child;
}

static gboolean
spare_child (MusterGantt *self, GtkWidget *child)
{
  if (gtk_widget_is_focus (child))
    return FALSE;
  gtk_widget_set_child_visible (child, FALSE);
  g_ptr_array_add (self->spare, child);
  return TRUE;
}

/* What is in view, and some more; all of it where that cannot be known. */
static graphene_rect_t
find_view (MusterGantt *self)
{
  graphene_rect_t view = GRAPHENE_RECT_INIT (0, 0, 1e9f, 1e9f), around;

  for (GtkWidget *at = gtk_widget_get_parent (GTK_WIDGET (self)); at;
       at = gtk_widget_get_parent (at))
    if (GTK_IS_SCROLLED_WINDOW (at) && gtk_widget_compute_bounds (at, GTK_WIDGET (self), &around) &&
        around.size.width > 0)
      graphene_rect_intersection (&view, &around, &view);
  graphene_rect_inset (&view, -AROUND_PX, -AROUND_PX);
  return view;
}

static gboolean
is_wanted (MusterGantt *self, const graphene_rect_t *view, guint lane, guint block)
{
  graphene_rect_t place;

  if (self->n_blocks <= ALL_BELOW)
    return TRUE;
  place = place_block (self, lane, block);
  return graphene_rect_intersection (view, &place, NULL);
}

static void
drop_unseen (MusterGantt *self, const graphene_rect_t *view)
{
  GHashTableIter iter;
  gpointer child;

  g_hash_table_iter_init (&iter, self->shifts);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    if (!is_wanted (self, view, muster_gantt_shift_get_lane (child),
                    muster_gantt_shift_get_block (child)) &&
        spare_child (self, child))
      g_hash_table_iter_remove (&iter);
}

static void
show_view (MusterGantt *self)
{
  graphene_rect_t view;

  if (!self->lanes || !self->layout)
    return;
  view = find_view (self);
  drop_unseen (self, &view);
  for (guint lane = 0; lane < self->lanes->len; lane++)
    {
      double top = self->layout->tops[lane];

      if (self->n_blocks > ALL_BELOW &&
          (top > (double) (view.origin.y + view.size.height) ||
           top + self->layout->heights[lane] < (double) view.origin.y))
        continue;
      for (guint block = 0; block < muster_gantt_get_lane (self, lane)->blocks->len; block++)
        if (is_wanted (self, &view, lane, block))
          muster_gantt_ensure (self, lane, block);
    }
}

static gboolean
view_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  MusterGantt *self = MUSTER_GANTT (widget);

  self->view_tick = 0;
  show_view (self);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is laid out: widgets cannot come while others are. */
static void
queue_view (MusterGantt *self)
{
  if (self->view_tick == 0)
    self->view_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), view_tick_cb, NULL, NULL);
}

static void
scrolled_cb (MusterGantt *self)
{
  if (self->n_blocks > ALL_BELOW)
    queue_view (self);
}

static void
scrolled_across_cb (MusterGantt *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self)); /* the names of lanes stay */
  scrolled_cb (self);
}

/* --- where things are --- */

static MusterGanttContent
content_of (MusterGantt *self)
{
  return (MusterGanttContent){ self->lanes, self->scale ? self->scale->n_days : 7,
                               muster_style_text_scale (GTK_WIDGET (self)),
                               self->scale && muster_gantt_has_notes (self->scale) };
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  MusterGanttContent content = content_of (MUSTER_GANTT (widget));
  g_autoptr (MusterGanttLayout) least = muster_gantt_layout_new (&content, 0);
  double size = orientation == GTK_ORIENTATION_HORIZONTAL
                    ? muster_gantt_layout_get_width (least, content.n_days)
                    : least->height;

  *minimum = *natural = (int) ceil (size);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  MusterGanttContent content = content_of (self);
  GHashTableIter iter;
  gpointer child;

  g_clear_pointer (&self->layout, muster_gantt_layout_free);
  if (!self->lanes)
    return;
  self->layout = muster_gantt_layout_new (&content, width);
  g_hash_table_iter_init (&iter, self->shifts);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    {
      graphene_rect_t place = place_block (self, muster_gantt_shift_get_lane (child),
                                           muster_gantt_shift_get_block (child));

      gtk_widget_allocate (child, (int) place.size.width, (int) place.size.height, -1,
                           gsk_transform_translate (NULL, &place.origin));
    }
  if (self->bubble)
    gtk_popover_present (GTK_POPOVER (self->bubble));
  if (self->n_blocks > ALL_BELOW)
    queue_view (self);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  const float left = (float) (self->layout ? self->layout->label_width : 0);

  if (!self->layout || !self->scale)
    return;
  muster_gantt_paint_ground (self, snapshot);
  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT (left - 1, 0, (float) gtk_widget_get_width (widget) - left,
                                     (float) gtk_widget_get_height (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      gtk_widget_snapshot_child (widget, child, snapshot);
  gtk_snapshot_pop (snapshot);
  muster_gantt_paint_over (self, snapshot);
}

/* --- time --- */

static void
tick_cb (GtkWidget *widget, gint64 now_us)
{
  MusterGantt *self = MUSTER_GANTT (widget);
  gint64 now_s = now_us / G_USEC_PER_SEC;
  gboolean is_same = now_s / 60 == self->now_s / 60;

  self->now_s = now_s;
  if (!is_same)
    gtk_widget_queue_draw (widget);
}

/* --- the widget --- */

static void
clicked_cb (GtkGestureClick *gesture, int n_presses, double x, double y, MusterGantt *self)
{
  GtkWidget *child = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (MUSTER_IS_GANTT_SHIFT (child))
    {
      gtk_widget_grab_focus (child);
      muster_gantt_activate (self, MUSTER_GANTT_SHIFT (child));
    }
}

static void
forget_scrollers (MusterGantt *self)
{
  if (self->across)
    g_signal_handlers_disconnect_by_data (self->across, self);
  if (self->down)
    g_signal_handlers_disconnect_by_data (self->down, self);
  g_clear_object (&self->across);
  g_clear_object (&self->down);
}

static void
find_scrollers (MusterGantt *self)
{
  GtkPolicyType across, down;

  for (GtkWidget *at = gtk_widget_get_parent (GTK_WIDGET (self)); at;
       at = gtk_widget_get_parent (at))
    {
      if (!GTK_IS_SCROLLED_WINDOW (at))
        continue;
      gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (at), &across, &down);
      if (across != GTK_POLICY_NEVER && !self->across)
        self->across =
            g_object_ref (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (at)));
      if (down != GTK_POLICY_NEVER && !self->down)
        self->down = g_object_ref (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (at)));
    }
}

static void
root (GtkWidget *widget)
{
  MusterGantt *self = MUSTER_GANTT (widget);

  GTK_WIDGET_CLASS (muster_gantt_parent_class)->root (widget);
  find_scrollers (self);
  if (self->across)
    g_signal_connect_swapped (self->across, "value-changed", G_CALLBACK (scrolled_across_cb), self);
  if (self->down)
    {
      g_signal_connect_swapped (self->down, "value-changed", G_CALLBACK (scrolled_cb), self);
      g_signal_connect_swapped (self->down, "changed", G_CALLBACK (scrolled_cb), self);
    }
}

static void
unroot (GtkWidget *widget)
{
  forget_scrollers (MUSTER_GANTT (widget));
  GTK_WIDGET_CLASS (muster_gantt_parent_class)->unroot (widget);
}

static void
dispose (GObject *object)
{
  MusterGantt *self = MUSTER_GANTT (object);

  forget_scrollers (self);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (object)));)
    gtk_widget_unparent (child);
  self->bubble = NULL;
  g_hash_table_remove_all (self->shifts);
  g_ptr_array_set_size (self->spare, 0);
  G_OBJECT_CLASS (muster_gantt_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterGantt *self = MUSTER_GANTT (object);

  g_clear_pointer (&self->preview, muster_roster_lane_free);
  g_hash_table_unref (self->shifts);
  g_ptr_array_unref (self->spare);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  g_clear_pointer (&self->scale, muster_gantt_scale_free);
  g_clear_pointer (&self->layout, muster_gantt_layout_free);
  G_OBJECT_CLASS (muster_gantt_parent_class)->finalize (object);
}

static void
muster_gantt_class_init (MusterGanttClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->snapshot = snapshot;
  widget_class->root = root;
  widget_class->unroot = unroot;
  muster_gantt_install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gantt");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[MUSTER_GANTT_ACTIVATED] =
      g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[MUSTER_GANTT_SELECTED] =
      g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[MUSTER_GANTT_MOVING] =
      g_signal_new ("moving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MUSTER_GANTT_PROPOSED] =
      g_signal_new ("proposed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MUSTER_GANTT_DROPPED] =
      g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
muster_gantt_init (MusterGantt *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->shifts = g_hash_table_new (NULL, NULL);
  self->spare = g_ptr_array_new ();
  self->focus_lane = G_MAXUINT;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Schedule"), -1);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  muster_gantt_add_drag (self);
  muster_tick_follow (GTK_WIDGET (self), tick_cb);
}

/**
 * muster_gantt_new:
 *
 * Returns: (transfer floating): a picture of nothing yet
 */
GtkWidget *
muster_gantt_new (void)
{
  return g_object_new (MUSTER_TYPE_GANTT, NULL);
}

/**
 * muster_gantt_activate:
 * @self: a picture
 * @shift: one of its blocks
 *
 * Says that somebody wants to do something about it.
 */
void
muster_gantt_activate (MusterGantt *self, MusterGanttShift *shift)
{
  g_signal_emit (self, signals[MUSTER_GANTT_ACTIVATED], 0, muster_gantt_shift_get_lane (shift),
                 muster_gantt_shift_get_block (shift));
}

/**
 * muster_gantt_tell:
 * @self: a picture
 * @signal: of what is moved
 * @modifier: (nullable): what would come of it
 *
 * Tells who knows the schedule.
 */
void
muster_gantt_tell (MusterGantt *self, guint signal, gconstpointer modifier)
{
  g_signal_emit (self, signals[signal], 0, modifier);
}

/**
 * muster_gantt_tell_dropped:
 * @self: a picture
 * @name: a person's
 * @at_s: where they were dropped
 *
 * Tells who knows the schedule.
 */
void
muster_gantt_tell_dropped (MusterGantt *self, const char *name, gint64 at_s)
{
  g_signal_emit (self, signals[MUSTER_GANTT_DROPPED], 0, name, at_s);
}

/**
 * muster_gantt_set_union:
 * @self: a picture
 * @is_union: whether somebody more takes nobody's place
 */
void
muster_gantt_set_union (MusterGantt *self, gboolean is_union)
{
  g_return_if_fail (MUSTER_IS_GANTT (self));
  self->is_union = is_union;
}

/**
 * muster_gantt_select:
 * @self: a picture
 * @from_s: an instant
 * @to_s: a later one; the same: nothing is selected
 *
 * Selects time.
 */
void
muster_gantt_select (MusterGantt *self, gint64 from_s, gint64 to_s)
{
  if (self->chosen_from_s == from_s && self->chosen_to_s == to_s)
    return;
  self->chosen_from_s = from_s;
  self->chosen_to_s = to_s;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MUSTER_GANTT_SELECTED], 0);
}

/* The block that had the focus, in what is shown now. */
static void
restore_focus (MusterGantt *self, MusterLaneKind kind, gint64 at_s)
{
  for (guint lane = 0; lane < self->lanes->len; lane++)
    {
      const MusterRosterLane *what = muster_gantt_get_lane (self, lane);
      guint block = muster_roster_lane_nearest (what, at_s);

      if (what->kind == kind && block != G_MAXUINT)
        {
          gtk_widget_grab_focus (muster_gantt_ensure (self, lane, block));
          return;
        }
    }
}

static void
take_back_children (MusterGantt *self)
{
  GHashTableIter iter;
  gpointer child;

  g_hash_table_iter_init (&iter, self->shifts);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    {
      gtk_widget_set_child_visible (child, FALSE);
      g_ptr_array_add (self->spare, child);
    }
  g_hash_table_remove_all (self->shifts);
}

/**
 * muster_gantt_set:
 * @self: a picture
 * @lanes: (transfer full) (element-type MusterRosterLane): what it shows, top to bottom
 * @scale: (transfer full): the days
 *
 * Shows it; whoever is on a block stays on what is there then.
 */
void
muster_gantt_set (MusterGantt *self, GPtrArray *lanes, MusterGanttScale *scale)
{
  MusterGanttShift *focus = muster_gantt_find_focus (self);
  gboolean had_focus = focus && self->lanes;
  MusterLaneKind kind = MUSTER_LANE_FINAL;
  gint64 at_s = 0;

  g_return_if_fail (MUSTER_IS_GANTT (self) && lanes && scale);

  if (had_focus)
    {
      guint lane = muster_gantt_shift_get_lane (focus);

      kind = muster_gantt_get_lane (self, lane)->kind;
      at_s = muster_gantt_get_block (self, lane, muster_gantt_shift_get_block (focus))->start_s;
    }
  muster_gantt_forget_drag (self);
  take_back_children (self);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  g_clear_pointer (&self->scale, muster_gantt_scale_free);
  self->lanes = lanes;
  self->scale = scale;
  self->n_blocks = 0;
  self->focus_lane = G_MAXUINT;
  for (guint i = 0; i < lanes->len; i++)
    self->n_blocks += muster_gantt_get_lane (self, i)->blocks->len;
  if (had_focus)
    restore_focus (self, kind, at_s);
  if (self->n_blocks <= ALL_BELOW)
    for (guint lane = 0; lane < lanes->len; lane++)
      for (guint block = 0; block < muster_gantt_get_lane (self, lane)->blocks->len; block++)
        muster_gantt_ensure (self, lane, block);
  else
    queue_view (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * muster_gantt_peek_lane:
 * @self: a picture
 * @lane: one of its lanes
 *
 * Returns: (transfer none): what it shows, until muster_gantt_set()
 */
const MusterRosterLane *
muster_gantt_peek_lane (MusterGantt *self, guint lane)
{
  g_return_val_if_fail (MUSTER_IS_GANTT (self) && self->lanes && lane < self->lanes->len, NULL);
  return muster_gantt_get_lane (self, lane);
}

/**
 * muster_gantt_peek_block:
 * @self: a picture
 * @lane: one of its lanes
 * @block: a block there
 *
 * Returns: (transfer none): what it shows, until muster_gantt_set()
 */
const MusterRosterBlock *
muster_gantt_peek_block (MusterGantt *self, guint lane, guint block)
{
  g_return_val_if_fail (MUSTER_IS_GANTT (self) && self->lanes && lane < self->lanes->len, NULL);
  g_return_val_if_fail (block < muster_gantt_get_lane (self, lane)->blocks->len, NULL);
  return muster_gantt_get_block (self, lane, block);
}

/**
 * muster_gantt_get_selection:
 * @self: a picture
 * @out_from_s: (out): from when
 * @out_to_s: (out): to when
 *
 * Returns: whether any time is selected
 */
gboolean
muster_gantt_get_selection (MusterGantt *self, gint64 *out_from_s, gint64 *out_to_s)
{
  g_return_val_if_fail (MUSTER_IS_GANTT (self), FALSE);
  *out_from_s = self->chosen_from_s;
  *out_to_s = self->chosen_to_s;
  return self->chosen_from_s < self->chosen_to_s;
}
