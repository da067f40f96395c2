/* wall-time.c - what the clock on a wall shows, and which instant that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/wall-time.h"

#include "base/civil-date.h"
#include "base/instant.h"

#include <string.h>

/* No zone has ever been further from UTC, and none changes twice within twice that. */
#define FURTHEST_S   G_GINT64_CONSTANT (93600)
#define CYCLE_S      (G_GINT64_CONSTANT (146097) * 86400) /* 400 years */
#define REPEATS_S    G_GINT64_CONSTANT (16725225600) /* 2500-01-01: all that is irregular is over */
#define FIRST_LISTED 2010
#define LAST_LISTED  2037
#define REACH_S      (G_GINT64_CONSTANT (400) * 86400) /* that a clock looks around */

/**
 * muster_wall_time_parse:
 * @text: "2026-03-02T09:00" or "2026-03-02T09:00:00"
 * @out_s: (out): the wall time
 *
 * Returns: whether there is such a date and time of day
 */
gboolean
muster_wall_time_parse (const char *text, gint64 *out_s)
{
  g_autofree char *instant = NULL;
  gsize n = strlen (text);
  gint64 at_us;

  if (n != strlen ("2026-03-02T09:00") && n != strlen ("2026-03-02T09:00:00"))
    return FALSE;
  instant = g_strconcat (text, n < strlen ("2026-03-02T09:00:00") ? ":00Z" : "Z", NULL);
  if (text[10] != 'T' || !muster_instant_parse (instant, -1, &at_us))
    return FALSE;
  *out_s = at_us / G_USEC_PER_SEC;
  return at_us >= 0;
}

/**
 * muster_wall_time_append:
 * @wall_s: a wall time
 * @out: where to
 *
 * Writes it as muster_wall_time_parse() reads it.
 */
void
muster_wall_time_append (gint64 wall_s, GString *out)
{
  muster_instant_append (wall_s * G_USEC_PER_SEC, out);
  g_string_truncate (out, out->len - 1);
}

/* Files that lie beside the zones, and other ways to read these: with leap seconds, say. */
static gboolean
is_beside_zones (const char *name)
{
  static const char *const files[] = { "leapseconds", "localtime", "posixrules", NULL };

  return g_strv_contains (files, name) || g_str_has_prefix (name, "right/") ||
         g_str_has_prefix (name, "posix/");
}

/* What has a digit and no folder GLib may take for a rule of POSIX, such as "UTC+3", which is three
 * hours from what people think it is. */
static gboolean
is_rule (const char *name)
{
  static const char *const zones[] = { "CST6CDT", "EST5EDT", "MST7MDT", "PST8PDT",
                                       "GMT0",    "GMT+0",   "GMT-0",   NULL };

  return strchr (name, '/') == NULL && strpbrk (name, "0123456789") != NULL &&
         !g_strv_contains (zones, name);
}

/* A path would be read as a file, wherever it leads. */
static gboolean
is_zone_name (const char *name)
{
  gsize n = strlen (name);

  if (n == 0 || n > 64 || !g_ascii_isalpha (name[0]))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("_+-/", name[i]) == NULL)
      return FALSE;
  return !is_beside_zones (name) && !is_rule (name);
}

/**
 * muster_time_zone_new:
 * @name: a name of the IANA database
 *
 * Returns: (transfer full) (nullable): the zone; %NULL: there is none of that name
 */
GTimeZone *
muster_time_zone_new (const char *name)
{
  return is_zone_name (name) ? g_time_zone_new_identifier (name) : NULL;
}

/* Zone data lists instants until 2037, and says by which rule the years after are. Where that has a
 * summer time which shows UTC itself (Dublin's, which is in winter), GLib takes it for one that
 * says no offset, and adds an hour to the other. */
static gboolean
is_misread (GTimeZone *zone)
{
  static const struct
  {
    gint64 listed_s, after_s;
  } seasons[] = {
    { 2115849600, 2178921600 }, /* in January of 2037 and 2039 */
    { 2131488000, 2194560000 }, /* in July */
  };

  for (guint i = 0; i < G_N_ELEMENTS (seasons); i++)
    {
      int listed = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seasons[i].listed_s);
      int after = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seasons[i].after_s);

      if (g_time_zone_is_dst (zone, listed) && g_time_zone_is_dst (zone, after) &&
          g_time_zone_get_offset (zone, listed) != g_time_zone_get_offset (zone, after))
        return TRUE;
    }
  return FALSE;
}

/* The same moment of a listed year with the same days of the week. */
static gint64
in_listed_year (gint64 utc_s)
{
  MusterCivilDate first = { .month = 1, .day = 1 };
  gint64 days;
  guint february;

  first.year = muster_civil_date_from_days (muster_floor_div (utc_s, MUSTER_DAY_S)).year;
  february = muster_days_in_month (first.year, 2);
  days = muster_civil_date_to_days (first);
  for (first.year = FIRST_LISTED; first.year <= LAST_LISTED; first.year++)
    {
      gint64 apart = days - muster_civil_date_to_days (first);

      if (apart % 7 == 0 && muster_days_in_month (first.year, 2) == february)
        return utc_s - apart * MUSTER_DAY_S;
    }
  g_return_val_if_reached (utc_s); /* any 28 years have all that there are */
}

/* The years of the calendar come again every 400, with their days of the week, and so do the rules
 * that a zone ends with. GLib reckons with them for some centuries: what is later is looked up
 * earlier. */
static gint64
look_up_s (GTimeZone *zone, gint64 utc_s)
{
  if (utc_s > G_MAXINT32 && is_misread (zone))
    return in_listed_year (utc_s);
  return utc_s < REPEATS_S ? utc_s : REPEATS_S - CYCLE_S + (utc_s - REPEATS_S) % CYCLE_S;
}

static int
interval_at (GTimeZone *zone, gint64 utc_s)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, look_up_s (zone, utc_s));
}

static gint64
offset_at (GTimeZone *zone, gint64 utc_s)
{
  return g_time_zone_get_offset (zone, interval_at (zone, utc_s));
}

/**
 * muster_wall_time_at:
 * @zone: where the wall stands
 * @utc_s: an instant, seconds since the epoch
 *
 * Returns: what it shows then
 */
gint64
muster_wall_time_at (GTimeZone *zone, gint64 utc_s)
{
  return utc_s + offset_at (zone, utc_s);
}

/* The first instant in (from, to] with another offset than at @from; one past @to: there is none.
 */
static gint64
find_change (GTimeZone *zone, gint64 from_s, gint64 to_s)
{
  gint64 offset_s = offset_at (zone, from_s);

  for (;;)
    {
      int interval = interval_at (zone, from_s);
      gint64 low = from_s, high = to_s;

      if (interval_at (zone, to_s) == interval)
        return to_s + 1;
      while (high - low > 1)
        {
          gint64 middle = low + (high - low) / 2;

          if (interval_at (zone, middle) == interval)
            low = middle;
          else
            high = middle;
        }
      if (offset_at (zone, high) != offset_s) /* else only its name changed */
        return high;
      from_s = high;
    }
}

/**
 * muster_wall_time_to_utc:
 * @zone: where the wall stands
 * @wall_s: a wall time
 *
 * A time that the wall never shows is the instant at which the gap ends; of one that it shows
 * twice, the first counts. So two spans that share a border on the wall share it in UTC, too.
 *
 * Returns: the instant, seconds since the epoch
 */
gint64
muster_wall_time_to_utc (GTimeZone *zone, gint64 wall_s)
{
  gint64 from_s = wall_s - FURTHEST_S, to_s = wall_s + FURTHEST_S;
  gint64 offset_s = offset_at (zone, from_s);

  if (interval_at (zone, from_s) == interval_at (zone, to_s))
    return wall_s - offset_s;
  while (from_s <= to_s)
    {
      gint64 change_s = find_change (zone, from_s, to_s);

      offset_s = offset_at (zone, from_s);
      if (wall_s - offset_s < from_s) /* the wall jumped over it */
        return from_s;
      if (wall_s - offset_s < change_s)
        return wall_s - offset_s;
      from_s = change_s;
    }
  return wall_s - offset_s;
}

/* --- many times of one zone --- */

/**
 * muster_wall_clock_init:
 * @self: a clock
 * @zone: where it hangs; stays the caller's
 *
 * Prepares for times in any order; those near one another are cheap.
 */
void
muster_wall_clock_init (MusterWallClock *self, GTimeZone *zone)
{
  *self = (MusterWallClock){ .zone = zone };
}

/* Learns how far around an instant the offset is the same. */
static void
look_around (MusterWallClock *self, gint64 utc_s)
{
  int interval = interval_at (self->zone, utc_s);
  gint64 low = utc_s - REACH_S;

  self->offset_s = offset_at (self->zone, utc_s);
  self->from_s = interval_at (self->zone, low) == interval ? low : utc_s;
  while (self->from_s - low > 1)
    {
      gint64 middle = low + (self->from_s - low) / 2;

      if (interval_at (self->zone, middle) == interval)
        self->from_s = middle;
      else
        low = middle;
    }
  self->to_s = find_change (self->zone, utc_s, utc_s + REACH_S);
}

/**
 * muster_wall_clock_show:
 * @self: a clock
 * @utc_s: an instant
 *
 * Returns: as muster_wall_time_at()
 */
gint64
muster_wall_clock_show (MusterWallClock *self, gint64 utc_s)
{
  if (utc_s < self->from_s || utc_s >= self->to_s)
    look_around (self, utc_s);
  return utc_s + self->offset_s;
}

/**
 * muster_wall_clock_find:
 * @self: a clock
 * @wall_s: a wall time
 *
 * Returns: as muster_wall_time_to_utc()
 */
gint64
muster_wall_clock_find (MusterWallClock *self, gint64 wall_s)
{
  gint64 utc_s = wall_s - self->offset_s;

  /* soon after a change the wall may show it for the second time */
  if (utc_s < self->to_s && utc_s >= self->from_s + 2 * FURTHEST_S)
    return utc_s;
  utc_s = muster_wall_time_to_utc (self->zone, wall_s);
  if (utc_s < self->from_s || utc_s >= self->to_s)
    look_around (self, utc_s);
  return utc_s;
}

/**
 * muster_wall_clock_next_gap:
 * @self: a clock
 * @from_s: an instant
 * @to_s: a later one
 * @out: (out): the wall times that it passes over
 *
 * Looks for the first time in (from, to] that the wall is put forward.
 *
 * Returns: when that is; one past @to_s: never
 */
gint64
muster_wall_clock_next_gap (MusterWallClock *self, gint64 from_s, gint64 to_s, MusterWallGap *out)
{
  while (from_s < to_s)
    {
      gint64 shown_s = muster_wall_clock_show (self, from_s) - from_s;
      gint64 change_s = MIN (self->to_s, to_s + 1);

      if (change_s > to_s)
        break;
      out->from_s = change_s + shown_s;
      out->to_s = muster_wall_clock_show (self, change_s);
      if (out->to_s > out->from_s)
        return change_s;
      from_s = change_s;
    }
  return to_s + 1;
}
