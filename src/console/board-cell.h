/* board-cell.h - the widget of a list item: a heading or a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/board-item.h"
G_BEGIN_DECLS

/* GTK 4.8 knows one widget for all items of a list, so both are made once and one is shown. */
#define MUSTER_TYPE_BOARD_CELL (muster_board_cell_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardCell, muster_board_cell, MUSTER, BOARD_CELL, GtkWidget)

GtkWidget *muster_board_cell_new (void);
void muster_board_cell_bind (MusterBoardCell *self, MusterBoardItem *item);
void muster_board_cell_unbind (MusterBoardCell *self);
MusterBoardItem *muster_board_cell_get_item (MusterBoardCell *self);

G_END_DECLS
