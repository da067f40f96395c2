/* rate-chart.c - alerts per minute, with what changed meanwhile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rate-chart.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/style.h"
#include "console/tick.h"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define N_STEPS   2 /* three grid lines: nothing, a step, two steps */
#define MARK_ROOM 14
#define FOOT_ROOM 22
#define SIDE_ROOM 30
#define HEIGHT    108

static const MusterTextStyle caption = { .size_pt = 9, .numeric = TRUE };

typedef struct
{
  gint64 at_us;
  char *label;
} Mark;

struct _MusterRateChart
{
  GtkWidget parent_instance;
  MusterBars bars;
  gint64 end_us;
  MusterSeverity severity;
  GArray *marks; /* of Mark */
};

G_DEFINE_FINAL_TYPE (MusterRateChart, muster_rate_chart, GTK_TYPE_WIDGET)

/* Where the bars stand. */
typedef struct
{
  GtkSnapshot *snapshot;
  graphene_rect_t plot;
  float top; /* the count at the upper edge */
} Frame;

/**
 * muster_rate_chart_step:
 * @peak: the largest count
 *
 * Returns: the distance of the grid lines: 1, 2 or 5 times a power of ten, such that two steps
 *   reach to about @peak and never less than 5
 */
guint
muster_rate_chart_step (guint peak)
{
  static const guint nice[] = { 1, 2, 5 };
  guint wanted = MAX (peak, MUSTER_BARS_LEAST_TOP) / N_STEPS;
  guint best = 5;

  for (guint power = 1; power <= 100000000; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (nice); i++)
      if (nice[i] * power <= wanted && nice[i] * power > best)
        best = nice[i] * power;
  return best;
}

/* @x is the left, the middle or the right of the text as @align goes from 0 to 1. */
static void
draw_text (MusterRateChart *self,
           GtkSnapshot *snapshot,
           const char *text,
           float x,
           float y,
           float align)
{
  g_autoptr (PangoLayout) layout = muster_style_layout (GTK_WIDGET (self), text, caption);
  GdkRGBA color;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  muster_style_color (GTK_WIDGET (self), "muster_dim", &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - (float) width * align, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_grid (MusterRateChart *self, const Frame *frame)
{
  guint step = muster_rate_chart_step (muster_bars_peak (&self->bars));
  float bottom = frame->plot.origin.y + frame->plot.size.height;
  GdkRGBA color;

  muster_style_color (GTK_WIDGET (self), "muster_faint", &color);
  for (guint i = 0; i <= N_STEPS; i++)
    {
      float y = bottom - frame->plot.size.height * (float) (step * i) / frame->top;
      g_autofree char *label = muster_format_count (step * i);
      g_autoptr (PangoLayout) layout = muster_style_layout (GTK_WIDGET (self), label, caption);
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      gtk_snapshot_append_color (
          frame->snapshot, &color,
          &GRAPHENE_RECT_INIT (frame->plot.origin.x, y, frame->plot.size.width, 1));
      draw_text (self, frame->snapshot, label, frame->plot.origin.x - 8, y - (float) height / 2, 1);
    }
}

static void
draw_bars (MusterRateChart *self, const Frame *frame)
{
  float step = frame->plot.size.width / (float) MAX (self->bars.n, 1);
  float bottom = frame->plot.origin.y + frame->plot.size.height;
  char name[24] = "bar_last";
  GdkRGBA last;
  GdkRGBA past;

  if (self->severity != MUSTER_SEVERITY_NONE)
    g_snprintf (name, sizeof name, "sev_%d_text", (int) self->severity);
  muster_style_color (GTK_WIDGET (self), name, &last);
  past = last;
  past.alpha *= 0.8f;
  for (guint i = 0; i < self->bars.n; i++)
    {
      float height = (float) self->bars.counts[i] / frame->top * frame->plot.size.height;
      graphene_rect_t bar =
          GRAPHENE_RECT_INIT (frame->plot.origin.x + step * (float) i + 0.5f,
                              bottom - MAX (height, 1), MAX (step - 1, 0.8f), MAX (height, 1));

      if (self->bars.counts[i] > 0)
        gtk_snapshot_append_color (frame->snapshot, i + 1 == self->bars.n ? &last : &past, &bar);
    }
}

static void
draw_times (MusterRateChart *self, const Frame *frame)
{
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  gint64 start_us = self->end_us - (gint64) MAX (self->bars.n, 1) * MINUTE_US + MINUTE_US;
  float y = frame->plot.origin.y + frame->plot.size.height + 5;

  for (int i = 0; i <= 2; i++)
    {
      g_autofree char *time =
          muster_format_time_of_day (start_us + (self->end_us - start_us) * i / 2, zone);

      draw_text (self, frame->snapshot, time,
                 frame->plot.origin.x + frame->plot.size.width * (float) i / 2, y, (float) i / 2);
    }
}

/* A dotted line, and the words on the side that has more room. */
static void
draw_mark (MusterRateChart *self, const Frame *frame, const Mark *mark)
{
  gint64 before_us = self->end_us + MINUTE_US - mark->at_us;
  float share = 1 - (float) before_us / (float) (self->bars.n * MINUTE_US);
  float x = frame->plot.origin.x + frame->plot.size.width * share;
  float bottom = frame->plot.origin.y + frame->plot.size.height;
  GdkRGBA color;

  if (share < 0 || share > 1)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= 0.7f;
  for (float y = frame->plot.origin.y - MARK_ROOM; y < bottom; y += 4)
    gtk_snapshot_append_color (frame->snapshot, &color, &GRAPHENE_RECT_INIT (x, y, 1.5f, 2));
  draw_text (self, frame->snapshot, mark->label, share > 0.5f ? x - 6 : x + 8,
             frame->plot.origin.y - MARK_ROOM - 4, share > 0.5f ? 1 : 0);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterRateChart *self = MUSTER_RATE_CHART (widget);
  float scale = (float) muster_style_text_scale (widget);
  guint peak = muster_bars_peak (&self->bars);
  Frame frame = { .snapshot = snapshot };

  frame.top = (float) MAX (peak, muster_rate_chart_step (peak) * N_STEPS);
  frame.plot =
      GRAPHENE_RECT_INIT (SIDE_ROOM * scale, MARK_ROOM * scale,
                          (float) gtk_widget_get_width (widget) - SIDE_ROOM * scale,
                          (float) gtk_widget_get_height (widget) - (MARK_ROOM + FOOT_ROOM) * scale);
  draw_grid (self, &frame);
  draw_bars (self, &frame);
  draw_times (self, &frame);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, &frame, &g_array_index (self->marks, Mark, i));
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
  double scale = muster_style_text_scale (widget);

  *minimum = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? 180 : HEIGHT) * scale);
  *natural = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : HEIGHT) * scale);
}

static void
clear_mark (Mark *mark)
{
  g_clear_pointer (&mark->label, g_free);
}

static void
finalize (GObject *object)
{
  g_array_unref (MUSTER_RATE_CHART (object)->marks);
  G_OBJECT_CLASS (muster_rate_chart_parent_class)->finalize (object);
}

static void
muster_rate_chart_class_init (MusterRateChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  gtk_widget_class_set_css_name (widget_class, "rate-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
muster_rate_chart_init (MusterRateChart *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, (GDestroyNotify) clear_mark);
}

/**
 * muster_rate_chart_new:
 *
 * Returns: (transfer floating): an empty chart
 */
GtkWidget *
muster_rate_chart_new (void)
{
  return g_object_new (MUSTER_TYPE_RATE_CHART, NULL);
}

static char *
describe (MusterRateChart *self)
{
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  const MusterBars *bars = &self->bars;
  guint peak = muster_bars_peak (bars);
  guint at = 0;
  g_autofree char *now_text = muster_format_count (bars->n > 0 ? bars->counts[bars->n - 1] : 0);
  g_autofree char *peak_text = muster_format_count (peak);
  g_autofree char *when = NULL;

  while (at + 1 < bars->n && bars->counts[at] != peak)
    at++;
  when = muster_format_time_of_day (self->end_us - (gint64) (bars->n - 1 - at) * MINUTE_US, zone);
  /* TRANSLATORS: read aloud for a chart: alerts now, the largest number, and when that was */
  return g_strdup_printf (_ ("Alerts per minute, %s now, peak %s at %s"), now_text, peak_text,
                          when);
}

/**
 * muster_rate_chart_set:
 * @self: a chart
 * @data: what to show; copied
 */
void
muster_rate_chart_set (MusterRateChart *self, const MusterRateChartData *data)
{
  g_autofree char *label = NULL;

  g_return_if_fail (MUSTER_IS_RATE_CHART (self));
  g_return_if_fail (data && data->bars.n <= MUSTER_MOST_BARS);

  self->bars = data->bars;
  self->end_us = data->end_us;
  self->severity = data->severity;
  g_array_set_size (self->marks, 0);
  for (guint i = 0; i < data->n_marks; i++)
    {
      Mark mark = { data->marks[i].at_us, g_strdup (data->marks[i].label) };

      g_array_append_val (self->marks, mark);
    }
  label = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
