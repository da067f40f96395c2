/* first-frame.h - says when the console has painted itself, for measurements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Where MUSTER_FIRST_FRAME is set. */
void muster_first_frame_watch (GtkWidget *window);

G_END_DECLS
