/* shifts.c - what each has of a schedule, piece by piece: for calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A calendar tells people of a shift once more when it moves, so it has to know which one it was. A
 * roster does not: it says who, not why. So the layers are resolved here once more, and every duty
 * is cut where the turn or the layer that it is of ends. The week (month, day) that a turn begins
 * in is its number: unlike one counted from the anchor, it is the same when the handoff or the
 * anchor changes. Hours of a layer are counted by the day on which they begin.
 */
#include "oncall/shifts.h"

#include "base/civil-date.h"
#include "model/error.h"
#include "oncall/duty.h"

#include <string.h>

/* About a second's work. */
#define STEPS_MAX 1000000

#define WEEK_S (7 * MUSTER_DAY_S)

/* A layer of one version, while that holds. */
typedef struct
{
  const MusterLayer *layer;
  MusterTimeline *on;
  MusterWallClock clock;
  MusterRotation rotation;
  gboolean has_turns;
} View;

typedef struct
{
  gint64 from_s, to_s;
  GPtrArray *views; /* of View, bottom first */
} Part;

typedef struct
{
  const MusterSchedule *schedule;
  MusterMemberSets *sets;
  GPtrArray *parts; /* of Part, earliest first */
  GArray *shifts;
  GHashTable *counts; /* of the person that is gone through */
  guint steps;
} Listing;

/* What a moment of a person's duty is of, and until when that cannot change. */
typedef struct
{
  View *view; /* nullable */
  gint64 period;
  gint64 end_s;
} Place;

static void
view_free (gpointer data)
{
  View *self = data;

  g_clear_pointer (&self->on, muster_timeline_free);
  g_free (self);
}

static void
part_free (gpointer data)
{
  Part *self = data;

  g_ptr_array_unref (self->views);
  g_free (self);
}

/* Do its hours leave no moment of a week out? */
static gboolean
is_round_the_clock (const MusterLayer *layer)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (MusterTimeline) week = NULL;
  MusterWallClock clock;

  if (layer->hours->len == 0)
    return TRUE;
  muster_wall_clock_init (&clock, utc);
  week = muster_restriction_resolve (layer->hours, &clock, 0, WEEK_S);
  return week->stretches->len == 1 && muster_timeline_get (week, 0)->value != 0;
}

/* Who is always on call has a shift a month. Where turns are counted by what was worked, the hours
 * part them. */
static View *
view_new (const MusterLayer *layer)
{
  static const MusterRotation months = { MUSTER_TURN_MONTHS, 1, 0 };
  gboolean by_calendar = layer->rotates && layer->advance == MUSTER_ADVANCE_CALENDAR;
  View *self = g_new0 (View, 1);

  self->layer = layer;
  muster_wall_clock_init (&self->clock, layer->zone);
  self->rotation = by_calendar ? layer->rotation : months;
  self->has_turns = by_calendar || (layer->shifts == NULL && is_round_the_clock (layer));
  return self;
}

/* --- periods --- */

static gint64
count_periods (const MusterRotation *rotation, gint64 wall_s)
{
  MusterCivilDate date;

  switch (rotation->unit)
    {
    case MUSTER_TURN_HOURS:
      return muster_floor_div (wall_s, (gint64) rotation->n * 3600);
    case MUSTER_TURN_DAYS:
      return muster_floor_div (wall_s, rotation->n * MUSTER_DAY_S);
    case MUSTER_TURN_WEEKS:
      /* from Saturday on, as handoffs move about in the middle of a week */
      return muster_floor_div (wall_s - 2 * MUSTER_DAY_S, rotation->n * WEEK_S);
    case MUSTER_TURN_MONTHS:
    default:
      date = muster_civil_date_from_days (muster_floor_div (wall_s, MUSTER_DAY_S));
      return muster_floor_div (date.year * 12 + date.month - 1, rotation->n);
    }
}

static void
place_turn (Place *self, gint64 at_s)
{
  View *view = self->view;
  gint64 turn, next_s;

  if (!view->has_turns)
    return;
  turn = muster_rotation_turn_at (&view->rotation, &view->clock, at_s);
  next_s = muster_rotation_start_of (&view->rotation, &view->clock, turn + 1);
  self->period = count_periods (
      &view->rotation,
      muster_wall_clock_show (&view->clock,
                              muster_rotation_start_of (&view->rotation, &view->clock, turn)));
  if (next_s > at_s)
    self->end_s = MIN (self->end_s, next_s);
}

/* --- places --- */

static const Part *
find_part (const Listing *self, gint64 at_s)
{
  guint i = self->parts->len;

  while (i > 0)
    {
      const Part *part = g_ptr_array_index (self->parts, --i);

      if (part->from_s <= at_s)
        return part;
    }
  return NULL;
}

/* The topmost layer that the person is on call of; for a stand-in, that anybody is. */
static Place
find_place (const Listing *self, guint person, MusterDuty duty)
{
  const Part *part = find_part (self, duty.start_s);
  Place place = { NULL, 0, duty.end_s };

  if (part == NULL)
    return place;
  place.end_s = MIN (place.end_s, part->to_s);
  for (guint i = part->views->len; i > 0; i--)
    {
      View *view = g_ptr_array_index (part->views, i - 1);
      guint stretch = muster_timeline_find (view->on, duty.start_s);
      guint set = muster_timeline_get (view->on, stretch)->value;

      place.end_s = MIN (place.end_s, muster_timeline_get_end (view->on, stretch));
      if (place.view == NULL && set != MUSTER_NOBODY)
        place.view = view;
      if (!muster_member_sets_contain (self->sets, set, person))
        continue;
      place.view = view;
      break;
    }
  if (place.view != NULL)
    place_turn (&place, duty.start_s);
  return place;
}

/* --- shifts --- */

static void
add_shift (Listing *self, guint person, MusterDuty duty, const Place *place)
{
  static const char units[] = { 'h', 'd', 'w', 'm' };
  MusterShift shift = { person, duty.start_s, duty.end_s, NULL, 'd', 0, 0 };
  g_autofree char *key = NULL;

  if (place->view == NULL)
    shift.period = muster_floor_div (duty.start_s, MUSTER_DAY_S);
  else if (place->view->layer->hours->len > 0 || place->view->layer->shifts != NULL)
    shift.period =
        muster_floor_div (muster_wall_clock_show (&place->view->clock, duty.start_s), MUSTER_DAY_S);
  else
    {
      shift.unit = place->view->has_turns ? units[place->view->rotation.unit] : 'd';
      shift.period = place->period;
    }
  if (place->view != NULL)
    shift.layer = place->view->layer->name;
  key = g_strdup_printf ("%c%" G_GINT64_FORMAT " %s", shift.unit, shift.period,
                         shift.layer != NULL ? shift.layer : "");
  shift.nth = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key));
  g_hash_table_replace (self->counts, g_steal_pointer (&key), GUINT_TO_POINTER (shift.nth + 1));
  g_array_append_val (self->shifts, shift);
}

static gboolean
is_same_shift (const Place *a, const Place *b)
{
  const char *one = a->view != NULL ? a->view->layer->name : "";
  const char *other = b->view != NULL ? b->view->layer->name : "";

  return strcmp (one, other) == 0 && a->period == b->period;
}

static gboolean
cut_duty (Listing *self, guint person, MusterDuty duty)
{
  Place place = find_place (self, person, duty);
  MusterDuty shift = { duty.start_s, place.end_s };

  while (shift.end_s < duty.end_s)
    {
      MusterDuty rest = { shift.end_s, duty.end_s };
      Place next = find_place (self, person, rest);

      if (++self->steps > STEPS_MAX)
        return FALSE;
      if (!is_same_shift (&place, &next))
        {
          add_shift (self, person, shift, &place);
          shift.start_s = rest.start_s;
          place = next;
        }
      shift.end_s = next.end_s;
    }
  add_shift (self, person, shift, &place);
  return ++self->steps <= STEPS_MAX;
}

/* --- how far to look, so that shifts are whole --- */

static const MusterScheduleVersion *
version_at (const MusterSchedule *self, gint64 at_s)
{
  const MusterScheduleVersion *found = NULL;

  for (guint i = 0; i < self->versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (self->versions, i);

      if (version->from_s <= at_s)
        found = version;
    }
  return found;
}

static gint64
longest_shift (const MusterLayer *layer)
{
  gint64 longest_s = 0;

  for (guint i = 0; layer->shifts != NULL && i < layer->shifts->len; i++)
    longest_s = MAX (longest_s, ((MusterLayerShift *) layer->shifts->pdata[i])->length_s);
  return longest_s;
}

/* The begin of the longest turn that is on at an instant, or the end of the one that ends last. */
static gint64
find_edge (const MusterSchedule *self, gint64 at_s, gboolean end)
{
  const MusterScheduleVersion *version = version_at (self, at_s);
  gint64 edge_s = at_s;

  for (guint i = 0; version != NULL && i < version->layers->len; i++)
    {
      g_autofree View *view = view_new (g_ptr_array_index (version->layers, i));
      gint64 turn, longest_s = longest_shift (view->layer);

      if (longest_s > 0)
        edge_s = end ? MAX (edge_s, at_s + longest_s) : MIN (edge_s, at_s - longest_s);
      if (!view->has_turns)
        continue;
      turn = muster_rotation_turn_at (&view->rotation, &view->clock, at_s);
      if (end)
        edge_s = MAX (edge_s, muster_rotation_start_of (&view->rotation, &view->clock, turn + 1));
      else
        edge_s = MIN (edge_s, muster_rotation_start_of (&view->rotation, &view->clock, turn));
    }
  return CLAMP (edge_s, at_s - MUSTER_SHIFT_REACH_DAYS * MUSTER_DAY_S,
                at_s + MUSTER_SHIFT_REACH_DAYS * MUSTER_DAY_S);
}

/* Where those who stand in for somebody at an instant began to, or are through with it: with nobody
 * under them that goes on from one to the next, whatever turn it is. */
static gint64
find_stand_in (const MusterSchedule *self, gint64 at_s, gboolean end)
{
  gint64 edge_s = at_s, was_s;

  do
    {
      was_s = edge_s;
      for (guint i = 0; i < self->modifiers->len; i++)
        {
          const MusterModifier *modifier = &g_array_index (self->modifiers, MusterModifier, i);

          if (modifier->from_s <= edge_s && modifier->to_s >= edge_s)
            edge_s = end ? modifier->to_s : modifier->from_s;
        }
    }
  while (edge_s != was_s && ABS (edge_s - at_s) < MUSTER_SHIFT_REACH_DAYS * MUSTER_DAY_S);
  return CLAMP (edge_s, at_s - MUSTER_SHIFT_REACH_DAYS * MUSTER_DAY_S,
                at_s + MUSTER_SHIFT_REACH_DAYS * MUSTER_DAY_S);
}

/* Hours without turns are whole, too: none that leave some time out go on for over a week. */
static void
widen (const MusterSchedule *self, gint64 *from_s, gint64 *to_s)
{
  gint64 first_s = MIN (find_edge (self, *from_s, FALSE), find_stand_in (self, *from_s, FALSE));
  gint64 last_s = MAX (find_edge (self, *to_s - 1, TRUE), find_stand_in (self, *to_s, TRUE));

  *from_s = MAX (first_s - WEEK_S - MUSTER_DAY_S, MUSTER_SCHEDULE_FIRST_S);
  *to_s = MIN (last_s + WEEK_S + MUSTER_DAY_S, MUSTER_SCHEDULE_END_S);
}

static void
add_part (Listing *self, const MusterScheduleVersion *version, gint64 from_s, gint64 to_s)
{
  Part *part = g_new (Part, 1);

  part->from_s = from_s;
  part->to_s = to_s;
  part->views = g_ptr_array_new_with_free_func (view_free);
  for (guint i = 0; i < version->layers->len; i++)
    {
      View *view = view_new (g_ptr_array_index (version->layers, i));

      view->on = muster_layer_resolve (view->layer, self->sets, from_s, to_s);
      g_ptr_array_add (part->views, view);
    }
  g_ptr_array_add (self->parts, part);
}

static void
add_parts (Listing *self, gint64 from_s, gint64 to_s)
{
  const GPtrArray *versions = self->schedule->versions;

  for (guint i = 0; i < versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (versions, i);
      const MusterScheduleVersion *next =
          i + 1 < versions->len ? g_ptr_array_index (versions, i + 1) : NULL;
      gint64 start_s = MAX (from_s, version->from_s);
      gint64 end_s = next != NULL ? MIN (to_s, next->from_s) : to_s;

      if (start_s < end_s)
        add_part (self, version, start_s, end_s);
    }
}

static int
compare_shifts (gconstpointer a, gconstpointer b)
{
  const MusterShift *one = a, *other = b;

  if (one->start_s != other->start_s)
    return one->start_s < other->start_s ? -1 : 1;
  return (one->person > other->person) - (one->person < other->person);
}

static gboolean
cut_duties (Listing *self, const GPtrArray *duties)
{
  for (guint i = 0; i < duties->len; i++)
    {
      const GArray *list = g_ptr_array_index (duties, i);

      g_hash_table_remove_all (self->counts);
      for (guint j = 0; j < list->len; j++)
        if (!cut_duty (self, i, g_array_index (list, MusterDuty, j)))
          return FALSE;
    }
  return TRUE;
}

static GArray *
keep_within (const GArray *shifts, gint64 from_s, gint64 to_s)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (MusterShift));

  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterShift *shift = &g_array_index (shifts, MusterShift, i);

      if (shift->start_s < to_s && shift->end_s > from_s)
        g_array_append_vals (kept, shift, 1);
    }
  g_array_sort (kept, compare_shifts);
  return kept;
}

/**
 * muster_schedule_list_shifts:
 * @self: a schedule that muster_schedule_check() accepts
 * @n_people: people are below that
 * @from_s: an instant
 * @to_s: a later one, or the same
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Cuts what each person has of the schedule into shifts. All that are at any time of [from, to) are
 * there, whole (turns of over %MUSTER_SHIFT_REACH_DAYS days perhaps not); the same shift has the
 * same layer, unit, period and nth wherever one begins to ask.
 *
 * Returns: (transfer full) (nullable) (element-type MusterShift): the shifts
 */
GArray *
muster_schedule_list_shifts (const MusterSchedule *self,
                             guint n_people,
                             gint64 from_s,
                             gint64 to_s,
                             GError **error)
{
  g_autoptr (MusterMemberSets) sets = muster_member_sets_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (MusterShift));
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Listing listing = { self, sets, parts, shifts, counts, 0 };
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GPtrArray) duties = NULL;
  gint64 wide_from_s = from_s, wide_to_s = to_s;

  if (from_s < to_s)
    widen (self, &wide_from_s, &wide_to_s);
  roster = muster_schedule_resolve (self, wide_from_s, wide_to_s, error);
  if (roster == NULL)
    return NULL;
  duties = muster_roster_list_duties (roster, n_people);
  add_parts (&listing, wide_from_s, wide_to_s);
  if (cut_duties (&listing, duties))
    return keep_within (shifts, from_s, to_s);
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "There are too many shifts in that time");
  return NULL;
}
