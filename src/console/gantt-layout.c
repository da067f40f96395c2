/* gantt-layout.c - where lanes and blocks stand in the picture of a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/gantt-layout.h"

#define LABEL_WIDTH        150
#define NARROW_LABEL_WIDTH 96
#define NARROW_BELOW       600
#define END_PAD            12
#define DAYS_HEIGHT        42
#define CAPTION_HEIGHT     22 /* "Layers, top wins", and the time at the line of now */
#define LANE_HEIGHT        51
#define FINAL_HEIGHT       69
#define INSET              3 /* between a lane and its blocks */
#define LINE_ROOM          15
#define NOTES_HEIGHT       27
#define APART              9 /* from the final schedule */
#define FOOT               9

/* A day is no narrower, the fewer there are. */
static double
least_day_width (guint n_days)
{
  return n_days <= 7 ? 30 : n_days <= 14 ? 18 : n_days <= 28 ? 13 : 7;
}

static void
place_days (MusterGanttLayout *self, const MusterGanttContent *content, double width)
{
  double wide = LABEL_WIDTH * content->text_scale, least = least_day_width (content->n_days);
  double narrow = NARROW_LABEL_WIDTH * MIN (content->text_scale, 1.5);

  self->label_width = width < NARROW_BELOW * content->text_scale ? narrow : wide;
  self->day_width = MAX (least, (width - self->label_width - END_PAD) / (double) content->n_days);
}

static void
place_lanes (MusterGanttLayout *self, const MusterGanttContent *content)
{
  double scale = content->text_scale, y;

  self->days_height = DAYS_HEIGHT * scale;
  y = self->days_height + CAPTION_HEIGHT * scale;
  for (guint i = 0; i < self->n_lanes; i++)
    {
      const MusterRosterLane *lane = g_ptr_array_index (content->lanes, i);
      gboolean is_final = lane->kind == MUSTER_LANE_FINAL;
      double height = (is_final ? FINAL_HEIGHT : LANE_HEIGHT) * scale;

      if (is_final)
        {
          self->line = y + LINE_ROOM * scale / 2;
          y += LINE_ROOM * scale;
        }
      else if (lane->kind == MUSTER_LANE_SECONDARY && self->notes <= 0)
        y += APART * scale;
      self->tops[i] = y + INSET;
      self->heights[i] = height - 2 * INSET;
      y += height;
      if (is_final && content->has_notes)
        {
          self->notes = y + NOTES_HEIGHT * scale / 2;
          y += NOTES_HEIGHT * scale;
        }
    }
  self->height = y + FOOT * scale;
}

/**
 * muster_gantt_layout_new:
 * @content: what is shown
 * @width: that there is; 0: as little as it needs
 *
 * Returns: (transfer full): where everything stands
 */
MusterGanttLayout *
muster_gantt_layout_new (const MusterGanttContent *content, double width)
{
  MusterGanttLayout *self = g_new0 (MusterGanttLayout, 1);

  self->n_lanes = content->lanes ? content->lanes->len : 0;
  self->tops = g_new0 (double, self->n_lanes + 1);
  self->heights = g_new0 (double, self->n_lanes + 1);
  place_days (self, content, width);
  place_lanes (self, content);
  return self;
}

/**
 * muster_gantt_layout_free:
 * @self: a layout
 *
 * Frees it.
 */
void
muster_gantt_layout_free (MusterGanttLayout *self)
{
  g_free (self->tops);
  g_free (self->heights);
  g_free (self);
}

/**
 * muster_gantt_layout_get_width:
 * @self: a layout
 * @n_days: how many days are shown
 *
 * Returns: how wide it is
 */
double
muster_gantt_layout_get_width (const MusterGanttLayout *self, guint n_days)
{
  return self->label_width + self->day_width * n_days + END_PAD;
}

/**
 * muster_gantt_layout_x:
 * @self: a layout
 * @scale: its days
 * @at_s: an instant
 *
 * Returns: where it stands; outside the days at their edge
 */
double
muster_gantt_layout_x (const MusterGanttLayout *self, const MusterGanttScale *scale, gint64 at_s)
{
  return self->label_width + muster_gantt_scale_place (scale, at_s) * self->day_width;
}

/**
 * muster_gantt_layout_at:
 * @self: a layout
 * @scale: its days
 * @x: a place
 *
 * Returns: the instant that stands there
 */
gint64
muster_gantt_layout_at (const MusterGanttLayout *self, const MusterGanttScale *scale, double x)
{
  return muster_gantt_scale_at (scale, (x - self->label_width) / self->day_width);
}

/**
 * muster_gantt_layout_lane:
 * @self: a layout
 * @y: a place
 *
 * Returns: the lane there; %G_MAXUINT: there is none
 */
guint
muster_gantt_layout_lane (const MusterGanttLayout *self, double y)
{
  for (guint i = 0; i < self->n_lanes; i++)
    if (y >= self->tops[i] - INSET && y < self->tops[i] + self->heights[i] + INSET)
      return i;
  return G_MAXUINT;
}
