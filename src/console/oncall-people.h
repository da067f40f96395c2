/* oncall-people.h - who is on call now, and when I am
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/roster-view.h"
G_BEGIN_DECLS

/* Of every schedule: who, until when and who then. Returns: (transfer floating) */
GtkWidget *muster_oncall_now_new (const MusterWorld *world, gint64 now_s, GTimeZone *zone);
/* Of every schedule that @me is of: the next few. */
GtkWidget *
muster_oncall_mine_new (const MusterWorld *world, MusterUlid me, gint64 now_s, GTimeZone *zone);

G_END_DECLS
