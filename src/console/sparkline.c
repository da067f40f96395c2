/* sparkline.c - the last hour of an incident's alerts, small
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/sparkline.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/format.h"
#include "console/style.h"

#define WIDTH     72
#define HEIGHT    24
#define BAR_SHARE 0.72f /* of its step; the rest is the gap */

struct _MusterSparkline
{
  GtkWidget parent_instance;
  MusterBars bars;
  MusterSeverity severity; /* NONE: the colour of text */
};

G_DEFINE_FINAL_TYPE (MusterSparkline, muster_sparkline, GTK_TYPE_WIDGET)

/**
 * muster_bars_peak:
 * @self: some bars
 *
 * Returns: the largest count, 0 if there is none
 */
guint
muster_bars_peak (const MusterBars *self)
{
  guint peak = 0;

  for (guint i = 0; i < self->n; i++)
    peak = MAX (peak, self->counts[i]);
  return peak;
}

/**
 * muster_bars_equal:
 * @a: some bars
 * @b: other bars
 *
 * Returns: whether they look the same
 */
gboolean
muster_bars_equal (const MusterBars *a, const MusterBars *b)
{
  return a->n == b->n && memcmp (a->counts, b->counts, a->n * sizeof a->counts[0]) == 0;
}

/**
 * muster_bars_draw:
 * @snapshot: where to draw
 * @self: at most %MUSTER_MOST_BARS bars
 * @bounds: the place for them; the lowest pixel is their ground line
 * @past: the colour of all but the last bar
 * @last: the colour of the last one, which is now
 *
 * Time runs to the right in every language.
 */
void
muster_bars_draw (GtkSnapshot *snapshot,
                  const MusterBars *self,
                  const graphene_rect_t *bounds,
                  const GdkRGBA *past,
                  const GdkRGBA *last)
{
  float top = (float) MAX (muster_bars_peak (self), MUSTER_BARS_LEAST_TOP);
  float ground = bounds->origin.y + bounds->size.height - 1;
  float room = bounds->size.height - 1;
  float step = bounds->size.width / (float) MAX (self->n, 1);
  GdkRGBA line = *past;

  line.alpha *= 0.5f;
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (bounds->origin.x, ground, bounds->size.width, 1));
  for (guint i = 0; i < self->n; i++)
    {
      float height = MAX ((float) self->counts[i] / top * room, 1.0f);
      graphene_rect_t bar = GRAPHENE_RECT_INIT (bounds->origin.x + step * (float) i,
                                                ground - height, step * BAR_SHARE, height);

      if (self->counts[i] > 0)
        gtk_snapshot_append_color (snapshot, i + 1 == self->n ? last : past, &bar);
    }
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterSparkline *self = MUSTER_SPARKLINE (widget);
  GdkRGBA past;
  GdkRGBA last;

  if (self->severity == MUSTER_SEVERITY_NONE)
    {
      muster_style_color (widget, "bar_past", &past);
      muster_style_color (widget, "bar_last", &last);
    }
  else
    {
      char name[24];

      g_snprintf (name, sizeof name, "sev_%d_text", (int) self->severity);
      muster_style_color (widget, name, &last);
      past = last;
      past.alpha *= 0.8f;
    }
  muster_bars_draw (snapshot, &self->bars,
                    &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                         (float) gtk_widget_get_height (widget)),
                    &past, &last);
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
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
muster_sparkline_class_init (MusterSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
describe (MusterSparkline *self)
{
  guint now = self->bars.n > 0 ? self->bars.counts[self->bars.n - 1] : 0;
  g_autofree char *now_text = muster_format_count (now);
  g_autofree char *peak_text = muster_format_count (muster_bars_peak (&self->bars));
  /* TRANSLATORS: read aloud for a small chart; both placeholders are numbers of alerts */
  g_autofree char *label =
      g_strdup_printf (_ ("Alerts per minute, %s now, peak %s"), now_text, peak_text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
muster_sparkline_init (MusterSparkline *self)
{
  describe (self);
}

/**
 * muster_sparkline_new:
 *
 * Returns: (transfer floating): a sparkline without bars
 */
GtkWidget *
muster_sparkline_new (void)
{
  return g_object_new (MUSTER_TYPE_SPARKLINE, NULL);
}

/**
 * muster_sparkline_set_bars:
 * @self: a sparkline
 * @bars: what to show; copied
 */
void
muster_sparkline_set_bars (MusterSparkline *self, const MusterBars *bars)
{
  g_return_if_fail (MUSTER_IS_SPARKLINE (self));
  g_return_if_fail (bars && bars->n <= MUSTER_MOST_BARS);

  if (muster_bars_equal (&self->bars, bars))
    return;
  self->bars = *bars;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * muster_sparkline_set_severity:
 * @self: a sparkline
 * @severity: the incident's, for a storm; %MUSTER_SEVERITY_NONE for the colour of text
 */
void
muster_sparkline_set_severity (MusterSparkline *self, MusterSeverity severity)
{
  g_return_if_fail (MUSTER_IS_SPARKLINE (self));

  if (self->severity == severity)
    return;
  self->severity = severity;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
