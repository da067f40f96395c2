/* span.c - a piece of time, [start, end)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/span.h"

/**
 * muster_span_contains:
 * @self: a span
 * @at_us: an instant, µs since the Unix epoch, UTC
 *
 * Returns: whether @at_us lies in [start, end); never for an empty span
 */
gboolean
muster_span_contains (MusterSpan self, gint64 at_us)
{
  return self.start_us <= at_us && at_us < self.end_us;
}

/**
 * muster_span_intersect:
 * @a: a span
 * @b: another
 *
 * Returns: what lies in both; an empty span (end equal to start) if nothing does
 */
MusterSpan
muster_span_intersect (MusterSpan a, MusterSpan b)
{
  MusterSpan both = { .start_us = MAX (a.start_us, b.start_us),
                      .end_us = MIN (a.end_us, b.end_us) };

  both.end_us = MAX (both.start_us, both.end_us);
  return both;
}

/**
 * muster_span_length_us:
 * @self: a span
 *
 * Returns: its length in µs; 0 for one that ends before it starts, G_MAXINT64 for one too long to
 *   count ("since ever" to "for ever")
 */
gint64
muster_span_length_us (MusterSpan self)
{
  gint64 length_us;

  if (self.end_us <= self.start_us)
    return 0;
  if (__builtin_sub_overflow (self.end_us, self.start_us, &length_us))
    return G_MAXINT64;
  return length_us;
}
