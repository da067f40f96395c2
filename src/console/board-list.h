/* board-list.h - the list of live incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/board-model.h"
G_BEGIN_DECLS

/* "opened" (id): Enter, or a click, on a row. The selection stays on its incident when that moves.
 */
#define MUSTER_TYPE_BOARD_LIST (muster_board_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardList, muster_board_list, MUSTER, BOARD_LIST, GtkWidget)

GtkWidget *muster_board_list_new (MusterBoardModel *model);
const char *muster_board_list_get_selected (MusterBoardList *self);
void muster_board_list_select (MusterBoardList *self, const char *id);
gboolean muster_board_list_move (MusterBoardList *self, GtkDirectionType direction);
GtkSelectionModel *muster_board_list_get_selection (MusterBoardList *self);

G_END_DECLS
