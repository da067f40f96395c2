/* severity-glyph.c - a severity as shape and digit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/severity-glyph.h"

#include <glib/gi18n.h>

#include "console/severity-shape.h"

struct _MusterSeverityGlyph
{
  GtkWidget parent_instance;
  MusterSeverity severity;
  int size;    /* logical pixels */
  double zoom; /* how much an ancestor enlarges this widget, so that it stays sharp */
};

typedef enum
{
  PROP_SEVERITY = 1,
  PROP_SIZE,
} MusterSeverityGlyphProperty;
static GParamSpec *properties[PROP_SIZE + 1];

G_DEFINE_FINAL_TYPE (MusterSeverityGlyph, muster_severity_glyph, GTK_TYPE_WIDGET)

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterSeverityGlyph *self = MUSTER_SEVERITY_GLYPH (widget);
  float x = (float) (gtk_widget_get_width (widget) - self->size) / 2;
  float y = (float) (gtk_widget_get_height (widget) - self->size) / 2;
  MusterSeverityShape shape = { .severity = self->severity,
                                .size = self->size,
                                .scale = gtk_widget_get_scale_factor (widget) * self->zoom };
  GdkTexture *texture = muster_severity_shape_texture (widget, shape);

  if (texture)
    gtk_snapshot_append_texture (
        snapshot, texture, &GRAPHENE_RECT_INIT (x, y, (float) self->size, (float) self->size));
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
  *minimum = *natural = MUSTER_SEVERITY_GLYPH (widget)->size;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterSeverityGlyph *self = MUSTER_SEVERITY_GLYPH (object);

  switch ((MusterSeverityGlyphProperty) id)
    {
    case PROP_SEVERITY:
      g_value_set_uint (value, self->severity);
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
  MusterSeverityGlyph *self = MUSTER_SEVERITY_GLYPH (object);

  switch ((MusterSeverityGlyphProperty) id)
    {
    case PROP_SEVERITY:
      muster_severity_glyph_set_severity (self, (MusterSeverity) g_value_get_uint (value));
      break;
    case PROP_SIZE:
      muster_severity_glyph_set_size (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
muster_severity_glyph_class_init (MusterSeverityGlyphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  properties[PROP_SEVERITY] =
      g_param_spec_uint ("severity", NULL, NULL, 0, MUSTER_SEVERITY_INFO, 0, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 12, 512, 24, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "severity-glyph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
muster_severity_glyph_init (MusterSeverityGlyph *self)
{
  self->size = 24;
  self->zoom = 1.0;
}

/**
 * muster_severity_glyph_new:
 * @severity: what to show
 * @size: its side in logical pixels; 18, 24, 36, 48, 96 and 150 are in use
 *
 * Returns: (transfer floating): a new glyph
 */
GtkWidget *
muster_severity_glyph_new (MusterSeverity severity, int size)
{
  return g_object_new (MUSTER_TYPE_SEVERITY_GLYPH, "severity", severity, "size", size, NULL);
}

/**
 * muster_severity_label:
 * @severity: a severity
 *
 * Returns: (transfer full): its number and word, "SEV-2 Major"
 */
char *
muster_severity_label (MusterSeverity severity)
{
  if (severity == MUSTER_SEVERITY_NONE)
    /* TRANSLATORS: an incident whose severity nobody has said yet */
    return g_strdup (_ ("No severity"));
  /* TRANSLATORS: the number and the word of a severity, "SEV-2 Major" */
  return g_strdup_printf (_ ("SEV-%d %s"), (int) severity, _ (muster_severity_word (severity)));
}

/**
 * muster_severity_glyph_set_severity:
 * @self: a glyph
 * @severity: what to show; nothing is drawn for %MUSTER_SEVERITY_NONE
 */
void
muster_severity_glyph_set_severity (MusterSeverityGlyph *self, MusterSeverity severity)
{
  g_autofree char *label = NULL;

  g_return_if_fail (MUSTER_IS_SEVERITY_GLYPH (self));
  g_return_if_fail (severity <= MUSTER_SEVERITY_INFO);

  if (self->severity == severity)
    return;
  self->severity = severity;
  label = muster_severity_label (severity);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEVERITY]);
}

/**
 * muster_severity_glyph_set_size:
 * @self: a glyph
 * @size: its side in logical pixels
 */
void
muster_severity_glyph_set_size (MusterSeverityGlyph *self, int size)
{
  g_return_if_fail (MUSTER_IS_SEVERITY_GLYPH (self));
  g_return_if_fail (size >= 12 && size <= 512);

  if (self->size == size)
    return;
  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

/**
 * muster_severity_glyph_set_zoom:
 * @self: a glyph
 * @zoom: how much an ancestor enlarges it, more than 0
 *
 * On the wall everything is laid out small and enlarged; a picture has to know by how much.
 */
void
muster_severity_glyph_set_zoom (MusterSeverityGlyph *self, double zoom)
{
  g_return_if_fail (MUSTER_IS_SEVERITY_GLYPH (self));
  g_return_if_fail (zoom > 0);

  self->zoom = zoom;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
