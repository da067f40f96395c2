/* gantt-paint.c - the ground of a schedule's picture: days, weekends, names of lanes, and now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/format.h"
#include "console/painter.h"
#include "console/roster-words.h"

#define LABEL_PAD      15
#define LETTERS_FROM   16 /* so wide a day says its number */
#define LINES_FROM     6
#define SATURDAY       5
#define NOW_LINE       2
#define NAME_FROM      44
#define CAPTION_MIDDLE 10 /* below the days */

static const MusterTextStyle caption = { .size_pt = 9, .numeric = TRUE };

/* What is painted at once. */
typedef struct
{
  MusterGantt *gantt;
  MusterPainter painter;
  float scale; /* of text */
  float left, right, height;
} Paint;

static Paint
begin (MusterGantt *self, GtkSnapshot *snapshot)
{
  Paint paint = { .gantt = self, .painter = muster_painter_new (GTK_WIDGET (self), snapshot) };

  paint.painter.is_mirrored = FALSE; /* time goes to the right for everybody */
  paint.scale = (float) muster_style_text_scale (GTK_WIDGET (self));
  paint.left = (float) self->layout->label_width;
  paint.right = paint.left + (float) (self->layout->day_width * self->scale->n_days);
  paint.height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  return paint;
}

static void
fill (const Paint *paint, const char *name, graphene_rect_t box)
{
  GdkRGBA color;

  muster_style_color (GTK_WIDGET (paint->gantt), name, &color);
  gtk_snapshot_append_color (paint->painter.snapshot, &color, &box);
}

static float
day_x (const Paint *paint, guint day)
{
  return roundf (paint->left + (float) (paint->gantt->layout->day_width * day));
}

/* --- days --- */

static void
paint_weekends (const Paint *paint)
{
  const MusterGanttScale *scale = paint->gantt->scale;

  for (guint i = 0; i < scale->n_days; i++)
    if (muster_weekday_of_days (scale->first_day + i) >= SATURDAY)
      fill (paint, "muster_weekend",
            GRAPHENE_RECT_INIT (day_x (paint, i), 0, day_x (paint, i + 1) - day_x (paint, i),
                                paint->height));
}

static void
paint_lines (const Paint *paint)
{
  const MusterGanttScale *scale = paint->gantt->scale;

  for (guint i = 1; i <= scale->n_days; i++)
    {
      gint64 day = scale->first_day + i;
      gboolean is_month = muster_civil_date_from_days (day).day == 1;
      gboolean is_week = muster_weekday_of_days (day) == 0;

      if (is_month || is_week || paint->gantt->layout->day_width >= LINES_FROM)
        fill (paint,
              is_month  ? "muster_month_line"
              : is_week ? "muster_rule"
                        : "muster_between",
              GRAPHENE_RECT_INIT (day_x (paint, i), 0, 1, paint->height));
    }
}

/* The first letter of the day's name. */
static char *
dup_letter (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * MUSTER_DAY_S);
  g_autofree char *name = date ? g_date_time_format (date, "%a") : g_strdup ("");

  return g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 1));
}

static void
paint_centred (const Paint *paint, const MusterLine *line, float middle)
{
  g_autoptr (PangoLayout) layout =
      muster_style_layout (GTK_WIDGET (paint->gantt), line->text, line->style);
  MusterLine placed = *line;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  placed.x = middle - (float) width / 2;
  muster_painter_text (&paint->painter, &placed);
}

static void
paint_today (const Paint *paint, float middle, float y)
{
  GtkSnapshot *snapshot = paint->painter.snapshot;
  float width = MIN (22 * paint->scale, (float) paint->gantt->layout->day_width - 2);
  float height = 16 * paint->scale;
  graphene_rect_t box = GRAPHENE_RECT_INIT (middle - width / 2, y - height / 2, width, height);
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &box, height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  fill (paint, "accent_bg_color", box);
  gtk_snapshot_pop (snapshot);
}

static void
paint_day (const Paint *paint, guint i)
{
  const MusterGanttScale *scale = paint->gantt->scale;
  const gint64 day = scale->first_day + i;
  const gboolean is_today =
      scale->starts_s[i] <= paint->gantt->now_s && paint->gantt->now_s < scale->starts_s[i + 1];
  const float middle = (day_x (paint, i) + day_x (paint, i + 1)) / 2;
  g_autofree char *letter = dup_letter (day);
  g_autofree char *number = g_strdup_printf ("%u", muster_civil_date_from_days (day).day);
  MusterLine line = {
    .text = letter, .style = caption, .color = "muster_dim", .middle = 13 * paint->scale
  };

  paint_centred (paint, &line, middle);
  line.text = number;
  line.style.size_pt = 10;
  line.style.weight = is_today ? 700 : 0;
  line.color = is_today ? "accent_fg_color" : NULL;
  line.middle = 29 * paint->scale;
  if (is_today)
    paint_today (paint, middle, line.middle);
  paint_centred (paint, &line, middle);
}

/* Where days are narrow only weeks have a date. */
static void
paint_week (const Paint *paint, guint i)
{
  const gint64 day = paint->gantt->scale->first_day + i;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * MUSTER_DAY_S);
  /* TRANSLATORS: a day without its year, in the notation of strftime(3) */
  g_autofree char *text = date ? g_date_time_format (date, _ ("%-d %b")) : g_strdup ("");

  muster_painter_text (&paint->painter,
                       &(MusterLine){ .text = text,
                                      .style = caption,
                                      .color = "muster_dim",
                                      .x = day_x (paint, i) + 4,
                                      .middle = 24 * paint->scale,
                                      .room = (float) paint->gantt->layout->day_width * 7 - 6 });
}

static void
paint_days (const Paint *paint)
{
  const MusterGanttScale *scale = paint->gantt->scale;
  gboolean has_numbers = paint->gantt->layout->day_width >= LETTERS_FROM * (double) paint->scale;

  for (guint i = 0; i < scale->n_days; i++)
    if (has_numbers)
      paint_day (paint, i);
    else if (muster_weekday_of_days (scale->first_day + i) == 0)
      paint_week (paint, i);
}

/* --- what is told below the final schedule --- */

static gboolean
is_changed_day (const MusterGanttScale *scale, guint day)
{
  return muster_gantt_scale_get_shift (scale, day) != 0;
}

/**
 * muster_gantt_has_notes:
 * @scale: days
 *
 * Returns: whether anything is told of some of them
 */
gboolean
muster_gantt_has_notes (const MusterGanttScale *scale)
{
  for (guint i = 0; i < scale->n_days; i++)
    if (is_changed_day (scale, i))
      return TRUE;
  return FALSE;
}

static void
paint_notes (const Paint *paint)
{
  const MusterGanttScale *scale = paint->gantt->scale;

  for (guint i = 0; i < scale->n_days; i++)
    {
      g_autofree char *words = NULL, *marked = NULL;
      float middle = (day_x (paint, i) + day_x (paint, i + 1)) / 2;
      MusterLine line = { .style = caption, .color = "muster_dim" };

      if (!is_changed_day (scale, i))
        continue;
      words = muster_roster_describe_shift (scale, i);
      line.align_end = middle > (paint->left + paint->right) / 2;
      marked = g_strdup_printf (line.align_end ? "%s ▴" : "▴ %s", words);
      line.text = marked;
      line.x = line.align_end ? middle + 6 : middle - 6;
      line.middle = (float) paint->gantt->layout->notes;
      muster_painter_text (&paint->painter, &line);
    }
}

/* --- lanes --- */

static void
paint_lane_name (const Paint *paint, guint i, float left)
{
  const MusterRosterLane *lane = muster_gantt_get_lane (paint->gantt, i);
  const MusterGanttLayout *layout = paint->gantt->layout;
  const float middle = (float) (layout->tops[i] + layout->heights[i] / 2);
  const float half = lane->detail ? 8 * paint->scale : 0;
  MusterLine line = { .text = lane->title,
                      .style = { .size_pt = 10.5,
                                 .weight = lane->kind == MUSTER_LANE_FINAL ? 700 : 0 },
                      .x = left + LABEL_PAD,
                      .middle = middle - half,
                      .room = (float) layout->label_width - LABEL_PAD - 6 };

  if (*lane->title == '\0')
    return;
  muster_painter_text (&paint->painter, &line);
  if (!lane->detail)
    return;
  line.text = lane->detail;
  line.style = caption;
  line.color = "muster_dim";
  line.middle = middle + half;
  muster_painter_text (&paint->painter, &line);
}

/* The names of lanes stay where they are while the days scroll. */
static void
paint_names (const Paint *paint)
{
  const MusterGanttLayout *layout = paint->gantt->layout;
  const float left =
      paint->gantt->across ? (float) gtk_adjustment_get_value (paint->gantt->across) : 0;
  g_autofree char *month = muster_roster_format_month (paint->gantt->scale->first_day);

  if (left > 0)
    fill (paint, "muster_card_solid",
          GRAPHENE_RECT_INIT (left, 0, (float) layout->label_width, paint->height));
  muster_painter_text (&paint->painter,
                       &(MusterLine){ .text = month,
                                      .style = { .size_pt = 11, .weight = 700 },
                                      .x = left + LABEL_PAD,
                                      .middle = (float) layout->days_height / 2,
                                      .room = (float) layout->label_width - LABEL_PAD - 6 });
  muster_painter_text (
      &paint->painter,
      &(MusterLine){ /* TRANSLATORS: over the layers of a schedule: a higher one goes before */
                     .text = _ ("Layers, top wins"),
                     .style = { .size_pt = 9, .weight = 700 },
                     .color = "muster_dim",
                     .x = left + LABEL_PAD,
                     .middle = (float) layout->days_height + CAPTION_MIDDLE * paint->scale,
                     .room = (float) layout->label_width - LABEL_PAD - 6 });
  for (guint i = 0; i < layout->n_lanes; i++)
    paint_lane_name (paint, i, left);
  fill (paint, "muster_rule",
        GRAPHENE_RECT_INIT (left + (float) layout->label_width - 1, 0, 1, paint->height));
}

/* --- what would come of a move --- */

static double
text_width (MusterGantt *self, const char *text, MusterTextStyle style)
{
  g_autoptr (PangoLayout) layout = muster_style_layout (GTK_WIDGET (self), text, style);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static void
paint_preview_block (const Paint *paint, const MusterRosterBlock *block, guint lane)
{
  MusterGantt *self = paint->gantt;
  GtkSnapshot *snapshot = paint->painter.snapshot;
  float from = roundf ((float) muster_gantt_layout_x (self->layout, self->scale, block->start_s));
  float to = roundf ((float) muster_gantt_layout_x (self->layout, self->scale, block->end_s));
  float top = (float) self->layout->tops[lane], height = (float) self->layout->heights[lane];
  graphene_rect_t box = GRAPHENE_RECT_INIT (from, top, MAX (to - from - 1, 2), height);
  gboolean is_gap = block->kind == MUSTER_BLOCK_GAP;
  MusterLine line = { .style = { .size_pt = 9.5, .weight = 700 },
                      .color = is_gap ? "muster_overdue" : "shift_text",
                      .x = from + (box.size.width < NAME_FROM ? 4 : 8),
                      .middle = top + height / 2,
                      .room = MAX (box.size.width - 8, 1) };
  g_autofree char *hours =
      is_gap ? muster_roster_format_hours (block->end_s - block->start_s) : NULL;
  g_autofree char *text = NULL;
  GskRoundedRect shape;
  char tint[16];

  g_snprintf (tint, sizeof tint, "shift_%u", block->tint + 1);
  gsk_rounded_rect_init_from_rect (&shape, &box, 7);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  fill (paint, is_gap ? "muster_decision" : tint, box);
  text = muster_gantt_shift_fit (is_gap ? hours : block->who, (double) line.room,
                                 text_width (self, is_gap ? hours : block->who, line.style),
                                 NAME_FROM);
  line.text = text;
  if (text)
    muster_painter_text (&paint->painter, &line);
  gtk_snapshot_pop (snapshot);
}

/* In place of the final schedule, with the time that changes marked. */
static void
paint_preview (const Paint *paint)
{
  MusterGantt *self = paint->gantt;
  guint lane = muster_gantt_find_final (self);
  float top = (float) self->layout->tops[lane], height = (float) self->layout->heights[lane];
  float from, to;

  if (!self->preview || !self->is_proposal)
    return;
  fill (paint, "muster_card_solid",
        GRAPHENE_RECT_INIT (paint->left, top, paint->right - paint->left, height));
  for (guint i = 0; i < self->preview->blocks->len; i++)
    paint_preview_block (paint, &g_array_index (self->preview->blocks, MusterRosterBlock, i), lane);
  from = (float) muster_gantt_layout_x (self->layout, self->scale, self->proposal.from_s);
  to = (float) muster_gantt_layout_x (self->layout, self->scale, self->proposal.to_s);
  fill (paint, "state_mark", GRAPHENE_RECT_INIT (from, top - 2, MAX (to - from, 1), 2));
  fill (paint, "state_mark", GRAPHENE_RECT_INIT (from, top + height, MAX (to - from, 1), 2));
  fill (paint, "state_mark", GRAPHENE_RECT_INIT (from - 1, top - 2, 2, height + 4));
  fill (paint, "state_mark", GRAPHENE_RECT_INIT (to - 1, top - 2, 2, height + 4));
}

/* --- now --- */

static void
paint_now (const Paint *paint)
{
  MusterGantt *self = paint->gantt;
  float x = roundf ((float) muster_gantt_layout_x (self->layout, self->scale, self->now_s));
  float top = (float) self->layout->days_height - 4;
  g_autofree char *time = NULL, *words = NULL;
  MusterLine line = { .style = { .size_pt = 9, .weight = 700, .numeric = TRUE },
                      .color = "muster_link" };

  if (self->now_s < muster_gantt_scale_get_start (self->scale) ||
      self->now_s >= muster_gantt_scale_get_end (self->scale))
    return;
  time = muster_format_time_of_day (self->now_s * G_USEC_PER_SEC, self->scale->zone);
  /* TRANSLATORS: at the line of the present: "now 15:41" */
  words = g_strdup_printf (_ ("now %s"), time);
  line.text = words;
  line.middle = (float) self->layout->days_height + CAPTION_MIDDLE * paint->scale;
  line.align_end = x > paint->right - 70 * paint->scale;
  line.x = line.align_end ? x - 7 : x + 9;
  fill (paint, "state_mark",
        GRAPHENE_RECT_INIT (x - NOW_LINE / 2.0f, top, NOW_LINE, paint->height - top - 6));
  muster_painter_text (&paint->painter, &line);
}

static void
paint_selection (const Paint *paint)
{
  MusterGantt *self = paint->gantt;
  float from, to;

  if (self->chosen_from_s >= self->chosen_to_s)
    return;
  from = (float) muster_gantt_layout_x (self->layout, self->scale, self->chosen_from_s);
  to = (float) muster_gantt_layout_x (self->layout, self->scale, self->chosen_to_s);
  fill (paint, "muster_chosen_time",
        GRAPHENE_RECT_INIT (from, (float) self->layout->days_height, to - from,
                            paint->height - (float) self->layout->days_height));
  fill (paint, "state_mark",
        GRAPHENE_RECT_INIT (from, (float) self->layout->days_height, 1, paint->height));
  fill (paint, "state_mark",
        GRAPHENE_RECT_INIT (to - 1, (float) self->layout->days_height, 1, paint->height));
}

/**
 * muster_gantt_paint_ground:
 * @self: a picture that has a size
 * @snapshot: where to
 *
 * Paints what is behind the blocks.
 */
void
muster_gantt_paint_ground (MusterGantt *self, GtkSnapshot *snapshot)
{
  Paint paint = begin (self, snapshot);

  paint_weekends (&paint);
  paint_lines (&paint);
  paint_days (&paint);
  if (self->layout->line > 0)
    fill (&paint, "muster_rule",
          GRAPHENE_RECT_INIT (0, roundf ((float) self->layout->line), paint.painter.width, 1));
  if (self->layout->notes > 0)
    paint_notes (&paint);
}

/**
 * muster_gantt_paint_over:
 * @self: a picture that has a size
 * @snapshot: where to
 *
 * Paints what is in front of the blocks.
 */
void
muster_gantt_paint_over (MusterGantt *self, GtkSnapshot *snapshot)
{
  Paint paint = begin (self, snapshot);

  paint_preview (&paint);
  paint_selection (&paint);
  paint_now (&paint);
  paint_names (&paint);
}
