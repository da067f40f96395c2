/* strip-area.h - what is not normal with the hub or this computer, under the header of a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
G_BEGIN_DECLS

/* Shows a lost link with its age, catching up, the drill with its hint, and that pages make no
 * sound. Each page of a window has one below its header bar. */
#define MUSTER_TYPE_STRIP_AREA (muster_strip_area_get_type ())
G_DECLARE_FINAL_TYPE (MusterStripArea, muster_strip_area, MUSTER, STRIP_AREA, GtkWidget)

GtkWidget *muster_strip_area_new (MusterSession *session);
void muster_strip_area_set_session (MusterStripArea *self, MusterSession *session);

G_END_DECLS
