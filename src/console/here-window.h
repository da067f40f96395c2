/* here-window.h - sets the hub of this computer up: an address to paste, and a test alert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_HERE_WINDOW (muster_here_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterHereWindow, muster_here_window, MUSTER, HERE_WINDOW, AdwWindow)

GtkWidget *muster_here_window_new (MusterSession *session, GtkWindow *parent);
/* Chooses the hub of this computer by "app.use-private", and shows this for it. */
void muster_here_window_present (GtkWindow *parent);

/* Of an answer to GET /v1/me: where programs of this machine reach the hub; NULL: nowhere. */
char *muster_here_read_address (GBytes *me);
/* Of an answer to a new key. */
char *muster_here_read_key (GBytes *answer);

G_END_DECLS
