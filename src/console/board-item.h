/* board-item.h - a row of the board, or the heading of a group, as the view sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib-object.h>

#include "console/board-row-data.h"
#include "console/list-order.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_BOARD_FIRST = 1 << 0, /* of its group; of a heading: of the board */
  MUSTER_BOARD_LAST = 1 << 1,  /* of its group */
} MusterBoardEdges;

/* A row or a heading. It tells of changes in place by "changed". */
#define MUSTER_TYPE_BOARD_ITEM (muster_board_item_get_type ())
G_DECLARE_FINAL_TYPE (MusterBoardItem, muster_board_item, MUSTER, BOARD_ITEM, GObject)

const MusterBoardRowData *muster_board_item_row (MusterBoardItem *self);
MusterSeverity muster_board_item_severity (MusterBoardItem *self);
guint muster_board_item_count (MusterBoardItem *self);
MusterBoardEdges muster_board_item_edges (MusterBoardItem *self);

/* What the model keeps of it. Its object exists only while somebody looks. */
typedef struct
{
  MusterListMarks marks;
  MusterBoardRowData *row; /* (nullable): a heading has none */
  MusterSeverity severity;
  guint count;           /* of rows under a heading */
  guint edges;           /* MusterBoardEdges */
  MusterBoardItem *item; /* (nullable), not owned */
} MusterBoardEntry;

MusterBoardItem *muster_board_entry_get_item (MusterBoardEntry *entry);
void muster_board_entry_tell (MusterBoardEntry *entry);
void muster_board_entry_forget (MusterBoardEntry *entry);

G_END_DECLS
