/* alert-index.c - every alert that matters now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Two tables, by identity and by id, and a queue of ends. Memory an alert: 104 bytes, 4 a label,
 * the values, two table slots. */
#include "triage/alert-index.h"

#include "triage/alert-queue.h"
#include "triage/alert-table.h"
#include "triage/symbols.h"

#include <string.h>

typedef struct
{
  MusterUlid id;
  guint n_firing;
} Key;

struct _MusterAlertIndex
{
  MusterHashSeed seed;
  MusterSymbols *symbols;
  MusterAlertTable by_print;
  MusterAlertTable by_id;
  GHashTable *newest; /* incident → MusterAlert */
  MusterAlertQueue *ends;
  GArray *keys; /* of Key, by number; services, too */
  GHashTable *key_numbers;
  guint n_firing;
};

static gsize
hash_id (MusterUlid id)
{
  guint64 hash = (id.hi ^ (id.lo * 0x9e3779b97f4a7c15u)) * 0xd6e8feb86659fd93u;

  return hash ^ (hash >> 32);
}

/* One more or one less alert that fires. */
static void
count_firing (MusterAlertIndex *self, const MusterAlert *alert, int by)
{
  self->n_firing += (guint) by;
  g_array_index (self->keys, Key, alert->key).n_firing += (guint) by;
}

static MusterFingerprint
fingerprint (const MusterAlertIndex *self, const MusterAlertIdentity *identity)
{
  MusterFingerprint print;

  if (identity->dedup.n > 0)
    {
      print.lo = muster_hash_bytes (self->seed, identity->dedup.bytes, identity->dedup.n);
      print.hi = muster_hash_bytes ((MusterHashSeed){ self->seed.lo, ~self->seed.hi },
                                    identity->dedup.bytes, identity->dedup.n);
    }
  else
    print = muster_label_set_fingerprint (identity->labels, self->seed);
  print.lo ^= hash_id (identity->key);
  return print;
}

static gboolean
is_same (const MusterAlertIndex *self,
         const MusterAlert *alert,
         const MusterAlertIdentity *identity)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, alert->n_labels };
  MusterText dedup;

  if (!muster_ulid_equal (muster_alert_index_key (self, alert), identity->key) ||
      alert->dedup_n != identity->dedup.n)
    return FALSE;
  dedup = muster_alert_unpack (alert, self->symbols, items);
  if (dedup.n > 0)
    return memcmp (dedup.bytes, identity->dedup.bytes, dedup.n) == 0;
  return muster_label_set_equal (&labels, identity->labels);
}

static MusterAlert *
find_by_print (const MusterAlertIndex *self,
               MusterFingerprint print,
               const MusterAlertIdentity *identity)
{
  const guint32 tag = muster_alert_tag (print.lo);
  gsize place = tag;
  MusterAlert *alert;

  while ((alert = muster_alert_table_next (&self->by_print, tag, &place)) != NULL)
    if (alert->print.lo == print.lo && alert->print.hi == print.hi &&
        is_same (self, alert, identity))
      return alert;
  return NULL;
}

static guint32
number_key (MusterAlertIndex *self, MusterUlid key)
{
  gpointer number = g_hash_table_lookup (self->key_numbers, &key);
  const Key new_key = { key, 0 };
  MusterUlid *kept;

  if (number != NULL)
    return GPOINTER_TO_UINT (number) - 1;
  kept = g_memdup2 (&key, sizeof key);
  g_array_append_val (self->keys, new_key);
  g_hash_table_insert (self->key_numbers, kept, GUINT_TO_POINTER (self->keys->len));
  return self->keys->len - 1;
}

/**
 * muster_alert_index_new:
 * @seed: of the fingerprints; any number, kept from senders
 *
 * Returns: (transfer full): an empty index
 */
MusterAlertIndex *
muster_alert_index_new (MusterHashSeed seed)
{
  MusterAlertIndex *self = g_new0 (MusterAlertIndex, 1);

  self->seed = seed;
  self->symbols = muster_symbols_new ();
  muster_alert_table_init (&self->by_print);
  muster_alert_table_init (&self->by_id);
  self->newest = g_hash_table_new (NULL, NULL);
  self->ends = muster_alert_queue_new ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->key_numbers =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
  number_key (self, (MusterUlid){ 0, 0 }); /* 0 is no key and no service */
  return self;
}

/**
 * muster_alert_index_free:
 * @self: an index
 *
 * Frees it and all alerts.
 */
void
muster_alert_index_free (MusterAlertIndex *self)
{
  for (gsize i = 0; i <= self->by_id.mask; i++)
    if (self->by_id.slots[i] != NULL)
      g_free (self->by_id.slots[i]);
  muster_alert_table_clear (&self->by_id);
  muster_alert_table_clear (&self->by_print);
  muster_symbols_free (self->symbols);
  g_hash_table_unref (self->newest);
  g_hash_table_unref (self->key_numbers);
  muster_alert_queue_free (self->ends);
  g_array_unref (self->keys);
  g_free (self);
}

/**
 * muster_alert_index_find:
 * @self: an index
 * @identity: key, and dedup key or labels
 *
 * Expected O(labels), whatever the number of alerts.
 *
 * Returns: (nullable) (transfer none): the newest alert of that identity
 */
MusterAlert *
muster_alert_index_find (const MusterAlertIndex *self, const MusterAlertIdentity *identity)
{
  return find_by_print (self, fingerprint (self, identity), identity);
}

/**
 * muster_alert_index_get:
 * @self: an index
 * @id: an alert's id
 *
 * Returns: (nullable) (transfer none): the alert
 */
MusterAlert *
muster_alert_index_get (const MusterAlertIndex *self, MusterUlid id)
{
  const guint32 tag = muster_alert_tag (hash_id (id));
  gsize place = tag;
  MusterAlert *alert;

  while ((alert = muster_alert_table_next (&self->by_id, tag, &place)) != NULL)
    if (muster_ulid_equal (alert->id, id))
      return alert;
  return NULL;
}

/**
 * muster_alert_index_add:
 * @self: an index
 * @identity: what it is; labels and dedup key are copied
 * @id: its id, not in the index yet
 * @older: (out) (optional) (nullable): the alert that was of that identity before
 *
 * Takes in an alert: firing, of no incident, seen once. An older one of the same identity stays
 * with its incident and is found by its id only.
 *
 * Returns: (transfer none): the alert
 */
MusterAlert *
muster_alert_index_add (MusterAlertIndex *self,
                        const MusterAlertIdentity *identity,
                        MusterUlid id,
                        MusterAlert **older)
{
  MusterFingerprint print = fingerprint (self, identity);
  MusterAlert *former = find_by_print (self, print, identity);
  MusterAlert *alert = muster_alert_pack (self->symbols, identity);

  if (former != NULL)
    muster_alert_table_remove (&self->by_print, former->print.lo, former);
  if (older != NULL)
    *older = former;
  alert->print = print;
  alert->id = id;
  alert->key = number_key (self, identity->key);
  alert->count = 1;
  alert->status = MUSTER_ALERT_FIRING;
  alert->ends_us = MUSTER_NO_TIME;
  count_firing (self, alert, 1);
  muster_alert_table_add (&self->by_print, print.lo, alert);
  muster_alert_table_add (&self->by_id, hash_id (id), alert);
  return alert;
}

/**
 * muster_alert_index_attach:
 * @self: an index
 * @alert: an alert of no incident
 * @incident: n of INC-n
 *
 * Makes it the newest alert of that incident.
 */
void
muster_alert_index_attach (MusterAlertIndex *self, MusterAlert *alert, guint incident)
{
  g_return_if_fail (alert->incident == 0 && incident > 0);
  alert->incident = incident;
  alert->older = g_hash_table_lookup (self->newest, GUINT_TO_POINTER (incident));
  g_hash_table_insert (self->newest, GUINT_TO_POINTER (incident), alert);
}

/**
 * muster_alert_index_move:
 * @self: an index
 * @alert: an alert of it
 * @incident: n of INC-n; 0: none
 *
 * Takes it out of its incident's list, and makes it the newest of another's.
 */
void
muster_alert_index_move (MusterAlertIndex *self, MusterAlert *alert, guint incident)
{
  gpointer from = GUINT_TO_POINTER (alert->incident);
  MusterAlert *at = g_hash_table_lookup (self->newest, from);

  if (at == alert && alert->older == NULL)
    g_hash_table_remove (self->newest, from);
  else if (at == alert)
    g_hash_table_insert (self->newest, from, alert->older);
  else
    {
      while (at != NULL && at->older != alert)
        at = at->older;
      if (at != NULL)
        at->older = alert->older;
    }
  alert->incident = 0;
  alert->older = NULL;
  if (incident > 0)
    muster_alert_index_attach (self, alert, incident);
}

/**
 * muster_alert_index_first:
 * @self: an index
 * @incident: n of INC-n
 *
 * Returns: (nullable) (transfer none): its newest alert
 */
MusterAlert *
muster_alert_index_first (const MusterAlertIndex *self, guint incident)
{
  return g_hash_table_lookup (self->newest, GUINT_TO_POINTER (incident));
}

/**
 * muster_alert_index_set_ends:
 * @self: an index
 * @alert: an alert of it
 * @ends_us: when it ends unless it is reported again; %MUSTER_NO_TIME: not known
 *
 * Moves its end. Later is O(1); earlier is O(log n).
 */
void
muster_alert_index_set_ends (MusterAlertIndex *self, MusterAlert *alert, gint64 ends_us)
{
  alert->ends_us = ends_us;
  muster_alert_queue_update (self->ends, alert);
}

/**
 * muster_alert_index_set_firing:
 * @self: an index
 * @alert: an alert of it
 * @ends_us: as for set_ends()
 *
 * It fires, or fires again.
 */
void
muster_alert_index_set_firing (MusterAlertIndex *self, MusterAlert *alert, gint64 ends_us)
{
  if (alert->status != MUSTER_ALERT_FIRING)
    count_firing (self, alert, 1);
  alert->status = MUSTER_ALERT_FIRING;
  muster_alert_index_set_ends (self, alert, ends_us);
}

/**
 * muster_alert_index_set_resolved:
 * @self: an index
 * @alert: an alert of it
 * @ends_us: when it ended
 *
 * It no longer fires.
 */
void
muster_alert_index_set_resolved (MusterAlertIndex *self, MusterAlert *alert, gint64 ends_us)
{
  if (alert->status == MUSTER_ALERT_FIRING)
    count_firing (self, alert, -1);
  alert->status = MUSTER_ALERT_RESOLVED;
  alert->ends_us = ends_us;
}

/**
 * muster_alert_index_next_end:
 * @self: an index
 *
 * Returns: an instant, µs UTC, before which no firing timed alert ends; %G_MAXINT64: none ever
 */
gint64
muster_alert_index_next_end (const MusterAlertIndex *self)
{
  return muster_alert_queue_next (self->ends);
}

/**
 * muster_alert_index_pop_ended:
 * @self: an index
 * @now_us: the time
 *
 * Returns: (nullable) (transfer none): a firing alert whose end has come, out of the queue
 */
MusterAlert *
muster_alert_index_pop_ended (MusterAlertIndex *self, gint64 now_us)
{
  return muster_alert_queue_pop (self->ends, now_us);
}

/**
 * muster_alert_index_grant_grace:
 * @self: an index
 * @until_us: an instant
 *
 * Moves the end of every firing timed alert to @until_us at least: what was heard of them while no
 * hub ran, and since their last journal row, is not known.
 */
void
muster_alert_index_grant_grace (MusterAlertIndex *self, gint64 until_us)
{
  for (gsize i = 0; i <= self->by_id.mask; i++)
    {
      MusterAlert *alert = self->by_id.slots[i];

      if (alert != NULL && muster_alert_ends_by_itself (alert) && alert->ends_us < until_us)
        muster_alert_index_set_ends (self, alert, until_us);
    }
}

static void
remove_alert (MusterAlertIndex *self, MusterAlert *alert)
{
  if (alert->status == MUSTER_ALERT_FIRING)
    count_firing (self, alert, -1);
  muster_alert_queue_remove (self->ends, alert);
  muster_alert_table_remove (&self->by_print, alert->print.lo, alert);
  muster_alert_table_remove (&self->by_id, hash_id (alert->id), alert);
  g_free (alert);
}

/**
 * muster_alert_index_forget_incident:
 * @self: an index
 * @incident: n of INC-n, closed long ago
 *
 * Lets go of its alerts that no longer fire. Those that do stay, of no incident.
 */
void
muster_alert_index_forget_incident (MusterAlertIndex *self, guint incident)
{
  MusterAlert *older;

  for (MusterAlert *alert = muster_alert_index_first (self, incident); alert != NULL; alert = older)
    {
      older = alert->older;
      alert->older = NULL;
      alert->incident = 0;
      if (alert->status == MUSTER_ALERT_RESOLVED)
        remove_alert (self, alert);
    }
  g_hash_table_remove (self->newest, GUINT_TO_POINTER (incident));
}

/**
 * muster_alert_get_labels:
 * @index: the index that holds it
 * @alert: an alert
 * @labels: (inout): whose items have room for @alert->n_labels
 *
 * Fills in views of its labels, good while it is in the index.
 */
void
muster_alert_get_labels (const MusterAlertIndex *index,
                         const MusterAlert *alert,
                         MusterLabelSet *labels)
{
  muster_alert_unpack (alert, index->symbols, labels->items);
  labels->n = alert->n_labels;
}

/**
 * muster_alert_index_key:
 * @self: an index
 * @alert: an alert of it
 *
 * Returns: the id of the integration key it came by
 */
MusterUlid
muster_alert_index_key (const MusterAlertIndex *self, const MusterAlert *alert)
{
  return g_array_index (self->keys, Key, alert->key).id;
}

/**
 * muster_alert_index_service:
 * @self: an index
 * @alert: an alert of it
 *
 * Returns: the id of the service that it is about, or the null id
 */
MusterUlid
muster_alert_index_service (const MusterAlertIndex *self, const MusterAlert *alert)
{
  return g_array_index (self->keys, Key, alert->service).id;
}

/**
 * muster_alert_index_set_service:
 * @self: an index
 * @alert: an alert of it
 * @service: what it is about, or the null id
 *
 * Says so.
 */
void
muster_alert_index_set_service (MusterAlertIndex *self, MusterAlert *alert, MusterUlid service)
{
  alert->service = number_key (self, service);
}

/**
 * muster_alert_index_size:
 * @self: an index
 *
 * Returns: how many alerts it holds
 */
guint
muster_alert_index_size (const MusterAlertIndex *self)
{
  return (guint) self->by_id.n;
}

/**
 * muster_alert_index_firing:
 * @self: an index
 *
 * Returns: how many of them fire
 */
guint
muster_alert_index_firing (const MusterAlertIndex *self)
{
  return self->n_firing;
}

/**
 * muster_alert_index_firing_of:
 * @self: an index
 * @key: an integration key's id
 *
 * Returns: how many of its alerts fire: its live series
 */
guint
muster_alert_index_firing_of (const MusterAlertIndex *self, MusterUlid key)
{
  gpointer number = g_hash_table_lookup (self->key_numbers, &key);

  if (number == NULL)
    return 0;
  return g_array_index (self->keys, Key, GPOINTER_TO_UINT (number) - 1).n_firing;
}

/**
 * muster_alert_index_foreach:
 * @self: an index, not to be changed meanwhile
 * @func: called for each alert, in no order
 * @user_data: for @func
 *
 * Walks all alerts.
 */
void
muster_alert_index_foreach (const MusterAlertIndex *self, MusterAlertFunc func, gpointer user_data)
{
  for (gsize i = 0; i <= self->by_id.mask; i++)
    if (self->by_id.slots[i] != NULL)
      func (self->by_id.slots[i], user_data);
}

/**
 * muster_alert_index_walk:
 * @self: an index, not to be changed by @func
 * @walk: (inout): where it stands
 * @max: how many places of the table to look at, filled or not
 * @func: called for each alert, in no order
 * @user_data: for @func
 *
 * Goes on with a walk. Where the alerts got other places since, or this is another index (after a
 * failure of the journal), it begins anew.
 *
 * Returns: whether there is more to see
 */
gboolean
muster_alert_index_walk (const MusterAlertIndex *self,
                         MusterAlertWalk *walk,
                         guint max,
                         MusterAlertFunc func,
                         gpointer user_data)
{
  gsize end;

  if (walk->of.hi != self->seed.hi || walk->of.lo != self->seed.lo ||
      walk->n_moves != self->by_id.n_moves)
    *walk = (MusterAlertWalk){ self->seed, self->by_id.n_moves, 0 };
  end = MIN (walk->slot + max, self->by_id.mask + 1);
  for (; walk->slot < end; walk->slot++)
    if (self->by_id.slots[walk->slot] != NULL)
      func (self->by_id.slots[walk->slot], user_data);
  return end <= self->by_id.mask;
}
