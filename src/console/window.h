/* window.h - the window: side bar, places and rooms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
#include "console/width-watcher.h"
G_BEGIN_DECLS

/* Actions for whoever is inside: "win.open-room" (u: n of INC-n), "win.back", "win.retry". */
#define MUSTER_TYPE_WINDOW (muster_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterWindow, muster_window, MUSTER, WINDOW, AdwApplicationWindow)

GtkWidget *muster_window_new (GtkApplication *app);
/* NULL: no hub is chosen, and the window asks for one. */
void muster_window_set_session (MusterWindow *self, MusterSession *session);
MusterSession *muster_window_get_session (MusterWindow *self);
void muster_window_open_room (MusterWindow *self, guint incident);
void muster_window_go_back (MusterWindow *self);
void muster_window_set_letter_keys (MusterWindow *self, gboolean letter_keys);
MusterWidthWatcher *muster_window_get_watcher (MusterWindow *self);

G_END_DECLS
