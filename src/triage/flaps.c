/* flaps.c - which alerts fire and are over again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only alerts that came back are known here, and only for as long as anybody may ask.
 */
#include "triage/flaps.h"

#include <string.h>

#define KEPT_US   G_TIME_SPAN_DAY
#define FLAPS_MAX 100000

struct _MusterFlaps
{
  GHashTable *by_alert; /* MusterUlid * (in the value) → its link in the list */
  GQueue list;          /* of MusterFlap, owned, the least lately changed first */
  GSequence *flapping;  /* of those of them that flap, by when they are calm */
};

/**
 * muster_flaps_new:
 *
 * Returns: (transfer full): none
 */
MusterFlaps *
muster_flaps_new (void)
{
  MusterFlaps *self = g_new0 (MusterFlaps, 1);

  g_queue_init (&self->list);
  self->by_alert = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  self->flapping = g_sequence_new (NULL);
  return self;
}

/**
 * muster_flaps_free:
 * @self: flaps
 *
 * Frees them.
 */
void
muster_flaps_free (MusterFlaps *self)
{
  g_sequence_free (self->flapping);
  g_hash_table_unref (self->by_alert);
  g_queue_clear_full (&self->list, g_free);
  g_free (self);
}

static gint64
last_us (const MusterFlap *self)
{
  return self->times_us[self->n - 1];
}

static int
compare_calm (gconstpointer a, gconstpointer b, gpointer unused)
{
  const MusterFlap *x = a, *y = b;
  gint64 x_us = last_us (x) + x->calm_us, y_us = last_us (y) + y->calm_us;

  if (x_us != y_us)
    return x_us < y_us ? -1 : 1;
  return muster_ulid_compare (x->alert, y->alert);
}

/* Around whatever changes when it is calm. */
static void
take_out (MusterFlaps *self, MusterFlap *flap)
{
  if (flap->calm_us > 0)
    g_sequence_remove (g_sequence_lookup (self->flapping, flap, compare_calm, NULL));
}

static void
put_in (MusterFlaps *self, MusterFlap *flap)
{
  if (flap->calm_us > 0)
    g_sequence_insert_sorted (self->flapping, flap, compare_calm, NULL);
}

/**
 * muster_flaps_get:
 * @self: flaps
 * @alert: an alert's id
 *
 * Returns: (nullable) (transfer none): its changes, where it came back
 */
const MusterFlap *
muster_flaps_get (const MusterFlaps *self, MusterUlid alert)
{
  const GList *link = g_hash_table_lookup (self->by_alert, &alert);

  return link != NULL ? link->data : NULL;
}

static void
forget (MusterFlaps *self, GList *link)
{
  MusterFlap *flap = link->data;

  take_out (self, flap);
  g_hash_table_remove (self->by_alert, &flap->alert);
  g_queue_delete_link (&self->list, link);
  g_free (flap);
}

static void
forget_old (MusterFlaps *self, gint64 now_us)
{
  while (self->list.head != NULL &&
         (self->list.length > FLAPS_MAX || last_us (self->list.head->data) < now_us - KEPT_US))
    forget (self, self->list.head);
}

/**
 * muster_flaps_restore:
 * @self: flaps
 * @flap: (transfer full): of an alert that they do not know, with a change or more
 *
 * Takes it in as the one that changed last.
 */
void
muster_flaps_restore (MusterFlaps *self, MusterFlap *flap)
{
  if (muster_flaps_get (self, flap->alert) != NULL)
    {
      g_free (flap);
      return;
    }
  g_queue_push_tail (&self->list, flap);
  g_hash_table_insert (self->by_alert, &flap->alert, self->list.tail);
  put_in (self, flap);
}

static void
add_time (MusterFlap *flap, gint64 at_us)
{
  if (flap->n == MUSTER_FLAP_CHANGES_MAX)
    {
      memmove (flap->times_us, flap->times_us + 1, (flap->n - 1) * sizeof flap->times_us[0]);
      flap->n--;
    }
  flap->times_us[flap->n] = flap->n > 0 ? MAX (at_us, flap->times_us[flap->n - 1]) : at_us;
  flap->n++;
}

/**
 * muster_flaps_note:
 * @self: flaps
 * @alert: an alert's id
 * @first_us: when it was over, if it fires again now; else %G_MININT64
 * @at_us: now
 *
 * Notes that it fires, or is over. O(log n) where it flaps, else O(1).
 */
void
muster_flaps_note (MusterFlaps *self, MusterUlid alert, gint64 first_us, gint64 at_us)
{
  GList *link = g_hash_table_lookup (self->by_alert, &alert);
  MusterFlap *flap;

  if (link == NULL && first_us == G_MININT64)
    return;
  if (link == NULL)
    {
      flap = g_new0 (MusterFlap, 1);
      flap->alert = alert;
      add_time (flap, MIN (first_us, at_us));
      muster_flaps_restore (self, flap);
      link = self->list.tail;
    }
  flap = link->data;
  take_out (self, flap);
  add_time (flap, at_us);
  put_in (self, flap);
  g_queue_unlink (&self->list, link);
  g_queue_push_tail_link (&self->list, link);
  forget_old (self, at_us);
}

/**
 * muster_flaps_rename:
 * @self: flaps
 * @alert: an alert's id
 * @other: under which it is known from now on
 *
 * Keeps its changes.
 */
void
muster_flaps_rename (MusterFlaps *self, MusterUlid alert, MusterUlid other)
{
  GList *link = g_hash_table_lookup (self->by_alert, &alert);
  MusterFlap *flap = link != NULL ? link->data : NULL;

  if (flap == NULL)
    return;
  take_out (self, flap);
  g_hash_table_remove (self->by_alert, &alert);
  flap->alert = other;
  g_hash_table_insert (self->by_alert, &flap->alert, link);
  put_in (self, flap);
}

/**
 * muster_flaps_set_calm:
 * @self: flaps
 * @alert: an alert's id
 * @calm_us: how long after its last change it no longer flaps; 0: it does not flap
 *
 * It flaps, or no longer does.
 */
void
muster_flaps_set_calm (MusterFlaps *self, MusterUlid alert, gint64 calm_us)
{
  GList *link = g_hash_table_lookup (self->by_alert, &alert);
  MusterFlap *flap = link != NULL ? link->data : NULL;

  if (flap == NULL)
    return;
  take_out (self, flap);
  flap->calm_us = MAX (calm_us, 0);
  put_in (self, flap);
}

/**
 * muster_flaps_first_calm:
 * @self: flaps
 * @out_us: (out): when it is calm, µs UTC
 *
 * Returns: (nullable) (transfer none): the one that is calm first
 */
const MusterFlap *
muster_flaps_first_calm (MusterFlaps *self, gint64 *out_us)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->flapping);
  const MusterFlap *flap;

  *out_us = G_MAXINT64;
  if (g_sequence_iter_is_end (first))
    return NULL;
  flap = g_sequence_get (first);
  *out_us = last_us (flap) + flap->calm_us;
  return flap;
}

/**
 * muster_flap_count:
 * @self: an alert's changes
 * @since_us: a time
 *
 * Returns: how many of them are not before it
 */
guint
muster_flap_count (const MusterFlap *self, gint64 since_us)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->times_us[i] >= since_us;
  return n;
}

/**
 * muster_flaps_list:
 * @self: flaps
 *
 * Returns: (transfer none) (element-type MusterFlap): all, the least lately changed first
 */
const GQueue *
muster_flaps_list (const MusterFlaps *self)
{
  return &self->list;
}
