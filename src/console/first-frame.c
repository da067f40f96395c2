/* first-frame.c - says when the console has painted itself, for measurements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/first-frame.h"
#include <stdio.h>

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (clock, G_CALLBACK (after_paint_cb), user_data);
  puts ("FIRST-FRAME");
  fflush (stdout);
}

/**
 * muster_first_frame_watch:
 * @window: a window that was presented
 *
 * Prints FIRST-FRAME on standard output once @window has painted its first frame, if the
 * environment has MUSTER_FIRST_FRAME. Whoever started the program knows when that was, and can look
 * up what it holds resident.
 */
void
muster_first_frame_watch (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  if (g_getenv ("MUSTER_FIRST_FRAME") != NULL && clock != NULL)
    g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}
