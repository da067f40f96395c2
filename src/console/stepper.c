/* stepper.c - the eight states of an incident and where it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/stepper.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/stepper-step.h"
#include "console/style.h"

#define FULL_WIDTH  648
#define N_MINI      (MUSTER_STAGE_MONITOR + 1)
#define MINI_GAP    2.4f
#define WALL_GAP    10.0f
#define WALL_HEIGHT 78

struct _MusterStepper
{
  GtkWidget parent_instance;
  MusterStepperForm form;
  MusterStage stage;
};

G_DEFINE_FINAL_TYPE (MusterStepper, muster_stepper, GTK_TYPE_WIDGET)

static const char *
step_color (guint i, MusterStage stage)
{
  if (i == stage)
    return "state_mark";
  return i < stage ? "state_past" : "state_future";
}

static void
draw_bar (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *bar, const char *name)
{
  GskRoundedRect shape;
  GdkRGBA color;

  muster_style_color (widget, name, &color);
  gsk_rounded_rect_init_from_rect (&shape, bar, bar->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &color, bar);
  gtk_snapshot_pop (snapshot);
}

/* The place of bar @i of @n in @bounds; mirrored where text runs to the left. */
static graphene_rect_t
bar_at (GtkWidget *widget, const graphene_rect_t *bounds, guint i, guint n, float gap)
{
  float width = (bounds->size.width - gap * (float) (n - 1)) / (float) n;
  guint place = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? n - 1 - i : i;

  return GRAPHENE_RECT_INIT (bounds->origin.x + (width + gap) * (float) place, bounds->origin.y,
                             width, bounds->size.height);
}

/**
 * muster_stepper_draw_mini:
 * @widget: the widget that draws
 * @snapshot: where to draw
 * @stage: where the incident stands; from Resolved on all bars are past
 * @bounds: the place for the six bars
 */
void
muster_stepper_draw_mini (GtkWidget *widget,
                          GtkSnapshot *snapshot,
                          MusterStage stage,
                          const graphene_rect_t *bounds)
{
  for (guint i = 0; i < N_MINI; i++)
    {
      graphene_rect_t bar = bar_at (widget, bounds, i, N_MINI, MINI_GAP);

      draw_bar (widget, snapshot, &bar, step_color (i, stage));
    }
}

static void
draw_wall_word (GtkWidget *widget, GtkSnapshot *snapshot, guint i, const graphene_rect_t *bar)
{
  MusterStepper *self = MUSTER_STEPPER (widget);
  gboolean is_now = i == self->stage;
  MusterTextStyle style = { .weight = is_now ? 800 : 0 };
  g_autoptr (PangoLayout) layout =
      muster_style_layout (widget, _ (muster_stage_title ((MusterStage) i)), style);
  const char *name = is_now ? "wall_fg" : i < self->stage ? "wall_72" : "wall_50";
  float x = bar->origin.x;
  GdkRGBA color;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x += bar->size.width - (float) width;
  muster_style_color (widget, name, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, 30));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_wall (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterStepper *self = MUSTER_STEPPER (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 3, (float) gtk_widget_get_width (widget), 12);

  for (guint i = 0; i < MUSTER_N_STAGES; i++)
    {
      graphene_rect_t bar = bar_at (widget, &bounds, i, MUSTER_N_STAGES, WALL_GAP);

      if (i == self->stage) /* thicker too: not only by colour */
        graphene_rect_inset (&bar, 0, -3);
      draw_bar (widget, snapshot, &bar, step_color (i, self->stage));
      draw_wall_word (widget, snapshot, i, &bar);
    }
}

static void
snapshot_full (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterStepper *self = MUSTER_STEPPER (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  GtkWidget *next;

  for (guint i = 0; child && (next = gtk_widget_get_next_sibling (child)); i++, child = next)
    {
      graphene_rect_t a;
      graphene_rect_t b;
      float from;
      float to;
      GdkRGBA color;

      if (!gtk_widget_compute_bounds (child, widget, &a) ||
          !gtk_widget_compute_bounds (next, widget, &b))
        continue;
      from = a.origin.x + a.size.width / 2;
      to = b.origin.x + b.size.width / 2;
      muster_style_color (widget, i < self->stage ? "muster_dim" : "state_future", &color);
      if (i < self->stage)
        color.alpha *= 0.8f;
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (MIN (from, to) + 10, MUSTER_STEP_MARK_Y - 1,
                                                      MAX (ABS (to - from) - 20, 0), 2));
    }
  for (child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterStepper *self = MUSTER_STEPPER (widget);
  int width = gtk_widget_get_width (widget);
  float y = (float) (gtk_widget_get_height (widget) - MUSTER_STEPPER_MINI_HEIGHT) / 2;

  switch (self->form)
    {
    case MUSTER_STEPPER_FULL:
      snapshot_full (widget, snapshot);
      return;
    case MUSTER_STEPPER_WALL:
      snapshot_wall (widget, snapshot);
      return;
    case MUSTER_STEPPER_MINI:
    default:
      muster_stepper_draw_mini (
          widget, snapshot, self->stage,
          &GRAPHENE_RECT_INIT (0, y, (float) width, MUSTER_STEPPER_MINI_HEIGHT));
      return;
    }
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
  static const int sizes[][2] = {
    [MUSTER_STEPPER_FULL] = { FULL_WIDTH, 60 },
    [MUSTER_STEPPER_MINI] = { MUSTER_STEPPER_MINI_WIDTH, MUSTER_STEPPER_MINI_HEIGHT },
    [MUSTER_STEPPER_WALL] = { 1280, WALL_HEIGHT },
  };
  MusterStepper *self = MUSTER_STEPPER (widget);
  int widest = 0;

  *minimum = *natural = sizes[self->form][orientation == GTK_ORIENTATION_VERTICAL];
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      gtk_widget_measure (child, orientation, -1, &least, NULL, NULL, NULL);
      widest = MAX (widest, least);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    widest *= MUSTER_N_STAGES;
  *minimum = *natural = MAX (*natural, widest);
}

/* The first and the last step end at the edges; between them the marks are evenly spaced. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int widest = 0;

  for (GtkWidget *step = child; step; step = gtk_widget_get_next_sibling (step))
    {
      int least;

      gtk_widget_measure (step, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      widest = MAX (widest, least);
    }
  for (int i = 0; child; i++, child = gtk_widget_get_next_sibling (child))
    {
      int place = is_mirrored ? MUSTER_N_STAGES - 1 - i : i;
      int x = (width - widest) * place / (MUSTER_N_STAGES - 1);
      GskTransform *move = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, 0));

      gtk_widget_allocate (child, widest, height, -1, move);
    }
}

static void
dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (muster_stepper_parent_class)->dispose (object);
}

static void
muster_stepper_class_init (MusterStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "stepper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
muster_stepper_init (MusterStepper *self)
{
}

/**
 * muster_stepper_new:
 * @form: how large it is
 *
 * Returns: (transfer floating): a stepper at Detect
 */
GtkWidget *
muster_stepper_new (MusterStepperForm form)
{
  static const gint64 never[MUSTER_N_STAGES] = { 0 };
  GtkAccessibleRole role =
      form == MUSTER_STEPPER_FULL ? GTK_ACCESSIBLE_ROLE_LIST : GTK_ACCESSIBLE_ROLE_IMG;
  MusterStepper *self = g_object_new (MUSTER_TYPE_STEPPER, "accessible-role", role, NULL);

  self->form = form;
  for (guint i = 0; form == MUSTER_STEPPER_FULL && i < MUSTER_N_STAGES; i++)
    gtk_widget_set_parent (muster_stepper_step_new ((MusterStage) i), GTK_WIDGET (self));
  muster_stepper_set (self, MUSTER_STAGE_DETECT, never, NULL);
  return GTK_WIDGET (self);
}

static void
update_steps (MusterStepper *self, const gint64 entered_us[MUSTER_N_STAGES], GTimeZone *zone)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; child; i++, child = gtk_widget_get_next_sibling (child))
    {
      MusterStep step = i == self->stage  ? MUSTER_STEP_NOW
                        : i < self->stage ? MUSTER_STEP_PAST
                                          : MUSTER_STEP_FUTURE;
      g_autofree char *since = NULL;

      if (step != MUSTER_STEP_FUTURE && entered_us[i] != 0)
        since = muster_format_time (entered_us[i], zone);
      muster_stepper_step_set (MUSTER_STEPPER_STEP (child), step, since);
    }
}

/**
 * muster_stepper_set:
 * @self: a stepper
 * @stage: where the incident stands
 * @entered_us: when each state was entered, µs since the Unix epoch; 0 where it was not
 * @zone: (nullable): the zone to show times in; %NULL is UTC
 */
void
muster_stepper_set (MusterStepper *self,
                    MusterStage stage,
                    const gint64 entered_us[MUSTER_N_STAGES],
                    GTimeZone *zone)
{
  g_autofree char *label = NULL;

  g_return_if_fail (MUSTER_IS_STEPPER (self));
  g_return_if_fail (stage < MUSTER_N_STAGES);

  self->stage = stage;
  update_steps (self, entered_us, zone);
  /* TRANSLATORS: read aloud: the state of an incident, "State: Diagnose, 4 of 8" */
  label = g_strdup_printf (_ ("State: %s, %d of %d"), _ (muster_stage_title (stage)),
                           (int) stage + 1, (int) MUSTER_N_STAGES);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
