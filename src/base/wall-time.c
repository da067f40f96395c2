/* wall-time.c - what the clock on a wall shows, and which instant that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/wall-time.h"

#include "base/instant.h"

#include <string.h>

/* No zone has ever been further from UTC, and none changes twice within twice that. */
#define FURTHEST_S G_GINT64_CONSTANT (93600)

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
  return TRUE;
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

static gint64
offset_at (GTimeZone *zone, gint64 utc_s)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_s));
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
  gint64 offset_s = offset_at (zone, from_s), low = from_s, high = to_s;

  /* hours apart, so that two changes within them are not taken for none */
  while (low < to_s && offset_at (zone, MIN (low + 3600, to_s)) == offset_s)
    low = MIN (low + 3600, to_s);
  if (low == to_s)
    return to_s + 1;
  high = MIN (low + 3600, to_s);
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (offset_at (zone, middle) == offset_s)
        low = middle;
      else
        high = middle;
    }
  return high;
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

  if (g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, from_s) ==
      g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, to_s))
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
