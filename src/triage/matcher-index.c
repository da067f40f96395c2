/* matcher-index.c - which of many lists of matchers may match a label set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A list that wants one value of a label is found by a hash of that name and value, so that an
 * alert costs one look-up a label, however many lists there are. The others are tried each time. */
#include "triage/matcher-index.h"

#include <string.h>

struct _MusterMatcherIndex
{
  GHashTable *by_pair; /* hash of name and value, in the list → GPtrArray of owners */
  GPtrArray *others;   /* of owners */
};

typedef struct
{
  guint64 hash;
  GPtrArray *owners;
} Bucket;

static guint64
hash_pair (const char *name, gsize name_n, const char *value, gsize value_n)
{
  const MusterHashSeed seed = { 0x6d75737465720001, 0x6d61746368657273 };

  return muster_hash_bytes (seed, name, name_n) * 0x9e3779b97f4a7c15u ^
         muster_hash_bytes (seed, value, value_n);
}

static void
bucket_free (Bucket *self)
{
  g_ptr_array_unref (self->owners);
  g_free (self);
}

/**
 * muster_matcher_index_new:
 *
 * Returns: (transfer full): an index of nothing
 */
MusterMatcherIndex *
muster_matcher_index_new (void)
{
  MusterMatcherIndex *self = g_new (MusterMatcherIndex, 1);

  self->by_pair =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) bucket_free);
  self->others = g_ptr_array_new ();
  return self;
}

/**
 * muster_matcher_index_free:
 * @self: an index
 *
 * Frees it; owners stay.
 */
void
muster_matcher_index_free (MusterMatcherIndex *self)
{
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->by_pair);
  g_free (self);
}

/* Where owners with these matchers stand; NULL: nowhere yet. */
static GPtrArray *
find_owners (MusterMatcherIndex *self, const MusterMatchers *matchers, guint64 *out_hash)
{
  const MusterMatcher *equal = muster_matchers_find_equal (matchers);
  const Bucket *bucket;

  if (equal == NULL)
    return self->others;
  *out_hash = hash_pair (equal->name, strlen (equal->name), equal->value, strlen (equal->value));
  bucket = g_hash_table_lookup (self->by_pair, out_hash);
  return bucket != NULL ? bucket->owners : NULL;
}

/**
 * muster_matcher_index_add:
 * @self: an index
 * @matchers: some matchers
 * @owner: whose they are
 *
 * Takes them in.
 */
void
muster_matcher_index_add (MusterMatcherIndex *self, const MusterMatchers *matchers, gpointer owner)
{
  guint64 hash = 0;
  GPtrArray *owners = find_owners (self, matchers, &hash);

  if (owners == NULL)
    {
      Bucket *bucket = g_new (Bucket, 1);

      bucket->hash = hash;
      bucket->owners = owners = g_ptr_array_new ();
      g_hash_table_insert (self->by_pair, &bucket->hash, bucket);
    }
  g_ptr_array_add (owners, owner);
}

/**
 * muster_matcher_index_remove:
 * @self: an index
 * @matchers: as they were added
 * @owner: whose they are
 *
 * Lets go of them.
 */
void
muster_matcher_index_remove (MusterMatcherIndex *self,
                             const MusterMatchers *matchers,
                             gpointer owner)
{
  guint64 hash = 0;
  GPtrArray *owners = find_owners (self, matchers, &hash);

  if (owners == NULL)
    return;
  g_ptr_array_remove (owners, owner);
  if (owners->len == 0 && owners != self->others)
    g_hash_table_remove (self->by_pair, &hash);
}

static gpointer
find_in (const GPtrArray *owners, MusterMatcherFunc func, gpointer user_data)
{
  for (guint i = 0; i < owners->len; i++)
    if (func (g_ptr_array_index (owners, i), user_data))
      return g_ptr_array_index (owners, i);
  return NULL;
}

/**
 * muster_matcher_index_find:
 * @self: an index
 * @labels: of an alert
 * @func: (scope call): asked whether it is this one
 * @user_data: for @func
 *
 * Returns: (nullable) (transfer none): the owner for which @func returned %TRUE
 */
gpointer
muster_matcher_index_find (const MusterMatcherIndex *self,
                           const MusterLabelSet *labels,
                           MusterMatcherFunc func,
                           gpointer user_data)
{
  for (guint i = 0; i < labels->n && g_hash_table_size (self->by_pair) > 0; i++)
    {
      const MusterLabel *label = &labels->items[i];
      guint64 hash = hash_pair (label->name, label->name_n, label->value, label->value_n);
      const Bucket *bucket = g_hash_table_lookup (self->by_pair, &hash);
      gpointer found = bucket != NULL ? find_in (bucket->owners, func, user_data) : NULL;

      if (found != NULL)
        return found;
    }
  return find_in (self->others, func, user_data);
}
