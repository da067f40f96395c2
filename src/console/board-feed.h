/* board-feed.h - keeps the board like the world of a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/board-model.h"
#include "console/session.h"
G_BEGIN_DECLS

/* Looks again only at incidents that changed, all of one frame at once. Signal "changed" (no
 * arguments): after each such look, and when the link is another one. */
#define MUSTER_TYPE_BOARD_FEED (muster_board_feed_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardFeed, muster_board_feed, MUSTER, BOARD_FEED, GObject)

MusterBoardFeed *muster_board_feed_new (MusterSession *session, MusterBoardModel *model);
guint muster_board_feed_count_live (MusterBoardFeed *self);
/* Numbers of incidents, the newest first; valid until "changed". */
const GArray *muster_board_feed_get_resolved_today (MusterBoardFeed *self);
void muster_board_feed_flush (MusterBoardFeed *self);

/* The row of a declaration that waits for the hub has no number. */
#define MUSTER_BOARD_PENDING_ID "INC-…"

G_END_DECLS
