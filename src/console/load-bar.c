/* load-bar.c - how much somebody is on call, beside the mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/load-bar.h"

#include <math.h>

#include "console/style.h"

#define HEIGHT    15
#define THICKNESS 7
#define MARK      2

struct _MusterLoadBar
{
  GtkWidget parent_instance;
  double share, mean;
  guint tint;
};

G_DEFINE_FINAL_TYPE (MusterLoadBar, muster_load_bar, GTK_TYPE_WIDGET)

static void
fill (MusterLoadBar *self, GtkSnapshot *snapshot, const char *name, graphene_rect_t box)
{
  GskRoundedRect shape;
  GdkRGBA color;

  muster_style_color (GTK_WIDGET (self), name, &color);
  gsk_rounded_rect_init_from_rect (&shape, &box, MIN (box.size.height, box.size.width) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &color, &box);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterLoadBar *self = MUSTER_LOAD_BAR (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  const float top = roundf ((height - THICKNESS) / 2);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float length = roundf (width * (float) CLAMP (self->share, 0, 1));
  float mark = roundf ((width - MARK) * (float) CLAMP (self->mean, 0, 1));
  char name[16];

  g_snprintf (name, sizeof name, "shift_%u", self->tint + 1);
  fill (self, snapshot, "muster_faint", GRAPHENE_RECT_INIT (0, top, width, THICKNESS));
  if (length >= 1)
    {
      fill (self, snapshot, "shift_edge",
            GRAPHENE_RECT_INIT (is_mirrored ? width - length : 0, top, length, THICKNESS));
      fill (self, snapshot, name,
            GRAPHENE_RECT_INIT ((is_mirrored ? width - length : 0) + 1, top + 1,
                                MAX (length - 2, 1), THICKNESS - 2));
    }
  fill (self, snapshot, "bar_last",
        GRAPHENE_RECT_INIT (is_mirrored ? width - MARK - mark : mark, 1, MARK, height - 2));
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
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : HEIGHT;
}

static void
muster_load_bar_class_init (MusterLoadBarClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = measure;
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
muster_load_bar_init (MusterLoadBar *self)
{
}

/**
 * muster_load_bar_new:
 * @share: how long it is, of all that there is room for
 * @mean: where the mean is
 * @tint: the person's colour, from 0
 *
 * Returns: (transfer floating): a bar; words beside it say the same
 */
GtkWidget *
muster_load_bar_new (double share, double mean, guint tint)
{
  MusterLoadBar *self = g_object_new (MUSTER_TYPE_LOAD_BAR, NULL);

  self->share = share;
  self->mean = mean;
  self->tint = tint;
  return GTK_WIDGET (self);
}
