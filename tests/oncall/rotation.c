/* rotation.c - turns against worked cases, their properties, and somebody who looks at a wall
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/rotation.h"

#include "base/civil-date.h"
#include "base/instant.h"
#include "wall-reading.h"

static MusterRotation
make (const char *every, gint64 anchor_s)
{
  MusterRotation self = { .anchor_s = anchor_s };

  g_assert_true (muster_rotation_parse_every (&self, every));
  return self;
}

static char *
tell (gint64 utc_s)
{
  return muster_instant_to_string (utc_s * G_USEC_PER_SEC);
}

/* on-call.md, section 3: where turns start */
static void
test_worked (void)
{
  static const struct
  {
    const char *zone, *every, *anchor;
    gint64 first;
    const char *starts;
  } cases[] = {
    { "UTC", "1 week", "2026-06-01T09:00", -1, "2026-05-25T09:00 2026-06-01T09:00" }, /* 1, 2 */
    { "America/New_York", "1 day", "2026-03-06T09:00", 0,                             /* 3 */
      "2026-03-06T14:00 2026-03-07T14:00 2026-03-08T13:00 2026-03-09T13:00" },
    { "America/New_York", "1 day", "2026-10-30T09:00", 1, /* 4 */
      "2026-10-31T13:00 2026-11-01T14:00" },
    { "America/New_York", "1 day", "2026-03-06T02:30", 1, /* 5 */
      "2026-03-07T07:30 2026-03-08T07:00 2026-03-09T06:30 2026-03-10T06:30" },
    { "America/New_York", "1 day", "2026-10-30T01:30", 2, /* 6 */
      "2026-11-01T05:30 2026-11-02T06:30" },
    { "America/New_York", "1 week", "2026-03-01T02:30", 1, /* 7 */
      "2026-03-08T07:00 2026-03-15T06:30 2026-03-22T06:30" },
    { "America/New_York", "1 week", "2026-03-02T09:00", 0, /* 8 */
      "2026-03-02T14:00 2026-03-09T13:00 2026-03-16T13:00 2026-03-23T13:00" },
    { "America/Chicago", "1 week", "2024-10-29T09:00", 1, "2024-11-05T15:00" },  /* 9 */
    { "America/Chicago", "1 week", "2024-10-29T09:00", 19, "2025-03-11T14:00" }, /* 9 */
    { "Australia/Lord_Howe", "1 day", "2026-10-02T02:15", 1,                     /* 10 */
      "2026-10-02T15:45 2026-10-03T15:30 2026-10-04T15:15" },
    { "Africa/Cairo", "1 day", "2026-10-28T23:30", 1,
      "2026-10-29T20:30 2026-10-30T21:30" },           /* 13 */
    { "Europe/Dublin", "1 day", "2026-03-27T01:30", 1, /* 17 */
      "2026-03-28T01:30 2026-03-29T01:00 2026-03-30T00:30" },
    { "America/New_York", "1 hour", "2026-03-08T00:00", 0, /* 18 */
      "2026-03-08T05:00 2026-03-08T06:00 2026-03-08T07:00 2026-03-08T07:00 2026-03-08T08:00" },
    { "America/New_York", "1 hour", "2026-11-01T00:00", 0, /* 19 */
      "2026-11-01T04:00 2026-11-01T05:00 2026-11-01T07:00 2026-11-01T08:00" },
    { "America/New_York", "5 hours", "2026-03-07T20:00", 0, /* 21 */
      "2026-03-08T01:00 2026-03-08T06:00 2026-03-08T11:00 2026-03-08T16:00" },
    { "Europe/Berlin", "1 month", "2028-01-31T10:00", 1, /* 22 */
      "2028-02-29T09:00 2028-03-31T08:00 2028-04-30T08:00 2028-05-31T08:00" },
    { "UTC", "1 day", "2028-02-27T12:00", 1, /* 25 */
      "2028-02-28T12:00 2028-02-29T12:00 2028-03-01T12:00" },
    { "UTC", "1 week", "2026-12-21T00:00", 1, "2026-12-28T00:00 2027-01-04T00:00" }, /* 26 */
    { "Europe/London", "1 week", "2026-03-02T09:00", 3,                              /* 36 */
      "2026-03-23T09:00 2026-03-30T08:00" },
    { "UTC", "1 month", "2026-03-31T00:00", -2,
      "2026-01-31T00:00 2026-02-28T00:00 2026-03-31T00:00" },
    { "Europe/Berlin", "1 day", "2040-03-24T02:30", 1, "2040-03-25T01:00 2040-03-26T00:30" },
    { "Europe/Berlin", "1 day", "9240-03-24T02:30", 1, "9240-03-25T01:00 9240-03-26T00:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (cases[i].zone);
      MusterRotation rotation = make (cases[i].every, wall_time (cases[i].anchor));
      g_auto (GStrv) starts = g_strsplit (cases[i].starts, " ", -1);
      MusterWallClock clock;

      muster_wall_clock_init (&clock, zone);
      for (guint j = 0; starts[j] != NULL; j++)
        {
          g_autofree char *expected = g_strconcat (starts[j], ":00Z", NULL);
          g_autofree char *start =
              tell (muster_rotation_start_of (&rotation, &clock, cases[i].first + j));

          g_test_message ("case %u, turn %d", i, (int) cases[i].first + (int) j);
          g_assert_cmpstr (start, ==, expected);
        }
    }
}

static MusterRotation
random_rotation (void)
{
  static const char *const every[] = { "1 hour",  "2 hours",  "5 hours",  "8 hours", "12 hours",
                                       "1 day",   "2 days",   "10 days",  "1 week",  "2 weeks",
                                       "1 month", "3 months", "24 hours", "7 hours", "36 hours" };
  gint64 day = g_test_rand_int_range (3653, 24000); /* 1980 to 2035, where GLib is right */
  gint64 minute = g_test_rand_int_range (0, 1440);

  /* half of them at night, when walls are set */
  if (g_test_rand_bit ())
    minute = g_test_rand_int_range (0, 16) * 15;
  return make (every[g_test_rand_int_range (0, G_N_ELEMENTS (every))],
               day * MUSTER_DAY_S + minute * 60);
}

/* Any instant is in one turn, and turns follow one another without a hole. */
static void
test_contiguous (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (random_zone_name ());
      MusterRotation rotation = random_rotation ();
      gint64 at_s = (gint64) (g_test_rand_double () * 400 * 366 * 86400) - 1000000000;
      MusterWallClock clock;
      gint64 turn, start_s, end_s;

      muster_wall_clock_init (&clock, zone);
      turn = muster_rotation_turn_at (&rotation, &clock, at_s);
      start_s = muster_rotation_start_of (&rotation, &clock, turn);
      end_s = muster_rotation_start_of (&rotation, &clock, turn + 1);
      g_assert_cmpint (start_s, <=, at_s);
      g_assert_cmpint (end_s, >, at_s);
      g_assert_cmpint (muster_rotation_turn_at (&rotation, &clock, start_s), ==, turn);
      g_assert_cmpint (muster_rotation_turn_at (&rotation, &clock, end_s - 1), ==, turn);
      g_assert_cmpint (muster_rotation_turn_at (&rotation, &clock, end_s), >, turn);
    }
}

/* How many turns have begun when the wall has shown @latest_s, counted one by one. */
static gint64
count_turns (const MusterRotation *self, gint64 from, gint64 latest_s)
{
  gint64 turn = from, day = muster_floor_div (self->anchor_s, MUSTER_DAY_S);

  for (;; turn++)
    {
      gint64 next_s = self->anchor_s;

      if (self->unit == MUSTER_TURN_MONTHS)
        {
          MusterCivilDate date = muster_civil_date_from_days (day);
          gint64 month = date.year * 12 + date.month - 1 + (turn + 1) * self->n;
          MusterCivilDate first = { month / 12, (guint) (month % 12) + 1, 1 };

          first.day = MIN (date.day, muster_days_in_month (first.year, first.month));
          next_s += (muster_civil_date_to_days (first) - day) * MUSTER_DAY_S;
        }
      else
        next_s += (turn + 1) * muster_rotation_shortest (self);
      if (next_s > latest_s)
        return turn;
    }
}

/* Near a change of the wall, turns are those of one who looks at it every minute. */
static void
test_as_walls_show_it (void)
{
  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (random_zone_name ());
      MusterRotation rotation = random_rotation ();
      MusterWallClock clock;
      WallReading reading;
      MusterWallGap gap;
      gint64 at_s, turn;

      if (rotation.unit == MUSTER_TURN_HOURS && 24 % rotation.n != 0)
        continue;
      muster_wall_clock_init (&clock, zone);
      at_s = rotation.anchor_s + g_test_rand_int_range (0, 400) * MUSTER_DAY_S;
      if (g_test_rand_bit ())
        at_s = MIN (at_s, muster_wall_clock_next_gap (&clock, rotation.anchor_s, at_s, &gap));
      at_s -= at_s % 60 + MUSTER_DAY_S;
      wall_reading_begin (&reading, zone, at_s);
      turn = muster_rotation_turn_at (&rotation, &clock, at_s) - 2;
      for (guint minute = 0; minute < 2 * 1440; minute++, wall_reading_step (&reading))
        {
          turn = count_turns (&rotation, turn, reading.latest_s);
          g_assert_cmpint (muster_rotation_turn_at (&rotation, &clock, reading.utc_s), ==, turn);
        }
    }
}

static void
test_every (void)
{
  static const char *const bad[] = { "",
                                     "week",
                                     "0 days",
                                     "1000 days",
                                     "1  day",
                                     "1 day ",
                                     "-1 day",
                                     "1 year",
                                     "1",
                                     "1day",
                                     "99999999999999999999 days",
                                     "1 DAY" };
  MusterRotation rotation = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (muster_rotation_parse_every (&rotation, bad[i]));
  rotation = make ("999 weeks", 0);
  g_assert_cmpint (muster_rotation_shortest (&rotation), ==, 999 * 7 * MUSTER_DAY_S);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rotation/worked", test_worked);
  g_test_add_func ("/rotation/contiguous", test_contiguous);
  g_test_add_func ("/rotation/as-walls-show-it", test_as_walls_show_it);
  g_test_add_func ("/rotation/every", test_every);
  return g_test_run ();
}
