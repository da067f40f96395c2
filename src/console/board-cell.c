/* board-cell.c - the widget of a list item: a heading or a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-cell.h"

#include "console/board-heading.h"
#include "console/board-row.h"

struct _MusterBoardCell
{
  GtkWidget parent_instance;
  GtkWidget *heading;
  GtkWidget *row;
  MusterBoardItem *item; /* (nullable) */
  gulong handler;
};

G_DEFINE_FINAL_TYPE (MusterBoardCell, muster_board_cell, GTK_TYPE_WIDGET)

/* The list item itself takes the focus, or arrows would go from button to button. */
static gboolean
grab_focus (GtkWidget *widget)
{
  return FALSE;
}

static void
dispose (GObject *object)
{
  MusterBoardCell *self = MUSTER_BOARD_CELL (object);

  muster_board_cell_unbind (self);
  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->row, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_board_cell_parent_class)->dispose (object);
}

static void
muster_board_cell_class_init (MusterBoardCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "board-cell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
muster_board_cell_init (MusterBoardCell *self)
{
  self->heading = muster_board_heading_new ();
  self->row = muster_board_row_new ();
  gtk_widget_set_visible (self->heading, FALSE);
  gtk_widget_set_visible (self->row, FALSE);
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
}

/**
 * muster_board_cell_new:
 *
 * Returns: (transfer floating): an unbound cell
 */
GtkWidget *
muster_board_cell_new (void)
{
  return g_object_new (MUSTER_TYPE_BOARD_CELL, NULL);
}

static void
show_item (MusterBoardCell *self)
{
  const MusterBoardRowData *row = muster_board_item_row (self->item);
  MusterBoardEdges edges = muster_board_item_edges (self->item);

  gtk_widget_set_visible (self->heading, !row);
  gtk_widget_set_visible (self->row, row != NULL);
  if (row)
    muster_board_row_set (MUSTER_BOARD_ROW (self->row), row, edges);
  else
    muster_board_heading_set (MUSTER_BOARD_HEADING (self->heading),
                              muster_board_item_severity (self->item),
                              muster_board_item_count (self->item), edges & MUSTER_BOARD_FIRST);
}

/**
 * muster_board_cell_bind:
 * @self: a cell
 * @item: what it shows, and follows from now on
 */
void
muster_board_cell_bind (MusterBoardCell *self, MusterBoardItem *item)
{
  g_return_if_fail (MUSTER_IS_BOARD_CELL (self));
  g_return_if_fail (MUSTER_IS_BOARD_ITEM (item));

  muster_board_cell_unbind (self);
  self->item = g_object_ref (item);
  self->handler = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}

/**
 * muster_board_cell_unbind:
 * @self: a cell
 *
 * Forgets its item.
 */
void
muster_board_cell_unbind (MusterBoardCell *self)
{
  g_return_if_fail (MUSTER_IS_BOARD_CELL (self));

  if (self->item)
    g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
}

/**
 * muster_board_cell_get_item:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what it shows
 */
MusterBoardItem *
muster_board_cell_get_item (MusterBoardCell *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_CELL (self), NULL);
  return self->item;
}
