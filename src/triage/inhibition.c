/* inhibition.c - alerts that stand for others while they fire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A rule keeps its sources and targets by what they must agree on, so that an alert meets those of
 * its own bucket only, however many fire. */
#include "triage/inhibition.h"

#include "base/ulid-set.h"

#include <string.h>

typedef struct
{
  guint64 hash;
  MusterUlidSet *alerts;
} Bucket;

/* Alerts that match, by the values that must be equal. Rules that say the same share one. */
typedef struct
{
  const MusterMatchers *matchers; /* and equal: of a rule */
  const MusterInhibitionRule *rule;
  GHashTable *buckets; /* guint64 * (in the value) → Bucket */
} Half;

typedef struct
{
  MusterInhibitionRule *rule;
  Half *sources, *targets;
} Side;

struct _MusterInhibition
{
  GPtrArray *rules;  /* of MusterInhibitionRule */
  GPtrArray *halves; /* of Half */
  GArray *sides;     /* of Side, by rule */
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

static void
bucket_free (Bucket *self)
{
  muster_ulid_set_free (self->alerts);
  g_free (self);
}

static void
half_free (Half *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static gboolean
has_same_equal (const MusterInhibitionRule *a, const MusterInhibitionRule *b)
{
  if (a->n_equal != b->n_equal)
    return FALSE;
  for (guint i = 0; i < a->n_equal; i++)
    if (strcmp (a->equal[i], b->equal[i]) != 0)
      return FALSE;
  return TRUE;
}

static Half *
get_half (MusterInhibition *self, const MusterInhibitionRule *rule, const MusterMatchers *matchers)
{
  Half *half;

  for (guint i = 0; i < self->halves->len; i++)
    {
      half = g_ptr_array_index (self->halves, i);
      if (has_same_equal (half->rule, rule) && muster_matchers_equal (half->matchers, matchers))
        return half;
    }
  half = g_new (Half, 1);
  half->rule = rule;
  half->matchers = matchers;
  half->buckets =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) bucket_free);
  g_ptr_array_add (self->halves, half);
  return half;
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
  self->halves = g_ptr_array_new_with_free_func ((GDestroyNotify) half_free);
  self->sides = g_array_new (FALSE, FALSE, sizeof (Side));
  for (guint i = 0; i < rules->len; i++)
    {
      MusterInhibitionRule *rule = g_ptr_array_index (rules, i);
      Side side = { rule, get_half (self, rule, rule->source),
                    get_half (self, rule, rule->target) };

      g_array_append_val (self->sides, side);
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
  g_array_unref (self->sides);
  g_ptr_array_unref (self->halves);
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

/* NULL: there is none. */
static Bucket *
find_bucket (const Half *half, const MusterLabelSet *labels)
{
  guint64 hash;

  if (g_hash_table_size (half->buckets) == 0)
    return NULL;
  hash = hash_equal (half->rule, labels);
  return g_hash_table_lookup (half->buckets, &hash);
}

static void
add_to (Half *half, MusterUlid alert, const MusterLabelSet *labels)
{
  Bucket *bucket = find_bucket (half, labels);

  if (bucket == NULL)
    {
      bucket = g_new (Bucket, 1);
      bucket->hash = hash_equal (half->rule, labels);
      bucket->alerts = muster_ulid_set_new ();
      g_hash_table_insert (half->buckets, &bucket->hash, bucket);
    }
  muster_ulid_set_add (bucket->alerts, alert);
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
  for (guint i = 0; i < self->halves->len; i++)
    {
      Half *half = g_ptr_array_index (self->halves, i);

      if (is_match (half->matchers, labels))
        add_to (half, alert, labels);
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
  for (guint i = 0; i < self->halves->len; i++)
    {
      Half *half = g_ptr_array_index (self->halves, i);
      Bucket *bucket = find_bucket (half, labels);

      if (bucket == NULL)
        continue;
      muster_ulid_set_remove (bucket->alerts, alert);
      if (muster_ulid_set_is_empty (bucket->alerts))
        g_hash_table_remove (half->buckets, &bucket->hash);
    }
}

static gboolean
holds (const Bucket *bucket, MusterUlid alert)
{
  return bucket != NULL && muster_ulid_set_contains (bucket->alerts, alert);
}

/* The oldest source but @alert itself, so that the same world gives the same answer. */
static gboolean
find_oldest (const Side *side,
             const Bucket *sources,
             MusterUlid alert,
             const MusterLabelSet *labels,
             MusterUlid *out)
{
  const Bucket *targets = is_match (side->rule->source, labels)
                              ? find_bucket (side->targets, labels)
                              : NULL; /* two-sided */
  MusterUlidSetPlace place = { 0 };

  while (muster_ulid_set_next (sources->alerts, &place, out))
    if (!muster_ulid_equal (*out, alert) && !holds (targets, *out))
      return TRUE;
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
      const Side *side = &g_array_index (self->sides, Side, i);
      const Bucket *sources = find_bucket (side->sources, labels);

      if (sources != NULL && is_match (side->rule->target, labels) &&
          find_oldest (side, sources, alert, labels, out))
        return side->rule;
    }
  return NULL;
}

static void
add_targets (const Bucket *sources, const Bucket *targets, MusterUlid alert, GArray *list)
{
  gboolean two_sided = holds (targets, alert);
  MusterUlidSetPlace place = { 0 };
  MusterUlid target;

  while (muster_ulid_set_next (targets->alerts, &place, &target))
    if (!muster_ulid_equal (target, alert) && !(two_sided && holds (sources, target)))
      g_array_append_val (list, target);
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
      const Side *side = &g_array_index (self->sides, Side, i);
      const Bucket *sources = find_bucket (side->sources, labels);
      const Bucket *targets = holds (sources, alert) ? find_bucket (side->targets, labels) : NULL;

      if (targets != NULL)
        add_targets (sources, targets, alert, list);
    }
  g_array_sort (list, compare_ids);
  return list;
}

/**
 * muster_inhibition_get_rules:
 * @self: rules and alerts
 *
 * Returns: (transfer none) (element-type MusterInhibitionRule): the rules, in order
 */
const GPtrArray *
muster_inhibition_get_rules (const MusterInhibition *self)
{
  return self->rules;
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
