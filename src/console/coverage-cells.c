/* coverage-cells.c - a year in weeks: which of them have a gap
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/coverage-cells.h"

#include <glib/gi18n.h>
#include <math.h>

#include "console/focus.h"
#include "console/painter.h"
#include "console/roster-words.h"

#define CELL_HEIGHT  26
#define BETWEEN      3
#define MONTHS_ROOM  24
#define LEAST_WIDTH  4
#define MONTHS_APART 34 /* so near one another only every other month has a name */

struct _MusterCoverageCells
{
  GtkWidget parent_instance;
  GtkWidget *cells[MUSTER_OUTLOOK_WEEKS];
  gint64 starts_s[MUSTER_OUTLOOK_WEEKS];
  gint64 first_day; /* the Monday of the first */
};

static guint signal_chosen;

G_DEFINE_FINAL_TYPE (MusterCoverageCells, muster_coverage_cells, GTK_TYPE_WIDGET)

static float
cell_x (MusterCoverageCells *self, guint i)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) + BETWEEN;

  return roundf (width * (float) i / MUSTER_OUTLOOK_WEEKS);
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

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) ((CELL_HEIGHT + MONTHS_ROOM) * scale);
  else
    {
      *minimum = MUSTER_OUTLOOK_WEEKS * LEAST_WIDTH;
      *natural = MUSTER_OUTLOOK_WEEKS * 20;
    }
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    gtk_widget_measure (MUSTER_COVERAGE_CELLS (widget)->cells[i], orientation, -1, NULL, NULL, NULL,
                        NULL);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterCoverageCells *self = MUSTER_COVERAGE_CELLS (widget);
  int cell = (int) (CELL_HEIGHT * muster_style_text_scale (widget));
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    {
      int from = (int) cell_x (self, i), to = (int) cell_x (self, i + 1) - BETWEEN;
      GtkAllocation place = { from, 0, MAX (to - from, 1), cell };

      if (is_mirrored)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (self->cells[i], &place, -1);
    }
}

static gboolean
begins_month (MusterCoverageCells *self, guint i)
{
  return muster_civil_date_from_days (self->first_day + 7 * (gint64) i + 6).day <= 7;
}

/* The month that the year begins in has no name where the next one stands too near. */
static gboolean
has_name (MusterCoverageCells *self, guint i, float apart)
{
  if (i > 0 || begins_month (self, 0))
    return begins_month (self, i);
  while (!begins_month (self, i))
    i++;
  return cell_x (self, i) >= apart;
}

/* Below the first week in which a month begins. */
static void
draw_months (MusterCoverageCells *self, GtkSnapshot *snapshot)
{
  MusterPainter painter = muster_painter_new (GTK_WIDGET (self), snapshot);
  float scale = (float) muster_style_text_scale (GTK_WIDGET (self));
  float free_from = 0;

  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    {
      gint64 last = self->first_day + 7 * (gint64) i + 6;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (last * MUSTER_DAY_S);
      g_autofree char *month = time ? g_date_time_format (time, "%b") : NULL;

      if (!month || !has_name (self, i, MONTHS_APART * scale) || cell_x (self, i) < free_from)
        continue;
      free_from = cell_x (self, i) + MONTHS_APART * scale;
      muster_painter_text (&painter,
                           &(MusterLine){ .text = month,
                                          .style = { .size_pt = 9 },
                                          .color = "muster_dim",
                                          .x = cell_x (self, i),
                                          .middle = (CELL_HEIGHT + MONTHS_ROOM / 2.0f) * scale });
    }
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  draw_months (MUSTER_COVERAGE_CELLS (widget), snapshot);
  GTK_WIDGET_CLASS (muster_coverage_cells_parent_class)->snapshot (widget, snapshot);
}

/* Tab goes to the first gap, or the first week, and then out; arrows go from week to week. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  MusterCoverageCells *self = MUSTER_COVERAGE_CELLS (widget);
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (gtk_widget_get_focus_child (widget))
    return !is_tab && muster_focus_children (widget, direction);
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    if (gtk_widget_has_css_class (self->cells[i], "gap"))
      return gtk_widget_grab_focus (self->cells[i]);
  return gtk_widget_grab_focus (self->cells[0]);
}

static void
clicked_cb (MusterCoverageCells *self, GtkWidget *cell)
{
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    if (self->cells[i] == cell)
      g_signal_emit (self, signal_chosen, 0, self->starts_s[i]);
}

static void
dispose (GObject *object)
{
  MusterCoverageCells *self = MUSTER_COVERAGE_CELLS (object);

  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  G_OBJECT_CLASS (muster_coverage_cells_parent_class)->dispose (object);
}

static void
muster_coverage_cells_class_init (MusterCoverageCellsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->snapshot = snapshot;
  widget_class->focus = focus;
  gtk_widget_class_set_css_name (widget_class, "coverage-cells");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signal_chosen = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
muster_coverage_cells_init (MusterCoverageCells *self)
{
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    {
      self->cells[i] = gtk_button_new ();
      gtk_widget_add_css_class (self->cells[i], "coverage-cell");
      g_signal_connect_swapped (self->cells[i], "clicked", G_CALLBACK (clicked_cb), self);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Coverage, next 12 months"), -1);
}

/**
 * muster_coverage_cells_new:
 *
 * Returns: (transfer floating): a year of nothing yet
 */
GtkWidget *
muster_coverage_cells_new (void)
{
  return g_object_new (MUSTER_TYPE_COVERAGE_CELLS, NULL);
}

static char *
describe_week (const MusterOutlookWeek *week, gint64 day)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day * MUSTER_DAY_S);
  /* TRANSLATORS: a day with its year, in the notation of strftime(3) */
  g_autofree char *date = time ? g_date_time_format (time, _ ("%-d %b %Y")) : g_strdup ("");
  g_autofree char *hours = muster_roster_format_hours (week->open_s);

  if (week->open_s == 0)
    /* TRANSLATORS: a week in which somebody is always on call */
    return g_strdup_printf (_ ("Week of %s, covered"), date);
  /* TRANSLATORS: a week in which nobody is on call for some hours */
  return g_strdup_printf (_ ("Week of %s, nobody for %s"), date, hours);
}

/**
 * muster_coverage_cells_set:
 * @self: a year
 * @outlook: what it shows
 * @zone: the schedule's
 *
 * Shows it.
 */
void
muster_coverage_cells_set (MusterCoverageCells *self,
                           const MusterRosterOutlook *outlook,
                           GTimeZone *zone)
{
  g_return_if_fail (MUSTER_IS_COVERAGE_CELLS (self) && outlook);

  self->first_day = muster_gantt_week_of (zone, outlook->from_s);
  for (guint i = 0; i < MUSTER_OUTLOOK_WEEKS; i++)
    {
      const MusterOutlookWeek *week = &outlook->weeks[i];
      g_autofree char *name = describe_week (week, self->first_day + 7 * (gint64) i);

      self->starts_s[i] = week->start_s;
      muster_style_set_class (self->cells[i], "gap", week->open_s > 0);
      gtk_widget_set_tooltip_text (self->cells[i], name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
