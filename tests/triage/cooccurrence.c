/* cooccurrence.c - which kinds of alerts come together, as past incidents and people teach
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/cooccurrence.h"

/* "a b c": each letter is a kind. */
static GArray *
kinds_of (const char *text)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (; *text != '\0'; text++)
    if (*text != ' ')
      {
        guint64 kind = (guint64) *text;

        g_array_append_val (kinds, kind);
      }
  return kinds;
}

static void
learn (MusterCooccurrence *self, const char *text)
{
  g_autoptr (GArray) kinds = kinds_of (text);

  muster_cooccurrence_learn (self, kinds);
}

static void
teach (MusterCooccurrence *self, const char *some, const char *others, gboolean together)
{
  g_autoptr (GArray) a = kinds_of (some), b = kinds_of (others);

  muster_cooccurrence_teach (self, a, b, together);
}

static void
test_incidents_teach (void)
{
  MusterCooccurrence *self = muster_cooccurrence_new ();
  guint together;

  g_assert_cmpfloat (muster_cooccurrence_find (self, 'a', 'b', &together), ==, 0);
  for (guint i = 0; i < 6; i++)
    {
      learn (self, "b a a");
      learn (self, i % 2 == 0 ? "c d" : "c");
      learn (self, i % 2 == 0 ? "d" : "e");
    }
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'a', 'b', &together), >, 0.7);
  g_assert_cmpuint (together, ==, 6);
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'b', 'a', NULL), ==,
                     muster_cooccurrence_find (self, 'a', 'b', NULL));
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'c', 'd', NULL), <, 0.3);
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'a', 'c', NULL), ==, 0);
  learn (self, "");
  g_assert_cmpuint (muster_cooccurrence_get_incidents (self), ==, 18);
  muster_cooccurrence_free (self);
}

static void
test_one_incident_teaches_nothing (void)
{
  MusterCooccurrence *self = muster_cooccurrence_new ();

  learn (self, "a b");
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'a', 'b', NULL), ==, 0);
  muster_cooccurrence_free (self);
}

static void
test_people_teach (void)
{
  MusterCooccurrence *self = muster_cooccurrence_new ();
  double before;

  teach (self, "a", "b a", TRUE);
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'a', 'b', NULL), >, 0.2);
  for (guint i = 0; i < 4; i++)
    learn (self, "x y");
  before = muster_cooccurrence_find (self, 'x', 'y', NULL);
  teach (self, "x", "y", FALSE);
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'x', 'y', NULL), <, before / 2);
  for (guint i = 0; i < 8; i++)
    teach (self, "x", "y", FALSE);
  g_assert_cmpfloat (muster_cooccurrence_find (self, 'x', 'y', NULL), <, -0.5);
  muster_cooccurrence_free (self);
}

static void
assert_equal (const MusterCooccurrence *a, const MusterCooccurrence *b)
{
  g_autoptr (GArray) kinds = muster_cooccurrence_list_kinds (a);
  g_autoptr (GArray) other_kinds = muster_cooccurrence_list_kinds (b);
  g_autoptr (GArray) pairs = muster_cooccurrence_list_pairs (a);
  g_autoptr (GArray) other_pairs = muster_cooccurrence_list_pairs (b);

  g_assert_cmpuint (muster_cooccurrence_get_incidents (a), ==,
                    muster_cooccurrence_get_incidents (b));
  g_assert_cmpmem (kinds->data, kinds->len * sizeof (MusterKindCount), other_kinds->data,
                   other_kinds->len * sizeof (MusterKindCount));
  g_assert_cmpmem (pairs->data, pairs->len * sizeof (MusterKindPair), other_pairs->data,
                   other_pairs->len * sizeof (MusterKindPair));
}

/* However much is learnt it stays small, and what is restored goes on as what was saved. */
static void
test_is_bounded_and_restored (void)
{
  MusterCooccurrence *self = muster_cooccurrence_new (), *copy = muster_cooccurrence_new ();
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (guint64)), list = NULL, more = NULL;

  for (guint i = 0; i < 600; i++)
    {
      g_array_set_size (kinds, 0);
      for (guint k = 0; k < 40; k++)
        {
          guint64 kind = k < 4 ? k + 1 : (guint64) g_test_rand_int_range (5, 100000);

          g_array_append_val (kinds, kind);
        }
      muster_cooccurrence_learn (self, kinds);
    }
  list = muster_cooccurrence_list_kinds (self);
  more = muster_cooccurrence_list_pairs (self);
  g_assert_cmpuint (list->len, <=, MUSTER_COOCCURRENCE_KINDS_MAX);
  g_assert_cmpuint (more->len, <=, MUSTER_COOCCURRENCE_PAIRS_MAX);
  g_assert_cmpfloat (muster_cooccurrence_find (self, 1, 2, NULL), >, 0.5); /* not forgotten */
  muster_cooccurrence_restore_incidents (copy, muster_cooccurrence_get_incidents (self));
  for (guint i = 0; i < list->len; i++)
    muster_cooccurrence_restore_kind (copy, &g_array_index (list, MusterKindCount, i));
  for (guint i = 0; i < more->len; i++)
    muster_cooccurrence_restore_pair (copy, &g_array_index (more, MusterKindPair, i));
  assert_equal (self, copy);
  for (guint i = 0; i < 50; i++)
    {
      muster_cooccurrence_learn (self, kinds);
      muster_cooccurrence_learn (copy, kinds);
    }
  assert_equal (self, copy);
  muster_cooccurrence_free (copy);
  muster_cooccurrence_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cooccurrence/incidents", test_incidents_teach);
  g_test_add_func ("/cooccurrence/once", test_one_incident_teaches_nothing);
  g_test_add_func ("/cooccurrence/people", test_people_teach);
  g_test_add_func ("/cooccurrence/bounded-and-restored", test_is_bounded_and_restored);
  return g_test_run ();
}
