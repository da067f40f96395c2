/* layer.c - a rotation, restricted to some hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/layer.h"

#include "base/civil-date.h"
#include "model/error.h"
#include "oncall/shift-count.h"

/**
 * muster_layer_new:
 * @name: its name
 * @zone: where its wall stands
 *
 * Returns: (transfer full): a layer that nobody is in
 */
MusterLayer *
muster_layer_new (const char *name, GTimeZone *zone)
{
  MusterLayer *self = g_new0 (MusterLayer, 1);

  self->name = g_strdup (name);
  self->zone = g_time_zone_ref (zone);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->hours = muster_restriction_new ();
  return self;
}

/**
 * muster_layer_free:
 * @self: a layer
 *
 * Frees it.
 */
void
muster_layer_free (MusterLayer *self)
{
  g_free (self->name);
  g_time_zone_unref (self->zone);
  g_ptr_array_unref (self->members);
  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  g_array_unref (self->hours);
  g_free (self);
}

/**
 * muster_layer_set_zone:
 * @self: a layer
 * @zone: where its wall stands
 *
 * Moves it there; its times are those of that wall then.
 */
void
muster_layer_set_zone (MusterLayer *self, GTimeZone *zone)
{
  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
}

/**
 * muster_layer_add_member:
 * @self: a layer
 * @people: (nullable) (array length=n): who is on call together
 * @n: how many; 0: nobody has that turn
 *
 * Adds the next member of its list.
 */
void
muster_layer_add_member (MusterLayer *self, const guint *people, guint n)
{
  GArray *group = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  if (n > 0)
    g_array_append_vals (group, people, n);
  g_ptr_array_add (self->members, group);
}

static gboolean
fail (const MusterLayer *self, GError **error, const char *message)
{
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, "The layer “%s” %s",
               self->name, message);
  return FALSE;
}

/* Do shifts, not days, say whose turn it is? A week always has some, and so has a month. */
static gboolean
counts_shifts (const MusterLayer *self)
{
  return self->rotates && self->advance == MUSTER_ADVANCE_SHIFT && self->hours->len > 0 &&
         self->rotation.unit <= MUSTER_TURN_DAYS;
}

/**
 * muster_layer_check:
 * @self: a layer
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether it says whose turn it is at any time
 */
gboolean
muster_layer_check (const MusterLayer *self, GError **error)
{
  if (!self->rotates && self->members->len > 1)
    return fail (self, error,
                 "has several members, but not “start” and “every”; who is on call together is a "
                 "list of its own in “members”");
  if (self->shifts != NULL && (self->members->len > 0 || self->rotates))
    return fail (self, error, "has a calendar, so it has no “members” and no “start” and “every”");
  if (self->advance == MUSTER_ADVANCE_SHIFT && self->rotates &&
      self->rotation.unit == MUSTER_TURN_HOURS)
    return fail (self, error,
                 "advances by shifts, so “every” is a number of days: one is one shift");
  return TRUE;
}

/**
 * muster_layer_count_most:
 * @self: a layer
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: a number of stretches that it does not exceed between them
 */
gint64
muster_layer_count_most (const MusterLayer *self, gint64 from_s, gint64 to_s)
{
  gint64 shortest_s = self->rotates ? muster_rotation_shortest (&self->rotation) : G_MAXINT64;
  gint64 n = (to_s - from_s) / shortest_s +
             ((to_s - from_s) / MUSTER_DAY_S + 5) * 2 * self->hours->len + 2;

  for (guint i = 0; self->shifts != NULL && i < self->shifts->len; i++)
    n += muster_layer_shift_count_most (g_ptr_array_index (self->shifts, i), from_s, to_s);
  return n;
}

/* --- turns --- */

typedef struct
{
  const MusterLayer *layer;
  const GArray *sets;
  MusterTimeline *timeline;
  gint64 from_s, to_s;
} Turns;

static guint
set_of_turn (const Turns *self, gint64 turn)
{
  gint64 i = muster_floor_mod (turn, self->sets->len);

  return g_array_index (self->sets, guint, (guint) i);
}

static void
append_shift (gint64 shift, gint64 start_s, gpointer user_data)
{
  Turns *self = user_data;
  gint64 turn = muster_floor_div (shift, self->layer->rotation.n);

  if (start_s < self->to_s)
    muster_timeline_append (self->timeline, MAX (start_s, self->from_s), set_of_turn (self, turn));
}

/* Whose shift it is stays so until the next one starts. */
static void
append_shifts (Turns *self, MusterWallClock *clock)
{
  const MusterLayer *layer = self->layer;
  const MusterShiftCount count = { layer->hours, clock,
                                   muster_floor_div (layer->rotation.anchor_s, MUSTER_DAY_S) };

  muster_timeline_append (self->timeline, self->from_s, MUSTER_NOBODY);
  muster_shift_count_foreach (&count, muster_restriction_first_day (clock, self->from_s),
                              muster_restriction_last_day (clock, self->to_s), append_shift, self);
}

static void
append_turns (Turns *self, MusterWallClock *clock)
{
  const MusterRotation *rotation = &self->layer->rotation;
  gint64 turn = muster_rotation_turn_at (rotation, clock, self->from_s), start_s = self->from_s;

  while (start_s < self->to_s)
    {
      muster_timeline_append (self->timeline, start_s, set_of_turn (self, turn));
      turn++;
      start_s = muster_rotation_start_of (rotation, clock, turn);
    }
}

/**
 * muster_layer_resolve_turns:
 * @self: a layer that muster_layer_check() accepts
 * @sets: (element-type guint): a value for each of its members
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: (transfer full): whose turn it is, as a value of @sets; 0 where there are none
 */
MusterTimeline *
muster_layer_resolve_turns (const MusterLayer *self, const GArray *sets, gint64 from_s, gint64 to_s)
{
  Turns turns = { self, sets, muster_timeline_new (to_s), from_s, to_s };
  MusterWallClock clock;

  muster_wall_clock_init (&clock, self->zone);
  if (sets->len == 0)
    muster_timeline_append (turns.timeline, from_s, MUSTER_NOBODY);
  else if (!self->rotates)
    muster_timeline_append (turns.timeline, from_s, set_of_turn (&turns, 0));
  else if (counts_shifts (self))
    append_shifts (&turns, &clock);
  else
    append_turns (&turns, &clock);
  return turns.timeline;
}

static guint
mask (guint set, guint holds, gpointer user_data G_GNUC_UNUSED)
{
  return holds != 0 ? set : MUSTER_NOBODY;
}

/**
 * muster_layer_resolve:
 * @self: a layer that muster_layer_check() accepts
 * @sets: where sets of people are kept
 * @from_s: an instant
 * @to_s: a later one
 *
 * Hours mask turns and never change whose they are (on-call rule 5).
 *
 * Returns: (transfer full): who is on call, as their set's number
 */
MusterTimeline *
muster_layer_resolve (const MusterLayer *self, MusterMemberSets *sets, gint64 from_s, gint64 to_s)
{
  g_autoptr (GArray) of_members = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (MusterTimeline) turns = NULL, hours = NULL;
  MusterWallClock clock;

  for (guint i = 0; i < self->members->len; i++)
    {
      const GArray *group = g_ptr_array_index (self->members, i);
      guint set = muster_member_sets_add (sets, (const guint *) (gpointer) group->data, group->len);

      g_array_append_val (of_members, set);
    }
  turns = self->shifts != NULL
              ? muster_layer_shifts_resolve (self->shifts, self->zone, sets, from_s, to_s)
              : muster_layer_resolve_turns (self, of_members, from_s, to_s);
  if (self->hours->len == 0)
    return g_steal_pointer (&turns);
  muster_wall_clock_init (&clock, self->zone);
  hours = muster_restriction_resolve (self->hours, &clock, from_s, to_s);
  return muster_timeline_combine (turns, hours, mask, NULL);
}
