/* oncall-people.h - who is on call now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/roster-view.h"
G_BEGIN_DECLS

/* Of every schedule: who, until when and who then. Returns: (transfer floating) */
GtkWidget *muster_oncall_now_new (const MusterWorld *world, gint64 now_s, GTimeZone *zone);

G_END_DECLS
