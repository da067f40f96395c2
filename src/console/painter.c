/* painter.c - draws words and pictures at places counted from the leading edge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/painter.h"

#include <math.h>

#define CHIP_PADDING 8
#define CHIP_HEIGHT  20
#define N_FACES      14 /* colours of avatars */

/**
 * muster_painter_new:
 * @widget: the widget that draws
 * @snapshot: where to draw
 *
 * Returns: a painter for one picture of @widget
 */
MusterPainter
muster_painter_new (GtkWidget *widget, GtkSnapshot *snapshot)
{
  return (MusterPainter){
    .widget = widget,
    .snapshot = snapshot,
    .width = (float) gtk_widget_get_width (widget),
    .is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
  };
}

/**
 * muster_painter_place:
 * @self: a painter
 * @box: a box, counted from the leading edge
 *
 * Returns: the same box, counted from the left
 */
graphene_rect_t
muster_painter_place (const MusterPainter *self, graphene_rect_t box)
{
  if (self->is_mirrored)
    box.origin.x = self->width - box.origin.x - box.size.width;
  return box;
}

static void
find_color (const MusterPainter *self, const char *name, GdkRGBA *color)
{
  if (name)
    muster_style_color (self->widget, name, color);
  else
    gtk_style_context_get_color (gtk_widget_get_style_context (self->widget), color);
}

static PangoLayout *
lay_out (const MusterPainter *self, const MusterLine *line, float *width, float *height)
{
  PangoLayout *layout = muster_style_layout (self->widget, line->text, line->style);
  int pixel_width;
  int pixel_height;

  pango_layout_get_pixel_size (layout, &pixel_width, &pixel_height);
  if (line->room > 0 && (float) pixel_width > line->room)
    {
      pango_layout_set_width (layout, (int) (line->room * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_get_pixel_size (layout, &pixel_width, &pixel_height);
    }
  *width = (float) pixel_width;
  *height = (float) pixel_height;
  return layout;
}

static void
append_layout (const MusterPainter *self,
               PangoLayout *layout,
               graphene_rect_t box,
               const char *color)
{
  graphene_rect_t place = muster_painter_place (self, box);
  GdkRGBA rgba;

  find_color (self, color, &rgba);
  gtk_snapshot_save (self->snapshot);
  /* whole pixels: glyphs of one line must not differ from those of the next */
  gtk_snapshot_translate (self->snapshot,
                          &GRAPHENE_POINT_INIT (roundf (place.origin.x), roundf (place.origin.y)));
  gtk_snapshot_append_layout (self->snapshot, layout, &rgba);
  gtk_snapshot_restore (self->snapshot);
}

/**
 * muster_painter_text:
 * @self: a painter
 * @line: what to write, and where
 *
 * Returns: the width it took, pixels
 */
float
muster_painter_text (const MusterPainter *self, const MusterLine *line)
{
  float width;
  float height;
  g_autoptr (PangoLayout) layout = lay_out (self, line, &width, &height);
  float x = line->align_end ? line->x - width : line->x;

  append_layout (self, layout, GRAPHENE_RECT_INIT (x, line->middle - height / 2, width, height),
                 line->color);
  return width;
}

/**
 * muster_painter_chip:
 * @self: a painter
 * @line: what to write on a rounded ground; its room counts the ground
 *
 * Returns: the width it took, pixels; 0 and nothing drawn if there is no room
 */
float
muster_painter_chip (const MusterPainter *self, const MusterLine *line)
{
  float scale = (float) muster_style_text_scale (self->widget);
  float padding = CHIP_PADDING * scale;
  float width;
  float height;
  g_autoptr (PangoLayout) layout = muster_style_layout (self->widget, line->text, line->style);
  graphene_rect_t box;
  GskRoundedRect shape;
  GdkRGBA ground;
  int pixel_width;
  int pixel_height;

  pango_layout_get_pixel_size (layout, &pixel_width, &pixel_height);
  width = (float) pixel_width + 2 * padding;
  height = CHIP_HEIGHT * scale;
  if (width > line->room)
    return 0;
  box = muster_painter_place (
      self, GRAPHENE_RECT_INIT (line->x, roundf (line->middle - height / 2), width, height));
  gsk_rounded_rect_init_from_rect (&shape, &box, height / 2);
  find_color (self, "muster_chip", &ground);
  gtk_snapshot_push_rounded_clip (self->snapshot, &shape);
  gtk_snapshot_append_color (self->snapshot, &ground, &box);
  gtk_snapshot_pop (self->snapshot);
  append_layout (self, layout,
                 GRAPHENE_RECT_INIT (line->x + padding, line->middle - (float) pixel_height / 2,
                                     (float) pixel_width, (float) pixel_height),
                 line->color);
  return width;
}

/* The first letters of the first and of the last name, as AdwAvatar chooses them. */
static char *
find_initials (const char *name)
{
  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autofree char *whole = g_utf8_normalize (g_strstrip (upper), -1, G_NORMALIZE_DEFAULT_COMPOSE);
  const char *last = whole ? g_utf8_strrchr (whole, -1, ' ') : NULL;
  GString *initials = g_string_new (NULL);

  if (whole && *whole != '\0')
    g_string_append_unichar (initials, g_utf8_get_char (whole));
  if (last && last[1] != '\0')
    g_string_append_unichar (initials, g_utf8_get_char (last + 1));
  return g_string_free (initials, FALSE);
}

static void
paint_face (const MusterPainter *self, const char *name, graphene_rect_t place)
{
  guint number = g_str_hash (name) % N_FACES + 1;
  GskColorStop stops[2] = { { .offset = 0 }, { .offset = 1 } };
  GskRoundedRect circle;
  char color[24];

  g_snprintf (color, sizeof color, "avatar_%u_top", number);
  find_color (self, color, &stops[0].color);
  g_snprintf (color, sizeof color, "avatar_%u_bottom", number);
  find_color (self, color, &stops[1].color);
  gsk_rounded_rect_init_from_rect (&circle, &place, place.size.width / 2);
  gtk_snapshot_push_rounded_clip (self->snapshot, &circle);
  gtk_snapshot_append_linear_gradient (
      self->snapshot, &place, &place.origin,
      &GRAPHENE_POINT_INIT (place.origin.x, place.origin.y + place.size.height), stops,
      G_N_ELEMENTS (stops));
  gtk_snapshot_pop (self->snapshot);
}

/**
 * muster_painter_avatar:
 * @self: a painter
 * @name: whose face
 * @box: where, counted from the leading edge; square
 *
 * Paints what an AdwAvatar of that name looks like. A widget of its own would cost more than all
 * the rest of a row: each name is another style class.
 */
void
muster_painter_avatar (const MusterPainter *self, const char *name, graphene_rect_t box)
{
  g_autofree char *initials = find_initials (name);
  gboolean is_long = g_utf8_strlen (initials, -1) > 1;
  MusterLine line = { .text = initials, .style = { .size_pt = is_long ? 7 : 8.5, .weight = 700 } };
  float width;
  float height;
  g_autoptr (PangoLayout) layout = lay_out (self, &line, &width, &height);
  graphene_rect_t text =
      GRAPHENE_RECT_INIT (box.origin.x + (box.size.width - width) / 2,
                          box.origin.y + (box.size.height - height) / 2, width, height);

  paint_face (self, name, muster_painter_place (self, box));
  append_layout (self, layout, text, "avatar_text");
}

/**
 * muster_painter_icon:
 * @self: a painter
 * @name: a symbolic icon
 * @color: (nullable): a colour that the stylesheets define; %NULL is the widget's own
 * @box: where, counted from the leading edge
 */
void
muster_painter_icon (const MusterPainter *self,
                     const char *name,
                     const char *color,
                     graphene_rect_t box)
{
  graphene_rect_t place = muster_painter_place (self, box);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (self->widget));
  g_autoptr (GtkIconPaintable) icon = NULL;
  GdkRGBA colors[4];

  icon = gtk_icon_theme_lookup_icon (
      theme, name, NULL, (int) box.size.width, gtk_widget_get_scale_factor (self->widget),
      gtk_widget_get_direction (self->widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  find_color (self, color, &colors[0]);
  muster_style_color (self->widget, "error_color", &colors[1]);
  muster_style_color (self->widget, "warning_color", &colors[2]);
  muster_style_color (self->widget, "success_color", &colors[3]);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot,
                          &GRAPHENE_POINT_INIT (roundf (place.origin.x), roundf (place.origin.y)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), self->snapshot,
                                            box.size.width, box.size.height, colors,
                                            G_N_ELEMENTS (colors));
  gtk_snapshot_restore (self->snapshot);
}
