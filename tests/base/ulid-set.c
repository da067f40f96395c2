/* ulid-set.c - a set of ids beside a hash table and a sort
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/ulid-set.h"

#include "random-below.h"

static int
compare (gconstpointer a, gconstpointer b)
{
  return muster_ulid_compare (**(const MusterUlid *const *) a, **(const MusterUlid *const *) b);
}

static void
assert_equal (const MusterUlidSet *set, GHashTable *expected)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  MusterUlidSetPlace place = { 0 };
  GHashTableIter iter;
  gpointer key;
  MusterUlid id;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (ids, key);
  g_ptr_array_sort (ids, compare);
  for (guint i = 0; i < ids->len; i++)
    {
      g_assert_true (muster_ulid_set_next (set, &place, &id));
      g_assert_true (muster_ulid_equal (id, *(const MusterUlid *) g_ptr_array_index (ids, i)));
      g_assert_true (muster_ulid_set_contains (set, id));
    }
  g_assert_false (muster_ulid_set_next (set, &place, &id));
  g_assert_cmpint (muster_ulid_set_is_empty (set), ==, ids->len == 0);
}

/* By turns more is added than removed and the other way round; in order, or anywhere. */
static void
test_random (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (MusterUlidSet) set = muster_ulid_set_new ();
      g_autoptr (GHashTable) expected =
          g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
      guint span = 1 + random_below (round % 2 == 0 ? 20 : 4000);

      for (guint step = 0; step < 6000; step++)
        {
          gboolean in_order = round % 4 == 1 && step % 3000 < 2000;
          guint number = in_order ? step * 2 : random_below (span);
          MusterUlid id = { number / 3, number % 3 };
          gboolean adds = in_order || random_below (10) < (step / 1500 % 2 == 0 ? 8 : 2);

          if (adds)
            {
              muster_ulid_set_add (set, id);
              g_hash_table_add (expected, g_memdup2 (&id, sizeof id));
            }
          else
            {
              muster_ulid_set_remove (set, id);
              g_hash_table_remove (expected, &id);
            }
          g_assert_cmpint (muster_ulid_set_contains (set, id), ==, adds);
        }
      assert_equal (set, expected);
    }
}

static void
test_empty (void)
{
  g_autoptr (MusterUlidSet) set = muster_ulid_set_new ();
  MusterUlidSetPlace place = { 0 };
  MusterUlid id = { 1, 2 };

  muster_ulid_set_remove (set, id);
  g_assert_false (muster_ulid_set_contains (set, id));
  g_assert_true (muster_ulid_set_is_empty (set));
  muster_ulid_set_add (set, id);
  muster_ulid_set_remove (set, id);
  g_assert_true (muster_ulid_set_is_empty (set));
  g_assert_false (muster_ulid_set_next (set, &place, &id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ulid-set/random", test_random);
  g_test_add_func ("/ulid-set/empty", test_empty);
  return g_test_run ();
}
