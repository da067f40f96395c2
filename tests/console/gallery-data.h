/* gallery-data.h - the made-up afternoon of the mockups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-row.h"
#include "console/board-model.h"
#include "console/rate-chart.h"
#include "console/role-card.h"
#include "console/storm-strip.h"
#include "console/timeline-model.h"
#include "console/war-room.h"
G_BEGIN_DECLS

/* Friday 6 March 2026, 14:41:08 UTC. */
#define GALLERY_NOW_US G_GINT64_CONSTANT (1772808068000000)

gint64 gallery_at (int hour, int minute, int second);
const MusterBoardRowData *gallery_board_rows (guint *n);
void gallery_fill_board (MusterBoardModel *model);
MusterBars gallery_storm_bars (void);

MusterStormData gallery_storm (void);
const MusterRoleCardData *gallery_roles (guint *n);
const MusterAlertRowData *gallery_alerts (guint *n);
void gallery_fill_timeline (MusterTimelineModel *model);
MusterWarRoomData gallery_war_room (void);

G_END_DECLS
