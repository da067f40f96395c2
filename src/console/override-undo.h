/* override-undo.h - takes an override back that was just made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include <adwaita.h>
G_BEGIN_DECLS

/* Tells that it was made, with Undo: the newest of @schedule that is mine. */
void muster_override_offer_undo (MusterSession *session, GtkWidget *from, MusterUlid schedule);
/* Ends it. FALSE: there is none that is not over. */
gboolean muster_override_undo (MusterSession *session, GtkWidget *from, MusterUlid schedule);
/* Ends that one, and offers to make it again. */
void muster_override_end (MusterSession *session, GtkWidget *from, MusterUlid change);

G_END_DECLS
