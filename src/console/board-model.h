/* board-model.h - the rows of the board, under a heading for each severity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>

#include "console/board-item.h"
G_BEGIN_DECLS

typedef gboolean (*MusterBoardFilter) (const MusterBoardRowData *row, gpointer user_data);

#define MUSTER_TYPE_BOARD_MODEL (muster_board_model_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardModel, muster_board_model, MUSTER, BOARD_MODEL, GObject)

MusterBoardModel *muster_board_model_new (void);
void muster_board_model_begin (MusterBoardModel *self);
void muster_board_model_put (MusterBoardModel *self, const MusterBoardRowData *row);
void muster_board_model_remove (MusterBoardModel *self, const char *id);
void muster_board_model_commit (MusterBoardModel *self);
void muster_board_model_set_filter (MusterBoardModel *self,
                                    MusterBoardFilter filter,
                                    gpointer user_data,
                                    GDestroyNotify destroy);
guint muster_board_model_n_rows (MusterBoardModel *self);
const MusterBoardRowData *muster_board_model_lookup (MusterBoardModel *self, const char *id);
guint muster_board_model_position (MusterBoardModel *self, const char *id);

G_END_DECLS
