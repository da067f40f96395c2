/* member-sets.c - sets of people, each kept once and known by a number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/member-sets.h"

#include <string.h>

typedef struct
{
  guint number, n;
  guint people[]; /* ascending */
} Set;

struct _MusterMemberSets
{
  GPtrArray *sets;   /* of Set, owned, by their numbers */
  GHashTable *known; /* of Set, to itself */
};

static guint
hash_set (gconstpointer key)
{
  const Set *set = key;
  guint hash = set->n;

  for (guint i = 0; i < set->n; i++)
    hash = hash * 31 + set->people[i] * 2654435761u;
  return hash;
}

static gboolean
equal_sets (gconstpointer a, gconstpointer b)
{
  const Set *left = a, *right = b;

  return left->n == right->n &&
         memcmp (left->people, right->people, left->n * sizeof left->people[0]) == 0;
}

static Set *
set_alloc (guint n)
{
  Set *set = g_malloc (sizeof (Set) + n * sizeof (guint));

  set->n = n;
  return set;
}

/* Takes @set, whose people are in order. */
static guint
intern (MusterMemberSets *self, Set *set)
{
  const Set *known = g_hash_table_lookup (self->known, set);

  if (known != NULL)
    {
      g_free (set);
      return known->number;
    }
  set->number = self->sets->len;
  g_ptr_array_add (self->sets, set);
  g_hash_table_add (self->known, set);
  return set->number;
}

/**
 * muster_member_sets_new:
 *
 * Returns: (transfer full): the empty set alone
 */
MusterMemberSets *
muster_member_sets_new (void)
{
  MusterMemberSets *self = g_new (MusterMemberSets, 1);

  self->sets = g_ptr_array_new_with_free_func (g_free);
  self->known = g_hash_table_new (hash_set, equal_sets);
  intern (self, set_alloc (0));
  return self;
}

/**
 * muster_member_sets_free:
 * @self: sets
 *
 * Frees them.
 */
void
muster_member_sets_free (MusterMemberSets *self)
{
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

static const Set *
get (const MusterMemberSets *self, guint set)
{
  return g_ptr_array_index (self->sets, set);
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/**
 * muster_member_sets_add:
 * @self: sets
 * @people: (array length=n): people
 * @n: how many
 *
 * Returns: the number of their set
 */
guint
muster_member_sets_add (MusterMemberSets *self, const guint *people, guint n)
{
  Set *set = set_alloc (n);
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    set->people[i] = people[i];
  g_qsort_with_data (set->people, (int) n, sizeof (guint), compare_people, NULL);
  for (guint i = 0; i < n; i++)
    if (kept == 0 || set->people[kept - 1] != set->people[i])
      set->people[kept++] = set->people[i];
  set->n = kept;
  return intern (self, set);
}

/**
 * muster_member_sets_get:
 * @self: sets
 * @set: one of their numbers
 * @out_n: (out): how many are in it
 *
 * Returns: (transfer none) (array length=out_n): its people, ascending
 */
const guint *
muster_member_sets_get (const MusterMemberSets *self, guint set, guint *out_n)
{
  *out_n = get (self, set)->n;
  return get (self, set)->people;
}

/**
 * muster_member_sets_contain:
 * @self: sets
 * @set: one of their numbers
 * @person: somebody
 *
 * Returns: whether they are in it
 */
gboolean
muster_member_sets_contain (const MusterMemberSets *self, guint set, guint person)
{
  const Set *of = get (self, set);

  for (guint i = 0; i < of->n; i++)
    if (of->people[i] == person)
      return TRUE;
  return FALSE;
}

/**
 * muster_member_sets_without:
 * @self: sets
 * @set: one of their numbers
 * @person: somebody
 *
 * Returns: the number of the set of all others in it
 */
guint
muster_member_sets_without (MusterMemberSets *self, guint set, guint person)
{
  const Set *of = get (self, set);
  Set *rest;
  guint n = 0;

  if (!muster_member_sets_contain (self, set, person))
    return set;
  rest = set_alloc (of->n - 1);
  for (guint i = 0; i < of->n; i++)
    if (of->people[i] != person)
      rest->people[n++] = of->people[i];
  return intern (self, rest);
}

/**
 * muster_member_sets_union:
 * @self: sets
 * @a: one of their numbers
 * @b: another
 *
 * Returns: the number of the set of all in either
 */
guint
muster_member_sets_union (MusterMemberSets *self, guint a, guint b)
{
  const Set *left = get (self, a), *right = get (self, b);
  guint i = 0, j = 0;
  Set *both;

  if (a == b || right->n == 0)
    return a;
  if (left->n == 0)
    return b;
  both = set_alloc (left->n + right->n);
  for (both->n = 0; i < left->n || j < right->n; both->n++)
    {
      gboolean from_left = j == right->n || (i < left->n && left->people[i] <= right->people[j]);
      guint person = from_left ? left->people[i] : right->people[j];

      both->people[both->n] = person;
      i += i < left->n && left->people[i] == person;
      j += j < right->n && right->people[j] == person;
    }
  return intern (self, both);
}

/**
 * muster_member_sets_with:
 * @self: sets
 * @set: one of their numbers
 * @person: somebody
 *
 * Returns: the number of the set with them, too
 */
guint
muster_member_sets_with (MusterMemberSets *self, guint set, guint person)
{
  return muster_member_sets_union (self, set, muster_member_sets_add (self, &person, 1));
}
