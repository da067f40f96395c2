/* layer-shift.c - who is on from when to when, and perhaps again: what a calendar says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/layer-shift.h"

#include "base/civil-date.h"
#include "base/wall-time.h"

/* Somebody comes, or goes. */
typedef struct
{
  gint64 at_s;
  guint person;
  int by; /* 1 or -1 */
} Step;

/**
 * muster_layer_shift_new:
 * @start_s: a wall time
 * @length_s: how long, on the wall
 * @zone: (nullable): where the wall stands; %NULL: where the layer's does
 *
 * Returns: (transfer full): a shift that nobody has, once
 */
MusterLayerShift *
muster_layer_shift_new (gint64 start_s, gint64 length_s, GTimeZone *zone)
{
  MusterLayerShift *self = g_new0 (MusterLayerShift, 1);

  self->start_s = start_s;
  self->length_s = length_s;
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  self->people = g_array_new (FALSE, FALSE, sizeof (guint));
  self->excluded = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * muster_layer_shift_free:
 * @self: a shift
 *
 * Frees it.
 */
void
muster_layer_shift_free (MusterLayerShift *self)
{
  g_array_unref (self->people);
  g_array_unref (self->excluded);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->again, muster_recurrence_free);
  g_free (self);
}

/**
 * muster_layer_shift_count_most:
 * @self: a shift
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: a number of stretches that it does not exceed between them
 */
gint64
muster_layer_shift_count_most (const MusterLayerShift *self, gint64 from_s, gint64 to_s)
{
  if (self->again == NULL)
    return 2;
  return 2 * ((to_s - from_s + self->length_s) / muster_recurrence_shortest (self->again) + 3);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static gboolean
is_excluded (const MusterLayerShift *self, gint64 start_s)
{
  return self->excluded->len > 0 &&
         g_array_binary_search (self->excluded, &start_s, compare_starts, NULL);
}

/* One time that somebody is on, as far as it is within [from, to). */
static void
add_time (const MusterLayerShift *self,
          MusterWallClock *clock,
          gint64 wall_s,
          GArray *steps,
          const gint64 within[2])
{
  gint64 start_s = MAX (muster_wall_clock_find (clock, wall_s), within[0]);
  gint64 end_s = MIN (muster_wall_clock_find (clock, wall_s + self->length_s), within[1]);

  if (start_s >= end_s || is_excluded (self, wall_s))
    return;
  for (guint i = 0; i < self->people->len; i++)
    {
      guint person = g_array_index (self->people, guint, i);
      Step in = { start_s, person, 1 }, out = { end_s, person, -1 };

      g_array_append_val (steps, in);
      g_array_append_val (steps, out);
    }
}

/* Walls are within a day of the instant that they show, and put back or forward by less. */
static void
add_times (const MusterLayerShift *self, GTimeZone *zone, GArray *steps, const gint64 within[2])
{
  gint64 from_s = within[0] - self->length_s - 2 * MUSTER_DAY_S;
  gint64 to_s = within[1] + 2 * MUSTER_DAY_S, at_s;
  MusterWallClock clock;

  muster_wall_clock_init (&clock, self->zone != NULL ? self->zone : zone);
  if (self->again == NULL)
    {
      if (self->start_s >= from_s && self->start_s < to_s)
        add_time (self, &clock, self->start_s, steps, within);
      return;
    }
  for (; muster_recurrence_next (self->again, from_s, to_s, &at_s); from_s = at_s + 1)
    add_time (self, &clock, at_s, steps, within);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *one = a, *other = b;

  if (one->at_s != other->at_s)
    return one->at_s < other->at_s ? -1 : 1;
  return (one->person > other->person) - (one->person < other->person);
}

/* Who is on by two shifts at once goes when both are over. */
static guint
take_step (MusterMemberSets *sets, guint set, GHashTable *counts, const Step *step)
{
  gpointer key = GUINT_TO_POINTER (step->person);
  int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + step->by;

  g_hash_table_replace (counts, key, GINT_TO_POINTER (n));
  if (n == 1 && step->by > 0)
    return muster_member_sets_with (sets, set, step->person);
  return n == 0 ? muster_member_sets_without (sets, set, step->person) : set;
}

/**
 * muster_layer_shifts_resolve:
 * @shifts: (element-type MusterLayerShift): shifts
 * @zone: where the wall of those stands that do not say
 * @sets: where sets of people are kept
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: (transfer full): who is on, as their set's number
 */
MusterTimeline *
muster_layer_shifts_resolve (const GPtrArray *shifts,
                             GTimeZone *zone,
                             MusterMemberSets *sets,
                             gint64 from_s,
                             gint64 to_s)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  MusterTimeline *timeline = muster_timeline_new (to_s);
  const gint64 within[] = { from_s, to_s };
  guint set = MUSTER_NOBODY;
  gint64 at_s = from_s;

  for (guint i = 0; i < shifts->len; i++)
    add_times (g_ptr_array_index (shifts, i), zone, steps, within);
  g_array_sort (steps, compare_steps);
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      if (step->at_s > at_s)
        {
          muster_timeline_append (timeline, at_s, set);
          at_s = step->at_s;
        }
      set = take_step (sets, set, counts, step);
    }
  if (at_s < to_s)
    muster_timeline_append (timeline, at_s, set);
  return timeline;
}
