/* room-export.h - write an incident to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* The Markdown of it; NULL and an error where there is no such incident. */
GBytes *muster_room_export_bytes (const MusterWorld *world, guint incident, GError **error);
/* Asks where to, and writes. */
void muster_room_export (GtkWidget *page, MusterSession *session, guint incident);

G_END_DECLS
