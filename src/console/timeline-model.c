/* timeline-model.c - the entries of a timeline in order, by kind if wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/timeline-model.h"

#include "console/list-order.h"
#include "console/list-splice.h"

typedef struct
{
  MusterListMarks marks;
  MusterTimelineRowData *row;
  MusterTimelineItem *item; /* (nullable), not owned: made when somebody looks */
} Entry;

struct _MusterTimelineItem
{
  GObject parent_instance;
  Entry *entry; /* (nullable): the entry is gone */
};

struct _MusterTimelineModel
{
  GObject parent_instance;
  GHashTable *by_id;  /* of Entry, owned */
  GPtrArray *ordered; /* every entry */
  GPtrArray *moved;
  GPtrArray *shown; /* those of the wanted kinds, as told to the view */
  guint mask;
  guint counts[MUSTER_N_TIMELINE_KINDS];
  guint depth;
  gboolean is_dirty;
  gboolean is_committing;
};

static guint signal_changed;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (MusterTimelineItem, muster_timeline_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (MusterTimelineModel,
                               muster_timeline_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
muster_timeline_item_finalize (GObject *object)
{
  MusterTimelineItem *self = MUSTER_TIMELINE_ITEM (object);

  if (self->entry)
    self->entry->item = NULL;
  G_OBJECT_CLASS (muster_timeline_item_parent_class)->finalize (object);
}

static void
muster_timeline_item_class_init (MusterTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_timeline_item_finalize;
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_timeline_item_init (MusterTimelineItem *self)
{
}

/**
 * muster_timeline_item_row:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the entry; %NULL when it is gone
 */
const MusterTimelineRowData *
muster_timeline_item_row (MusterTimelineItem *self)
{
  g_return_val_if_fail (MUSTER_IS_TIMELINE_ITEM (self), NULL);
  return self->entry ? self->entry->row : NULL;
}

static void
entry_free (Entry *entry)
{
  if (entry->item)
    entry->item->entry = NULL;
  muster_timeline_row_data_free (entry->row);
  g_free (entry);
}

static GType
get_item_type (GListModel *model)
{
  return MUSTER_TYPE_TIMELINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MUSTER_TIMELINE_MODEL (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MusterTimelineModel *self = MUSTER_TIMELINE_MODEL (model);
  Entry *entry;

  if (position >= self->shown->len)
    return NULL;
  entry = g_ptr_array_index (self->shown, position);
  if (entry->item)
    return g_object_ref (entry->item);
  entry->item = g_object_new (MUSTER_TYPE_TIMELINE_ITEM, NULL);
  entry->item->entry = entry;
  return entry->item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
muster_timeline_model_finalize (GObject *object)
{
  MusterTimelineModel *self = MUSTER_TIMELINE_MODEL (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->moved);
  g_ptr_array_unref (self->ordered);
  g_hash_table_unref (self->by_id);
  G_OBJECT_CLASS (muster_timeline_model_parent_class)->finalize (object);
}

static void
muster_timeline_model_class_init (MusterTimelineModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_timeline_model_finalize;
}

static void
muster_timeline_model_init (MusterTimelineModel *self)
{
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  self->ordered = g_ptr_array_new ();
  self->moved = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  self->mask = MUSTER_TIMELINE_ALL;
}

/**
 * muster_timeline_model_new:
 *
 * Returns: (transfer full): an empty timeline
 */
MusterTimelineModel *
muster_timeline_model_new (void)
{
  return g_object_new (MUSTER_TYPE_TIMELINE_MODEL, NULL);
}

/**
 * muster_timeline_model_begin:
 * @self: a timeline
 *
 * Holds changes back until as many muster_timeline_model_commit() have come.
 */
void
muster_timeline_model_begin (MusterTimelineModel *self)
{
  g_return_if_fail (MUSTER_IS_TIMELINE_MODEL (self));
  g_return_if_fail (!self->is_committing);
  self->depth++;
}

static void
replace_row (MusterTimelineModel *self, Entry *entry, const MusterTimelineRowData *row)
{
  MusterTimelineRowData *old = g_steal_pointer (&entry->row);

  entry->row = muster_timeline_row_data_copy (row);
  if (muster_timeline_row_data_compare (old, row) != 0)
    muster_list_mark_moved (self->moved, entry);
  if (!entry->marks.is_removed)
    self->counts[old->kind]--;
  self->counts[row->kind]++;
  g_hash_table_steal (self->by_id, old->id); /* the key belongs to the row */
  g_hash_table_insert (self->by_id, (char *) entry->row->id, entry);
  muster_timeline_row_data_free (old);
  entry->marks.is_changed = TRUE;
  entry->marks.is_removed = FALSE;
}

/**
 * muster_timeline_model_put:
 * @self: a timeline
 * @row: an entry, new or changed; copied
 */
void
muster_timeline_model_put (MusterTimelineModel *self, const MusterTimelineRowData *row)
{
  Entry *entry;

  g_return_if_fail (MUSTER_IS_TIMELINE_MODEL (self));
  g_return_if_fail (row && row->id && row->kind < MUSTER_N_TIMELINE_KINDS);

  entry = g_hash_table_lookup (self->by_id, row->id);
  if (entry && !entry->marks.is_removed && muster_timeline_row_data_equal (entry->row, row))
    return;
  muster_timeline_model_begin (self);
  if (entry)
    replace_row (self, entry, row);
  else
    {
      entry = g_new0 (Entry, 1);
      entry->row = muster_timeline_row_data_copy (row);
      self->counts[row->kind]++;
      g_hash_table_insert (self->by_id, (char *) entry->row->id, entry);
      muster_list_mark_moved (self->moved, entry);
    }
  self->is_dirty = TRUE;
  muster_timeline_model_commit (self);
}

/**
 * muster_timeline_model_remove:
 * @self: a timeline
 * @id: the entry that goes; nothing happens if there is none
 */
void
muster_timeline_model_remove (MusterTimelineModel *self, const char *id)
{
  Entry *entry;

  g_return_if_fail (MUSTER_IS_TIMELINE_MODEL (self));

  entry = g_hash_table_lookup (self->by_id, id);
  if (!entry || entry->marks.is_removed)
    return;
  muster_timeline_model_begin (self);
  entry->marks.is_removed = TRUE;
  self->counts[entry->row->kind]--;
  self->is_dirty = TRUE;
  muster_timeline_model_commit (self);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *const *first = a;
  const Entry *const *second = b;

  return muster_timeline_row_data_compare ((*first)->row, (*second)->row);
}

static GPtrArray *
arrange (MusterTimelineModel *self)
{
  GPtrArray *wanted = g_ptr_array_sized_new (self->ordered->len);

  for (guint i = 0; i < self->ordered->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->ordered, i);

      if (self->mask & MUSTER_TIMELINE_MASK (entry->row->kind))
        g_ptr_array_add (wanted, entry);
    }
  return wanted;
}

static void
tell (gpointer data, gpointer user_data)
{
  Entry *entry = data;

  if (entry->item)
    g_signal_emit (entry->item, signal_changed, 0);
}

/**
 * muster_timeline_model_commit:
 * @self: a timeline
 *
 * Ends muster_timeline_model_begin(); the outermost one tells the view what changed, and no more.
 */
void
muster_timeline_model_commit (MusterTimelineModel *self)
{
  g_autoptr (GPtrArray) wanted = NULL;

  g_return_if_fail (MUSTER_IS_TIMELINE_MODEL (self));
  g_return_if_fail (self->depth > 0);

  if (--self->depth > 0 || !self->is_dirty)
    return;
  self->is_dirty = FALSE;
  self->is_committing = TRUE;
  muster_list_order (&self->ordered, self->moved, compare_entries);
  wanted = arrange (self);
  muster_list_splice (G_LIST_MODEL (self), self->shown, wanted);
  muster_list_tell_changed (self->shown, tell);
  g_hash_table_foreach_remove (self->by_id, muster_list_is_removed, NULL);
  self->is_committing = FALSE;
}

/**
 * muster_timeline_model_set_kinds:
 * @self: a timeline
 * @mask: which kinds are shown, as MUSTER_TIMELINE_MASK(); %MUSTER_TIMELINE_ALL for all
 */
void
muster_timeline_model_set_kinds (MusterTimelineModel *self, guint mask)
{
  g_return_if_fail (MUSTER_IS_TIMELINE_MODEL (self));

  if (self->mask == mask)
    return;
  muster_timeline_model_begin (self);
  self->mask = mask;
  self->is_dirty = TRUE;
  muster_timeline_model_commit (self);
}

/**
 * muster_timeline_model_count:
 * @self: a timeline
 * @mask: some kinds
 *
 * Returns: how many entries are of these kinds, shown or not
 */
guint
muster_timeline_model_count (MusterTimelineModel *self, guint mask)
{
  guint n = 0;

  g_return_val_if_fail (MUSTER_IS_TIMELINE_MODEL (self), 0);

  for (guint i = 0; i < MUSTER_N_TIMELINE_KINDS; i++)
    if (mask & MUSTER_TIMELINE_MASK (i))
      n += self->counts[i];
  return n;
}
