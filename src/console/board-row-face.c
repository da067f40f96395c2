/* board-row-face.c - what a row of the board looks like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-row-face.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/format.h"
#include "console/severity-shape.h"
#include "console/stepper.h"

#define AVATAR     24
#define ICON       16
#define CHIP_GAP   6
#define MOST_CHIPS 3

static const MusterTextStyle title_style = { .size_pt = 11.5, .weight = 700 };
static const MusterTextStyle body_style = { .size_pt = 11, .numeric = TRUE };
static const MusterTextStyle body_bold = { .size_pt = 11, .weight = 700, .numeric = TRUE };
static const MusterTextStyle caption_style = { .size_pt = 9, .numeric = TRUE };
static const MusterTextStyle caption_bold = { .size_pt = 9, .weight = 700, .numeric = TRUE };
static const MusterTextStyle clock_style = { .size_pt = 16.5, .weight = 700, .numeric = TRUE };
static const MusterTextStyle clock_narrow = { .size_pt = 13, .weight = 700, .numeric = TRUE };

static gboolean
replace_text (char **text, char *fresh)
{
  gboolean is_other = g_strcmp0 (*text, fresh) != 0;

  g_free (*text);
  *text = fresh;
  return is_other;
}

/**
 * muster_board_row_face_update:
 * @self: what a row shows; has data
 * @now_us: the present, µs since the Unix epoch
 *
 * Returns: whether any of the words that count is another one now
 */
gboolean
muster_board_row_face_update (MusterBoardRowFace *self, gint64 now_us)
{
  const MusterBoardRowData *data = self->data;
  gboolean is_late = muster_due_at (data->next_update_us, now_us) == MUSTER_DUE_OVERDUE;
  gboolean is_narrow = self->columns.is_narrow;
  gboolean is_other = FALSE;

  self->now_us = now_us;
  is_other |= replace_text (&self->clock, muster_format_clock (now_us - data->since_us));
  is_other |= replace_text (&self->due, is_narrow && is_late
                                            ? muster_format_clock (now_us - data->next_update_us)
                                            : muster_format_due (data->next_update_us, now_us));
  is_other |= replace_text (&self->fact, is_narrow ? muster_board_row_data_summary (data, now_us)
                                                   : muster_board_row_data_fact (data, now_us));
  return is_other;
}

/**
 * muster_board_row_face_clear:
 * @self: what a row shows
 *
 * Frees what it holds.
 */
void
muster_board_row_face_clear (MusterBoardRowFace *self)
{
  g_clear_pointer (&self->data, muster_board_row_data_free);
  g_clear_pointer (&self->clock, g_free);
  g_clear_pointer (&self->due, g_free);
  g_clear_pointer (&self->fact, g_free);
}

static void
paint_glyph (const MusterBoardRowFace *self, const MusterPainter *painter, float middle)
{
  MusterSeverityShape shape = { .severity = self->data->severity,
                                .size = (int) self->columns.glyph.width,
                                .scale = gtk_widget_get_scale_factor (painter->widget) };
  GdkTexture *texture = muster_severity_shape_texture (painter->widget, shape);
  float size = self->columns.glyph.width;
  graphene_rect_t box = muster_painter_place (
      painter, GRAPHENE_RECT_INIT (self->columns.glyph.x, roundf (middle - size / 2), size, size));

  if (texture)
    gtk_snapshot_append_texture (painter->snapshot, texture, &box);
}

/* Three services, then how many more. */
static void
paint_services (const MusterBoardRowFace *self, const MusterPainter *painter, float x, float middle)
{
  guint n = self->data->services ? g_strv_length ((char **) self->data->services) : 0;
  float end = self->columns.title.x + self->columns.title.width;
  guint n_shown = n > MOST_CHIPS ? MOST_CHIPS - 1 : n;
  g_autofree char *more = NULL;
  MusterLine line = { .style = caption_style, .middle = middle };
  guint i;

  for (i = 0; i < n_shown; i++)
    {
      float width;

      line.text = self->data->services[i];
      line.x = x;
      line.room = end - x;
      width = muster_painter_chip (painter, &line);
      if (width <= 0)
        break;
      x += width + CHIP_GAP;
    }
  if (i == n)
    return;
  /* TRANSLATORS: how many more services are affected than there is room for */
  more = g_strdup_printf (_ ("+%u"), n - i);
  line.text = more;
  line.x = x;
  line.room = end - x;
  muster_painter_chip (painter, &line);
}

static void
paint_title (const MusterBoardRowFace *self, const MusterPainter *painter, float scale)
{
  const MusterColumn *column = &self->columns.title;
  MusterLine title = { .text = self->data->title,
                       .style = title_style,
                       .x = column->x,
                       .middle = 21 * scale,
                       .room = column->width };
  MusterLine id = { .text = self->data->id,
                    .style = caption_style,
                    .color = "muster_dim",
                    .x = column->x,
                    .middle = 46 * scale,
                    .room = column->width };
  float used;

  muster_painter_text (painter, &title);
  used = muster_painter_text (painter, &id);
  if (self->columns.has_services)
    paint_services (self, painter, column->x + used + CHIP_GAP, 46 * scale);
}

static void
paint_state (const MusterBoardRowFace *self, const MusterPainter *painter, float scale)
{
  const MusterColumn *column = &self->columns.state;
  graphene_rect_t bars = muster_painter_place (
      painter, GRAPHENE_RECT_INIT (column->x, 14 * scale, MUSTER_STEPPER_MINI_WIDTH * scale,
                                   MUSTER_STEPPER_MINI_HEIGHT));
  MusterLine state = { .text = _ (muster_stage_title (self->data->stage)),
                       .style = caption_bold,
                       .x = column->x,
                       .middle = 30.5f * scale,
                       .room = column->width };

  muster_stepper_draw_mini (painter->widget, painter->snapshot, self->data->stage, &bars);
  muster_painter_text (painter, &state);
}

static void
paint_commander (const MusterBoardRowFace *self, const MusterPainter *painter, float middle)
{
  const MusterColumn *column = &self->columns.commander;
  MusterLine name = { .text = self->data->commander,
                      .style = body_style,
                      .x = column->x + AVATAR + 6,
                      .middle = middle,
                      .room = column->width - AVATAR - 6 };
  MusterLine you = { .style = caption_style, .color = "muster_dim", .middle = middle };
  float width;

  if (!self->data->commander)
    return;
  muster_painter_avatar (
      painter, self->data->commander,
      GRAPHENE_RECT_INIT (column->x, roundf (middle - AVATAR / 2.0f), AVATAR, AVATAR));
  /* TRANSLATORS: after your own name: this is you */
  you.text = _ ("you");
  width = muster_painter_text (painter, &name);
  you.x = name.x + width + 6;
  you.room = name.room - width - 6;
  if (self->data->is_yours && you.room > 20)
    muster_painter_text (painter, &you);
}

static void
paint_alerts (const MusterBoardRowFace *self, const MusterPainter *painter, float middle)
{
  const MusterBoardColumns *columns = &self->columns;
  float height = 24 * columns->scale;
  graphene_rect_t box = muster_painter_place (
      painter, GRAPHENE_RECT_INIT (columns->chart.x, roundf (middle - height / 2),
                                   columns->chart.width, height));
  g_autofree char *count = muster_format_count (self->data->n_alerts);
  MusterLine line = { .text = count,
                      .style = body_style,
                      .color = self->data->is_stale ? "muster_dim" : NULL,
                      .x = columns->count.x + columns->count.width,
                      .middle = middle,
                      .align_end = TRUE };
  GdkRGBA past;
  GdkRGBA last;

  muster_style_color (painter->widget, "bar_past", &past);
  muster_style_color (painter->widget, "bar_last", &last);
  if (columns->chart.width > 0)
    muster_bars_draw (painter->snapshot, &self->data->bars, &box, &past, &last);
  muster_painter_text (painter, &line);
}

/**
 * muster_board_row_face_paint_still:
 * @self: what a row shows
 * @painter: the row's painter
 *
 * Paints what stays the same until the incident changes.
 */
void
muster_board_row_face_paint_still (const MusterBoardRowFace *self, const MusterPainter *painter)
{
  float scale = self->columns.scale;
  float middle = MUSTER_BOARD_ROW_HEIGHT * scale / 2;
  MusterLine title = { .text = self->data->title,
                       .style = body_bold,
                       .x = self->columns.title.x,
                       .middle = 20 * scale,
                       .room = self->columns.title.width };

  if (self->columns.is_narrow)
    {
      paint_glyph (self, painter, 24 * scale);
      muster_painter_text (painter, &title);
      return;
    }
  paint_glyph (self, painter, middle);
  paint_title (self, painter, scale);
  paint_state (self, painter, scale);
  paint_commander (self, painter, middle);
  paint_alerts (self, painter, middle);
}

/* What follows the clock: "in 19:52", with an icon where it is near or late. */
static void
paint_due (const MusterBoardRowFace *self, const MusterPainter *painter, float middle)
{
  MusterDue due = muster_due_at (self->data->next_update_us, self->now_us);
  gboolean is_urgent = due == MUSTER_DUE_SOON || due == MUSTER_DUE_OVERDUE;
  gboolean is_narrow = self->columns.is_narrow;
  const char *color = due == MUSTER_DUE_OVERDUE ? "muster_overdue" : "muster_due_soon";
  const char *icon =
      due == MUSTER_DUE_OVERDUE ? "appointment-missed-symbolic" : "appointment-soon-symbolic";
  float size = is_narrow ? 12 : ICON;
  MusterLine line = { .text = self->due, .middle = middle, .align_end = is_narrow };

  line.style =
      is_narrow ? (is_urgent ? caption_bold : caption_style) : (is_urgent ? body_bold : body_style);
  line.color = is_urgent ? color : due == MUSTER_DUE_NONE || is_narrow ? "muster_dim" : NULL;
  line.x = is_narrow ? self->columns.due.x + self->columns.due.width
                     : self->columns.due.x + (is_urgent ? ICON + 6 : 0);
  if (is_urgent)
    {
      float x = self->columns.due.x;

      if (is_narrow)
        x = line.x - muster_painter_text (painter, &line) - size - 3;
      else
        muster_painter_text (painter, &line);
      muster_painter_icon (painter, icon, color,
                           GRAPHENE_RECT_INIT (x, middle - size / 2, size, size));
      return;
    }
  muster_painter_text (painter, &line);
}

/**
 * muster_board_row_face_paint_counting:
 * @self: what a row shows
 * @painter: the row's painter
 *
 * Paints what may change each second: the fact, the next update and the clock.
 */
void
muster_board_row_face_paint_counting (const MusterBoardRowFace *self, const MusterPainter *painter)
{
  const MusterBoardColumns *columns = &self->columns;
  float scale = columns->scale;
  float middle = MUSTER_BOARD_ROW_HEIGHT * scale / 2;
  MusterLine fact = { .text = self->fact,
                      .style = caption_style,
                      .color = "muster_dim",
                      .x = columns->is_narrow ? columns->title.x : columns->state.x,
                      .middle = (columns->is_narrow ? 39 : 46) * scale,
                      .room = columns->is_narrow ? columns->title.width : columns->state.width };
  MusterLine clock = { .text = self->clock,
                       .style = columns->is_narrow ? clock_narrow : clock_style,
                       .x = columns->clock.x + columns->clock.width,
                       .middle = columns->is_narrow ? 21 * scale : middle,
                       .align_end = TRUE };

  muster_painter_text (painter, &fact);
  muster_painter_text (painter, &clock);
  if (columns->due.width > 0)
    paint_due (self, painter, columns->is_narrow ? 41 * scale : middle);
}
