/* roster.c - any schedule against somebody who looks at the wall every minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/roster.h"

#include "plan.h"
#include "slow-roster.h"
#include "wall-reading.h"

#define DAY_S G_GINT64_CONSTANT (86400)

static gint32
random_quarter (void)
{
  /* mostly at night, when walls are set */
  return 900 * (g_test_rand_bit () ? g_test_rand_int_range (0, 16) : g_test_rand_int_range (0, 96));
}

static void
add_random_hours (MusterLayer *layer)
{
  int n = g_test_rand_int_range (-1, 4);

  for (int i = 0; i < n; i++)
    {
      MusterDutyHours hours = { (guint8) g_test_rand_int_range (1, 128), random_quarter (),
                                random_quarter () };

      if (g_test_rand_bit ())
        hours.days = MUSTER_EVERY_DAY;
      muster_restriction_add (layer->hours, hours);
    }
}

static void
add_random_members (MusterLayer *layer)
{
  int n = g_test_rand_int_range (0, 5);

  for (int i = 0; i < n; i++)
    {
      guint people[2] = { (guint) g_test_rand_int_range (0, 6),
                          (guint) g_test_rand_int_range (0, 6) };

      muster_layer_add_member (layer, people, (guint) g_test_rand_int_range (0, 3));
    }
}

static MusterLayer *
random_layer (gint64 near_s)
{
  static const char *const every[] = { "1 hour", "3 hours", "5 hours", "12 hours", "1 day",
                                       "2 days", "1 week",  "1 month", "3 days",   "25 hours" };
  g_autoptr (GTimeZone) zone = muster_time_zone_new (random_zone_name ());
  MusterLayer *layer = muster_layer_new ("random", zone);
  gint64 anchor_s = near_s + g_test_rand_int_range (-20, 20) * DAY_S;

  layer->rotates = TRUE;
  g_assert_true (muster_rotation_parse_every (
      &layer->rotation, every[g_test_rand_int_range (0, G_N_ELEMENTS (every))]));
  layer->rotation.anchor_s = anchor_s - anchor_s % DAY_S + random_quarter ();
  if (layer->rotation.unit == MUSTER_TURN_DAYS && g_test_rand_bit ())
    layer->advance = MUSTER_ADVANCE_SHIFT;
  add_random_hours (layer);
  add_random_members (layer);
  return layer;
}

static void
add_random_modifiers (MusterSchedule *schedule, gint64 near_s)
{
  int n = g_test_rand_int_range (0, 5);

  for (int i = 0; i < n; i++)
    {
      MusterModifier modifier = { .kind = (MusterModifierKind) g_test_rand_int_range (0, 5),
                                  .who = (guint) g_test_rand_int_range (0, 6),
                                  .other = (guint) g_test_rand_int_range (0, 6) };

      modifier.from_s = near_s + g_test_rand_int_range (-1440, 4320) * 60;
      modifier.to_s = modifier.from_s + g_test_rand_int_range (1, 2880) * 60;
      g_array_append_val (schedule->modifiers, modifier);
    }
}

static MusterSchedule *
random_schedule (gint64 near_s)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  MusterSchedule *schedule = muster_schedule_new ("random", utc);
  MusterScheduleVersion *version = muster_schedule_add_version (schedule, G_MININT64);
  int n = g_test_rand_int_range (0, 4);

  schedule->mode = g_test_rand_bit () ? MUSTER_SCHEDULE_STACK : MUSTER_SCHEDULE_UNION;
  for (int i = 0; i < n; i++)
    g_ptr_array_add (version->layers, random_layer (near_s));
  add_random_modifiers (schedule, near_s);
  return schedule;
}

/* A moment near one at which some zone's wall is put forward or back. */
static gint64
random_moment (void)
{
  g_autoptr (GTimeZone) zone = muster_time_zone_new (random_zone_name ());
  gint64 at_s = g_test_rand_int_range (315532800, 2080000000);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at_s);

  for (guint i = 0;
       i < 300 && interval == g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at_s); i++)
    at_s += DAY_S;
  return at_s - at_s % 60 - g_test_rand_int_range (0, 3 * 1440) * 60;
}

static guint
bits_at (const MusterRoster *roster, gint64 at_s)
{
  MusterRosterSpan span = muster_roster_get_at (roster, at_s);
  guint bits = 0;

  g_assert_true (at_s >= span.start_s && at_s < span.end_s);
  for (guint i = 0; i < span.n; i++)
    bits |= 1u << span.people[i];
  return bits;
}

/* Spans touch, cover what was asked for, and differ from their neighbours. */
static void
assert_whole (const MusterRoster *roster, gint64 from_s, gint64 to_s)
{
  guint n = muster_roster_get_n_spans (roster);

  g_assert_cmpint (muster_roster_get_span (roster, 0).start_s, ==, from_s);
  g_assert_cmpint (muster_roster_get_span (roster, n - 1).end_s, ==, to_s);
  for (guint i = 0; i < n; i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      g_assert_cmpint (span.start_s, <, span.end_s);
      if (i + 1 < n)
        g_assert_cmpuint (bits_at (roster, span.start_s), !=, bits_at (roster, span.end_s));
    }
}

static void
test_as_walls_show_it (void)
{
  for (guint i = 0; i < 120; i++)
    {
      gint64 from_s = random_moment (), to_s = from_s + g_test_rand_int_range (1, 4 * 1440) * 60;
      g_autoptr (MusterSchedule) schedule = random_schedule (from_s);
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterRoster) roster = muster_schedule_resolve (schedule, from_s, to_s, &error);
      g_autoptr (GArray) slow = NULL;

      g_assert_no_error (error);
      g_assert_true (muster_schedule_check (schedule, NULL));
      assert_whole (roster, from_s, to_s);
      slow = slow_roster (schedule, from_s, to_s);
      for (guint minute = 0; minute < slow->len; minute++)
        g_assert_cmphex (bits_at (roster, from_s + 60 * (gint64) minute), ==,
                         g_array_index (slow, guint, minute));
    }
}

/* A layer that advances by shifts, some of which the wall passes over. */
static MusterSchedule *
passing_over (GTimeZone *zone, gint64 gap_s)
{
  MusterSchedule *schedule = muster_schedule_new ("passing over", zone);
  MusterLayer *layer = muster_layer_new ("shifts", zone);
  int n = g_test_rand_int_range (1, 4);

  layer->rotates = TRUE;
  layer->advance = MUSTER_ADVANCE_SHIFT;
  muster_rotation_parse_every (&layer->rotation, g_test_rand_bit () ? "1 day" : "2 days");
  layer->rotation.anchor_s = gap_s - gap_s % DAY_S + g_test_rand_int_range (-12, 12) * DAY_S;
  for (int i = 0; i < n; i++)
    {
      gint32 from_s = 900 * g_test_rand_int_range (0, 14);
      MusterDutyHours hours = { (guint8) (64 | g_test_rand_int_range (0, 128)), from_s,
                                from_s + 900 * g_test_rand_int_range (1, 4) };

      muster_restriction_add (layer->hours, hours);
    }
  for (guint person = 0; person < 5; person++)
    muster_layer_add_member (layer, &person, 1);
  g_ptr_array_add (muster_schedule_add_version (schedule, G_MININT64)->layers, layer);
  return schedule;
}

static void
test_passed_over (void)
{
  static const char *const zones[] = { "America/New_York",    "America/Santiago", "Europe/London",
                                       "Australia/Lord_Howe", "America/Havana",   "Asia/Beirut" };

  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (zones[i % G_N_ELEMENTS (zones)]);
      gint64 from_s = g_test_rand_int_range (946684800, 1900000000), gap_s;
      g_autoptr (MusterSchedule) schedule = NULL;
      g_autoptr (MusterRoster) roster = NULL;
      g_autoptr (GArray) slow = NULL;
      MusterWallClock clock;
      MusterWallGap gap;

      muster_wall_clock_init (&clock, zone);
      gap_s = muster_wall_clock_next_gap (&clock, from_s, from_s + 400 * DAY_S, &gap);
      schedule = passing_over (zone, gap_s);
      from_s = gap_s - gap_s % 3600 + g_test_rand_int_range (-6, 6) * DAY_S;
      roster = muster_schedule_resolve (schedule, from_s, from_s + DAY_S, NULL);
      slow = slow_roster (schedule, from_s, from_s + DAY_S);
      for (guint minute = 0; minute < slow->len; minute++)
        g_assert_cmphex (bits_at (roster, from_s + 60 * (gint64) minute), ==,
                         g_array_index (slow, guint, minute));
    }
}

/* What is resolved in two parts is what is resolved as one. */
static void
test_parts (void)
{
  for (guint i = 0; i < 300; i++)
    {
      gint64 from_s = random_moment (), to_s = from_s + g_test_rand_int_range (2, 60) * DAY_S;
      gint64 middle_s = from_s + g_test_rand_int_range (1, (gint32) (to_s - from_s));
      g_autoptr (MusterSchedule) schedule = random_schedule (from_s);
      g_autoptr (MusterRoster) whole = muster_schedule_resolve (schedule, from_s, to_s, NULL);
      g_autoptr (MusterRoster) first = muster_schedule_resolve (schedule, from_s, middle_s, NULL);
      g_autoptr (MusterRoster) second = muster_schedule_resolve (schedule, middle_s, to_s, NULL);

      for (guint j = 0; j < 200; j++)
        {
          gint64 at_s = from_s + g_test_rand_int_range (0, (gint32) (to_s - from_s));

          g_assert_cmphex (bits_at (at_s < middle_s ? first : second, at_s), ==,
                           bits_at (whole, at_s));
        }
    }
}

/* A year of hours for 60 people, in many layers, and long after it began. */
static void
test_costs (void)
{
  g_autoptr (GTimeZone) zone = muster_time_zone_new ("America/New_York");
  g_autoptr (MusterSchedule) schedule = muster_schedule_new ("large", zone);
  MusterScheduleVersion *version = muster_schedule_add_version (schedule, G_MININT64);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterRoster) roster = NULL;
  double seconds;

  for (guint i = 0; i < 20; i++)
    {
      MusterLayer *layer = muster_layer_new ("hourly", zone);

      layer->rotates = TRUE;
      muster_rotation_parse_every (&layer->rotation, "1 hour");
      layer->rotation.anchor_s = i * 60;
      for (guint j = 0; j < 60; j++)
        {
          guint person = (7 * i + j) % 60;

          muster_layer_add_member (layer, &person, 1);
        }
      g_ptr_array_add (version->layers, layer);
    }
  schedule->mode = MUSTER_SCHEDULE_UNION;
  g_test_timer_start ();
  roster = muster_schedule_resolve (schedule, plan_instant ("9026-01-01T00:00Z"),
                                    plan_instant ("9027-01-01T00:00Z"), &error);
  seconds = g_test_timer_elapsed ();
  g_assert_no_error (error);
  g_assert_cmpuint (muster_roster_get_n_spans (roster), >, 100000);
  g_test_message ("20 layers of a year of hours in %.0f ms", seconds * 1000);
  g_assert_cmpfloat (seconds, <, 10); /* it is about a tenth of one */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/as-walls-show-it", test_as_walls_show_it);
  g_test_add_func ("/roster/passed-over", test_passed_over);
  g_test_add_func ("/roster/parts", test_parts);
  g_test_add_func ("/roster/costs", test_costs);
  return g_test_run ();
}
