/* resolved-today.h - the incidents that were resolved today, folded into a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/board-feed.h"
G_BEGIN_DECLS

/* Activates "win.open-room" (u). */
#define MUSTER_TYPE_RESOLVED_TODAY (muster_resolved_today_get_type ())
G_DECLARE_FINAL_TYPE (MusterResolvedToday, muster_resolved_today, MUSTER, RESOLVED_TODAY, GtkWidget)

GtkWidget *muster_resolved_today_new (void);
void muster_resolved_today_show (MusterResolvedToday *self,
                                 MusterSession *session,
                                 MusterBoardFeed *feed);
char *muster_resolved_today_describe (const MusterIncident *incident, GTimeZone *zone);

G_END_DECLS
