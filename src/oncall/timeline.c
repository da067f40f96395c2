/* timeline.c - what holds from when to when, without a hole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/timeline.h"

/**
 * muster_timeline_new:
 * @end_s: where it ends
 *
 * Returns: (transfer full): one without a stretch yet
 */
MusterTimeline *
muster_timeline_new (gint64 end_s)
{
  MusterTimeline *self = g_new (MusterTimeline, 1);

  self->stretches = g_array_new (FALSE, FALSE, sizeof (MusterStretch));
  self->end_s = end_s;
  return self;
}

/**
 * muster_timeline_free:
 * @self: a timeline
 *
 * Frees it.
 */
void
muster_timeline_free (MusterTimeline *self)
{
  g_array_unref (self->stretches);
  g_free (self);
}

/**
 * muster_timeline_append:
 * @self: a timeline
 * @start_s: not before the start of its last stretch
 * @value: what is so from then on
 *
 * A stretch that this leaves without any length goes, and what touches its like is one.
 */
void
muster_timeline_append (MusterTimeline *self, gint64 start_s, guint value)
{
  MusterStretch stretch = { start_s, value };
  guint n = self->stretches->len;

  if (n > 0 && muster_timeline_get (self, n - 1)->start_s == start_s)
    g_array_set_size (self->stretches, --n);
  if (n == 0 || muster_timeline_get (self, n - 1)->value != value)
    g_array_append_val (self->stretches, stretch);
}

/**
 * muster_timeline_get_end:
 * @self: a timeline
 * @i: which of its stretches
 *
 * Returns: where it ends
 */
gint64
muster_timeline_get_end (const MusterTimeline *self, guint i)
{
  return i + 1 < self->stretches->len ? muster_timeline_get (self, i + 1)->start_s : self->end_s;
}

/**
 * muster_timeline_find:
 * @self: a timeline with a stretch
 * @at_s: an instant
 *
 * Returns: the last stretch that began by then; the first, if none did
 */
guint
muster_timeline_find (const MusterTimeline *self, gint64 at_s)
{
  guint low = 0, high = self->stretches->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (muster_timeline_get (self, middle)->start_s <= at_s)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * muster_timeline_combine:
 * @a: a timeline
 * @b: one of the same span
 * @func: what comes of a value of each
 * @user_data: for @func
 *
 * Returns: (transfer full): both as one
 */
MusterTimeline *
muster_timeline_combine (const MusterTimeline *a,
                         const MusterTimeline *b,
                         MusterTimelineFunc func,
                         gpointer user_data)
{
  MusterTimeline *self = muster_timeline_new (a->end_s);
  guint i = 0, j = 0;

  while (i < a->stretches->len && j < b->stretches->len)
    {
      const MusterStretch *of_a = muster_timeline_get (a, i), *of_b = muster_timeline_get (b, j);
      gint64 end_a = muster_timeline_get_end (a, i), end_b = muster_timeline_get_end (b, j);

      muster_timeline_append (self, MAX (of_a->start_s, of_b->start_s),
                              func (of_a->value, of_b->value, user_data));
      i += end_a <= end_b;
      j += end_b <= end_a;
    }
  return self;
}
