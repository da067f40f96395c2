/* backoff.c - tests of how long to wait before trying again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/backoff.h"
#include <string.h>

static void
fill_least (gpointer unused, guchar *bytes, gsize n)
{
  memset (bytes, 0, n);
}

static void
fill_chance (gpointer unused, guchar *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guchar) g_test_rand_int ();
}

static void
test_doubles (void)
{
  static const gint64 least_ms[] = { 250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000 };
  MusterBackoff backoff = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (least_ms); i++)
    g_assert_cmpint (muster_backoff_next_us (&backoff, fill_least, NULL), ==, least_ms[i] * 1000);
  muster_backoff_reset (&backoff);
  g_assert_cmpint (muster_backoff_next_us (&backoff, fill_least, NULL), ==, 250000);
}

/* Never more than the most, never less than half of what it would be, and not always the same. */
static void
test_jitter (void)
{
  gint64 least_us = G_MAXINT64, most_us = 0;

  for (guint i = 0; i < 1000; i++)
    {
      MusterBackoff backoff = { .n_failures = 3 };
      gint64 wait_us = muster_backoff_next_us (&backoff, fill_chance, NULL);

      g_assert_cmpint (wait_us, >=, 2000000);
      g_assert_cmpint (wait_us, <=, 4000000);
      least_us = MIN (least_us, wait_us);
      most_us = MAX (most_us, wait_us);
    }
  g_assert_cmpint (most_us - least_us, >, 1000000);
}

static void
test_for_ever (void)
{
  MusterBackoff backoff = { 0 };

  for (guint i = 0; i < 100000; i++)
    g_assert_cmpint (muster_backoff_next_us (&backoff, fill_chance, NULL), <=,
                     MUSTER_BACKOFF_MOST_US);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/backoff/doubles", test_doubles);
  g_test_add_func ("/link/backoff/jitter", test_jitter);
  g_test_add_func ("/link/backoff/for-ever", test_for_ever);
  return g_test_run ();
}
