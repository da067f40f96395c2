/* suppressions.c - which alerts nobody is told of for now, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/suppressions.h"

struct _MusterSuppressions
{
  GHashTable *by_alert;      /* MusterUlid * (in the value) → MusterSuppression, owned */
  GHashTable *by_suppressor; /* MusterUlid * (owned) → GHashTable as a set of the same */
  GSequence *orphans;        /* of the same, by the alerts' ids */
};

static const char *const names[MUSTER_N_SUPPRESSORS] = {
  [MUSTER_SUPPRESSED_BY_SILENCE] = "silence",
  [MUSTER_SUPPRESSED_BY_MAINTENANCE] = "maintenance",
  [MUSTER_SUPPRESSED_BY_INHIBITION] = "inhibition",
};

/**
 * muster_suppressed_by_name:
 * @by: what suppresses
 *
 * Returns: (nullable) (transfer none): its word
 */
const char *
muster_suppressed_by_name (MusterSuppressedBy by)
{
  g_return_val_if_fail (by < MUSTER_N_SUPPRESSORS, NULL);
  return names[by];
}

/**
 * muster_suppressed_by_from_name:
 * @name: (nullable): a word
 *
 * Returns: what it says suppresses
 */
MusterSuppressedBy
muster_suppressed_by_from_name (const char *name)
{
  for (guint i = MUSTER_SUPPRESSED_BY_NONE + 1; i < MUSTER_N_SUPPRESSORS; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (MusterSuppressedBy) i;
  return MUSTER_SUPPRESSED_BY_NONE;
}

static void
suppression_free (MusterSuppression *self)
{
  g_free (self->title);
  g_free (self->rule);
  g_free (self);
}

/**
 * muster_suppressions_new:
 *
 * Returns: (transfer full): none
 */
MusterSuppressions *
muster_suppressions_new (void)
{
  MusterSuppressions *self = g_new0 (MusterSuppressions, 1);

  self->orphans = g_sequence_new (NULL);
  self->by_alert = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL,
                                          (GDestroyNotify) suppression_free);
  self->by_suppressor = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free,
                                               (GDestroyNotify) g_hash_table_unref);
  return self;
}

/**
 * muster_suppressions_free:
 * @self: suppressions
 *
 * Frees them.
 */
void
muster_suppressions_free (MusterSuppressions *self)
{
  g_sequence_free (self->orphans);
  g_hash_table_unref (self->by_suppressor);
  g_hash_table_unref (self->by_alert);
  g_free (self);
}

static void
enlist (MusterSuppressions *self, MusterSuppression *suppression)
{
  GHashTable *held = g_hash_table_lookup (self->by_suppressor, &suppression->suppressor.id);

  if (held == NULL)
    {
      held = g_hash_table_new (NULL, NULL);
      g_hash_table_insert (self->by_suppressor,
                           g_memdup2 (&suppression->suppressor.id, sizeof (MusterUlid)), held);
    }
  g_hash_table_add (held, suppression);
}

static int
compare_alerts (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterSuppression *x = a, *y = b;

  return muster_ulid_compare (x->alert, y->alert);
}

static void
delist (MusterSuppressions *self, MusterSuppression *suppression)
{
  GHashTable *held = g_hash_table_lookup (self->by_suppressor, &suppression->suppressor.id);

  if (suppression->orphaned)
    g_sequence_remove (g_sequence_lookup (self->orphans, suppression, compare_alerts, NULL));
  suppression->orphaned = FALSE;
  g_hash_table_remove (held, suppression);
  if (g_hash_table_size (held) == 0)
    g_hash_table_remove (self->by_suppressor, &suppression->suppressor.id);
}

/**
 * muster_suppressions_put:
 * @self: suppressions
 * @alert: an alert's id
 * @suppressor: what holds it back from now on
 *
 * Returns: (transfer none): its suppression
 */
MusterSuppression *
muster_suppressions_put (MusterSuppressions *self, MusterUlid alert, MusterSuppressor suppressor)
{
  MusterSuppression *suppression = g_hash_table_lookup (self->by_alert, &alert);

  if (suppression != NULL)
    delist (self, suppression);
  else
    {
      suppression = g_new0 (MusterSuppression, 1);
      suppression->alert = alert;
      g_hash_table_insert (self->by_alert, &suppression->alert, suppression);
    }
  suppression->suppressor = suppressor;
  g_clear_pointer (&suppression->rule, g_free);
  enlist (self, suppression);
  return suppression;
}

/**
 * muster_suppressions_remove:
 * @self: suppressions
 * @alert: an alert's id
 *
 * Nothing holds it back any more.
 */
void
muster_suppressions_remove (MusterSuppressions *self, MusterUlid alert)
{
  MusterSuppression *suppression = g_hash_table_lookup (self->by_alert, &alert);

  if (suppression == NULL)
    return;
  delist (self, suppression);
  g_hash_table_remove (self->by_alert, &alert);
}

/**
 * muster_suppressions_get:
 * @self: suppressions
 * @alert: an alert's id
 *
 * Returns: (nullable) (transfer none): why it is held back
 */
const MusterSuppression *
muster_suppressions_get (const MusterSuppressions *self, MusterUlid alert)
{
  return g_hash_table_lookup (self->by_alert, &alert);
}

/**
 * muster_suppressions_orphan:
 * @self: suppressions
 * @id: of a silence, a rule or an alert that is over
 *
 * What it held back waits for muster_suppressions_peek_orphan().
 */
void
muster_suppressions_orphan (MusterSuppressions *self, MusterUlid id)
{
  GHashTable *held = g_hash_table_lookup (self->by_suppressor, &id);
  GHashTableIter iter;
  gpointer item;

  if (held == NULL)
    return;
  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      MusterSuppression *suppression = item;

      if (!suppression->orphaned)
        g_sequence_insert_sorted (self->orphans, suppression, compare_alerts, NULL);
      suppression->orphaned = TRUE;
    }
}

/**
 * muster_suppressions_peek_orphan:
 * @self: suppressions
 *
 * Returns: (nullable) (transfer none): that of the oldest alert that nothing holds back any more
 */
const MusterSuppression *
muster_suppressions_peek_orphan (const MusterSuppressions *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->orphans);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

/**
 * muster_suppressions_count_of:
 * @self: suppressions
 * @id: of a silence, a rule or an alert
 *
 * Returns: how many alerts it holds back
 */
guint
muster_suppressions_count_of (const MusterSuppressions *self, MusterUlid id)
{
  GHashTable *held = g_hash_table_lookup (self->by_suppressor, &id);

  return held != NULL ? g_hash_table_size (held) : 0;
}

/**
 * muster_suppressions_count:
 * @self: suppressions
 *
 * Returns: how many alerts are held back
 */
guint
muster_suppressions_count (const MusterSuppressions *self)
{
  return g_hash_table_size (self->by_alert);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  return compare_alerts (*(gconstpointer *) a, *(gconstpointer *) b, NULL);
}

/**
 * muster_suppressions_list:
 * @self: suppressions
 *
 * Returns: (transfer full) (element-type MusterSuppression): all, by the alerts' ids
 */
GPtrArray *
muster_suppressions_list (const MusterSuppressions *self)
{
  GPtrArray *list = g_ptr_array_sized_new (g_hash_table_size (self->by_alert));
  GHashTableIter iter;
  gpointer suppression;

  g_hash_table_iter_init (&iter, self->by_alert);
  while (g_hash_table_iter_next (&iter, NULL, &suppression))
    g_ptr_array_add (list, suppression);
  g_ptr_array_sort (list, compare_items);
  return list;
}
