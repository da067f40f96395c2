/* alert-index.c - every alert that matters now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Two open-addressing tables of pointers, by identity and by id, and a binary heap of deadlines
 * whose places are corrected when they are reached: a repeat that moves an alert's end costs
 * nothing but the store. Memory an alert: 104 bytes, 4 a label, the values, two table slots. */
#include "triage/alert-index.h"

#include "triage/symbols.h"

#include <string.h>

typedef struct
{
  guint16 symbol; /* MUSTER_SYMBOL_NONE: the name stands before the value, after its length */
  guint16 value_n;
} PackedLabel;

typedef struct
{
  gint64 at_us;
  MusterAlert *alert;
} Deadline;

typedef struct
{
  MusterUlid id;
  guint n_firing;
} Key;

typedef struct
{
  MusterAlert **slots;
  gsize mask;
  gsize n;      /* live */
  gsize n_used; /* live and deleted */
} Table;

struct _MusterAlertIndex
{
  MusterHashSeed seed;
  MusterSymbols *symbols;
  Table by_print;
  Table by_id;
  GHashTable *newest; /* incident → MusterAlert */
  GArray *deadlines;  /* of Deadline, a heap */
  GArray *keys;       /* of Key, by number */
  GHashTable *key_numbers;
  guint n_firing;
};

/* A place that was freed: probing goes on past it. */
#define DELETED ((MusterAlert *) 1)

static void
table_init (Table *self)
{
  self->mask = 255;
  self->slots = g_new0 (MusterAlert *, self->mask + 1);
  self->n = self->n_used = 0;
}

static gsize
hash_id (MusterUlid id)
{
  guint64 hash = (id.hi ^ (id.lo * 0x9e3779b97f4a7c15u)) * 0xd6e8feb86659fd93u;

  return hash ^ (hash >> 32);
}

static gsize
hash_in (const MusterAlertIndex *self, const Table *table, const MusterAlert *alert)
{
  return table == &self->by_id ? hash_id (alert->id) : alert->print.lo;
}

static void
table_put (const MusterAlertIndex *self, Table *table, MusterAlert *alert)
{
  gsize slot = hash_in (self, table, alert) & table->mask;

  while (table->slots[slot] != NULL && table->slots[slot] != DELETED)
    slot = (slot + 1) & table->mask;
  if (table->slots[slot] == NULL)
    table->n_used++;
  table->slots[slot] = alert;
  table->n++;
}

static void
table_grow (const MusterAlertIndex *self, Table *table)
{
  MusterAlert **old = table->slots;
  gsize old_n = table->mask + 1;

  if (table->n_used * 4 < old_n * 3)
    return;
  while (table->n * 2 >= table->mask + 1)
    table->mask = table->mask * 2 + 1;
  table->slots = g_new0 (MusterAlert *, table->mask + 1);
  table->n = table->n_used = 0;
  for (gsize i = 0; i < old_n; i++)
    if (old[i] != NULL && old[i] != DELETED)
      table_put (self, table, old[i]);
  g_free (old);
}

static void
table_remove (const MusterAlertIndex *self, Table *table, const MusterAlert *alert)
{
  gsize slot = hash_in (self, table, alert) & table->mask;

  for (; table->slots[slot] != NULL; slot = (slot + 1) & table->mask)
    if (table->slots[slot] == alert)
      {
        table->slots[slot] = DELETED;
        table->n--;
        return;
      }
}

/* --- packing --- */

static gsize
packed_size (const MusterAlertIdentity *identity, const guint16 *symbols)
{
  gsize n = sizeof (MusterAlert) + identity->labels->n * sizeof (PackedLabel) + identity->dedup.n;

  for (guint i = 0; i < identity->labels->n; i++)
    {
      n += identity->labels->items[i].value_n;
      /* cppcheck-suppress uninitvar; the caller has set them all */
      if (symbols[i] == MUSTER_SYMBOL_NONE)
        n += 1 + identity->labels->items[i].name_n;
    }
  return n;
}

static MusterAlert *
pack (MusterAlertIndex *self, const MusterAlertIdentity *identity)
{
  const MusterLabelSet *labels = identity->labels;
  guint16 symbols[64]; /* labels an alert, security R8 */
  guint n = MIN (labels->n, G_N_ELEMENTS (symbols));
  MusterAlert *alert;
  PackedLabel *packed;
  char *bytes;

  for (guint i = 0; i < n; i++)
    symbols[i] = muster_symbols_add (self->symbols, labels->items[i].name, labels->items[i].name_n);
  alert = g_malloc (packed_size (&(MusterAlertIdentity){ identity->key, identity->dedup,
                                                         &(MusterLabelSet){ labels->items, n } },
                                 symbols));
  memset (alert, 0, sizeof *alert);
  packed = (PackedLabel *) (alert + 1);
  bytes = (char *) (packed + n);
  for (guint i = 0; i < n; i++)
    {
      const MusterLabel *label = &labels->items[i];

      packed[i] = (PackedLabel){ symbols[i], label->value_n };
      if (symbols[i] == MUSTER_SYMBOL_NONE)
        {
          *bytes++ = (char) label->name_n;
          memcpy (bytes, label->name, label->name_n);
          bytes += label->name_n;
        }
      memcpy (bytes, label->value, label->value_n);
      bytes += label->value_n;
    }
  memcpy (bytes, identity->dedup.bytes, identity->dedup.n);
  alert->n_labels = (guint16) n;
  alert->dedup_n = (guint16) identity->dedup.n;
  return alert;
}

/* Walks an alert's labels; returns where the dedup key begins. */
static const char *
unpack (const MusterAlertIndex *self, const MusterAlert *alert, MusterLabel *out)
{
  const PackedLabel *packed = (const PackedLabel *) (alert + 1);
  const char *bytes = (const char *) (packed + alert->n_labels);

  for (guint i = 0; i < alert->n_labels; i++)
    {
      gsize name_n = 0;
      const char *name;

      if (packed[i].symbol == MUSTER_SYMBOL_NONE)
        {
          name_n = (guchar) *bytes++;
          name = bytes;
          bytes += name_n;
        }
      else
        name = out != NULL ? muster_symbols_get (self->symbols, packed[i].symbol, &name_n) : NULL;
      if (out != NULL)
        out[i] = (MusterLabel){ name, bytes, (guint16) name_n, packed[i].value_n };
      bytes += packed[i].value_n;
    }
  return bytes;
}

/* --- identity --- */

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
  MusterLabel items[64];
  MusterLabelSet labels = { items, alert->n_labels };
  MusterText dedup;

  if (!muster_ulid_equal (muster_alert_index_key (self, alert), identity->key) ||
      alert->dedup_n != identity->dedup.n)
    return FALSE;
  dedup = (MusterText){ unpack (self, alert, items), alert->dedup_n };
  if (dedup.n > 0)
    return memcmp (dedup.bytes, identity->dedup.bytes, dedup.n) == 0;
  return muster_label_set_equal (&labels, identity->labels);
}

static MusterAlert *
find_by_print (const MusterAlertIndex *self,
               MusterFingerprint print,
               const MusterAlertIdentity *identity)
{
  const Table *table = &self->by_print;
  MusterAlert *alert;

  for (gsize slot = print.lo & table->mask; (alert = table->slots[slot]) != NULL;
       slot = (slot + 1) & table->mask)
    if (alert != DELETED && alert->print.lo == print.lo && alert->print.hi == print.hi &&
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
  table_init (&self->by_print);
  table_init (&self->by_id);
  self->newest = g_hash_table_new (NULL, NULL);
  self->deadlines = g_array_new (FALSE, FALSE, sizeof (Deadline));
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->key_numbers =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
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
    if (self->by_id.slots[i] != DELETED)
      g_free (self->by_id.slots[i]);
  g_free (self->by_id.slots);
  g_free (self->by_print.slots);
  muster_symbols_free (self->symbols);
  g_hash_table_unref (self->newest);
  g_hash_table_unref (self->key_numbers);
  g_array_unref (self->deadlines);
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
  const Table *table = &self->by_id;
  MusterAlert *alert;

  for (gsize slot = hash_id (id) & table->mask; (alert = table->slots[slot]) != NULL;
       slot = (slot + 1) & table->mask)
    if (alert != DELETED && muster_ulid_equal (alert->id, id))
      return alert;
  return NULL;
}

/**
 * muster_alert_index_add:
 * @self: an index
 * @identity: what it is; labels and dedup key are copied
 * @id: its id, not in the index yet
 *
 * Takes in an alert: firing, of no incident, seen once. An older one of the same identity stays
 * with its incident and is found by its id only.
 *
 * Returns: (transfer none): the alert
 */
MusterAlert *
muster_alert_index_add (MusterAlertIndex *self, const MusterAlertIdentity *identity, MusterUlid id)
{
  MusterFingerprint print = fingerprint (self, identity);
  MusterAlert *older = find_by_print (self, print, identity);
  MusterAlert *alert = pack (self, identity);

  if (older != NULL)
    table_remove (self, &self->by_print, older);
  alert->print = print;
  alert->id = id;
  alert->key = number_key (self, identity->key);
  alert->count = 1;
  alert->status = MUSTER_ALERT_FIRING;
  alert->ends_us = MUSTER_NO_TIME;
  count_firing (self, alert, 1);
  table_grow (self, &self->by_print);
  table_grow (self, &self->by_id);
  table_put (self, &self->by_print, alert);
  table_put (self, &self->by_id, alert);
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

/* --- deadlines --- */

static void
set_place (GArray *heap, guint i, Deadline deadline)
{
  g_array_index (heap, Deadline, i) = deadline;
  deadline.alert->place = i + 1;
}

static void
sift_up (GArray *heap, guint i)
{
  Deadline moved = g_array_index (heap, Deadline, i);

  while (i > 0 && moved.at_us < g_array_index (heap, Deadline, (i - 1) / 2).at_us)
    {
      set_place (heap, i, g_array_index (heap, Deadline, (i - 1) / 2));
      i = (i - 1) / 2;
    }
  set_place (heap, i, moved);
}

static void
sift_down (GArray *heap, guint i)
{
  Deadline moved = g_array_index (heap, Deadline, i);

  for (guint child = 2 * i + 1; child < heap->len; child = 2 * i + 1)
    {
      const Deadline *items = (const Deadline *) heap->data;

      if (child + 1 < heap->len && items[child + 1].at_us < items[child].at_us)
        child++;
      if (items[child].at_us >= moved.at_us)
        break;
      set_place (heap, i, items[child]);
      i = child;
    }
  set_place (heap, i, moved);
}

static void
push_deadline (MusterAlertIndex *self, MusterAlert *alert)
{
  Deadline deadline = { alert->ends_us, alert };

  g_array_append_val (self->deadlines, deadline);
  sift_up (self->deadlines, self->deadlines->len - 1);
}

static void
drop_deadline (MusterAlertIndex *self, guint i)
{
  GArray *heap = self->deadlines;
  Deadline last = g_array_index (heap, Deadline, heap->len - 1);

  g_array_index (heap, Deadline, i).alert->place = 0;
  g_array_set_size (heap, heap->len - 1);
  if (i == heap->len)
    return;
  set_place (heap, i, last);
  sift_up (heap, i);
  sift_down (heap, last.alert->place - 1);
}

static gboolean
ends_by_itself (const MusterAlert *alert)
{
  return alert->status == MUSTER_ALERT_FIRING && alert->timed && alert->ends_us != MUSTER_NO_TIME;
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
  Deadline *deadline;

  alert->ends_us = ends_us;
  if (!ends_by_itself (alert))
    return;
  if (alert->place == 0)
    {
      push_deadline (self, alert);
      return;
    }
  deadline = &g_array_index (self->deadlines, Deadline, alert->place - 1);
  if (ends_us >= deadline->at_us)
    return; /* corrected when its old place is reached */
  deadline->at_us = ends_us;
  sift_up (self->deadlines, alert->place - 1);
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
  return self->deadlines->len > 0 ? g_array_index (self->deadlines, Deadline, 0).at_us : G_MAXINT64;
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
  while (muster_alert_index_next_end (self) <= now_us)
    {
      MusterAlert *alert = g_array_index (self->deadlines, Deadline, 0).alert;

      drop_deadline (self, 0);
      if (!ends_by_itself (alert))
        continue;
      if (alert->ends_us <= now_us)
        return alert;
      push_deadline (self, alert);
    }
  return NULL;
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

      if (alert != NULL && alert != DELETED && ends_by_itself (alert) && alert->ends_us < until_us)
        muster_alert_index_set_ends (self, alert, until_us);
    }
}

static void
remove_alert (MusterAlertIndex *self, MusterAlert *alert)
{
  if (alert->status == MUSTER_ALERT_FIRING)
    count_firing (self, alert, -1);
  if (alert->place > 0)
    drop_deadline (self, alert->place - 1);
  table_remove (self, &self->by_print, alert);
  table_remove (self, &self->by_id, alert);
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
  unpack (index, alert, labels->items);
  labels->n = alert->n_labels;
}

/**
 * muster_alert_get_dedup:
 * @alert: an alert
 *
 * Returns: its sender's own key; n is 0 if its labels identify it
 */
MusterText
muster_alert_get_dedup (const MusterAlert *alert)
{
  return (MusterText){ unpack (NULL, alert, NULL), alert->dedup_n };
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
    if (self->by_id.slots[i] != NULL && self->by_id.slots[i] != DELETED)
      func (self->by_id.slots[i], user_data);
}
