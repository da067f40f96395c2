/* slow-roster.c - who is on call, as one finds it who looks at the wall every minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "slow-roster.h"

#include "wall-reading.h"

#include <math.h>

#define DAY_S G_GINT64_CONSTANT (86400)

/* --- turns --- */

static gint64
day_of (gint64 wall_s)
{
  return wall_s >= 0 ? wall_s / DAY_S : -((DAY_S - 1 - wall_s) / DAY_S);
}

/* The wall time at which a turn starts, by GLib's calendar. */
static gint64
turn_start (const MusterRotation *rotation, gint64 turn)
{
  g_autoptr (GDateTime) anchor = g_date_time_new_from_unix_utc (rotation->anchor_s);
  g_autoptr (GDateTime) start = NULL;
  int n = (int) turn * (int) rotation->n;

  switch (rotation->unit)
    {
    case MUSTER_TURN_HOURS:
      start = g_date_time_add_hours (anchor, n);
      break;
    case MUSTER_TURN_DAYS:
      start = g_date_time_add_days (anchor, n);
      break;
    case MUSTER_TURN_WEEKS:
      start = g_date_time_add_weeks (anchor, n);
      break;
    case MUSTER_TURN_MONTHS:
    default:
      start = g_date_time_add_months (anchor, n);
    }
  return g_date_time_to_unix (start);
}

static gint64
count_turns (const MusterRotation *rotation, gint64 turn, gint64 latest_s)
{
  while (turn_start (rotation, turn) > latest_s)
    turn--;
  while (turn_start (rotation, turn + 1) <= latest_s)
    turn++;
  return turn;
}

static gint64
first_shown (GTimeZone *zone, gint64 wall_s)
{
  WallReading reading;

  for (wall_reading_begin (&reading, zone, wall_s - 2 * DAY_S); reading.latest_s < wall_s;)
    wall_reading_step (&reading);
  return reading.utc_s;
}

/* --- hours --- */

/* Where the hours start that hold when the wall shows @latest_s for the first time. */
static gboolean
holds (const MusterDutyHours *hours, gint64 latest_s, gint64 *out_start_s)
{
  for (gint64 day = day_of (latest_s) - 1; day <= day_of (latest_s); day++)
    {
      gint64 start_s = day * DAY_S + hours->from_s;
      gint64 end_s = day * DAY_S + hours->to_s + (hours->to_s <= hours->from_s ? DAY_S : 0);

      if ((hours->days >> ((day + 3) % 7) & 1) != 0 && latest_s >= start_s && latest_s < end_s)
        {
          *out_start_s = start_s;
          return TRUE;
        }
    }
  return FALSE;
}

static guint
bits_of (const MusterLayer *layer, gint64 turn)
{
  gint64 n = layer->members->len;
  const GArray *group;
  guint bits = 0;

  if (n == 0)
    return 0;
  group = g_ptr_array_index (layer->members, (guint) (((turn % n) + n) % n));
  for (guint i = 0; i < group->len; i++)
    bits |= 1u << g_array_index (group, guint, i);
  return bits;
}

/* --- shifts --- */

/* The starts on the wall of the shifts that are worked from @from_s on, in order. */
static GArray *
list_shifts (const MusterLayer *layer, gint64 from_s, gint64 to_s)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  WallReading reading;

  for (wall_reading_begin (&reading, layer->zone, from_s); reading.utc_s < to_s;
       wall_reading_step (&reading))
    for (guint i = 0; i < layer->hours->len; i++)
      {
        gint64 start_s;
        guint j = starts->len;

        if (!holds (&g_array_index (layer->hours, MusterDutyHours, i), reading.latest_s, &start_s))
          continue;
        while (j > 0 && g_array_index (starts, gint64, j - 1) > start_s)
          j--;
        if (j == 0 || g_array_index (starts, gint64, j - 1) != start_s)
          g_array_insert_val (starts, j, start_s);
      }
  return starts;
}

/* Whose shift it is since the latest that started. */
static gint64
shift_turn (const MusterLayer *layer, const GArray *starts, gint64 latest_s)
{
  gint64 anchor_s = day_of (layer->rotation.anchor_s) * DAY_S, shift = -1;

  for (guint i = 0; i < starts->len; i++)
    {
      gint64 start_s = g_array_index (starts, gint64, i);

      if (start_s <= latest_s && start_s >= anchor_s)
        shift++;
      else if (start_s > latest_s && start_s < anchor_s)
        shift--;
    }
  return shift >= 0 ? shift / layer->rotation.n
                    : -((layer->rotation.n - 1 - shift) / (gint64) layer->rotation.n);
}

/* --- the whole --- */

static GArray *
slow_layer (const MusterLayer *layer, gint64 from_s, gint64 to_s)
{
  const MusterRotation *rotation = &layer->rotation;
  gboolean by_shifts = layer->rotates && layer->advance == MUSTER_ADVANCE_SHIFT &&
                       layer->hours->len > 0 && rotation->unit == MUSTER_TURN_DAYS;
  gboolean elapsed = layer->rotates && rotation->unit == MUSTER_TURN_HOURS && 24 % rotation->n != 0;
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) starts = NULL;
  gint64 begun_s = elapsed ? first_shown (layer->zone, rotation->anchor_s) : 0, turn = 0, ignored;
  WallReading reading;

  if (by_shifts)
    starts = list_shifts (layer, MIN (from_s, rotation->anchor_s) - 4 * DAY_S,
                          MAX (to_s, rotation->anchor_s) + 4 * DAY_S);
  for (wall_reading_begin (&reading, layer->zone, from_s); reading.utc_s < to_s;
       wall_reading_step (&reading))
    {
      gboolean on = layer->hours->len == 0;
      guint bits;

      if (by_shifts)
        turn = shift_turn (layer, starts, reading.latest_s);
      else if (elapsed)
        turn = (gint64) floor ((double) (reading.utc_s - begun_s) / (rotation->n * 3600.0));
      else if (layer->rotates)
        turn = count_turns (rotation, turn, reading.latest_s);
      for (guint i = 0; i < layer->hours->len && !on; i++)
        on = holds (&g_array_index (layer->hours, MusterDutyHours, i), reading.latest_s, &ignored);
      bits = on ? bits_of (layer, turn) : 0;
      g_array_append_val (minutes, bits);
    }
  return minutes;
}

static guint
modify (guint bits, const MusterModifier *modifier)
{
  guint who = 1u << modifier->who, other = 1u << modifier->other;

  switch (modifier->kind)
    {
    case MUSTER_MODIFIER_COVER:
      return who;
    case MUSTER_MODIFIER_ADD:
      return bits | who;
    case MUSTER_MODIFIER_REMOVE:
      return bits & ~who;
    case MUSTER_MODIFIER_REPLACE:
      return (bits & who) != 0 ? (bits & ~who) | other : bits;
    case MUSTER_MODIFIER_SWAP:
    default:
      return (bits & ~(who | other)) | ((bits & who) != 0 ? other : 0) |
             ((bits & other) != 0 ? who : 0);
    }
}

static void
add_layer (GArray *minutes, const GArray *layer, MusterScheduleMode mode)
{
  for (guint i = 0; i < minutes->len; i++)
    {
      guint *bits = &g_array_index (minutes, guint, i), above = g_array_index (layer, guint, i);

      if (mode == MUSTER_SCHEDULE_UNION)
        *bits |= above;
      else if (above != 0)
        *bits = above;
    }
}

GArray *
slow_roster (const MusterSchedule *schedule, gint64 from_s, gint64 to_s)
{
  GArray *minutes = g_array_sized_new (FALSE, TRUE, sizeof (guint), (guint) ((to_s - from_s) / 60));
  const MusterScheduleVersion *version = g_ptr_array_index (schedule->versions, 0);

  g_array_set_size (minutes, (guint) ((to_s - from_s) / 60));
  for (guint i = 0; i < version->layers->len; i++)
    {
      g_autoptr (GArray) layer = slow_layer (g_ptr_array_index (version->layers, i), from_s, to_s);

      add_layer (minutes, layer, schedule->mode);
    }
  for (guint i = 0; i < minutes->len; i++)
    for (guint j = 0; j < schedule->modifiers->len; j++)
      {
        const MusterModifier *modifier = &g_array_index (schedule->modifiers, MusterModifier, j);
        gint64 at_s = from_s + 60 * (gint64) i;
        guint *bits = &g_array_index (minutes, guint, i);

        if (at_s >= modifier->from_s && at_s < modifier->to_s)
          *bits = modify (*bits, modifier);
      }
  return minutes;
}
