/* cooccurrence.c - which kinds of alerts come together, as past incidents and people teach
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Normalised pointwise mutual information over incidents: 1 where two kinds never come one without
 * the other, 0 where they meet by chance (G. Bouma 2009). Seldom seen is hardly believed. */
#include "triage/cooccurrence.h"

#include <math.h>

#define TEACHES  2  /* incidents' worth that a person's word is */
#define SEEN_MIN 2  /* as often together, before it counts at all */
#define DOUBT    2. /* as many more are imagined that were not */

typedef struct
{
  guint64 a, b;
} Key;

struct _MusterCooccurrence
{
  guint n_incidents;
  GHashTable *kinds; /* guint64 → MusterKindCount */
  GHashTable *pairs; /* Key, of a MusterKindPair → that */
};

static guint
hash_pair (gconstpointer data)
{
  const Key *key = data;

  return (guint) ((key->a * 0x9e3779b97f4a7c15u ^ key->b) * 0xc2b2ae3d27d4eb4fu >> 32);
}

static gboolean
pairs_equal (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  return x->a == y->a && x->b == y->b;
}

/**
 * muster_cooccurrence_new:
 *
 * Returns: (transfer full): one that has learnt nothing
 */
MusterCooccurrence *
muster_cooccurrence_new (void)
{
  MusterCooccurrence *self = g_new0 (MusterCooccurrence, 1);

  G_STATIC_ASSERT (G_STRUCT_OFFSET (MusterKindCount, kind) == 0);
  G_STATIC_ASSERT (G_STRUCT_OFFSET (MusterKindPair, b) == G_STRUCT_OFFSET (Key, b));
  self->kinds = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->pairs = g_hash_table_new_full (hash_pair, pairs_equal, NULL, g_free);
  return self;
}

/**
 * muster_cooccurrence_free:
 * @self: what was learnt
 *
 * Frees it.
 */
void
muster_cooccurrence_free (MusterCooccurrence *self)
{
  g_hash_table_unref (self->pairs);
  g_hash_table_unref (self->kinds);
  g_free (self);
}

static MusterKindCount *
get_kind (MusterCooccurrence *self, guint64 kind)
{
  MusterKindCount *count = g_hash_table_lookup (self->kinds, &kind);

  if (count == NULL)
    {
      count = g_new0 (MusterKindCount, 1);
      count->kind = kind;
      g_hash_table_insert (self->kinds, count, count);
    }
  return count;
}

static Key
key_of (guint64 a, guint64 b)
{
  return (Key){ MIN (a, b), MAX (a, b) };
}

static MusterKindPair *
get_pair (MusterCooccurrence *self, guint64 a, guint64 b)
{
  const Key key = key_of (a, b);
  MusterKindPair *pair = g_hash_table_lookup (self->pairs, &key);

  if (pair == NULL)
    {
      pair = g_new0 (MusterKindPair, 1);
      pair->a = key.a;
      pair->b = key.b;
      g_hash_table_insert (self->pairs, pair, pair);
    }
  return pair;
}

/* --- forgetting --- */

static gboolean
halve_kind (gpointer key, gpointer value, gpointer user_data)
{
  MusterKindCount *count = value;

  return (count->n /= 2) == 0;
}

static gboolean
halve_pair (gpointer key, gpointer value, gpointer user_data)
{
  MusterKindPair *pair = value;

  pair->together /= 2;
  pair->apart /= 2;
  return pair->together + pair->apart == 0;
}

static void
make_room (MusterCooccurrence *self)
{
  while (g_hash_table_size (self->kinds) > MUSTER_COOCCURRENCE_KINDS_MAX ||
         g_hash_table_size (self->pairs) > MUSTER_COOCCURRENCE_PAIRS_MAX)
    {
      self->n_incidents /= 2;
      g_hash_table_foreach_remove (self->kinds, halve_kind, NULL);
      g_hash_table_foreach_remove (self->pairs, halve_pair, NULL);
    }
}

/* --- learning --- */

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const guint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Each once, the same whatever their order was. */
static GArray *
tidy (const GArray *kinds)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) kinds);
  GArray *out = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_sort (sorted, compare_kinds);
  for (guint i = 0; i < sorted->len && out->len < MUSTER_COOCCURRENCE_OF_ONE; i++)
    {
      guint64 kind = g_array_index (sorted, guint64, i);

      if (kind != 0 && (out->len == 0 || g_array_index (out, guint64, out->len - 1) != kind))
        g_array_append_val (out, kind);
    }
  return out;
}

/**
 * muster_cooccurrence_learn:
 * @self: what was learnt
 * @kinds: (element-type guint64): of the alerts of an incident that is over
 *
 * Learns that they came together.
 */
void
muster_cooccurrence_learn (MusterCooccurrence *self, const GArray *kinds)
{
  g_autoptr (GArray) each = tidy (kinds);

  if (each->len == 0)
    return;
  self->n_incidents++;
  for (guint i = 0; i < each->len; i++)
    {
      get_kind (self, g_array_index (each, guint64, i))->n++;
      for (guint k = i + 1; k < each->len; k++)
        get_pair (self, g_array_index (each, guint64, i), g_array_index (each, guint64, k))
            ->together++;
    }
  make_room (self);
}

static void
count_taught (MusterCooccurrence *self, const GArray *kinds)
{
  for (guint i = 0; i < kinds->len; i++)
    get_kind (self, g_array_index (kinds, guint64, i))->n += TEACHES;
}

/**
 * muster_cooccurrence_teach:
 * @self: what was learnt
 * @kinds: (element-type guint64): of some alerts
 * @others: (element-type guint64): of others
 * @together: whether they belong together
 *
 * Learns what a person decided: a merge, or a split.
 */
void
muster_cooccurrence_teach (MusterCooccurrence *self,
                           const GArray *kinds,
                           const GArray *others,
                           gboolean together)
{
  g_autoptr (GArray) some = tidy (kinds), more = tidy (others);

  if (some->len == 0 || more->len == 0)
    return;
  self->n_incidents += TEACHES;
  count_taught (self, some);
  count_taught (self, more);
  for (guint i = 0; i < some->len; i++)
    for (guint k = 0; k < more->len; k++)
      {
        guint64 a = g_array_index (some, guint64, i), b = g_array_index (more, guint64, k);

        if (a == b)
          continue;
        if (together)
          get_pair (self, a, b)->together += TEACHES;
        else
          get_pair (self, a, b)->apart += TEACHES;
      }
  make_room (self);
}

/* --- what is known --- */

static guint
count_of (const MusterCooccurrence *self, guint64 kind)
{
  const MusterKindCount *count = g_hash_table_lookup (self->kinds, &kind);

  return count != NULL ? count->n : 0;
}

static double
information (const MusterCooccurrence *self, const MusterKindPair *pair)
{
  double n = MAX (self->n_incidents, 1), a = count_of (self, pair->a), b = count_of (self, pair->b);
  double both = MIN (pair->together, MIN (a, b));

  if (both < SEEN_MIN)
    return 0;
  if (both >= n)
    return 1; /* its limit */
  return CLAMP (log (both * n / (a * b)) / -log (both / n), -1, 1) * both / (both + DOUBT);
}

/**
 * muster_cooccurrence_find:
 * @self: what was learnt
 * @a: a kind of alert
 * @b: another
 * @together: (out) (optional): how many incidents had both
 *
 * Returns: how much more often they come together than by chance, -1 to 1; 0: nothing is known
 */
double
muster_cooccurrence_find (const MusterCooccurrence *self, guint64 a, guint64 b, guint *together)
{
  const Key key = key_of (a, b);
  const MusterKindPair *pair = g_hash_table_lookup (self->pairs, &key);
  double all;

  if (together != NULL)
    *together = pair != NULL ? pair->together : 0;
  if (pair == NULL)
    return 0;
  all = pair->together + (double) pair->apart;
  return information (self, pair) * pair->together / all - pair->apart / all;
}

/* --- snapshots --- */

/**
 * muster_cooccurrence_get_incidents:
 * @self: what was learnt
 *
 * Returns: from how many incidents
 */
guint
muster_cooccurrence_get_incidents (const MusterCooccurrence *self)
{
  return self->n_incidents;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const MusterKindCount *x = a, *y = b;

  return (x->kind > y->kind) - (x->kind < y->kind);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const MusterKindPair *x = a, *y = b;

  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

/**
 * muster_cooccurrence_list_kinds:
 * @self: what was learnt
 *
 * Returns: (transfer full) (element-type MusterKindCount): in order
 */
GArray *
muster_cooccurrence_list_kinds (const MusterCooccurrence *self)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (MusterKindCount));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_vals (out, value, 1);
  g_array_sort (out, compare_counts);
  return out;
}

/**
 * muster_cooccurrence_list_pairs:
 * @self: what was learnt
 *
 * Returns: (transfer full) (element-type MusterKindPair): in order
 */
GArray *
muster_cooccurrence_list_pairs (const MusterCooccurrence *self)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (MusterKindPair));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pairs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_vals (out, value, 1);
  g_array_sort (out, compare_pairs);
  return out;
}

/**
 * muster_cooccurrence_restore_incidents:
 * @self: what was learnt
 * @n: from how many incidents
 *
 * Puts the number back.
 */
void
muster_cooccurrence_restore_incidents (MusterCooccurrence *self, guint n)
{
  self->n_incidents = n;
}

/**
 * muster_cooccurrence_restore_kind:
 * @self: what was learnt
 * @count: one that it listed
 *
 * Puts it back.
 */
void
muster_cooccurrence_restore_kind (MusterCooccurrence *self, const MusterKindCount *count)
{
  if (count->kind != 0 && g_hash_table_size (self->kinds) < MUSTER_COOCCURRENCE_KINDS_MAX)
    get_kind (self, count->kind)->n = count->n;
}

/**
 * muster_cooccurrence_restore_pair:
 * @self: what was learnt
 * @pair: one that it listed
 *
 * Puts it back.
 */
void
muster_cooccurrence_restore_pair (MusterCooccurrence *self, const MusterKindPair *pair)
{
  MusterKindPair *there;

  if (pair->a >= pair->b || pair->together + (guint64) pair->apart == 0 ||
      g_hash_table_size (self->pairs) >= MUSTER_COOCCURRENCE_PAIRS_MAX)
    return;
  there = get_pair (self, pair->a, pair->b);
  there->together = pair->together;
  there->apart = pair->apart;
}
