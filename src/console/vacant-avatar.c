/* vacant-avatar.c - the place of a person who is not there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/vacant-avatar.h"

#include "console/style.h"

#define HATCH_STEP 6

struct _MusterVacantAvatar
{
  GtkWidget parent_instance;
  MusterVacantKind kind;
  int size;
};

typedef enum
{
  PROP_KIND = 1,
  PROP_SIZE,
} MusterVacantAvatarProperty;
static GParamSpec *properties[PROP_SIZE + 1];

G_DEFINE_FINAL_TYPE (MusterVacantAvatar, muster_vacant_avatar, GTK_TYPE_WIDGET)

static void
draw_hatch (GtkWidget *widget, cairo_t *cr, int size)
{
  gboolean is_bold = muster_style_high_contrast ();
  GdkRGBA color;

  muster_style_color (widget, "muster_rule", &color);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  cairo_new_path (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, is_bold ? 4 : 2);
  for (int x = -size; x < 2 * size; x += HATCH_STEP)
    {
      cairo_move_to (cr, x, size);
      cairo_line_to (cr, x + size, 0);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const double dashes[] = { 3, 3 };
  MusterVacantAvatar *self = MUSTER_VACANT_AVATAR (widget);
  float x = (float) (gtk_widget_get_width (widget) - self->size) / 2;
  float y = (float) (gtk_widget_get_height (widget) - self->size) / 2;
  graphene_rect_t box = GRAPHENE_RECT_INIT (x, y, (float) self->size, (float) self->size);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &box);
  double middle = self->size / 2.0;
  GdkRGBA color;

  cairo_translate (cr, x, y);
  cairo_arc (cr, middle, middle, middle - 1, 0, 2 * G_PI);
  if (self->kind == MUSTER_VACANT_GAP)
    {
      draw_hatch (widget, cr, self->size);
      cairo_arc (cr, middle, middle, middle - 1, 0, 2 * G_PI);
    }
  muster_style_color (widget, self->kind == MUSTER_VACANT_GAP ? "muster_due_soon" : "muster_dim",
                      &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  if (self->kind == MUSTER_VACANT_OPEN)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
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
  *minimum = *natural = MUSTER_VACANT_AVATAR (widget)->size;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterVacantAvatar *self = MUSTER_VACANT_AVATAR (object);

  switch ((MusterVacantAvatarProperty) id)
    {
    case PROP_KIND:
      g_value_set_uint (value, self->kind);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MusterVacantAvatar *self = MUSTER_VACANT_AVATAR (object);

  switch ((MusterVacantAvatarProperty) id)
    {
    case PROP_KIND:
      self->kind = (MusterVacantKind) g_value_get_uint (value);
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
muster_vacant_avatar_class_init (MusterVacantAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  properties[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, 0, MUSTER_VACANT_GAP, 0, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 12, 128, 36, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
muster_vacant_avatar_init (MusterVacantAvatar *self)
{
}

/**
 * muster_vacant_avatar_new:
 * @kind: whether somebody may or should be there
 * @size: its side in logical pixels
 *
 * Returns: (transfer floating): a new empty place
 */
GtkWidget *
muster_vacant_avatar_new (MusterVacantKind kind, int size)
{
  return g_object_new (MUSTER_TYPE_VACANT_AVATAR, "kind", kind, "size", size, NULL);
}
