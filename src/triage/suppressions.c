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
  GSequence *timed;          /* of the same, by their times */
};

static const char *const names[MUSTER_N_SUPPRESSORS] = {
  [MUSTER_SUPPRESSED_BY_SILENCE] = "silence",
  [MUSTER_SUPPRESSED_BY_MAINTENANCE] = "maintenance",
  [MUSTER_SUPPRESSED_BY_INHIBITION] = "inhibition",
  [MUSTER_SUPPRESSED_BY_THRESHOLD] = "threshold",
  [MUSTER_SUPPRESSED_BY_PAUSE] = "pause",
};

/**
 * muster_suppressed_by_gate:
 * @by: what suppresses
 *
 * Returns: whether it is a gate before a new incident, which an incident of the group opens
 */
gboolean
muster_suppressed_by_gate (MusterSuppressedBy by)
{
  return by == MUSTER_SUPPRESSED_BY_THRESHOLD || by == MUSTER_SUPPRESSED_BY_PAUSE;
}

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
  self->timed = g_sequence_new (NULL);
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
  g_sequence_free (self->timed);
  g_hash_table_unref (self->by_suppressor);
  g_hash_table_unref (self->by_alert);
  g_free (self);
}

static int
compare_alerts (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterSuppression *x = a, *y = b;

  return muster_ulid_compare (x->alert, y->alert);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterSuppression *x = a, *y = b;

  if (x->until_us != y->until_us)
    return x->until_us < y->until_us ? -1 : 1;
  return muster_ulid_compare (x->alert, y->alert);
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
  if (suppression->until_us != MUSTER_NO_TIME)
    g_sequence_insert_sorted (self->timed, suppression, compare_times, NULL);
}

static void
delist (MusterSuppressions *self, MusterSuppression *suppression)
{
  GHashTable *held = g_hash_table_lookup (self->by_suppressor, &suppression->suppressor.id);

  if (suppression->orphaned)
    g_sequence_remove (g_sequence_lookup (self->orphans, suppression, compare_alerts, NULL));
  suppression->orphaned = FALSE;
  if (suppression->until_us != MUSTER_NO_TIME)
    g_sequence_remove (g_sequence_lookup (self->timed, suppression, compare_times, NULL));
  g_hash_table_remove (held, suppression);
  if (g_hash_table_size (held) == 0)
    g_hash_table_remove (self->by_suppressor, &suppression->suppressor.id);
}

/**
 * muster_suppressions_put:
 * @self: suppressions
 * @alert: an alert's id
 * @suppressor: what holds it back from now on
 * @until_us: when to look at it anew, whatever happens, µs UTC; or %MUSTER_NO_TIME
 *
 * Returns: (transfer none): its suppression
 */
MusterSuppression *
muster_suppressions_put (MusterSuppressions *self,
                         MusterUlid alert,
                         MusterSuppressor suppressor,
                         gint64 until_us)
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
  suppression->until_us = until_us;
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
    muster_suppressions_orphan_one (self, item);
}

/**
 * muster_suppressions_orphan_one:
 * @self: suppressions
 * @suppression: one of them
 *
 * It waits for muster_suppressions_peek_orphan().
 */
void
muster_suppressions_orphan_one (MusterSuppressions *self, MusterSuppression *suppression)
{
  if (!suppression->orphaned)
    g_sequence_insert_sorted (self->orphans, suppression, compare_alerts, NULL);
  suppression->orphaned = TRUE;
}

static const MusterSuppression *
first_of (GSequence *list)
{
  GSequenceIter *first = g_sequence_get_begin_iter (list);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

/**
 * muster_suppressions_next_end:
 * @self: suppressions
 *
 * Returns: the instant, µs UTC, when the time of one is over; %G_MAXINT64: there is none
 */
gint64
muster_suppressions_next_end (const MusterSuppressions *self)
{
  const MusterSuppression *first = first_of (self->timed);

  return first != NULL ? first->until_us : G_MAXINT64;
}

/**
 * muster_suppressions_peek_ended:
 * @self: suppressions
 * @now_us: the time
 *
 * Returns: (nullable) (transfer none): the one whose time was over first
 */
const MusterSuppression *
muster_suppressions_peek_ended (const MusterSuppressions *self, gint64 now_us)
{
  const MusterSuppression *first = first_of (self->timed);

  return first != NULL && first->until_us <= now_us ? first : NULL;
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
  return first_of (self->orphans);
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
