/* durations.c - how long alerts usually last before they are over by themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of each name and service the newest 16 are kept, and 10,000 names: what was not seen for the
 * longest time goes.
 */
#include "triage/durations.h"

#include <string.h>

#define LONGEST_S 86400

struct _MusterDurations
{
  GHashTable *by_name; /* MusterDuration (as its own key) → its link in the list */
  GQueue list;         /* of MusterDuration, owned, the least lately seen first */
};

static guint
hash_duration (gconstpointer duration)
{
  const MusterDuration *self = duration;

  return g_str_hash (self->name) ^ muster_ulid_hash (&self->service);
}

static gboolean
durations_equal (gconstpointer a, gconstpointer b)
{
  const MusterDuration *x = a, *y = b;

  return muster_ulid_equal (x->service, y->service) && strcmp (x->name, y->name) == 0;
}

/**
 * muster_duration_free:
 * @self: what is known of a name
 *
 * Frees it.
 */
void
muster_duration_free (MusterDuration *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * muster_durations_new:
 *
 * Returns: (transfer full): nothing is known
 */
MusterDurations *
muster_durations_new (void)
{
  MusterDurations *self = g_new0 (MusterDurations, 1);

  g_queue_init (&self->list);
  self->by_name = g_hash_table_new (hash_duration, durations_equal);
  return self;
}

/**
 * muster_durations_free:
 * @self: durations
 *
 * Frees them.
 */
void
muster_durations_free (MusterDurations *self)
{
  g_hash_table_unref (self->by_name);
  g_queue_clear_full (&self->list, (GDestroyNotify) muster_duration_free);
  g_free (self);
}

static GList *
find (const MusterDurations *self, MusterUlid service, const char *name)
{
  const MusterDuration wanted = { .service = service, .name = (char *) name };

  return g_hash_table_lookup (self->by_name, &wanted);
}

/**
 * muster_durations_get:
 * @self: durations
 * @service: of an alert, or the null id
 * @name: its alertname
 *
 * Returns: (nullable) (transfer none): what is known of such alerts
 */
const MusterDuration *
muster_durations_get (const MusterDurations *self, MusterUlid service, const char *name)
{
  const GList *link = find (self, service, name);

  return link != NULL ? link->data : NULL;
}

/**
 * muster_durations_restore:
 * @self: durations
 * @duration: (transfer full): of a name that they do not have
 *
 * Takes it in as the one seen last.
 */
void
muster_durations_restore (MusterDurations *self, MusterDuration *duration)
{
  if (find (self, duration->service, duration->name) != NULL)
    {
      muster_duration_free (duration);
      return;
    }
  g_queue_push_tail (&self->list, duration);
  g_hash_table_insert (self->by_name, duration, self->list.tail);
  if (self->list.length > MUSTER_DURATIONS_NAMES_MAX)
    {
      MusterDuration *oldest = g_queue_pop_head (&self->list);

      g_hash_table_remove (self->by_name, oldest);
      muster_duration_free (oldest);
    }
}

/**
 * muster_durations_add:
 * @self: durations
 * @service: of an alert, or the null id
 * @name: its alertname
 * @duration_us: how long it fired until its sender said that it was over, µs
 *
 * Learns from it. O(1).
 */
void
muster_durations_add (MusterDurations *self,
                      MusterUlid service,
                      const char *name,
                      gint64 duration_us)
{
  gint64 seconds = (MAX (duration_us, 0) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  GList *link = find (self, service, name);
  MusterDuration *duration;

  if (link == NULL)
    {
      duration = g_new0 (MusterDuration, 1);
      duration->service = service;
      duration->name = g_strdup (name);
      muster_durations_restore (self, duration);
    }
  else
    {
      duration = link->data;
      g_queue_unlink (&self->list, link);
      g_queue_push_tail_link (&self->list, link);
    }
  duration->seconds[duration->n % MUSTER_DURATIONS_KEPT] = (guint32) MIN (seconds, LONGEST_S);
  duration->n++;
  if (duration->n == 2 * MUSTER_DURATIONS_KEPT) /* only where in the ring it is counts */
    duration->n = MUSTER_DURATIONS_KEPT;
}

static int
compare_seconds (gconstpointer a, gconstpointer b)
{
  const guint32 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/**
 * muster_duration_usual:
 * @self: (nullable): what is known of a name
 *
 * Returns: the 90th percentile, s, at least 1; 0: too few were seen
 */
guint
muster_duration_usual (const MusterDuration *self)
{
  guint n = self != NULL ? MIN (self->n, MUSTER_DURATIONS_KEPT) : 0;
  guint32 sorted[MUSTER_DURATIONS_KEPT];

  if (n < MUSTER_DURATIONS_NEEDED)
    return 0;
  memcpy (sorted, self->seconds, n * sizeof *sorted);
  qsort (sorted, n, sizeof *sorted, compare_seconds);
  return MAX (sorted[(9 * n + 9) / 10 - 1], 1);
}

/**
 * muster_durations_list:
 * @self: durations
 *
 * Returns: (transfer none) (element-type MusterDuration): all, the least lately seen first
 */
const GQueue *
muster_durations_list (const MusterDurations *self)
{
  return &self->list;
}
