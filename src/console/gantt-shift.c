/* gantt-shift.c - one block of a schedule's picture: a shift, a gap, an override
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-shift.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "console/painter.h"
#include "console/roster-words.h"
#include "console/style.h"

#define NAME_FROM    44 /* so wide it says a name */
#define LETTER_FROM  16
#define LEAST_LETTER 3.0 /* px: none is narrower, "Illi" neither */
#define PAD          8
#define HATCH_STEP   7
#define MARK_SIZE    14
#define RADIUS       5

struct _MusterGanttShift
{
  GtkWidget parent_instance;
  MusterBlockKind kind;
  char *words;         /* what is written if there is room; nullable */
  char *name;          /* what a screen reader says, and who points at it */
  PangoLayout *layout; /* (nullable): of what is written, for that width */
  int fitted;          /* that width */
  gboolean is_letter;  /* which stands in the middle */
  guint lane, block;
};

G_DEFINE_FINAL_TYPE (MusterGanttShift, muster_gantt_shift, GTK_TYPE_WIDGET)

/* --- what is written --- */

static char *
first_word (const char *who)
{
  const char *end = strpbrk (who, " ,");

  return end ? g_strndup (who, (gsize) (end - who)) : g_strdup (who);
}

/**
 * muster_gantt_shift_fit:
 * @who: names
 * @width: that there is
 * @name_width: that they take
 * @word_width: that the first word of them takes
 *
 * Returns: (transfer full) (nullable): what is written of them
 */
char *
muster_gantt_shift_fit (const char *who, double width, double name_width, double word_width)
{
  gunichar letter = g_utf8_get_char (who);
  char text[7] = { 0 };

  if (name_width <= width || (width >= NAME_FROM && word_width > width))
    return g_strdup (who); /* the latter is cut with an ellipsis */
  if (word_width <= width)
    return first_word (who);
  if (width < LETTER_FROM - 2 || letter == 0)
    return NULL;
  g_unichar_to_utf8 (g_unichar_toupper (letter), text);
  return g_strdup (text);
}

/* What is wider than @room for sure is not laid out for that: of a picture of weeks it is most. */
static double
measure_text (MusterGanttShift *self, const char *text, MusterTextStyle style, int room)
{
  g_autoptr (PangoLayout) layout = NULL;
  const double least = (double) g_utf8_strlen (text, -1) * LEAST_LETTER;
  int width;

  if (least > room)
    return least;
  layout = muster_style_layout (GTK_WIDGET (self), text, style);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static void
fit (MusterGanttShift *self, int width)
{
  const gboolean is_calm = self->kind == MUSTER_BLOCK_VACANT;
  const MusterTextStyle style = { .size_pt = 9.5, .weight = is_calm ? 400 : 700, .numeric = TRUE };
  const int room = width >= NAME_FROM ? width - 2 * PAD : width - 2;
  g_autofree char *word = NULL, *text = NULL;

  if (self->layout && self->fitted == width)
    return;
  g_clear_object (&self->layout);
  self->fitted = width;
  if (!self->words || width < LETTER_FROM)
    return;
  word = first_word (self->words);
  text = muster_gantt_shift_fit (self->words, room, measure_text (self, self->words, style, room),
                                 measure_text (self, word, style, room));
  if (!text)
    return;
  self->is_letter = g_utf8_strlen (text, 2) == 1;
  self->layout = muster_style_layout (GTK_WIDGET (self), text, style);
  if (room > 0 && width >= NAME_FROM)
    {
      pango_layout_set_width (self->layout, room * PANGO_SCALE);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
}

/* --- painting --- */

static void
draw_hatch (GtkWidget *widget, GtkSnapshot *snapshot, float width, float height)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, width, height);
  gboolean is_bold = muster_style_high_contrast ();
  GskRoundedRect shape;
  GdkRGBA color;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&shape, &box, RADIUS - 1);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  cr = gtk_snapshot_append_cairo (snapshot, &box);
  muster_style_color (widget, "muster_hatch", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, is_bold ? 3 : 1.5);
  for (double x = -(double) height; x < (double) width; x += HATCH_STEP)
    {
      cairo_move_to (cr, x, (double) height);
      cairo_line_to (cr, x + (double) height, 0);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

/* The hours of a gap, on the card's own ground so that the hatch does not cross them. */
static void
draw_gap (MusterGanttShift *self, GtkSnapshot *snapshot, float width, float height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MusterPainter painter = muster_painter_new (widget, snapshot);
  float mark = MARK_SIZE * (float) muster_style_text_scale (widget);
  int text_width = 0, text_height = 0;
  gboolean has_mark;
  GdkRGBA ground;
  float x, taken;

  painter.is_mirrored = FALSE; /* time goes to the right for everybody */
  draw_hatch (widget, snapshot, width, height);
  if (self->layout)
    pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  has_mark = width >= mark + (float) text_width + 14;
  taken = (float) text_width + (has_mark ? mark + 4 : 0);
  x = roundf ((width - taken) / 2);
  if (taken <= 0 || taken > width)
    return;
  muster_style_color (widget, "muster_card_solid", &ground);
  gtk_snapshot_append_color (snapshot, &ground,
                             &GRAPHENE_RECT_INIT (x - 3, (height - (float) text_height) / 2 - 1,
                                                  taken + 6, (float) text_height + 2));
  if (has_mark)
    muster_painter_icon (&painter, "dialog-warning-symbolic", "muster_overdue",
                         GRAPHENE_RECT_INIT (x, roundf ((height - mark) / 2), mark, mark));
  if (!self->layout)
    return;
  muster_style_color (widget, "muster_overdue", &ground);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x + (has_mark ? mark + 4 : 0),
                                                roundf ((height - (float) text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &ground);
  gtk_snapshot_restore (snapshot);
}

static const char *
color_of (MusterBlockKind kind)
{
  switch (kind)
    {
    case MUSTER_BLOCK_VACANT:
      return "muster_dim";
    case MUSTER_BLOCK_ASKED:
      return "muster_link";
    case MUSTER_BLOCK_GAP:
      return "muster_overdue";
    case MUSTER_BLOCK_DUTY:
    case MUSTER_BLOCK_CHANGE:
    default:
      return "shift_text";
    }
}

static void
draw_words (MusterGanttShift *self, GtkSnapshot *snapshot, float width, float height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int text_width, text_height;
  GdkRGBA color;
  float x;

  if (!self->layout)
    return;
  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  x = width < NAME_FROM || self->is_letter ? (width - (float) text_width) / 2 : PAD;
  muster_style_color (widget, color_of (self->kind), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf ((height - (float) text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterGanttShift *self = MUSTER_GANTT_SHIFT (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  fit (self, width);
  if (self->kind == MUSTER_BLOCK_GAP)
    draw_gap (self, snapshot, (float) width, (float) height);
  else
    draw_words (self, snapshot, (float) width, (float) height);
}

/* --- the widget --- */

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = *natural = 0; /* the picture says how large it is */
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, MUSTER_GANTT_SHIFT (widget)->name);
  return TRUE;
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  g_clear_object (&MUSTER_GANTT_SHIFT (widget)->layout); /* another font, perhaps */
  GTK_WIDGET_CLASS (muster_gantt_shift_parent_class)->css_changed (widget, change);
}

static void
finalize (GObject *object)
{
  MusterGanttShift *self = MUSTER_GANTT_SHIFT (object);

  g_free (self->words);
  g_free (self->name);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (muster_gantt_shift_parent_class)->finalize (object);
}

static void
muster_gantt_shift_class_init (MusterGanttShiftClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->snapshot = snapshot;
  widget_class->query_tooltip = query_tooltip;
  widget_class->css_changed = css_changed;
  gtk_widget_class_set_css_name (widget_class, "gantt-shift");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
muster_gantt_shift_init (MusterGanttShift *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * muster_gantt_shift_new:
 *
 * Returns: (transfer floating): a block of nothing yet
 */
GtkWidget *
muster_gantt_shift_new (void)
{
  return g_object_new (MUSTER_TYPE_GANTT_SHIFT, NULL);
}

static char *
words_of (const MusterRosterBlock *block)
{
  switch (block->kind)
    {
    case MUSTER_BLOCK_GAP:
      return muster_roster_format_hours (block->end_s - block->start_s);
    case MUSTER_BLOCK_VACANT:
      /* TRANSLATORS: a turn that is nobody's */
      return g_strdup (_ ("Vacant slot"));
    case MUSTER_BLOCK_ASKED:
      /* TRANSLATORS: somebody who is asked to take a shift, and has not answered: "Jonas?" */
      return g_strdup_printf (_ ("%s?"), block->who);
    case MUSTER_BLOCK_DUTY:
    case MUSTER_BLOCK_CHANGE:
    default:
      return g_strdup (block->who);
    }
}

static void
set_classes (GtkWidget *widget, const MusterRosterBlock *block, MusterLaneKind lane)
{
  static const char *const classes[] = { "shift", "shift-vacant", "gap", "shift-override",
                                         "shift-asked" };
  char tint[16];
  const char *names[5] = { classes[block->kind] };
  guint n = 1;

  if (block->kind == MUSTER_BLOCK_DUTY || block->kind == MUSTER_BLOCK_CHANGE)
    {
      g_snprintf (tint, sizeof tint, "tint-%u", block->tint + 1);
      names[n++] = tint;
    }
  if (lane == MUSTER_LANE_FINAL)
    names[n++] = "final";
  gtk_widget_set_css_classes (widget, names);
}

/**
 * muster_gantt_shift_set:
 * @self: a block
 * @block: what it shows
 * @lane: where that is
 * @name: what a screen reader says
 */
void
muster_gantt_shift_set (MusterGanttShift *self,
                        const MusterRosterBlock *block,
                        MusterLaneKind lane,
                        const char *name)
{
  g_return_if_fail (MUSTER_IS_GANTT_SHIFT (self) && block && name);

  self->kind = block->kind;
  g_free (self->words);
  self->words = words_of (block);
  g_clear_object (&self->layout);
  set_classes (GTK_WIDGET (self), block, lane);
  if (g_strcmp0 (name, self->name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * muster_gantt_shift_set_place:
 * @self: a block
 * @lane: its lane
 * @block: its number there
 */
void
muster_gantt_shift_set_place (MusterGanttShift *self, guint lane, guint block)
{
  g_return_if_fail (MUSTER_IS_GANTT_SHIFT (self));
  self->lane = lane;
  self->block = block;
}

/**
 * muster_gantt_shift_get_lane:
 * @self: a block
 *
 * Returns: its lane
 */
guint
muster_gantt_shift_get_lane (MusterGanttShift *self)
{
  g_return_val_if_fail (MUSTER_IS_GANTT_SHIFT (self), 0);
  return self->lane;
}

/**
 * muster_gantt_shift_get_block:
 * @self: a block
 *
 * Returns: its number in its lane
 */
guint
muster_gantt_shift_get_block (MusterGanttShift *self)
{
  g_return_val_if_fail (MUSTER_IS_GANTT_SHIFT (self), 0);
  return self->block;
}
