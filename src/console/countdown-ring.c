/* countdown-ring.c - a ring that drains, or fills, with the time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/countdown-ring.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/format.h"
#include "console/style.h"
#include "console/tick.h"

#define SIZE     72
#define LINE     5.0
#define HURRY_US (60 * (gint64) G_USEC_PER_SEC)

struct _MusterCountdownRing
{
  GtkWidget parent_instance;
  MusterRingKind kind;
  gint64 start_us;
  gint64 end_us;
  gint64 now_us; /* within start and end */
  char *spoken;
  GtkWidget *alert; /* heard, not seen: a role cannot change */
};

G_DEFINE_FINAL_TYPE (MusterCountdownRing, muster_countdown_ring, GTK_TYPE_WIDGET)

static gboolean
is_in_a_hurry (MusterCountdownRing *self)
{
  return self->kind == MUSTER_RING_EXPIRES && self->end_us - self->now_us < HURRY_US;
}

static char *
describe (MusterCountdownRing *self)
{
  g_autofree char *left = muster_format_span_spoken (self->end_us - self->now_us);
  g_autofree char *held = muster_format_span_spoken (self->now_us - self->start_us);
  g_autofree char *goal = muster_format_span_spoken (self->end_us - self->start_us);

  if (self->kind == MUSTER_RING_STABLE)
    /* TRANSLATORS: read aloud: how long a service has been well, and how long it has to be */
    return g_strdup_printf (_ ("Stable for %s of %s"), held, goal);
  if (self->end_us <= self->now_us)
    return g_strdup (_ ("Expired"));
  if (is_in_a_hurry (self))
    return g_strdup (_ ("Expires in less than a minute"));
  /* TRANSLATORS: read aloud; the placeholder is a length of time, "4 minutes" */
  return g_strdup_printf (_ ("Expires in %s"), left);
}

static void
update (GtkWidget *widget, gint64 now_us)
{
  MusterCountdownRing *self = MUSTER_COUNTDOWN_RING (widget);
  gint64 now = CLAMP (now_us, self->start_us, MAX (self->start_us, self->end_us));
  g_autofree char *spoken = NULL;

  if (now != self->now_us)
    gtk_widget_queue_draw (widget);
  self->now_us = now;
  muster_style_set_class (widget, "due-soon", is_in_a_hurry (self));
  spoken = describe (self);
  if (g_strcmp0 (spoken, self->spoken) == 0)
    return;
  g_free (self->spoken);
  self->spoken = g_steal_pointer (&spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->spoken, -1);
  gtk_label_set_text (GTK_LABEL (self->alert), is_in_a_hurry (self) ? self->spoken : "");
}

static void
draw_text (MusterCountdownRing *self,
           GtkSnapshot *snapshot,
           const char *text,
           MusterTextStyle style,
           float middle)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) layout = muster_style_layout (widget, text, style);
  GdkRGBA color;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (gtk_widget_get_width (widget) - width) / 2,
                                                middle - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* Clockwise from the top: what is left of a permission, what is done of a goal. */
static void
draw_ring (MusterCountdownRing *self, cairo_t *cr, double size)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double whole = (double) MAX (self->end_us - self->start_us, 1);
  double done = (double) (self->now_us - self->start_us) / whole;
  double share = self->kind == MUSTER_RING_STABLE ? done : 1 - done;
  double radius = (size - LINE) / 2;
  GdkRGBA color;

  cairo_set_line_width (cr, LINE);
  muster_style_color (widget, "state_future", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, size / 2, size / 2, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  muster_style_color (widget, is_in_a_hurry (self) ? "muster_due_soon" : "state_mark", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, size / 2, size / 2, radius, -G_PI_2, -G_PI_2 + 2 * G_PI * share);
  cairo_stroke (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterCountdownRing *self = MUSTER_COUNTDOWN_RING (widget);
  float size = (float) MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  float middle = (float) gtk_widget_get_height (widget) / 2;
  graphene_rect_t box =
      GRAPHENE_RECT_INIT (((float) gtk_widget_get_width (widget) - size) / 2, 0, size, size);
  MusterTextStyle large = { .size_pt = 12,
                            .weight = is_in_a_hurry (self) ? 800 : 700,
                            .numeric = TRUE };
  MusterTextStyle small = { .size_pt = 8, .numeric = TRUE };
  gboolean is_stable = self->kind == MUSTER_RING_STABLE;
  g_autofree char *text =
      muster_format_clock (is_stable ? self->now_us - self->start_us : self->end_us - self->now_us);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &box);

  cairo_translate (cr, box.origin.x, box.origin.y);
  draw_ring (self, cr, size);
  cairo_destroy (cr);
  draw_text (self, snapshot, text, large, is_stable ? middle - 7 : middle);
  if (is_stable)
    {
      g_autofree char *goal = muster_format_clock (self->end_us - self->start_us);
      /* TRANSLATORS: below a clock: the time it has to reach, "of 15:00" */
      g_autofree char *of_goal = g_strdup_printf (_ ("of %s"), goal);

      draw_text (self, snapshot, of_goal, small, middle + 9);
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
  *minimum = *natural = (int) ceil (SIZE * muster_style_text_scale (widget));
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterCountdownRing *self = MUSTER_COUNTDOWN_RING (widget);
  int alert_width;
  int alert_height;

  gtk_widget_measure (self->alert, GTK_ORIENTATION_HORIZONTAL, -1, &alert_width, NULL, NULL, NULL);
  gtk_widget_measure (self->alert, GTK_ORIENTATION_VERTICAL, -1, &alert_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->alert, alert_width, alert_height, -1, NULL);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_COUNTDOWN_RING (object)->alert, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_countdown_ring_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_COUNTDOWN_RING (object)->spoken);
  G_OBJECT_CLASS (muster_countdown_ring_parent_class)->finalize (object);
}

static void
muster_countdown_ring_class_init (MusterCountdownRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "ring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TIMER);
}

static void
muster_countdown_ring_init (MusterCountdownRing *self)
{
  self->alert = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                              "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_parent (self->alert, GTK_WIDGET (self));
  muster_tick_follow (GTK_WIDGET (self), update);
}

/**
 * muster_countdown_ring_new:
 * @kind: whether it drains or fills
 *
 * Returns: (transfer floating): a new ring
 */
GtkWidget *
muster_countdown_ring_new (MusterRingKind kind)
{
  MusterCountdownRing *self = g_object_new (MUSTER_TYPE_COUNTDOWN_RING, NULL);

  self->kind = kind;
  return GTK_WIDGET (self);
}

/**
 * muster_countdown_ring_set:
 * @self: a ring
 * @start_us: when it was, or began to be, whole; µs since the Unix epoch
 * @end_us: when it will be empty, or full
 */
void
muster_countdown_ring_set (MusterCountdownRing *self, gint64 start_us, gint64 end_us)
{
  g_return_if_fail (MUSTER_IS_COUNTDOWN_RING (self));
  g_return_if_fail (start_us <= end_us);

  self->start_us = start_us;
  self->end_us = end_us;
  update (GTK_WIDGET (self), muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
