/* wall-reading.c - what tests read off the clock on a wall, minute by minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wall-reading.h"

#include "base/instant.h"
#include "base/wall-time.h"

#define LOOKED_BEFORE_S (2 * 86400)

static void
look (WallReading *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->utc_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  gint64 shown_s = self->utc_s + g_date_time_get_utc_offset (local) / G_USEC_PER_SEC;

  self->latest_s = MAX (self->latest_s, shown_s);
}

void
wall_reading_begin (WallReading *self, GTimeZone *zone, gint64 utc_s)
{
  *self = (WallReading){ zone, utc_s - LOOKED_BEFORE_S, G_MININT64 };
  for (look (self); self->utc_s < utc_s;)
    wall_reading_step (self);
}

void
wall_reading_step (WallReading *self)
{
  self->utc_s += 60;
  look (self);
}

gint64
wall_time (const char *text)
{
  gint64 wall_s;

  g_assert_true (muster_wall_time_parse (text, &wall_s));
  return wall_s;
}

gint64
instant (const char *text)
{
  gint64 at_us;

  g_assert_true (muster_instant_parse (text, -1, &at_us));
  return at_us / G_USEC_PER_SEC;
}

const char *
random_zone_name (void)
{
  static const char *const names[] = {
    "UTC",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Nuuk", /* changes on the evening before */
    "America/Asuncion",
    "America/Santiago",
    "America/Havana", /* at midnight */
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin", /* its winter time is the exception */
    "Europe/Lisbon",
    "Africa/Cairo",
    "Africa/Casablanca", /* by the moon */
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Beirut",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe", /* by half an hour */
    "Australia/Sydney",
    "Antarctica/Troll", /* by two hours */
    "Pacific/Apia",     /* left out a day */
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Norfolk",
    "Pacific/Easter",
  };

  return names[g_test_rand_int_range (0, G_N_ELEMENTS (names))];
}
