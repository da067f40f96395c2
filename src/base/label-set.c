/* label-set.c - names and values that say what an alert is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/label-set.h"
#include "base/hash.h"
#include <stdlib.h>

#define INSERTION_SORT_MAX 32
#define ON_STACK_MAX       64

/**
 * muster_hash_bytes:
 * @seed: random, out of the sender's sight
 * @bytes: @n bytes
 * @n: how many
 *
 * Returns: a hash for tables in memory; not the same on every machine, so never to be stored
 */
guint64
muster_hash_bytes (MusterHashSeed seed, const char *bytes, gsize n)
{
  return muster_hash (seed.lo ^ muster_hash_mix (seed.hi, seed.lo | 1), bytes, n);
}

/* Two halves that share nothing but the bytes: a collision wants both. */
static inline MusterFingerprint
label_hash (const MusterLabel *label, MusterHashSeed seed)
{
  guint64 name_hi = muster_hash (seed.hi, label->name, label->name_n);
  guint64 name_lo = muster_hash (seed.lo, label->name, label->name_n);

  /* the name's hash seeds the value's: "a=b" is not "b=a" */
  return (MusterFingerprint){ .hi = muster_hash (name_hi, label->value, label->value_n),
                              .lo = muster_hash (name_lo, label->value, label->value_n) };
}

/**
 * muster_label_set_fingerprint:
 * @self: a label set
 * @seed: random, chosen once a process
 *
 * Adds up the labels' hashes, so that order means nothing.
 *
 * Returns: the 128-bit sum; 0 for no labels
 */
MusterFingerprint
muster_label_set_fingerprint (const MusterLabelSet *self, MusterHashSeed seed)
{
  MusterFingerprint sum = { 0 };

  g_return_val_if_fail (self != NULL, sum);

  for (guint i = 0; i < self->n; i++)
    {
      MusterFingerprint one = label_hash (&self->items[i], seed);

      sum.lo += one.lo;
      sum.hi += one.hi + (sum.lo < one.lo);
    }
  return sum;
}

static int
compare_bytes (const char *a, gsize a_n, const char *b, gsize b_n)
{
  gsize n = MIN (a_n, b_n);
  int order = n > 0 ? memcmp (a, b, n) : 0;

  return order != 0 ? order : (a_n > b_n) - (a_n < b_n);
}

static int
compare_labels (gconstpointer a_pointer, gconstpointer b_pointer)
{
  const MusterLabel *a = a_pointer;
  const MusterLabel *b = b_pointer;
  int order = compare_bytes (a->name, a->name_n, b->name, b->name_n);

  return order != 0 ? order : compare_bytes (a->value, a->value_n, b->value, b->value_n);
}

static inline gboolean
label_equal (const MusterLabel *a, const MusterLabel *b)
{
  return a->name_n == b->name_n && a->value_n == b->value_n &&
         (a->name_n == 0 || memcmp (a->name, b->name, a->name_n) == 0) &&
         (a->value_n == 0 || memcmp (a->value, b->value, a->value_n) == 0);
}

static gboolean
equal_in_order (const MusterLabel *a, const MusterLabel *b, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!label_equal (&a[i], &b[i]))
      return FALSE;
  return TRUE;
}

/**
 * muster_label_set_equal:
 * @a: a label set
 * @b: another
 *
 * Returns: whether they hold the same labels the same number of times, in any order
 */
gboolean
muster_label_set_equal (const MusterLabelSet *a, const MusterLabelSet *b)
{
  MusterLabel on_stack[2 * ON_STACK_MAX];
  g_autofree MusterLabel *on_heap = NULL;
  MusterLabelSet a_sorted, b_sorted;
  MusterLabel *room = on_stack;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->n != b->n)
    return FALSE;
  if (equal_in_order (a->items, b->items, a->n)) /* a sender keeps its order */
    return TRUE;
  if (a->n > ON_STACK_MAX)
    room = on_heap = g_new (MusterLabel, 2 * (gsize) a->n);
  a_sorted = (MusterLabelSet){ .items = room, .n = a->n };
  b_sorted = (MusterLabelSet){ .items = room + a->n, .n = b->n };
  memcpy (a_sorted.items, a->items, a->n * sizeof (MusterLabel));
  memcpy (b_sorted.items, b->items, b->n * sizeof (MusterLabel));
  muster_label_set_sort (&a_sorted);
  muster_label_set_sort (&b_sorted);
  return equal_in_order (a_sorted.items, b_sorted.items, a->n);
}

/**
 * muster_label_set_get:
 * @self: a label set
 * @name: a label's name
 * @value_n: (out) (optional): bytes of the value; untouched if there is no such label
 *
 * Returns: (nullable): the value, not ended by a zero, of the first label of that name
 */
const char *
muster_label_set_get (const MusterLabelSet *self, const char *name, gsize *value_n)
{
  gsize name_n;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  name_n = strlen (name);
  for (guint i = 0; i < self->n; i++)
    {
      const MusterLabel *label = &self->items[i];

      if (label->name_n != name_n || memcmp (label->name, name, name_n) != 0)
        continue;
      if (value_n != NULL)
        *value_n = label->value_n;
      return label->value != NULL ? label->value : "";
    }
  return NULL;
}

/**
 * muster_label_set_dup_value:
 * @self: a label set
 * @name: a label's name
 *
 * Returns: (transfer full) (nullable): a copy of the value
 */
char *
muster_label_set_dup_value (const MusterLabelSet *self, const char *name)
{
  gsize n = 0;
  const char *value = muster_label_set_get (self, name, &n);

  return value != NULL ? g_strndup (value, n) : NULL;
}

/**
 * muster_label_set_sort:
 * @self: a label set
 *
 * Puts the labels in order of their names, bytewise; of the same name, of their values.
 */
void
muster_label_set_sort (MusterLabelSet *self)
{
  g_return_if_fail (self != NULL);

  if (self->n > INSERTION_SORT_MAX)
    {
      qsort (self->items, self->n, sizeof (MusterLabel), compare_labels);
      return;
    }
  for (guint i = 1; i < self->n; i++)
    {
      MusterLabel label = self->items[i];
      guint j = i;

      for (; j > 0 && compare_labels (&label, &self->items[j - 1]) < 0; j--)
        self->items[j] = self->items[j - 1];
      self->items[j] = label;
    }
}
