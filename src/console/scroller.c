/* scroller.c - a place that scrolls and is silent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/scroller.h"

/**
 * muster_scroller_new:
 *
 * Makes a scrolled window that scrolls up and down only, and leaves the focus to what is in it:
 * those of GTK take it too, and have no name to say.
 *
 * Returns: (transfer floating): a #GtkScrolledWindow
 */
GtkWidget *
muster_scroller_new (void)
{
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "focusable", FALSE, "hscrollbar-policy",
                       GTK_POLICY_NEVER, NULL);
}
