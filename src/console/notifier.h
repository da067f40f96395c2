/* notifier.h - desktop notifications of one hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* Tells of new incidents and of pages to me, from when the session is live; takes away what is
 * handled anywhere. Holds the application, so that the buttons act with every window closed.
 *
 * signal "open" (guint incident, const char *token): somebody wants to see the incident, or with 0
 *     the board; @token (nullable) lets a window come to the front: gtk_window_set_startup_id()
 * signal "settled": what is told may have changed */
#define MUSTER_TYPE_NOTIFIER (muster_notifier_get_type ())
G_DECLARE_FINAL_TYPE (MusterNotifier, muster_notifier, MUSTER, NOTIFIER, GObject)

/* @folder: of this hub, as "$XDG_STATE_HOME/muster/console"; @app (nullable): held while it lives.
 */
MusterNotifier *muster_notifier_new (MusterSession *session, const char *folder, GApplication *app);
/* What waits for my answer: an array of guint, the n of INC-n, is added to. */
void muster_notifier_append_pages (MusterNotifier *self, GArray *out);
/* Ends it: nothing new is told, what is on the screen stays. */
void muster_notifier_stop (MusterNotifier *self);

G_END_DECLS
