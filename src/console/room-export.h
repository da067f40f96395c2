/* room-export.h - write an incident to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include "console/suspect-list.h"
G_BEGIN_DECLS

/* The Markdown of it, with suspects where there is a list (nullable) of them; NULL and an error
 * where there is no such incident. */
GBytes *muster_room_export_bytes (const MusterWorld *world,
                                  guint incident,
                                  const MusterSuspectList *suspects,
                                  GError **error);
/* Asks where to, and writes. */
void muster_room_export (GtkWidget *page, MusterSession *session, guint incident);

G_END_DECLS
