/* alert-list-bench.c - what a room's list of alerts costs: to be shown, scrolled and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Frames and changes are told in CPU time, so that a machine that does other things too says the
 * same. alert-list-bench ALERTS [SCROLL]: prints one line of JSON. A line of ALERTS is a page as
 * GET /v1/alerts gives it. */
#include <adwaita.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "console/alert-list.h"
#include "console/alert-page.h"
#include "console/style.h"

#define FRAMES   300
#define STEP_PX  60
#define CHANGES  50
#define WAIT_MAX 10000 /* turns of the loop */

typedef struct
{
  GtkWidget *window;
  GtkAdjustment *adjustment;
  MusterAlertListModel *model;
  GArray *frames; /* of gint64: µs of CPU from before to after the paint */
  gint64 began_us;
  gboolean is_painted;
} Bench;

static void
before_cb (GdkFrameClock *frame_clock, Bench *self)
{
  self->began_us = (gint64) clock ();
}

static void
after_cb (GdkFrameClock *frame_clock, Bench *self)
{
  gint64 span_us = (gint64) clock () - self->began_us;

  g_array_append_val (self->frames, span_us);
  self->is_painted = TRUE;
}

static void
wait_for_frame (Bench *self)
{
  self->is_painted = FALSE;
  gtk_widget_queue_draw (self->window);
  for (guint i = 0; !self->is_painted && i < WAIT_MAX; i++)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static double
percentile_ms (GArray *spans, guint percent)
{
  g_array_sort (spans, compare);
  return spans->len == 0
             ? 0
             : (double) g_array_index (spans, gint64, (spans->len - 1) * percent / 100) / 1000;
}

static guint64
resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoull (words[1], NULL, 10) * (guint64) sysconf (_SC_PAGESIZE);
}

static GtkWidget *
find_scroller (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return widget;
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at;
       at = gtk_widget_get_next_sibling (at))
    {
      GtkWidget *found = find_scroller (at);

      if (found)
        return found;
    }
  return NULL;
}

static void
scroll (Bench *self)
{
  g_array_set_size (self->frames, 0);
  for (guint i = 0; i < FRAMES; i++)
    {
      gtk_adjustment_set_value (self->adjustment,
                                gtk_adjustment_get_value (self->adjustment) + STEP_PX);
      wait_for_frame (self);
    }
}

/* An alert that opens its row: the row, and the frame that shows it. */
static GArray *
change_rows (Bench *self)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < CHANGES; i++)
    {
      gint64 began_us = (gint64) clock (), span_us;

      muster_alert_list_model_toggle (self->model, 2);
      span_us = (gint64) clock () - began_us;
      g_array_append_val (spans, span_us);
      wait_for_frame (self);
    }
  return spans;
}

static void
show (Bench *self, GPtrArray *items)
{
  g_autoptr (MusterAlertMarks) marks = muster_alert_marks_new ();
  GtkWidget *list;
  GdkFrameClock *clock;

  self->model = muster_alert_list_model_new (NULL, 1);
  muster_alert_list_model_add (self->model, items);
  list = muster_alert_list_new (self->model, marks);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), list);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 600, 760);
  while (muster_alert_list_model_is_loading (self->model))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_present (GTK_WINDOW (self->window));
  clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), self);
  wait_for_frame (self);
  wait_for_frame (self); /* the first may be empty still */
  self->adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scroller (list)));
}

/* Of MusterAlertItem; NULL: they cannot be read. */
static GPtrArray *
read_alerts (const char *path)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] && *lines[i]; i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (lines[i], strlen (lines[i]));
      g_autoptr (MusterAlertPage) page = muster_alert_page_read (json, NULL);

      if (!page)
        return NULL;
      g_ptr_array_extend (items, page->items, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
    }
  return items;
}

static void
print_scrolling (Bench *self)
{
  g_autoptr (GArray) spans = NULL;

  scroll (self);
  g_print (",\"scroll_p50_ms\":%.2f", percentile_ms (self->frames, 50));
  g_print (",\"scroll_p95_ms\":%.2f", percentile_ms (self->frames, 95));
  spans = change_rows (self);
  g_print (",\"row_changed_p95_ms\":%.3f", percentile_ms (spans, 95));
}

int
main (int argc, char **argv)
{
  Bench self = { .frames = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr (GPtrArray) items = NULL;

  gtk_init ();
  adw_init ();
  muster_style_register ();
  items = argc > 1 ? read_alerts (argv[1]) : NULL;
  if (!items)
    return 1;
  show (&self, items);
  g_print ("{\"shown\":%u,\"rss_bytes\":%" G_GUINT64_FORMAT, items->len, resident_bytes ());
  if (argc > 2)
    print_scrolling (&self);
  g_print ("}\n");
  return 0;
}
