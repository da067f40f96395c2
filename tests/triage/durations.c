/* durations.c - how long alerts usually last: worked cases, and a slow reference
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/durations.h"

#define SECONDS ((gint64) G_USEC_PER_SEC)

static const MusterUlid shop = { 1, 1 };

static void
add_many (MusterDurations *self, const char *name, guint n, guint seconds)
{
  for (guint i = 0; i < n; i++)
    muster_durations_add (self, shop, name, seconds * SECONDS);
}

static void
test_too_few (void)
{
  MusterDurations *durations = muster_durations_new ();

  add_many (durations, "A", MUSTER_DURATIONS_NEEDED - 1, 10);
  g_assert_cmpuint (muster_duration_usual (muster_durations_get (durations, shop, "A")), ==, 0);
  add_many (durations, "A", 1, 10);
  g_assert_cmpuint (muster_duration_usual (muster_durations_get (durations, shop, "A")), ==, 10);
  g_assert_null (muster_durations_get (durations, (MusterUlid){ 2, 2 }, "A"));
  g_assert_cmpuint (muster_duration_usual (NULL), ==, 0);
  muster_durations_free (durations);
}

/* One that lasts is an exception; two in ten are none. */
static void
test_what_nine_of_ten_do (void)
{
  MusterDurations *durations = muster_durations_new ();

  add_many (durations, "A", 9, 30);
  add_many (durations, "A", 1, 3600);
  g_assert_cmpuint (muster_duration_usual (muster_durations_get (durations, shop, "A")), ==, 30);
  add_many (durations, "A", 1, 3600);
  g_assert_cmpuint (muster_duration_usual (muster_durations_get (durations, shop, "A")), ==, 3600);
  add_many (durations, "A", 16, 5); /* what was long ago is forgotten */
  g_assert_cmpuint (muster_duration_usual (muster_durations_get (durations, shop, "A")), ==, 5);
  muster_durations_free (durations);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const gint *) a - *(const gint *) b;
}

static void
test_against_reference (void)
{
  MusterDurations *durations = muster_durations_new ();
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint));

  for (guint i = 0; i < 200; i++)
    {
      gint seconds = g_test_rand_int_range (1, 1000);
      guint from = all->len + 1 > MUSTER_DURATIONS_KEPT ? all->len + 1 - MUSTER_DURATIONS_KEPT : 0;
      g_autoptr (GArray) last = g_array_new (FALSE, FALSE, sizeof (gint));
      guint within = 0, usual;

      g_array_append_val (all, seconds);
      muster_durations_add (durations, shop, "A", seconds * SECONDS);
      g_array_append_vals (last, &g_array_index (all, gint, from), all->len - from);
      g_array_sort (last, compare);
      usual = muster_duration_usual (muster_durations_get (durations, shop, "A"));
      for (guint k = 0; k < last->len; k++)
        within += g_array_index (last, gint, k) <= (gint) usual;
      if (last->len < MUSTER_DURATIONS_NEEDED)
        g_assert_cmpuint (usual, ==, 0);
      else
        g_assert_cmpuint (within * 10, >=, last->len * 9);
    }
  muster_durations_free (durations);
}

static void
test_bounds (void)
{
  MusterDurations *durations = muster_durations_new ();

  for (guint i = 0; i < MUSTER_DURATIONS_NAMES_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf ("A%u", i);

      muster_durations_add (durations, shop, name, SECONDS);
    }
  muster_durations_add (durations, shop, "A0", SECONDS);
  muster_durations_add (durations, shop, "new", SECONDS);
  g_assert_cmpuint (g_queue_get_length ((GQueue *) muster_durations_list (durations)), ==,
                    MUSTER_DURATIONS_NAMES_MAX);
  g_assert_nonnull (muster_durations_get (durations, shop, "A0"));
  g_assert_null (muster_durations_get (durations, shop, "A1"));
  muster_durations_free (durations);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/durations/too-few", test_too_few);
  g_test_add_func ("/triage/durations/what-nine-of-ten-do", test_what_nine_of_ten_do);
  g_test_add_func ("/triage/durations/against-reference", test_against_reference);
  g_test_add_func ("/triage/durations/bounds", test_bounds);
  return g_test_run ();
}
