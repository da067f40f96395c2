/* span.c - [start, end), also at the ends of time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/span.h"

static void
test_contains (void)
{
  MusterSpan span = { 10, 20 };
  MusterSpan empty = { 10, 10 };

  g_assert_false (muster_span_contains (span, 9));
  g_assert_true (muster_span_contains (span, 10));
  g_assert_true (muster_span_contains (span, 19));
  g_assert_false (muster_span_contains (span, 20));
  g_assert_false (muster_span_contains (empty, 10));
}

/* An instant lies in the intersection if it lies in both, and the other way round. */
static void
test_intersect (void)
{
  for (gint64 bits = 0; bits < 6 * 6 * 6 * 6; bits++)
    {
      MusterSpan a = { bits % 6, bits / 6 % 6 };
      MusterSpan b = { bits / 36 % 6, bits / 216 };
      MusterSpan both = muster_span_intersect (a, b);

      g_assert_cmpint (both.start_us, <=, both.end_us);
      for (gint64 at = -1; at <= 6; at++)
        g_assert_true (muster_span_contains (both, at) ==
                       (muster_span_contains (a, at) && muster_span_contains (b, at)));
    }
}

static void
test_length (void)
{
  g_assert_cmpint (muster_span_length_us ((MusterSpan){ 10, 25 }), ==, 15);
  g_assert_cmpint (muster_span_length_us ((MusterSpan){ 10, 10 }), ==, 0);
  g_assert_cmpint (muster_span_length_us ((MusterSpan){ 20, 10 }), ==, 0);
  g_assert_cmpint (muster_span_length_us ((MusterSpan){ G_MININT64, G_MAXINT64 }), ==, G_MAXINT64);
  g_assert_cmpint (muster_span_length_us ((MusterSpan){ G_MAXINT64, G_MININT64 }), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/contains", test_contains);
  g_test_add_func ("/span/intersect", test_intersect);
  g_test_add_func ("/span/length", test_length);
  return g_test_run ();
}
