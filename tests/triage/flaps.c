/* flaps.c - alerts that come and go: worked cases, and a slow reference
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/flaps.h"

#define SECONDS ((gint64) G_USEC_PER_SEC)
#define NEW     G_MININT64 /* nothing was before */

static const MusterUlid a = { 1, 1 }, b = { 1, 2 };

/* An alert that is over for the first time has not come back. */
static void
test_only_what_comes_back (void)
{
  MusterFlaps *flaps = muster_flaps_new ();

  muster_flaps_note (flaps, a, NEW, 10);
  g_assert_null (muster_flaps_get (flaps, a));
  muster_flaps_note (flaps, a, 10, 20);
  g_assert_cmpuint (muster_flaps_get (flaps, a)->n, ==, 2);
  muster_flaps_note (flaps, a, NEW, 30);
  g_assert_cmpuint (muster_flap_count (muster_flaps_get (flaps, a), 20), ==, 2);
  muster_flaps_rename (flaps, a, b);
  g_assert_null (muster_flaps_get (flaps, a));
  g_assert_cmpuint (muster_flaps_get (flaps, b)->n, ==, 3);
  muster_flaps_free (flaps);
}

static void
test_calm (void)
{
  MusterFlaps *flaps = muster_flaps_new ();
  gint64 at_us;

  muster_flaps_note (flaps, a, 1, 10);
  muster_flaps_note (flaps, b, 1, 20);
  g_assert_null (muster_flaps_first_calm (flaps, &at_us));
  g_assert_cmpint (at_us, ==, G_MAXINT64);
  muster_flaps_set_calm (flaps, a, 100);
  muster_flaps_set_calm (flaps, b, 50);
  g_assert_true (muster_ulid_equal (muster_flaps_first_calm (flaps, &at_us)->alert, b));
  g_assert_cmpint (at_us, ==, 70);
  muster_flaps_note (flaps, b, NEW, 90); /* it changes: that is later */
  g_assert_true (muster_ulid_equal (muster_flaps_first_calm (flaps, &at_us)->alert, a));
  g_assert_cmpint (at_us, ==, 110);
  muster_flaps_set_calm (flaps, a, 0);
  muster_flaps_set_calm (flaps, b, 0);
  g_assert_null (muster_flaps_first_calm (flaps, &at_us));
  muster_flaps_free (flaps);
}

static void
test_old_ones_go (void)
{
  MusterFlaps *flaps = muster_flaps_new ();

  muster_flaps_note (flaps, a, 1, 10);
  muster_flaps_note (flaps, b, 1, 10 + 25 * 3600 * SECONDS);
  g_assert_null (muster_flaps_get (flaps, a));
  g_assert_cmpuint (muster_flaps_list (flaps)->length, ==, 1);
  muster_flaps_free (flaps);
}

/* The first that is calm is the first that is calm. */
static void
test_against_reference (void)
{
  MusterFlaps *flaps = muster_flaps_new ();
  gint64 last[20] = { 0 }, calm[20] = { 0 }, now = 1000;

  for (guint step = 0; step < 2000; step++)
    {
      guint i = (guint) g_test_rand_int_range (0, 20);
      MusterUlid id = { 7, i };
      gint64 first = G_MAXINT64, told;

      now += g_test_rand_int_range (0, 50);
      if (g_test_rand_bit ())
        {
          muster_flaps_note (flaps, id, now - 1, now);
          last[i] = now;
        }
      else if (last[i] > 0)
        {
          calm[i] = g_test_rand_bit () ? g_test_rand_int_range (1, 500) : 0;
          muster_flaps_set_calm (flaps, id, calm[i]);
        }
      for (guint k = 0; k < 20; k++)
        if (calm[k] > 0)
          first = MIN (first, last[k] + calm[k]);
      muster_flaps_first_calm (flaps, &told);
      g_assert_cmpint (told, ==, first);
    }
  muster_flaps_free (flaps);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/flaps/only-what-comes-back", test_only_what_comes_back);
  g_test_add_func ("/triage/flaps/calm", test_calm);
  g_test_add_func ("/triage/flaps/old-ones-go", test_old_ones_go);
  g_test_add_func ("/triage/flaps/against-reference", test_against_reference);
  return g_test_run ();
}
