/* board-item.c - a row of the board, or the heading of a group, as the view sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-item.h"

struct _MusterBoardItem
{
  GObject parent_instance;
  MusterBoardEntry *entry; /* (nullable): the row is gone */
};

static guint signal_changed;

G_DEFINE_FINAL_TYPE (MusterBoardItem, muster_board_item, G_TYPE_OBJECT)

static void
muster_board_item_finalize (GObject *object)
{
  MusterBoardItem *self = MUSTER_BOARD_ITEM (object);

  if (self->entry)
    self->entry->item = NULL;
  G_OBJECT_CLASS (muster_board_item_parent_class)->finalize (object);
}

static void
muster_board_item_class_init (MusterBoardItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_board_item_finalize;
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_board_item_init (MusterBoardItem *self)
{
}

/**
 * muster_board_item_row:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the row; %NULL for a heading, and when the row is gone
 */
const MusterBoardRowData *
muster_board_item_row (MusterBoardItem *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_ITEM (self), NULL);
  return self->entry ? self->entry->row : NULL;
}

/**
 * muster_board_item_severity:
 * @self: an item
 *
 * Returns: the severity of the group
 */
MusterSeverity
muster_board_item_severity (MusterBoardItem *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_ITEM (self), MUSTER_SEVERITY_NONE);
  return self->entry ? self->entry->severity : MUSTER_SEVERITY_NONE;
}

/**
 * muster_board_item_count:
 * @self: a heading
 *
 * Returns: the number of rows under it
 */
guint
muster_board_item_count (MusterBoardItem *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_ITEM (self), 0);
  return self->entry ? self->entry->count : 0;
}

/**
 * muster_board_item_edges:
 * @self: an item
 *
 * Returns: where in its group it stands
 */
MusterBoardEdges
muster_board_item_edges (MusterBoardItem *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_ITEM (self), 0);
  return self->entry ? (MusterBoardEdges) self->entry->edges : 0;
}

/**
 * muster_board_entry_get_item:
 * @entry: what the model keeps
 *
 * Returns: (transfer full): its object; the same one as long as somebody has it
 */
MusterBoardItem *
muster_board_entry_get_item (MusterBoardEntry *entry)
{
  if (entry->item)
    return g_object_ref (entry->item);
  entry->item = g_object_new (MUSTER_TYPE_BOARD_ITEM, NULL);
  entry->item->entry = entry;
  return entry->item;
}

/**
 * muster_board_entry_tell:
 * @entry: what the model keeps; it changed in place
 */
void
muster_board_entry_tell (MusterBoardEntry *entry)
{
  if (entry->item)
    g_signal_emit (entry->item, signal_changed, 0);
}

/**
 * muster_board_entry_forget:
 * @entry: what the model is about to free
 */
void
muster_board_entry_forget (MusterBoardEntry *entry)
{
  if (entry->item)
    entry->item->entry = NULL;
  entry->item = NULL;
}
