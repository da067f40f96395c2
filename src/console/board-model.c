/* board-model.c - the rows of the board, under a heading for each severity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-model.h"

#include "console/list-order.h"
#include "console/list-splice.h"

#define N_GROUPS (MUSTER_SEVERITY_INFO + 1)

struct _MusterBoardModel
{
  GObject parent_instance;
  GHashTable *by_id;  /* of MusterBoardEntry, owned */
  GPtrArray *ordered; /* every row in the order of the board */
  GPtrArray *moved;   /* new ones and such as may have another place */
  GPtrArray *shown;   /* rows and headings, as told to the view */
  MusterBoardEntry headings[N_GROUPS];
  MusterBoardFilter filter;
  gpointer filter_data;
  GDestroyNotify filter_destroy;
  guint depth;
  gboolean is_dirty;
  gboolean is_committing;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterBoardModel,
                               muster_board_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
entry_free (MusterBoardEntry *entry)
{
  muster_board_entry_forget (entry);
  muster_board_row_data_free (entry->row);
  g_free (entry);
}

static GType
get_item_type (GListModel *model)
{
  return MUSTER_TYPE_BOARD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MUSTER_BOARD_MODEL (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MusterBoardModel *self = MUSTER_BOARD_MODEL (model);
  MusterBoardEntry *entry;

  if (position >= self->shown->len)
    return NULL;
  entry = g_ptr_array_index (self->shown, position);
  return muster_board_entry_get_item (entry);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
muster_board_model_finalize (GObject *object)
{
  MusterBoardModel *self = MUSTER_BOARD_MODEL (object);

  for (guint i = 0; i < N_GROUPS; i++)
    muster_board_entry_forget (&self->headings[i]);
  if (self->filter_destroy)
    self->filter_destroy (self->filter_data);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->moved);
  g_ptr_array_unref (self->ordered);
  g_hash_table_unref (self->by_id);
  G_OBJECT_CLASS (muster_board_model_parent_class)->finalize (object);
}

static void
muster_board_model_class_init (MusterBoardModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_board_model_finalize;
}

static void
muster_board_model_init (MusterBoardModel *self)
{
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  self->ordered = g_ptr_array_new ();
  self->moved = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  for (guint i = 0; i < N_GROUPS; i++)
    self->headings[i].severity = (MusterSeverity) i;
}

/**
 * muster_board_model_new:
 *
 * Returns: (transfer full): an empty board
 */
MusterBoardModel *
muster_board_model_new (void)
{
  return g_object_new (MUSTER_TYPE_BOARD_MODEL, NULL);
}

/**
 * muster_board_model_begin:
 * @self: a board
 *
 * Holds changes back until as many muster_board_model_commit() have come: the changes of one
 * frame become one set of splices.
 */
void
muster_board_model_begin (MusterBoardModel *self)
{
  g_return_if_fail (MUSTER_IS_BOARD_MODEL (self));
  g_return_if_fail (!self->is_committing);
  self->depth++;
}

/**
 * muster_board_model_put:
 * @self: a board
 * @row: a row, new or changed; copied
 *
 * A row that did not change costs nothing; one that keeps its place tells only its own item.
 */
void
muster_board_model_put (MusterBoardModel *self, const MusterBoardRowData *row)
{
  MusterBoardEntry *entry;

  g_return_if_fail (MUSTER_IS_BOARD_MODEL (self));
  g_return_if_fail (row && row->id && row->severity < N_GROUPS);

  muster_board_model_begin (self);
  entry = g_hash_table_lookup (self->by_id, row->id);
  if (!entry)
    {
      entry = g_new0 (MusterBoardEntry, 1);
      entry->row = muster_board_row_data_copy (row);
      self->is_dirty = TRUE;
      g_hash_table_insert (self->by_id, (char *) entry->row->id, entry);
      muster_list_mark_moved (self->moved, entry);
    }
  else if (entry->marks.is_removed || !muster_board_row_data_equal (entry->row, row))
    {
      MusterBoardRowData *old = entry->row;

      entry->row = muster_board_row_data_copy (row);
      if (muster_board_row_data_compare (old, row) != 0)
        muster_list_mark_moved (self->moved, entry);
      g_hash_table_steal (self->by_id, old->id); /* the key belongs to the row */
      g_hash_table_insert (self->by_id, (char *) entry->row->id, entry);
      muster_board_row_data_free (old);
      entry->marks.is_changed = TRUE;
      entry->marks.is_removed = FALSE;
      self->is_dirty = TRUE;
    }
  entry->severity = row->severity;
  muster_board_model_commit (self);
}

/**
 * muster_board_model_remove:
 * @self: a board
 * @id: the row that goes; nothing happens if there is none
 */
void
muster_board_model_remove (MusterBoardModel *self, const char *id)
{
  MusterBoardEntry *entry;

  g_return_if_fail (MUSTER_IS_BOARD_MODEL (self));

  entry = g_hash_table_lookup (self->by_id, id);
  if (!entry)
    return;
  muster_board_model_begin (self);
  entry->marks.is_removed = TRUE;
  self->is_dirty = TRUE;
  muster_board_model_commit (self);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const MusterBoardEntry *const *first = a;
  const MusterBoardEntry *const *second = b;

  return muster_board_row_data_compare ((*first)->row, (*second)->row);
}

/* What should be seen: the rows that pass the filter, each group under its heading. */
static GPtrArray *
arrange (MusterBoardModel *self)
{
  GPtrArray *wanted = g_ptr_array_sized_new (self->ordered->len + N_GROUPS);
  MusterBoardEntry *heading = NULL;

  for (guint i = 0; i < self->ordered->len; i++)
    {
      MusterBoardEntry *entry = g_ptr_array_index (self->ordered, i);

      if (self->filter && !self->filter (entry->row, self->filter_data))
        continue;
      if (!heading || heading->severity != entry->severity)
        {
          heading = &self->headings[entry->severity];
          g_ptr_array_add (wanted, heading);
        }
      g_ptr_array_add (wanted, entry);
    }
  return wanted;
}

static void
set_place (MusterBoardEntry *entry, guint edges, guint count)
{
  entry->marks.is_changed |= entry->edges != edges || entry->count != count;
  entry->edges = edges;
  entry->count = count;
}

/* Which rows begin and end a group, and how many rows a heading has under it. */
static void
find_edges (const GPtrArray *wanted)
{
  guint count = 0;

  for (guint i = wanted->len; i-- > 0;)
    {
      MusterBoardEntry *entry = g_ptr_array_index (wanted, i);
      const MusterBoardEntry *above = i > 0 ? g_ptr_array_index (wanted, i - 1) : NULL;
      guint edges = !above || !above->row ? MUSTER_BOARD_FIRST : 0;

      if (!entry->row)
        {
          set_place (entry, edges, count);
          count = 0;
          continue;
        }
      set_place (entry, edges | (count == 0 ? MUSTER_BOARD_LAST : 0), 0);
      count++;
    }
}

static void
tell (gpointer entry, gpointer user_data)
{
  muster_board_entry_tell (entry);
}

/**
 * muster_board_model_commit:
 * @self: a board
 *
 * Ends muster_board_model_begin(). The outermost one tells the view: the fewest rows that must go
 * and come by "items-changed", all others by their items' "changed".
 */
void
muster_board_model_commit (MusterBoardModel *self)
{
  g_autoptr (GPtrArray) wanted = NULL;

  g_return_if_fail (MUSTER_IS_BOARD_MODEL (self));
  g_return_if_fail (self->depth > 0);

  if (--self->depth > 0 || !self->is_dirty)
    return;
  self->is_dirty = FALSE;
  self->is_committing = TRUE;
  muster_list_order (&self->ordered, self->moved, compare_entries);
  wanted = arrange (self);
  find_edges (wanted);
  muster_list_splice (G_LIST_MODEL (self), self->shown, wanted);
  muster_list_tell_changed (self->shown, tell);
  g_hash_table_foreach_remove (self->by_id, muster_list_is_removed, NULL);
  self->is_committing = FALSE;
}

/**
 * muster_board_model_set_filter:
 * @self: a board
 * @filter: (nullable): says which rows are shown; must not change by itself
 * @user_data: given to @filter
 * @destroy: (nullable): frees @user_data
 */
void
muster_board_model_set_filter (MusterBoardModel *self,
                               MusterBoardFilter filter,
                               gpointer user_data,
                               GDestroyNotify destroy)
{
  g_return_if_fail (MUSTER_IS_BOARD_MODEL (self));

  muster_board_model_begin (self);
  if (self->filter_destroy)
    self->filter_destroy (self->filter_data);
  self->filter = filter;
  self->filter_data = user_data;
  self->filter_destroy = destroy;
  self->is_dirty = TRUE;
  muster_board_model_commit (self);
}

/**
 * muster_board_model_n_rows:
 * @self: a board
 *
 * Returns: the number of incidents, shown or not
 */
guint
muster_board_model_n_rows (MusterBoardModel *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_MODEL (self), 0);
  return g_hash_table_size (self->by_id);
}

/**
 * muster_board_model_lookup:
 * @self: a board
 * @id: "INC-318"
 *
 * Returns: (transfer none) (nullable): its row, valid until the board changes
 */
const MusterBoardRowData *
muster_board_model_lookup (MusterBoardModel *self, const char *id)
{
  MusterBoardEntry *entry;

  g_return_val_if_fail (MUSTER_IS_BOARD_MODEL (self), NULL);

  entry = g_hash_table_lookup (self->by_id, id);
  return entry && !entry->marks.is_removed ? entry->row : NULL;
}

/**
 * muster_board_model_position:
 * @self: a board
 * @id: "INC-318"
 *
 * Returns: where it is shown, or %G_MAXUINT; takes O(n)
 */
guint
muster_board_model_position (MusterBoardModel *self, const char *id)
{
  MusterBoardEntry *entry;
  guint position;

  g_return_val_if_fail (MUSTER_IS_BOARD_MODEL (self), G_MAXUINT);

  entry = g_hash_table_lookup (self->by_id, id);
  return entry && g_ptr_array_find (self->shown, entry, &position) ? position : G_MAXUINT;
}
