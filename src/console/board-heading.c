/* board-heading.c - the heading of a severity on the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-heading.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/board-columns.h"
#include "console/format.h"
#include "console/painter.h"
#include "console/severity-glyph.h"

#define HEIGHT 30
/* Below the card of the group before; the first one has the page's margin. */
#define GAP_ABOVE  11
#define GAP_NARROW 7

struct _MusterBoardHeading
{
  GtkWidget parent_instance;
  MusterSeverity severity;
  guint count;
  gboolean has_captions; /* names the columns too */
};

G_DEFINE_FINAL_TYPE (MusterBoardHeading, muster_board_heading, GTK_TYPE_WIDGET)

static const MusterTextStyle number_style = { .size_pt = 11, .weight = 800 };
static const MusterTextStyle bold = { .size_pt = 11, .weight = 700 };
static const MusterTextStyle plain = { .size_pt = 11, .numeric = TRUE };
static const MusterTextStyle caption = { .size_pt = 9 };

static void
paint_captions (const MusterPainter *painter, const MusterBoardColumns *columns, float middle)
{
  const struct
  {
    const char *text;
    MusterColumn column;
    gboolean align_end;
  } captions[] = {
    { _ ("State"), columns->state, FALSE },
    { _ ("Commander"), columns->commander, FALSE },
    /* TRANSLATORS: column of a small chart and the number of alerts */
    { columns->chart.width > 0 ? _ ("Alerts, last hour") : _ ("Alerts"), columns->count, TRUE },
    { _ ("Next update"), columns->due, FALSE },
    /* TRANSLATORS: column of clocks that count since the start of each incident */
    { _ ("Elapsed"), columns->clock, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    {
      MusterLine line = { .text = captions[i].text,
                          .style = caption,
                          .color = "muster_dim",
                          .x = captions[i].column.x,
                          .middle = middle,
                          .align_end = captions[i].align_end };

      if (captions[i].align_end)
        line.x += captions[i].column.width;
      if (captions[i].column.width > 0)
        muster_painter_text (painter, &line);
    }
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterBoardHeading *self = MUSTER_BOARD_HEADING (widget);
  MusterPainter painter = muster_painter_new (widget, snapshot);
  float scale = (float) muster_style_text_scale (widget);
  MusterBoardColumns columns = muster_board_columns_at (painter.width, scale);
  float middle = (float) gtk_widget_get_height (widget) - HEIGHT * scale / 2;
  g_autofree char *number = g_strdup_printf ("SEV-%d ", (int) self->severity);
  g_autofree char *count = muster_format_count (self->count);
  char color[24];
  MusterLine line = { .style = number_style, .x = columns.is_narrow ? 12 : columns.glyph.x };

  line.middle = middle;
  if (self->severity != MUSTER_SEVERITY_NONE)
    {
      g_snprintf (color, sizeof color, "sev_%d_text", (int) self->severity);
      line.color = color;
      line.text = number;
      line.x += muster_painter_text (&painter, &line) + 3;
    }
  line.style = bold;
  line.color = NULL;
  line.text = self->severity == MUSTER_SEVERITY_NONE ? _ ("No severity")
                                                     : _ (muster_severity_word (self->severity));
  line.x += muster_painter_text (&painter, &line) + 6;
  line.style = plain;
  line.color = "muster_dim";
  line.text = count;
  if (columns.is_narrow)
    return;
  muster_painter_text (&painter, &line);
  if (self->has_captions)
    paint_captions (&painter, &columns, middle);
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
  MusterBoardHeading *self = MUSTER_BOARD_HEADING (widget);
  double scale = muster_style_text_scale (widget);

  gboolean is_narrow;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = MUSTER_BOARD_LEAST_WIDTH;
      return;
    }
  is_narrow = for_size >= 0 && muster_board_columns_at ((float) for_size, (float) scale).is_narrow;
  *minimum = *natural = (int) ceil (HEIGHT * scale) + (self->has_captions ? 0
                                                       : is_narrow        ? GAP_NARROW
                                                                          : GAP_ABOVE);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
muster_board_heading_class_init (MusterBoardHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->get_request_mode = get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "board-heading");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
}

static void
muster_board_heading_init (MusterBoardHeading *self)
{
}

/**
 * muster_board_heading_new:
 *
 * Returns: (transfer floating): a heading of nothing yet
 */
GtkWidget *
muster_board_heading_new (void)
{
  return g_object_new (MUSTER_TYPE_BOARD_HEADING, NULL);
}

/**
 * muster_board_heading_set:
 * @self: a heading
 * @severity: of the rows under it
 * @count: how many they are
 * @has_captions: whether it is the first, which names the columns too
 */
void
muster_board_heading_set (MusterBoardHeading *self,
                          MusterSeverity severity,
                          guint count,
                          gboolean has_captions)
{
  g_autofree char *severity_label = muster_severity_label (severity);
  g_autofree char *count_label =
      g_strdup_printf (ngettext ("%u incident", "%u incidents", count), count);
  g_autofree char *label = g_strdup_printf ("%s, %s", severity_label, count_label);

  g_return_if_fail (MUSTER_IS_BOARD_HEADING (self));

  self->severity = severity;
  self->count = count;
  if (self->has_captions != has_captions)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->has_captions = has_captions;
  muster_style_name_item (GTK_WIDGET (self), label);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
