/* maintenance.c - windows in which some alerts are nobody's business
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/maintenance.h"

#include "triage/matcher-index.h"

/* A window, and where it stands. What comes next follows from its rule and is never stored. */
typedef struct
{
  MusterUlid id;
  MusterMaintenanceWindow *window; /* NULL: removed, and open still */
  MusterOpening opening;
  MusterSpan next; /* its next occasion, where it is not open; at the end of time: it has none */
} Entry;

struct _MusterMaintenance
{
  GHashTable *by_id;         /* MusterUlid * (in the value) → Entry, owned */
  MusterMatcherIndex *index; /* of Entry: those that are open and unchanged */
  guint n_open;              /* of those in the index */
  gint64 next_us;
};

/**
 * muster_maintenance_window_new:
 * @id: of its object
 * @seq: of the event that configured it
 * @name: how people call it
 *
 * Returns: (transfer full): a window without selection and occasions
 */
MusterMaintenanceWindow *
muster_maintenance_window_new (MusterUlid id, guint64 seq, const char *name)
{
  MusterMaintenanceWindow *self = g_new0 (MusterMaintenanceWindow, 1);

  self->id = id;
  self->seq = seq;
  self->name = g_strdup (name);
  return self;
}

/**
 * muster_maintenance_window_free:
 * @self: a window
 *
 * Frees it.
 */
void
muster_maintenance_window_free (MusterMaintenanceWindow *self)
{
  g_clear_pointer (&self->selection, muster_selection_free);
  g_clear_pointer (&self->occasions, muster_occasions_free);
  g_free (self->name);
  g_free (self);
}

static void
entry_free (Entry *self)
{
  g_clear_pointer (&self->window, muster_maintenance_window_free);
  g_free (self);
}

/**
 * muster_maintenance_new:
 *
 * Returns: (transfer full): no windows
 */
MusterMaintenance *
muster_maintenance_new (void)
{
  MusterMaintenance *self = g_new0 (MusterMaintenance, 1);

  self->by_id = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL,
                                       (GDestroyNotify) entry_free);
  self->index = muster_matcher_index_new ();
  self->next_us = G_MAXINT64;
  return self;
}

/**
 * muster_maintenance_free:
 * @self: windows
 *
 * Frees them.
 */
void
muster_maintenance_free (MusterMaintenance *self)
{
  muster_matcher_index_free (self->index);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

/* --- where a window stands --- */

static gboolean
is_open (const Entry *self)
{
  return self->opening.seq > 0;
}

static MusterMaintenanceDue
tell_due (const Entry *self)
{
  if (!is_open (self))
    return MUSTER_MAINTENANCE_OPENS;
  if (self->window == NULL)
    return MUSTER_MAINTENANCE_REMOVED;
  return self->window->seq > self->opening.seq ? MUSTER_MAINTENANCE_CHANGED
                                               : MUSTER_MAINTENANCE_ENDS;
}

static gint64
due_us (const Entry *self)
{
  MusterMaintenanceDue due = tell_due (self);

  if (due == MUSTER_MAINTENANCE_OPENS)
    return self->next.start_us;
  return due == MUSTER_MAINTENANCE_ENDS ? self->opening.ends_us : G_MININT64;
}

static void
find_next (Entry *self, gint64 after_us)
{
  if (self->window == NULL ||
      !muster_occasions_next (self->window->occasions, after_us, &self->next))
    self->next = (MusterSpan){ G_MAXINT64, G_MAXINT64 };
}

/* Holds nothing more back once it is changed, even before that is told. */
static gboolean
is_in_index (const Entry *self)
{
  return is_open (self) && tell_due (self) == MUSTER_MAINTENANCE_ENDS;
}

static void
leave_index (MusterMaintenance *self, Entry *entry)
{
  if (!is_in_index (entry))
    return;
  muster_matcher_index_remove (self->index, entry->window->selection->matchers, entry);
  self->n_open--;
}

static void
enter_index (MusterMaintenance *self, Entry *entry)
{
  if (!is_in_index (entry))
    return;
  muster_matcher_index_add (self->index, entry->window->selection->matchers, entry);
  self->n_open++;
}

static void
update_next (MusterMaintenance *self)
{
  GHashTableIter iter;
  gpointer entry;

  self->next_us = G_MAXINT64;
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    self->next_us = MIN (self->next_us, due_us (entry));
}

static Entry *
find_entry (const MusterMaintenance *self, MusterUlid id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

static Entry *
make_entry (MusterMaintenance *self, MusterUlid id)
{
  Entry *entry = find_entry (self, id);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->id = id;
      entry->next = (MusterSpan){ G_MAXINT64, G_MAXINT64 };
      g_hash_table_insert (self->by_id, &entry->id, entry);
    }
  return entry;
}

/* --- what happens to it --- */

/**
 * muster_maintenance_put:
 * @self: windows
 * @window: (transfer full): as it is configured
 * @at_us: since when, µs UTC
 *
 * Takes it in, in the place of what had its id.
 */
void
muster_maintenance_put (MusterMaintenance *self, MusterMaintenanceWindow *window, gint64 at_us)
{
  Entry *entry = make_entry (self, window->id);

  leave_index (self, entry);
  g_clear_pointer (&entry->window, muster_maintenance_window_free);
  entry->window = window;
  find_next (entry, at_us);
  enter_index (self, entry);
  update_next (self);
}

/**
 * muster_maintenance_remove:
 * @self: windows
 * @id: of one that is configured no longer
 *
 * Lets go of it; one that is open is kept until its end is told.
 */
void
muster_maintenance_remove (MusterMaintenance *self, MusterUlid id)
{
  Entry *entry = find_entry (self, id);

  if (entry == NULL)
    return;
  leave_index (self, entry);
  g_clear_pointer (&entry->window, muster_maintenance_window_free);
  if (!is_open (entry))
    g_hash_table_remove (self->by_id, &id);
  update_next (self);
}

/**
 * muster_maintenance_open:
 * @self: windows
 * @opening: of one of them, or of one that is put afterwards
 *
 * It is open from now on.
 */
void
muster_maintenance_open (MusterMaintenance *self, const MusterOpening *opening)
{
  Entry *entry = make_entry (self, opening->id);

  leave_index (self, entry);
  entry->opening = *opening;
  enter_index (self, entry);
  update_next (self);
}

/**
 * muster_maintenance_close:
 * @self: windows
 * @id: of one that is open
 * @at_us: when it ended
 *
 * It is open no longer.
 */
void
muster_maintenance_close (MusterMaintenance *self, MusterUlid id, gint64 at_us)
{
  Entry *entry = find_entry (self, id);

  if (entry == NULL || !is_open (entry))
    return;
  leave_index (self, entry);
  entry->opening = (MusterOpening){ .id = id };
  if (entry->window == NULL)
    g_hash_table_remove (self->by_id, &id);
  else
    find_next (entry, at_us);
  update_next (self);
}

/* --- questions --- */

/**
 * muster_maintenance_get:
 * @self: windows
 * @id: of one
 *
 * Returns: (nullable) (transfer none): it, as it is configured
 */
const MusterMaintenanceWindow *
muster_maintenance_get (const MusterMaintenance *self, MusterUlid id)
{
  const Entry *entry = find_entry (self, id);

  return entry != NULL ? entry->window : NULL;
}

/**
 * muster_maintenance_get_opening:
 * @self: windows
 * @id: of one
 *
 * Returns: (nullable) (transfer none): since when and until when it is open
 */
const MusterOpening *
muster_maintenance_get_opening (const MusterMaintenance *self, MusterUlid id)
{
  const Entry *entry = find_entry (self, id);

  return entry != NULL && is_open (entry) ? &entry->opening : NULL;
}

static int
compare_windows (gconstpointer a, gconstpointer b)
{
  const MusterMaintenanceWindow *x = *(const MusterMaintenanceWindow *const *) a,
                                *y = *(const MusterMaintenanceWindow *const *) b;

  return muster_ulid_compare (x->id, y->id);
}

static int
compare_openings (gconstpointer a, gconstpointer b)
{
  const MusterOpening *x = *(const MusterOpening *const *) a;
  const MusterOpening *y = *(const MusterOpening *const *) b;

  return muster_ulid_compare (x->id, y->id);
}

/**
 * muster_maintenance_list:
 * @self: windows
 *
 * Returns: (transfer container) (element-type MusterMaintenanceWindow): those that are configured,
 * the oldest first
 */
GPtrArray *
muster_maintenance_list (const MusterMaintenance *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Entry *) value)->window != NULL)
      g_ptr_array_add (list, ((Entry *) value)->window);
  g_ptr_array_sort (list, compare_windows);
  return list;
}

/**
 * muster_maintenance_list_open:
 * @self: windows
 *
 * Returns: (transfer container) (element-type MusterOpening): those that are open, the oldest
 *   window first: for snapshots
 */
GPtrArray *
muster_maintenance_list_open (const MusterMaintenance *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_open (value))
      g_ptr_array_add (list, &((Entry *) value)->opening);
  g_ptr_array_sort (list, compare_openings);
  return list;
}

/**
 * muster_maintenance_next_change:
 * @self: windows
 *
 * Returns: when muster_maintenance_find_due() finds something, µs UTC
 */
gint64
muster_maintenance_next_change (const MusterMaintenance *self)
{
  return self->next_us;
}

/* Of several the one that is due first, and the oldest. */
static Entry *
find_first (const MusterMaintenance *self)
{
  GHashTableIter iter;
  gpointer value;
  Entry *first = NULL;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (first == NULL || due_us (entry) < due_us (first) ||
          (due_us (entry) == due_us (first) && muster_ulid_compare (entry->id, first->id) < 0))
        first = entry;
    }
  return first;
}

/**
 * muster_maintenance_find_due:
 * @self: windows
 * @now_us: the time
 * @out: (out): the window's id and, where it opens, since when and until when
 *
 * Occasions that came and went while nobody looked are passed over.
 *
 * Returns: what is due
 */
MusterMaintenanceDue
muster_maintenance_find_due (MusterMaintenance *self, gint64 now_us, MusterOpening *out)
{
  while (self->next_us <= now_us)
    {
      Entry *entry = find_first (self);

      *out = (MusterOpening){ .id = entry->id,
                              .starts_us = entry->next.start_us,
                              .ends_us = entry->next.end_us };
      if (is_open (entry) || entry->next.end_us > now_us)
        return tell_due (entry);
      find_next (entry, now_us);
      update_next (self);
    }
  return MUSTER_MAINTENANCE_KEEPS;
}

/**
 * muster_maintenance_is_open:
 * @self: windows
 *
 * Returns: whether any of them is open
 */
gboolean
muster_maintenance_is_open (const MusterMaintenance *self)
{
  return self->n_open > 0;
}

typedef struct
{
  const MusterLabelSet *labels;
  const char *service;
} Wanted;

static gboolean
is_wanted (gpointer owner, gpointer user_data)
{
  const Entry *entry = owner;
  const Wanted *wanted = user_data;

  return muster_selection_match (entry->window->selection, wanted->labels, wanted->service) ==
         MUSTER_PATTERN_YES;
}

/**
 * muster_maintenance_match:
 * @self: windows
 * @labels: of an alert
 * @service: (nullable): the name of its service
 *
 * A window whose pattern is too costly holds back nothing: the alert is heard.
 *
 * Returns: (nullable) (transfer none): one that is open and about it
 */
const MusterMaintenanceWindow *
muster_maintenance_match (const MusterMaintenance *self,
                          const MusterLabelSet *labels,
                          const char *service)
{
  Wanted wanted = { labels, service };
  const Entry *entry = muster_matcher_index_find (self->index, labels, is_wanted, &wanted);

  return entry != NULL ? entry->window : NULL;
}
