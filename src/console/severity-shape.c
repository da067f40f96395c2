/* severity-shape.c - the five shapes of severity, drawn once and kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/severity-shape.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "console/style.h"

#define MOST_POINTS 8
#define CACHE_KEY   "muster-severity-textures"

/* A shape in a square of 24, as the eye sees it: all have about the same area. */
typedef struct
{
  guint n_points; /* 0: a ring */
  graphene_point_t points[MOST_POINTS];
  float radius;      /* of the rounded corners */
  float digit_y;     /* middle of the digit */
  gboolean is_lined; /* a line in the text colour keeps the edge of a light fill visible */
} Outline;

static const Outline outlines[] = {
  [MUSTER_SEVERITY_CRITICAL] = { .n_points = 8,
                                 .points = { { 7.6f, 1.4f },
                                             { 16.4f, 1.4f },
                                             { 22.6f, 7.6f },
                                             { 22.6f, 16.4f },
                                             { 16.4f, 22.6f },
                                             { 7.6f, 22.6f },
                                             { 1.4f, 16.4f },
                                             { 1.4f, 7.6f } },
                                 .radius = 0.8f,
                                 .digit_y = 12.0f },
  [MUSTER_SEVERITY_MAJOR] = { .n_points = 3,
                              .points = { { 12.0f, -0.6f }, { 24.6f, 22.2f }, { -0.6f, 22.2f } },
                              .radius = 5.4f,
                              .digit_y = 14.4f,
                              .is_lined = TRUE },
  [MUSTER_SEVERITY_MINOR] = { .n_points = 4,
                              .points = { { 12.0f, 0.2f },
                                          { 23.8f, 12.0f },
                                          { 12.0f, 23.8f },
                                          { 0.2f, 12.0f } },
                              .radius = 1.8f,
                              .digit_y = 12.0f,
                              .is_lined = TRUE },
  [MUSTER_SEVERITY_LOW] = { .n_points = 4,
                            .points = { { 2.6f, 2.6f },
                                        { 21.4f, 2.6f },
                                        { 21.4f, 21.4f },
                                        { 2.6f, 21.4f } },
                            .radius = 2.2f,
                            .digit_y = 12.0f },
  [MUSTER_SEVERITY_INFO] = { .digit_y = 12.0f },
};

typedef struct
{
  GdkRGBA fill;
  GdkRGBA digit;
  GdkRGBA line;
  gboolean high_contrast;
} Ink;

/* A point at most @radius from @from on the way to @to. */
static graphene_point_t
along (graphene_point_t from, graphene_point_t to, float radius)
{
  float length = hypotf (to.x - from.x, to.y - from.y);
  float part = MIN (radius / length, 0.5f);

  return GRAPHENE_POINT_INIT (from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
}

static void
trace_outline (cairo_t *cr, const Outline *outline)
{
  if (outline->n_points == 0)
    {
      cairo_arc (cr, 12, 12, 9.5, 0, 2 * G_PI);
      return;
    }
  for (guint i = 0; i < outline->n_points; i++)
    {
      graphene_point_t before = outline->points[(i + outline->n_points - 1) % outline->n_points];
      graphene_point_t corner = outline->points[i];
      graphene_point_t after = outline->points[(i + 1) % outline->n_points];
      graphene_point_t in = along (corner, before, outline->radius);
      graphene_point_t out = along (corner, after, outline->radius);

      cairo_line_to (cr, in.x, in.y);
      cairo_curve_to (cr, corner.x, corner.y, corner.x, corner.y, out.x, out.y);
    }
  cairo_close_path (cr);
}

static void
draw_digit (cairo_t *cr, GtkWidget *widget, MusterSeverity severity, const Ink *ink)
{
  char text[2] = { (char) ('0' + severity), '\0' };
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = NULL;
  PangoRectangle inside;

  font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
  pango_font_description_set_weight (font, PANGO_WEIGHT_ULTRABOLD);
  pango_font_description_set_absolute_size (font, 13.0 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, 1);
  pango_layout_get_extents (layout, &inside, NULL);

  gdk_cairo_set_source_rgba (cr, &ink->digit);
  cairo_move_to (cr, 12.0 - (inside.x + inside.width / 2.0) / PANGO_SCALE,
                 outlines[severity].digit_y - (inside.y + inside.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

/* In units of the canvas. One pixel at 24, and at 150 four: a line that grew with the shape would
 * look like a frame. */
static double
line_width (MusterSeverityShape shape, gboolean is_bold)
{
  double size = MAX (shape.size, 24);

  return (is_bold ? 2.0 : 1.0) * pow (24 / size, 0.25);
}

/* Draws on a canvas of 24 by 24. */
static void
draw_shape (cairo_t *cr, GtkWidget *widget, MusterSeverityShape shape, const Ink *ink)
{
  const Outline *outline = &outlines[shape.severity];
  gboolean is_ring = outline->n_points == 0;
  double line = line_width (shape, is_ring || ink->high_contrast);

  cairo_save (cr);
  cairo_translate (cr, 12, 12);
  if (outline->is_lined || ink->high_contrast) /* the line lies inside the square */
    cairo_scale (cr, (24.0 - line) / 24.0, (24.0 - line) / 24.0);
  cairo_translate (cr, -12, -12);
  trace_outline (cr, outline);
  cairo_restore (cr);

  gdk_cairo_set_source_rgba (cr, &ink->fill);
  if (!is_ring)
    cairo_fill_preserve (cr);
  if (outline->is_lined || ink->high_contrast)
    gdk_cairo_set_source_rgba (cr, &ink->line);
  cairo_set_line_width (cr, line);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (is_ring || outline->is_lined || ink->high_contrast)
    cairo_stroke (cr);
  cairo_new_path (cr);

  if (shape.size >= MUSTER_SEVERITY_DIGIT_SIZE)
    draw_digit (cr, widget, shape.severity, ink);
}

static void
find_ink (GtkWidget *widget, MusterSeverity severity, Ink *ink)
{
  char name[24];

  ink->high_contrast = muster_style_high_contrast ();
  g_snprintf (name, sizeof name, "sev_%d_fill", (int) severity);
  muster_style_color (widget, name, &ink->fill);
  g_snprintf (name, sizeof name, "sev_%d_digit", (int) severity);
  muster_style_color (widget, name, &ink->digit);
  g_snprintf (name, sizeof name, "sev_%d_text", (int) severity);
  muster_style_color (widget, name, &ink->line);
}

static GdkTexture *
draw_texture (GtkWidget *widget, MusterSeverityShape shape)
{
  int pixels = (int) ceil (shape.size * shape.scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;
  Ink ink;

  find_ink (widget, shape.severity, &ink);
  cairo_scale (cr, pixels / 24.0, pixels / 24.0);
  draw_shape (cr, widget, shape, &ink);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) pixels);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (pixels, pixels, GDK_MEMORY_DEFAULT, bytes, stride);
}

/* One cache a display: a screen of another kind has another scale. */
static GHashTable *
get_cache (GtkWidget *widget)
{
  GObject *display = G_OBJECT (gtk_widget_get_display (widget));
  GHashTable *cache = g_object_get_data (display, CACHE_KEY);

  if (cache)
    return cache;
  cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_object_set_data_full (display, CACHE_KEY, cache, (GDestroyNotify) g_hash_table_unref);
  return cache;
}

/**
 * muster_severity_shape_texture:
 * @widget: the widget that will draw it
 * @shape: which picture
 *
 * The picture is drawn once for each severity, size, scale, colour scheme and contrast.
 *
 * Returns: (transfer none) (nullable): the picture, %NULL if the severity is not said
 */
GdkTexture *
muster_severity_shape_texture (GtkWidget *widget, MusterSeverityShape shape)
{
  GHashTable *cache;
  GdkTexture *texture;
  char key[64];

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (shape.severity <= MUSTER_SEVERITY_INFO, NULL);
  g_return_val_if_fail (shape.size > 0 && shape.size <= 512, NULL);

  if (shape.severity == MUSTER_SEVERITY_NONE)
    return NULL;
  cache = get_cache (widget);
  g_snprintf (key, sizeof key, "%d/%d/%.2f/%d/%d", (int) shape.severity, shape.size, shape.scale,
              (int) muster_style_scheme (widget), muster_style_high_contrast ());
  texture = g_hash_table_lookup (cache, key);
  if (texture)
    return texture;
  texture = draw_texture (widget, shape);
  g_hash_table_insert (cache, g_strdup (key), texture);
  return texture;
}
