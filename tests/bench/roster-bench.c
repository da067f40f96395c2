/* roster-bench.c - what a frame of the page "On call" costs: 60 people, 8 weeks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* In CPU time, so that a machine that does other things too says the same: from before a frame is
 * laid out to after it is painted. Three kinds: the picture is scrolled by, nothing of it changes,
 * and all of it is replaced by other weeks. */
#include <adwaita.h>
#include <time.h>

#include "base/instant.h"
#include "console/gantt.h"
#include "console/style.h"
#include "model/error.h"

#define PEOPLE   60
#define LAYERS   30
#define WEEKS    8
#define FRAMES   200
#define STEP_PX  24
#define WAIT_MAX 10000 /* turns of the loop */

typedef struct
{
  GtkWidget *window, *gantt;
  GtkAdjustment *adjustment;
  MusterRosterSubject *subject;
  GTimeZone *zone;
  gint64 monday;
  GArray *frames; /* of gint64: µs of CPU */
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

static void
print_frames (Bench *self, const char *what)
{
  GArray *frames = self->frames;

  g_array_sort (frames, compare);
  g_print ("%s: p50 %.2f ms, p95 %.2f ms, most %.2f ms of CPU a frame\n", what,
           (double) g_array_index (frames, gint64, (frames->len - 1) / 2) / 1000,
           (double) g_array_index (frames, gint64, (frames->len - 1) * 95 / 100) / 1000,
           (double) g_array_index (frames, gint64, frames->len - 1) / 1000);
  g_array_set_size (frames, 0);
}

/* --- what is shown --- */

/* Each two of them take daily turns in a layer of their own, so that half of them are on call. */
static char *
write_schedule (void)
{
  GString *body = g_string_new ("{\"zone\":\"Europe/Berlin\",\"mode\":\"union\",\"layers\":[");

  for (guint i = 0; i < LAYERS; i++)
    g_string_append_printf (body,
                            "%s{\"name\":\"Layer %u\",\"start\":\"2026-03-02T%s:00\",\"every\":"
                            "\"1 day\",\"members\":[\"person-%u\",\"person-%u\"]}",
                            i > 0 ? "," : "", i + 1, i % 2 == 0 ? "09" : "21", 2 * i, 2 * i + 1);
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static MusterRosterSubject *
make_subject (void)
{
  g_autofree char *json = write_schedule ();
  g_autoptr (GError) error = NULL;
  MusterScheduleBody *body = muster_schedule_body_read ("s", json, &error);

  if (!body)
    g_error ("%s", error->message);
  return muster_roster_subject_new (body, NULL);
}

static void
show_weeks (Bench *self, gint64 monday)
{
  MusterGanttScale *scale = muster_gantt_scale_new (self->zone, monday, WEEKS * 7);
  g_autoptr (GError) error = NULL;
  GPtrArray *lanes = muster_roster_lanes_new (self->subject, muster_gantt_scale_get_start (scale),
                                              muster_gantt_scale_get_end (scale), &error);

  if (!lanes)
    g_error ("%s", error->message);
  muster_gantt_set (MUSTER_GANTT (self->gantt), lanes, scale);
}

static void
show (Bench *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GdkFrameClock *frame_clock;

  self->gantt = muster_gantt_new ();
  show_weeks (self, self->monday);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->gantt);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1160, 760);
  gtk_window_present (GTK_WINDOW (self->window));
  frame_clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (before_cb), self);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_cb), self);
  wait_for_frame (self);
  wait_for_frame (self);
  g_array_set_size (self->frames, 0);
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static void
measure (Bench *self)
{
  int step = STEP_PX;

  for (guint i = 0; i < FRAMES; i++)
    {
      double at = gtk_adjustment_get_value (self->adjustment);
      double most = gtk_adjustment_get_upper (self->adjustment) -
                    gtk_adjustment_get_page_size (self->adjustment);

      if (at + step > most || at + step < 0)
        step = -step;
      gtk_adjustment_set_value (self->adjustment, at + step);
      wait_for_frame (self);
    }
  print_frames (self, "scrolled");
  for (guint i = 0; i < FRAMES; i++)
    wait_for_frame (self);
  print_frames (self, "unchanged");
  for (guint i = 0; i < FRAMES / 10; i++)
    {
      show_weeks (self, self->monday + 7 * (i % 4));
      wait_for_frame (self);
    }
  print_frames (self, "other weeks");
}

int
main (int argc, char **argv)
{
  Bench self = { .frames = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gint64 start_us;

  gtk_init ();
  adw_init ();
  muster_style_register ();
  self.zone = g_time_zone_new_identifier ("Europe/Berlin");
  self.subject = make_subject ();
  if (!muster_instant_parse ("2026-03-02T12:00:00Z", -1, &start_us))
    return 1;
  self.monday = muster_gantt_week_of (self.zone, start_us / G_USEC_PER_SEC);
  show (&self);
  g_print ("%u people in %u layers, %u weeks\n", (guint) PEOPLE, (guint) LAYERS, (guint) WEEKS);
  measure (&self);
  return 0;
}
