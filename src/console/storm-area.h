/* storm-area.h - the storms that go on, and those that are over, above the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_STORM_AREA (muster_storm_area_get_type ())
G_DECLARE_FINAL_TYPE (MusterStormArea, muster_storm_area, MUSTER, STORM_AREA, GtkWidget)

void muster_storm_area_set_session (MusterStormArea *self, MusterSession *session);
void muster_storm_area_set_narrow (MusterStormArea *self, gboolean narrow);

G_END_DECLS
