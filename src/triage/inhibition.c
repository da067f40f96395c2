/* inhibition.c - alerts that stand for others while they fire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A rule keeps its sources and targets by what they must agree on, so that an alert meets those of
 * its own bucket only, however many fire. */
#include "triage/inhibition.h"

#include <string.h>

typedef struct
{
  guint64 hash;
  GSequence *sources; /* of MusterUlid * (owned), the oldest first */
  GSequence *targets;
} Bucket;

typedef struct
{
  MusterInhibitionRule *rule;
  GHashTable *buckets; /* guint64 * (in the value) → Bucket */
} Side;

struct _MusterInhibition
{
  GPtrArray *rules; /* of MusterInhibitionRule */
  GPtrArray *sides; /* of Side, by rule */
};

/**
 * muster_inhibition_rule_new:
 *
 * Returns: (transfer full): a rule without matchers
 */
MusterInhibitionRule *
muster_inhibition_rule_new (void)
{
  MusterInhibitionRule *self = g_new0 (MusterInhibitionRule, 1);

  self->source = muster_matchers_new ();
  self->target = muster_matchers_new ();
  return self;
}

/**
 * muster_inhibition_rule_free:
 * @self: a rule
 *
 * Frees it.
 */
void
muster_inhibition_rule_free (MusterInhibitionRule *self)
{
  muster_matchers_free (self->source);
  muster_matchers_free (self->target);
  for (guint i = 0; i < self->n_equal; i++)
    g_free (self->equal[i]);
  g_free (self->name);
  g_free (self);
}

static int
compare_pointers (gconstpointer a, gconstpointer b, gpointer unused)
{
  return muster_ulid_compare (*(const MusterUlid *) a, *(const MusterUlid *) b);
}

static gboolean
contains (GSequence *set, const MusterUlid *alert)
{
  return g_sequence_lookup (set, (gpointer) alert, compare_pointers, NULL) != NULL;
}

static void
add_to (GSequence *set, const MusterUlid *alert)
{
  if (!contains (set, alert))
    g_sequence_insert_sorted (set, g_memdup2 (alert, sizeof *alert), compare_pointers, NULL);
}

static void
remove_from (GSequence *set, const MusterUlid *alert)
{
  GSequenceIter *iter = g_sequence_lookup (set, (gpointer) alert, compare_pointers, NULL);

  if (iter != NULL)
    g_sequence_remove (iter);
}

static void
bucket_free (Bucket *self)
{
  g_sequence_free (self->sources);
  g_sequence_free (self->targets);
  g_free (self);
}

static void
side_free (Side *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

/**
 * muster_inhibition_new:
 * @rules: (transfer full) (element-type MusterInhibitionRule): which free themselves
 *
 * Returns: (transfer full): of no alerts yet
 */
MusterInhibition *
muster_inhibition_new (GPtrArray *rules)
{
  MusterInhibition *self = g_new (MusterInhibition, 1);

  self->rules = rules;
  self->sides = g_ptr_array_new_with_free_func ((GDestroyNotify) side_free);
  for (guint i = 0; i < rules->len; i++)
    {
      Side *side = g_new (Side, 1);

      side->rule = g_ptr_array_index (rules, i);
      side->buckets =
          g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) bucket_free);
      g_ptr_array_add (self->sides, side);
    }
  return self;
}

/**
 * muster_inhibition_free:
 * @self: rules and alerts
 *
 * Frees them.
 */
void
muster_inhibition_free (MusterInhibition *self)
{
  g_ptr_array_unref (self->sides);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* 64 bits stand for the values: people write the rules, but senders the values, so the seed is not
 * for them to know. Two that fall together by chance would hold back one alert too many. */
static guint64
hash_equal (const MusterInhibitionRule *rule, const MusterLabelSet *labels)
{
  const MusterHashSeed seed = { 0x5bd1e995c0ffee11, 0x2545f4914f6cdd1d };
  guint64 hash = 0;

  for (guint i = 0; i < rule->n_equal; i++)
    {
      gsize n = 0;
      const char *value = muster_label_set_get (labels, rule->equal[i], &n);

      hash = (hash ^ muster_hash_bytes (seed, value != NULL ? value : "", value != NULL ? n : 0)) *
             0x9e3779b97f4a7c15u;
    }
  return hash;
}

static Bucket *
get_bucket (Side *side, const MusterLabelSet *labels)
{
  guint64 hash = hash_equal (side->rule, labels);
  Bucket *bucket = g_hash_table_lookup (side->buckets, &hash);

  if (bucket != NULL)
    return bucket;
  bucket = g_new (Bucket, 1);
  bucket->hash = hash;
  bucket->sources = g_sequence_new (g_free);
  bucket->targets = g_sequence_new (g_free);
  g_hash_table_insert (side->buckets, &bucket->hash, bucket);
  return bucket;
}

static gboolean
is_match (const MusterMatchers *matchers, const MusterLabelSet *labels)
{
  return muster_matchers_match (matchers, labels) == MUSTER_PATTERN_YES;
}

/**
 * muster_inhibition_add:
 * @self: rules and alerts
 * @alert: the id of one that fires from now on
 * @labels: its labels
 *
 * Takes it in, where a rule is about it.
 */
void
muster_inhibition_add (MusterInhibition *self, MusterUlid alert, const MusterLabelSet *labels)
{
  for (guint i = 0; i < self->sides->len; i++)
    {
      Side *side = g_ptr_array_index (self->sides, i);

      if (is_match (side->rule->source, labels))
        add_to (get_bucket (side, labels)->sources, &alert);
      if (is_match (side->rule->target, labels))
        add_to (get_bucket (side, labels)->targets, &alert);
    }
}

/**
 * muster_inhibition_remove:
 * @self: rules and alerts
 * @alert: the id of one that fires no longer
 * @labels: its labels
 *
 * Lets go of it.
 */
void
muster_inhibition_remove (MusterInhibition *self, MusterUlid alert, const MusterLabelSet *labels)
{
  for (guint i = 0; i < self->sides->len; i++)
    {
      Side *side = g_ptr_array_index (self->sides, i);
      guint64 hash = hash_equal (side->rule, labels);
      Bucket *bucket = g_hash_table_lookup (side->buckets, &hash);

      if (bucket == NULL)
        continue;
      remove_from (bucket->sources, &alert);
      remove_from (bucket->targets, &alert);
      if (g_sequence_is_empty (bucket->sources) && g_sequence_is_empty (bucket->targets))
        g_hash_table_remove (side->buckets, &hash);
    }
}

/* The oldest source but @alert itself, so that the same world gives the same answer. */
static gboolean
find_oldest (const Bucket *bucket, MusterUlid alert, gboolean two_sided, MusterUlid *out)
{
  for (GSequenceIter *iter = g_sequence_get_begin_iter (bucket->sources);
       !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter))
    {
      const MusterUlid *source = g_sequence_get (iter);

      if (muster_ulid_equal (*source, alert) || (two_sided && contains (bucket->targets, source)))
        continue;
      *out = *source;
      return TRUE;
    }
  return FALSE;
}

/**
 * muster_inhibition_find_source:
 * @self: rules and alerts
 * @alert: an alert's id, in them or not
 * @labels: its labels
 * @out: (out): the alert that holds it back
 *
 * As with Alertmanager, what is a source as well as a target is held back by no other that is both:
 * two alerts never silence each other.
 *
 * Returns: (nullable) (transfer none): the first rule by which something holds it back
 */
const MusterInhibitionRule *
muster_inhibition_find_source (const MusterInhibition *self,
                               MusterUlid alert,
                               const MusterLabelSet *labels,
                               MusterUlid *out)
{
  for (guint i = 0; i < self->sides->len; i++)
    {
      const Side *side = g_ptr_array_index (self->sides, i);
      guint64 hash;
      const Bucket *bucket;

      if (!is_match (side->rule->target, labels))
        continue;
      hash = hash_equal (side->rule, labels);
      bucket = g_hash_table_lookup (side->buckets, &hash);
      if (bucket != NULL && find_oldest (bucket, alert, is_match (side->rule->source, labels), out))
        return side->rule;
    }
  return NULL;
}

static void
add_targets (const Bucket *bucket, MusterUlid alert, GArray *list)
{
  gboolean two_sided = contains (bucket->targets, &alert);

  for (GSequenceIter *iter = g_sequence_get_begin_iter (bucket->targets);
       !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter))
    {
      const MusterUlid *target = g_sequence_get (iter);

      if (!muster_ulid_equal (*target, alert) && !(two_sided && contains (bucket->sources, target)))
        g_array_append_val (list, *target);
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return muster_ulid_compare (*(const MusterUlid *) a, *(const MusterUlid *) b);
}

/**
 * muster_inhibition_list_targets:
 * @self: rules and alerts
 * @alert: the id of one that fires
 * @labels: its labels
 *
 * Returns: (transfer full) (element-type MusterUlid): those that it holds back, some perhaps twice
 */
GArray *
muster_inhibition_list_targets (const MusterInhibition *self,
                                MusterUlid alert,
                                const MusterLabelSet *labels)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (MusterUlid));

  for (guint i = 0; i < self->sides->len; i++)
    {
      const Side *side = g_ptr_array_index (self->sides, i);
      guint64 hash = hash_equal (side->rule, labels);
      const Bucket *bucket = g_hash_table_lookup (side->buckets, &hash);

      if (bucket != NULL && contains (bucket->sources, &alert))
        add_targets (bucket, alert, list);
    }
  g_array_sort (list, compare_ids);
  return list;
}

/**
 * muster_inhibition_is_empty:
 * @self: rules and alerts
 *
 * Returns: whether there is no rule
 */
gboolean
muster_inhibition_is_empty (const MusterInhibition *self)
{
  return self->rules->len == 0;
}
