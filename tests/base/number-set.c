/* number-set.c - a set of numbers beside the simplest one that there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/number-set.h"

#include "random-below.h"

static int
compare (gconstpointer a, gconstpointer b)
{
  const guint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Sorted, each once. */
static void
tidy (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, compare);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, guint64, i) != g_array_index (numbers, guint64, n - 1))
      g_array_index (numbers, guint64, n++) = g_array_index (numbers, guint64, i);
  g_array_set_size (numbers, n);
}

/* Takes all out, at most @max at a time, which must be what @expected has. */
static void
assert_takes (MusterNumberSet *set, const GArray *expected, guint max)
{
  g_autofree guint64 *taken = g_new (guint64, max);
  guint at = 0, n;

  while ((n = muster_number_set_take (set, taken, max)) > 0)
    {
      g_assert_cmpuint (n, <=, max);
      g_assert_cmpuint (at + n, <=, expected->len);
      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (taken[i], ==, g_array_index (expected, guint64, at + i));
      at += n;
    }
  g_assert_cmpuint (at, ==, expected->len);
}

/* Close together, scattered, at both ends of what there is, and some twice. */
static void
test_random (void)
{
  static const guint64 spans[] = { 10, 5000, 100000, G_GUINT64_CONSTANT (1) << 40, G_MAXUINT64 };

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (MusterNumberSet) set = muster_number_set_new ();
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (guint64));
      guint64 span = spans[random_below (G_N_ELEMENTS (spans))];
      guint n = random_below (round % 10 == 0 ? 20000 : 300);

      for (guint i = 0; i < n; i++)
        {
          guint64 any = (guint64) random_below (G_MAXUINT) << 32 | random_below (G_MAXUINT);
          guint64 number = any % span + (round % 2 == 0 ? 0 : G_MAXUINT64 - span);

          muster_number_set_add (set, number);
          g_array_append_val (expected, number);
        }
      tidy (expected);
      assert_takes (set, expected, 1 + random_below (700));
    }
}

static void
test_taking_and_adding (void)
{
  g_autoptr (MusterNumberSet) set = muster_number_set_new ();
  guint64 taken[2];

  g_assert_cmpuint (muster_number_set_take (set, taken, 2), ==, 0);
  muster_number_set_add (set, G_MAXUINT64);
  muster_number_set_add (set, 0);
  muster_number_set_add (set, G_MAXUINT64);
  g_assert_cmpuint (muster_number_set_take (set, taken, 1), ==, 1);
  g_assert_cmpuint (taken[0], ==, 0);
  muster_number_set_add (set, 7);
  g_assert_cmpuint (muster_number_set_take (set, taken, 2), ==, 2);
  g_assert_cmpuint (taken[0], ==, 7);
  g_assert_cmpuint (taken[1], ==, G_MAXUINT64);
  g_assert_cmpuint (muster_number_set_take (set, taken, 2), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-set/random", test_random);
  g_test_add_func ("/number-set/taking-and-adding", test_taking_and_adding);
  return g_test_run ();
}
