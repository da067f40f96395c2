/* board-list.c - the list of live incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-list.h"

#include <glib/gi18n.h>

#include "console/board-cell.h"
#include "console/focus.h"
#include "console/scroller.h"

struct _MusterBoardList
{
  GtkWidget parent_instance;
  MusterBoardModel *model;
  GtkSingleSelection *selection;
  GtkWidget *scroller;
  GtkWidget *view;
  char *selected; /* (nullable): the incident that stays selected */
  gboolean is_restoring;
};

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterBoardList, muster_board_list, GTK_TYPE_WIDGET)

static const MusterBoardRowData *
row_at (MusterBoardList *self, guint position)
{
  g_autoptr (MusterBoardItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return item ? muster_board_item_row (item) : NULL;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, muster_board_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  MusterBoardItem *item = gtk_list_item_get_item (list_item);
  gboolean is_row = muster_board_item_row (item) != NULL;

  gtk_list_item_set_activatable (list_item, is_row);
  muster_board_cell_bind (MUSTER_BOARD_CELL (gtk_list_item_get_child (list_item)), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  muster_board_cell_unbind (MUSTER_BOARD_CELL (gtk_list_item_get_child (list_item)));
}

static void
activated_cb (MusterBoardList *self, guint position)
{
  const MusterBoardRowData *row = row_at (self, position);

  if (row)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, row->id);
}

/* A row that moves goes and comes, and GTK would select its neighbour: the next "acknowledge"
 * would hit another incident. */
static void
selected_cb (MusterBoardList *self)
{
  const MusterBoardRowData *row;

  if (self->is_restoring)
    return;
  row = row_at (self, gtk_single_selection_get_selected (self->selection));
  g_free (self->selected);
  self->selected = row ? g_strdup (row->id) : NULL;
}

static void
restore_cb (MusterBoardList *self)
{
  guint wanted =
      self->selected ? muster_board_model_position (self->model, self->selected) : G_MAXUINT;

  self->is_restoring = TRUE;
  gtk_single_selection_set_selected (self->selection,
                                     wanted == G_MAXUINT ? GTK_INVALID_LIST_POSITION : wanted);
  self->is_restoring = FALSE;
}

static void
will_follow_cb (MusterBoardList *self)
{
  self->is_restoring = TRUE;
}

static MusterBoardItem *
get_focused_item (MusterBoardList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus ? gtk_widget_get_first_child (focus) : NULL;

  if (!cell || !MUSTER_IS_BOARD_CELL (cell))
    return NULL;
  return muster_board_cell_get_item (MUSTER_BOARD_CELL (cell));
}

/**
 * muster_board_list_move:
 * @self: a list
 * @direction: %GTK_DIR_UP or %GTK_DIR_DOWN
 *
 * Moves the keyboard's focus and the selection to the next incident. GTK 4.8 knows no headings
 * in lists and would stop at each.
 *
 * Returns: whether there is another incident in that direction
 */
gboolean
muster_board_list_move (MusterBoardList *self, GtkDirectionType direction)
{
  GtkDirectionType back = direction == GTK_DIR_UP ? GTK_DIR_DOWN : GTK_DIR_UP;
  MusterBoardItem *before;
  MusterBoardItem *item;

  g_return_val_if_fail (MUSTER_IS_BOARD_LIST (self), FALSE);

  before = get_focused_item (self);
  gtk_widget_child_focus (self->view, direction);
  item = get_focused_item (self);
  if (item && !muster_board_item_row (item)) /* a heading never follows another */
    gtk_widget_child_focus (self->view, direction);
  item = get_focused_item (self);
  if (item && !muster_board_item_row (item)) /* the first one has no row above */
    gtk_widget_child_focus (self->view, back);
  item = get_focused_item (self);
  if (!item || !muster_board_item_row (item))
    return FALSE;
  muster_board_list_select (self, muster_board_item_row (item)->id);
  return item != before;
}

static gboolean
key_cb (MusterBoardList *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean is_up = key == GDK_KEY_Up || key == GDK_KEY_KP_Up;
  gboolean is_down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;

  if ((!is_up && !is_down) || (modifiers & gtk_accelerator_get_default_mod_mask ()))
    return GDK_EVENT_PROPAGATE;
  if (!get_focused_item (self))
    return GDK_EVENT_PROPAGATE;
  if (!muster_board_list_move (self, is_up ? GTK_DIR_UP : GTK_DIR_DOWN))
    gtk_widget_keynav_failed (GTK_WIDGET (self), is_up ? GTK_DIR_UP : GTK_DIR_DOWN);
  return GDK_EVENT_STOP;
}

static void
dispose (GObject *object)
{
  MusterBoardList *self = MUSTER_BOARD_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (muster_board_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_BOARD_LIST (object)->selected);
  G_OBJECT_CLASS (muster_board_list_parent_class)->finalize (object);
}

/* The keys act on the row that has the focus, so it is the selected one; a heading never has it. */
static void
settle_focus (MusterBoardList *self)
{
  MusterBoardItem *item = get_focused_item (self);

  if (item && !muster_board_item_row (item))
    gtk_widget_child_focus (self->view, GTK_DIR_DOWN);
  item = get_focused_item (self);
  if (item && muster_board_item_row (item))
    muster_board_list_select (self, muster_board_item_row (item)->id);
}

static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean is_in =
      GTK_WIDGET_CLASS (muster_board_list_parent_class)->focus (widget, direction);

  settle_focus (MUSTER_BOARD_LIST (widget));
  return is_in;
}

static gboolean
grab_focus (GtkWidget *widget)
{
  MusterBoardList *self = MUSTER_BOARD_LIST (widget);
  const gboolean is_in = gtk_widget_grab_focus (self->view);

  settle_focus (self);
  return is_in;
}

static void
muster_board_list_class_init (MusterBoardListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->focus = focus;
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkListItemFactory *
make_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

static void
muster_board_list_init (MusterBoardList *self)
{
  GtkEventController *keys;

  self->view = gtk_list_view_new (NULL, make_factory ());
  gtk_widget_add_css_class (self->view, "board");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Live incidents"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activated_cb), self);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keys);
  self->scroller = muster_scroller_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * muster_board_list_new:
 * @model: the board
 *
 * Returns: (transfer floating): a list of @model
 */
GtkWidget *
muster_board_list_new (MusterBoardModel *model)
{
  MusterBoardList *self = g_object_new (MUSTER_TYPE_BOARD_LIST, NULL);

  g_return_val_if_fail (MUSTER_IS_BOARD_MODEL (model), NULL);

  self->model = g_object_ref (model);
  /* before the selection follows the model in its own way, and after */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (will_follow_cb), self,
                           G_CONNECT_SWAPPED);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect",
                                  TRUE, "model", model, NULL);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (restore_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  return GTK_WIDGET (self);
}

/**
 * muster_board_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the id of the selected incident
 */
const char *
muster_board_list_get_selected (MusterBoardList *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_LIST (self), NULL);
  return self->selected;
}

/**
 * muster_board_list_select:
 * @self: a list
 * @id: (nullable): the incident to select; %NULL for none
 */
void
muster_board_list_select (MusterBoardList *self, const char *id)
{
  g_return_if_fail (MUSTER_IS_BOARD_LIST (self));

  if (id == self->selected)
    return;
  g_free (self->selected);
  self->selected = g_strdup (id);
  if (id)
    restore_cb (self);
  else
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/**
 * muster_board_list_get_selection:
 * @self: a list
 *
 * Returns: (transfer none): its selection
 */
GtkSelectionModel *
muster_board_list_get_selection (MusterBoardList *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_LIST (self), NULL);
  return GTK_SELECTION_MODEL (self->selection);
}
