/* board-row.h - one incident on the board
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/board-item.h"
G_BEGIN_DECLS

/* Its button activates "board.take-command", or in a narrow window "board.review", with the id. */
#define MUSTER_TYPE_BOARD_ROW (muster_board_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardRow, muster_board_row, MUSTER, BOARD_ROW, GtkWidget)

GtkWidget *muster_board_row_new (void);
void
muster_board_row_set (MusterBoardRow *self, const MusterBoardRowData *data, MusterBoardEdges edges);
const char *muster_board_row_get_id (MusterBoardRow *self);

G_END_DECLS
