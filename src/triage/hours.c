/* hours.c - parts of the week in a zone: when a rule holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/hours.h"

#include "base/wall-time.h"

#include <string.h>

/**
 * muster_hours_new:
 * @zone: an IANA name
 *
 * Returns: (transfer full) (nullable): no hours at all yet; %NULL: there is no such zone
 */
MusterHours *
muster_hours_new (const char *zone)
{
  g_autoptr (GTimeZone) found = muster_time_zone_new (zone);
  MusterHours *self;

  if (found == NULL)
    return NULL;
  self = g_new (MusterHours, 1);
  self->zone = g_steal_pointer (&found);
  self->windows = g_array_new (FALSE, FALSE, sizeof (MusterHoursWindow));
  return self;
}

/**
 * muster_hours_free:
 * @self: hours
 *
 * Frees them.
 */
void
muster_hours_free (MusterHours *self)
{
  g_time_zone_unref (self->zone);
  g_array_unref (self->windows);
  g_free (self);
}

/**
 * muster_hours_parse_day:
 * @text: a day of the week
 * @out_bit: (out): its bit
 *
 * Returns: whether it is one of mo, tu, we, th, fr, sa, su
 */
gboolean
muster_hours_parse_day (const char *text, guint8 *out_bit)
{
  static const char *const days[] = { "mo", "tu", "we", "th", "fr", "sa", "su" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (strcmp (days[i], text) == 0)
      {
        *out_bit = (guint8) (1u << i);
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_hours_parse_minute:
 * @text: a time of day, "20:00"
 * @out_min: (out): minutes since midnight
 *
 * Returns: whether it is one, from 00:00 to 24:00
 */
gboolean
muster_hours_parse_minute (const char *text, guint16 *out_min)
{
  guint minutes;

  if (strlen (text) != 5 || text[2] != ':')
    return FALSE;
  for (guint i = 0; i < 5; i++)
    if (i != 2 && !g_ascii_isdigit (text[i]))
      return FALSE;
  if (text[3] > '5')
    return FALSE;
  minutes = (guint) ((text[0] - '0') * 10 + text[1] - '0') * 60 +
            (guint) ((text[3] - '0') * 10 + text[4] - '0');
  *out_min = (guint16) minutes;
  return minutes <= MUSTER_MINUTES_A_DAY;
}

static gboolean
is_within (const MusterHoursWindow *window, guint day, guint minute)
{
  guint today = 1u << day, yesterday = 1u << ((day + 6) % 7);

  if (window->from_min < window->to_min)
    return (window->days & today) != 0 && minute >= window->from_min && minute < window->to_min;
  return ((window->days & today) != 0 && minute >= window->from_min) ||
         ((window->days & yesterday) != 0 && minute < window->to_min);
}

/**
 * muster_hours_contain:
 * @self: hours
 * @at_us: an instant, µs UTC
 *
 * Looks at the clock on the wall in the zone: where a day has an hour twice, both are in.
 *
 * Returns: whether any window holds then
 */
gboolean
muster_hours_contain (const MusterHours *self, gint64 at_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
  guint day, minute;

  if (local == NULL)
    return FALSE;
  day = (guint) g_date_time_get_day_of_week (local) - 1;
  minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  for (guint i = 0; i < self->windows->len; i++)
    if (is_within (&g_array_index (self->windows, MusterHoursWindow, i), day, minute))
      return TRUE;
  return FALSE;
}
