/* wall-frame.c - a picture of 1920 by 1080, enlarged to fit its window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/wall-frame.h"

#include <math.h>

#define SHIFT_RADIUS 12.0
#define SHIFT_STEP   3.0
#define N_SHIFTS     25 /* as many steps of SHIFT_STEP as the circle is long */

struct _MusterWallFrame
{
  AdwBin parent_instance;
  gint64 minute;
  double zoom;
};

typedef enum
{
  PROP_ZOOM = 1,
} MusterWallFrameProperty;
static GParamSpec *properties[PROP_ZOOM + 1];

G_DEFINE_FINAL_TYPE (MusterWallFrame, muster_wall_frame, ADW_TYPE_BIN)

/**
 * muster_wall_shift:
 * @minute: minutes since any instant
 * @x: (out): how far the picture lies to the right, pixels at 1920 wide
 * @y: (out): how far it lies down
 *
 * The whole picture wanders on a circle, a step each minute, so that nothing burns into a screen
 * that shows it for weeks.
 */
void
muster_wall_shift (gint64 minute, float *x, float *y)
{
  double angle = 2 * G_PI * (double) (((minute % N_SHIFTS) + N_SHIFTS) % N_SHIFTS) / N_SHIFTS;

  *x = (float) (SHIFT_RADIUS * cos (angle));
  *y = (float) (SHIFT_RADIUS * sin (angle));
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterWallFrame *self = MUSTER_WALL_FRAME (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  double zoom = MIN ((double) width / MUSTER_WALL_WIDTH, (double) height / MUSTER_WALL_HEIGHT);
  GskTransform *transform = NULL;
  float x;
  float y;

  if (!child || zoom <= 0)
    return;
  muster_wall_shift (self->minute, &x, &y);
  transform = gsk_transform_translate (
      transform, &GRAPHENE_POINT_INIT ((float) ((width - MUSTER_WALL_WIDTH * zoom) / 2),
                                       (float) ((height - MUSTER_WALL_HEIGHT * zoom) / 2)));
  transform = gsk_transform_scale (transform, (float) zoom, (float) zoom);
  transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (x, y));
  gtk_widget_allocate (child, MUSTER_WALL_WIDTH, MUSTER_WALL_HEIGHT, -1, transform);
  if (fabs (zoom - self->zoom) < 0.001)
    return;
  self->zoom = zoom;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* It fits any window, and asks for none in particular; but GTK wants children measured. */
static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int unused;

  if (child)
    gtk_widget_measure (child, orientation, -1, &unused, NULL, NULL, NULL);
  *minimum = 1;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MUSTER_WALL_WIDTH : MUSTER_WALL_HEIGHT;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterWallFrame *self = MUSTER_WALL_FRAME (object);

  if (id == PROP_ZOOM)
    g_value_set_double (value, self->zoom);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
muster_wall_frame_class_init (MusterWallFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
  properties[PROP_ZOOM] =
      g_param_spec_double ("zoom", NULL, NULL, 0, 100, 1, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
muster_wall_frame_init (MusterWallFrame *self)
{
  self->zoom = 1;
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* it lays out by itself */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * muster_wall_frame_new:
 *
 * Returns: (transfer floating): a frame without a child
 */
GtkWidget *
muster_wall_frame_new (void)
{
  return g_object_new (MUSTER_TYPE_WALL_FRAME, NULL);
}

/**
 * muster_wall_frame_set_minute:
 * @self: a frame
 * @minute: minutes since any instant; decides where the picture lies
 */
void
muster_wall_frame_set_minute (MusterWallFrame *self, gint64 minute)
{
  g_return_if_fail (MUSTER_IS_WALL_FRAME (self));

  if (self->minute == minute)
    return;
  self->minute = minute;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * muster_wall_frame_get_zoom:
 * @self: a frame
 *
 * Returns: how much larger than 1920 by 1080 its child is shown
 */
double
muster_wall_frame_get_zoom (MusterWallFrame *self)
{
  g_return_val_if_fail (MUSTER_IS_WALL_FRAME (self), 1);
  return self->zoom;
}
