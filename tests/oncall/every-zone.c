/* every-zone.c - turns in every zone of the system, around every change of its clocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What on-call rule 2 says, taken literally: the first instant at which the wall shows the time of
 * the handoff, or, where it never does, the one at which it was passed over.
 */
#include "base/civil-date.h"
#include "oncall/rotation.h"

#include <string.h>

#define TABLE  "/usr/share/zoneinfo/tzdata.zi"
#define FROM_S G_GINT64_CONSTANT (1735689600) /* 2025 */
#define TO_S   G_GINT64_CONSTANT (1830297600) /* 2028 */
#define STEP_S (10 * MUSTER_DAY_S)            /* no clocks change twice within it */

/* "Z Europe/Berlin …" is a zone; what is only another name of one does not matter. */
static GPtrArray *
list_zones (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (TABLE, &text, NULL, NULL))
    return names;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);

      if (g_strcmp0 (words[0], "Z") == 0 && words[1] != NULL)
        g_ptr_array_add (names, g_strdup (words[1]));
    }
  return names;
}

static gint64
offset_at (GTimeZone *zone, gint64 utc_s)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_s));
}

/* Instants at which what is ahead of UTC becomes another thing. */
static GArray *
list_changes (GTimeZone *zone)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 from_s = FROM_S; from_s < TO_S; from_s += STEP_S)
    {
      gint64 before_s = from_s, after_s = from_s + STEP_S, offset = offset_at (zone, from_s);

      if (offset_at (zone, after_s) == offset)
        continue;
      while (after_s - before_s > 1)
        {
          gint64 middle_s = before_s + (after_s - before_s) / 2;

          if (offset_at (zone, middle_s) == offset)
            before_s = middle_s;
          else
            after_s = middle_s;
        }
      g_array_append_val (changes, after_s);
    }
  return changes;
}

/* By the two offsets around a change, of a wall time within a day of it. */
static gint64
find_by_rule (gint64 change_s, gint64 before, gint64 after, gint64 wall_s)
{
  if (wall_s - before < change_s)
    return wall_s - before;
  return MAX (wall_s - after, change_s);
}

/* A rotation whose turn 1, of two, begins at that wall time. */
static MusterRotation
make (MusterTurnUnit unit, guint n, gint64 wall_s)
{
  MusterRotation self = { unit, n, wall_s };
  MusterCivilDate date = muster_civil_date_from_days (muster_floor_div (wall_s, MUSTER_DAY_S));

  if (unit != MUSTER_TURN_MONTHS)
    {
      self.anchor_s -= muster_rotation_shortest (&self);
      return self;
    }
  date.month = date.month == 1 ? 12 : date.month - 1;
  date.year -= date.month == 12;
  g_assert_cmpuint (date.day, <=, 28);
  self.anchor_s =
      muster_civil_date_to_days (date) * MUSTER_DAY_S + muster_floor_mod (wall_s, MUSTER_DAY_S);
  return self;
}

static void
check (MusterWallClock *clock, const MusterRotation *rotation, gint64 expected_s)
{
  gint64 start_s = muster_rotation_start_of (rotation, clock, 1);
  gint64 turn = muster_rotation_turn_at (rotation, clock, start_s);

  g_assert_cmpint (start_s, ==, expected_s);
  g_assert_cmpint (muster_rotation_turn_at (rotation, clock, start_s - 1), <=, 0);
  /* of turns that are passed over at that instant the last one has it */
  g_assert_cmpint (turn, >=, 1);
  g_assert_cmpint (muster_rotation_start_of (rotation, clock, turn), ==, start_s);
  g_assert_cmpint (muster_rotation_start_of (rotation, clock, turn + 1), >, start_s);
}

static guint
check_change (GTimeZone *zone, gint64 change_s)
{
  static const struct
  {
    MusterTurnUnit unit;
    guint n;
  } every[] = { { MUSTER_TURN_HOURS, 1 }, { MUSTER_TURN_HOURS, 12 }, { MUSTER_TURN_DAYS, 1 },
                { MUSTER_TURN_DAYS, 3 },  { MUSTER_TURN_WEEKS, 1 },  { MUSTER_TURN_WEEKS, 2 },
                { MUSTER_TURN_MONTHS, 1 } };
  gint64 before = offset_at (zone, change_s - 1), after = offset_at (zone, change_s);
  MusterWallClock clock;
  guint n = 0;

  muster_wall_clock_init (&clock, zone);
  for (gint64 wall_s = change_s + MIN (before, after) - 5400;
       wall_s <= change_s + MAX (before, after) + 5400; wall_s += 900)
    for (guint i = 0; i < G_N_ELEMENTS (every); i++)
      {
        MusterRotation rotation;

        if (every[i].unit == MUSTER_TURN_MONTHS &&
            muster_civil_date_from_days (muster_floor_div (wall_s, MUSTER_DAY_S)).day > 28)
          continue;
        rotation = make (every[i].unit, every[i].n, wall_s);
        check (&clock, &rotation, find_by_rule (change_s, before, after, wall_s));
        n++;
      }
  return n;
}

static void
test_every_zone (void)
{
  g_autoptr (GPtrArray) names = list_zones ();
  guint n_changes = 0, n_handoffs = 0;

  if (names->len == 0)
    {
      g_test_skip ("this system has no " TABLE);
      return;
    }
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (GTimeZone) zone = muster_time_zone_new (name);
      g_autoptr (GArray) changes = NULL;

      g_test_message ("%s", name);
      if (zone == NULL) /* a name that is in the table and not on the disk */
        continue;
      changes = list_changes (zone);
      n_changes += changes->len;
      for (guint j = 0; j < changes->len; j++)
        n_handoffs += check_change (zone, g_array_index (changes, gint64, j));
    }
  g_test_message ("%u zones, %u changes of clocks, %u handoffs", names->len, n_changes, n_handoffs);
  g_assert_cmpuint (n_changes, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rotation/every-zone", test_every_zone);
  return g_test_run ();
}
