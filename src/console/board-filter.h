/* board-filter.h - which rows of the board a person wants to see
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/board-row-data.h"
G_BEGIN_DECLS

typedef struct
{
  char *service; /* (nullable): only this one */
  char **words;  /* (nullable): folded, each must be somewhere in the row */
} MusterBoardQuery;

MusterBoardQuery *muster_board_query_new (const char *service, const char *text);
void muster_board_query_free (MusterBoardQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterBoardQuery, muster_board_query_free)
gboolean muster_board_query_is_empty (const MusterBoardQuery *self);
gboolean muster_board_query_matches (const MusterBoardQuery *self, const MusterBoardRowData *row);

G_END_DECLS
