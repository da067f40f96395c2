/* schedule-watch.c - when a hub has to look at each schedule again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/schedule-watch.h"

struct _MusterScheduleWatch
{
  GHashTable *looks; /* MusterUlid *, within → MusterScheduleLook, owned */
  GSequence *due;
};

/**
 * muster_schedule_watch_new:
 *
 * Returns: (transfer full): of no schedule
 */
MusterScheduleWatch *
muster_schedule_watch_new (void)
{
  MusterScheduleWatch *self = g_new (MusterScheduleWatch, 1);

  self->looks = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL, g_free);
  self->due = g_sequence_new (NULL);
  return self;
}

/**
 * muster_schedule_watch_free:
 * @self: a watch
 *
 * Frees it.
 */
void
muster_schedule_watch_free (MusterScheduleWatch *self)
{
  g_sequence_free (self->due);
  g_hash_table_unref (self->looks);
  g_free (self);
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterScheduleLook *x = a, *y = b;

  if (x->due_us != y->due_us)
    return x->due_us < y->due_us ? -1 : 1;
  return muster_ulid_compare (x->schedule, y->schedule);
}

/**
 * muster_schedule_watch_mark:
 * @self: a watch
 * @schedule: a schedule's id
 *
 * Has it be looked at at once.
 */
void
muster_schedule_watch_mark (MusterScheduleWatch *self, MusterUlid schedule)
{
  MusterScheduleLook *look = g_hash_table_lookup (self->looks, &schedule);

  if (look == NULL)
    {
      look = g_new (MusterScheduleLook, 1);
      *look = (MusterScheduleLook){ schedule, G_MININT64, G_MININT64, NULL };
      g_hash_table_insert (self->looks, &look->schedule, look);
      look->at = g_sequence_insert_sorted (self->due, look, compare_due, NULL);
    }
  else
    muster_schedule_watch_set (self, look, look->looked_us, G_MININT64);
}

/**
 * muster_schedule_watch_remove:
 * @self: a watch
 * @schedule: a schedule's id
 *
 * Has it be looked at no more.
 */
void
muster_schedule_watch_remove (MusterScheduleWatch *self, MusterUlid schedule)
{
  MusterScheduleLook *look = g_hash_table_lookup (self->looks, &schedule);

  if (look == NULL)
    return;
  g_sequence_remove (look->at);
  g_hash_table_remove (self->looks, &schedule);
}

/**
 * muster_schedule_watch_set:
 * @self: a watch
 * @look: one of it
 * @looked_us: up to when it was looked, µs UTC
 * @due_us: when it is to be looked again
 *
 * Notes that.
 */
void
muster_schedule_watch_set (MusterScheduleWatch *self,
                           MusterScheduleLook *look,
                           gint64 looked_us,
                           gint64 due_us)
{
  look->looked_us = looked_us;
  look->due_us = due_us;
  g_sequence_sort_changed (look->at, compare_due, NULL);
}

/**
 * muster_schedule_watch_first:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): the one that is to be looked at first
 */
MusterScheduleLook *
muster_schedule_watch_first (const MusterScheduleWatch *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->due);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}
