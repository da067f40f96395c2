/* stepper-step.c - one state of a full stepper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/stepper-step.h"

#include <glib/gi18n.h>

#include "console/style.h"

#define LABEL_Y 26
#define SINCE_Y 43

struct _MusterStepperStep
{
  GtkWidget parent_instance;
  MusterStage stage;
  MusterStep step;
  char *since; /* (nullable): when it was entered, as people read it */
};

G_DEFINE_FINAL_TYPE (MusterStepperStep, muster_stepper_step, GTK_TYPE_WIDGET)

static void
trace_check (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x - 3.0, y + 0.2);
  cairo_line_to (cr, x - 0.9, y + 2.3);
  cairo_line_to (cr, x + 3.0, y - 2.2);
}

static void
draw_mark (GtkWidget *widget, cairo_t *cr, double x, double y)
{
  MusterStepperStep *self = MUSTER_STEPPER_STEP (widget);
  GdkRGBA color;
  GdkRGBA paper;

  muster_style_color (widget, "window_bg_color", &paper);
  muster_style_color (widget, self->step == MUSTER_STEP_NOW ? "state_mark" : "muster_dim", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  switch (self->step)
    {
    case MUSTER_STEP_PAST:
      color.alpha *= 0.9f;
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_arc (cr, x, y, 6.5, 0, 2 * G_PI);
      cairo_fill (cr);
      gdk_cairo_set_source_rgba (cr, &paper);
      cairo_set_line_width (cr, 1.6);
      trace_check (cr, x, y);
      cairo_stroke (cr);
      return;
    case MUSTER_STEP_NOW:
      cairo_arc (cr, x, y, 5.5, 0, 2 * G_PI);
      cairo_set_line_width (cr, 5);
      cairo_stroke (cr);
      return;
    case MUSTER_STEP_FUTURE:
    default:
      color.alpha *= 0.6f;
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_arc (cr, x, y, 5.5, 0, 2 * G_PI);
      cairo_set_line_width (cr, 1.6);
      cairo_stroke (cr);
      return;
    }
}

static int
draw_line (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, int y, const char *color)
{
  GdkRGBA rgba;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  muster_style_color (widget, color, &rgba);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float) (gtk_widget_get_width (widget) - width) / 2, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
  return y + height;
}

static PangoLayout *
label_layout (MusterStepperStep *self)
{
  MusterTextStyle style = { .size_pt = 10, .weight = self->step == MUSTER_STEP_NOW ? 700 : 0 };

  return muster_style_layout (GTK_WIDGET (self), _ (muster_stage_title (self->stage)), style);
}

static PangoLayout *
since_layout (MusterStepperStep *self)
{
  MusterTextStyle style = { .size_pt = 9, .numeric = TRUE };

  return muster_style_layout (GTK_WIDGET (self), self->since ? self->since : "00:00:00", style);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterStepperStep *self = MUSTER_STEPPER_STEP (widget);
  g_autoptr (PangoLayout) label = label_layout (self);
  g_autoptr (PangoLayout) since = since_layout (self);
  int width = gtk_widget_get_width (widget);
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) (width - MUSTER_STEP_MARK_SIZE) / 2, 0,
                                            MUSTER_STEP_MARK_SIZE, MUSTER_STEP_MARK_SIZE);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &box);
  int end;

  draw_mark (widget, cr, width / 2.0, MUSTER_STEP_MARK_Y);
  cairo_destroy (cr);
  end = draw_line (widget, snapshot, label, LABEL_Y,
                   self->step == MUSTER_STEP_FUTURE ? "muster_dim" : "window_fg_color");
  if (self->since)
    draw_line (widget, snapshot, since, MAX (end - 1, SINCE_Y), "muster_dim");
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
  g_autoptr (PangoLayout) label = label_layout (MUSTER_STEPPER_STEP (widget));
  g_autoptr (PangoLayout) since = since_layout (MUSTER_STEPPER_STEP (widget));
  int label_width;
  int label_height;
  int since_width;
  int since_height;

  pango_layout_get_pixel_size (label, &label_width, &label_height);
  pango_layout_get_pixel_size (since, &since_width, &since_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MAX (label_width, since_width);
  else
    *minimum = *natural = MAX (60, LABEL_Y + label_height - 1 + since_height);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_STEPPER_STEP (object)->since);
  G_OBJECT_CLASS (muster_stepper_step_parent_class)->finalize (object);
}

static void
muster_stepper_step_class_init (MusterStepperStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  gtk_widget_class_set_css_name (widget_class, "step");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
muster_stepper_step_init (MusterStepperStep *self)
{
  self->step = MUSTER_STEP_FUTURE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * muster_stepper_step_new:
 * @stage: the state it stands for
 *
 * Returns: (transfer floating): a step in the future
 */
GtkWidget *
muster_stepper_step_new (MusterStage stage)
{
  MusterStepperStep *self = g_object_new (MUSTER_TYPE_STEPPER_STEP, NULL);

  self->stage = stage;
  muster_stepper_step_set (self, MUSTER_STEP_FUTURE, NULL);
  return GTK_WIDGET (self);
}

static char *
describe (MusterStepperStep *self)
{
  const char *title = _ (muster_stage_title (self->stage));

  switch (self->step)
    {
    case MUSTER_STEP_PAST:
      if (!self->since)
        /* TRANSLATORS: a state that is behind; the placeholder is its name */
        return g_strdup_printf (_ ("%s, done"), title);
      /* TRANSLATORS: a state that is behind: its name and when it began */
      return g_strdup_printf (_ ("%s, done, began %s"), title, self->since);
    case MUSTER_STEP_NOW:
      if (!self->since)
        /* TRANSLATORS: the state an incident is in; the placeholder is its name */
        return g_strdup_printf (_ ("%s, current"), title);
      /* TRANSLATORS: the state an incident is in: its name and when it began */
      return g_strdup_printf (_ ("%s, current, since %s"), title, self->since);
    case MUSTER_STEP_FUTURE:
    default:
      /* TRANSLATORS: a state that is still ahead; the placeholder is its name */
      return g_strdup_printf (_ ("%s, not yet"), title);
    }
}

/**
 * muster_stepper_step_set:
 * @self: a step
 * @step: where it lies
 * @since: (nullable): when it was entered, "14:31:10"
 */
void
muster_stepper_step_set (MusterStepperStep *self, MusterStep step, const char *since)
{
  g_autofree char *label = NULL;

  g_return_if_fail (MUSTER_IS_STEPPER_STEP (self));

  self->step = step;
  g_free (self->since);
  self->since = g_strdup (since);
  label = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               step == MUSTER_STEP_NOW, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
