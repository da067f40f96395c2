/* calendar-zone.c - time zones as calendars name them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The system's data is right of any year, what a calendar says itself often is not: so a name of
 * the IANA database counts for more. Names of other systems are known by what the file says of
 * them.
 */
#include "base/calendar-zone.h"

#include "base/civil-date.h"
#include "base/recurrence-rule.h"
#include "base/wall-time.h"

#include <stdlib.h>
#include <string.h>

#define OFFSET_MAX_S (26 * 3600)

/**
 * muster_calendar_zone_new:
 * @name: a TZID
 *
 * Returns: (transfer full) (nullable): the zone of the system's that it names
 */
GTimeZone *
muster_calendar_zone_new (const char *name)
{
  GTimeZone *zone = muster_time_zone_new (name);

  /* "/freeassociation.sourceforge.net/Europe/Berlin" */
  for (const char *c = name; zone == NULL && (c = strchr (c, '/')) != NULL; c++)
    zone = strchr (c + 1, '/') != NULL ? muster_time_zone_new (c + 1) : NULL;
  return zone;
}

/* POSIX counts the other way round. */
static void
append_offset (GString *out, int offset_s)
{
  int west_s = -offset_s;

  g_string_append_printf (out, "%s%02d:%02d:%02d", west_s < 0 ? "-" : "+", abs (west_s) / 3600,
                          abs (west_s) / 60 % 60, abs (west_s) % 60);
}

/* ",M10.5.0/03:00:00" of "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"; FALSE: it is no such rule. */
static gboolean
append_change (GString *out, const MusterCalendarSeason *season)
{
  gint64 time_s = muster_floor_mod (season->start_s, MUSTER_DAY_S);
  MusterRecurrenceRule rule;
  guint month = 1;

  if (season->rule == NULL || !muster_recurrence_rule_parse (season->rule, &rule, NULL) ||
      rule.freq != MUSTER_FREQ_YEARLY || rule.interval != 1 || rule.until_s != G_MAXINT64 ||
      rule.count > 0 || rule.n_nth_days != 1 || rule.weekdays != 0 || rule.n_positions > 0)
    return FALSE;
  while (month <= 12 && rule.months != 1u << month)
    month++;
  if (month > 12 || rule.nth_days[0].nth > 4 || rule.nth_days[0].nth < -1)
    return FALSE;
  g_string_append_printf (out, ",M%u.%d.%d/%02d:%02d:%02d", month,
                          rule.nth_days[0].nth < 0 ? 5 : rule.nth_days[0].nth,
                          (rule.nth_days[0].weekday + 1) % 7, (int) (time_s / 3600),
                          (int) (time_s / 60 % 60), (int) (time_s % 60));
  return TRUE;
}

/**
 * muster_calendar_zone_new_of:
 * @winter: standard time
 * @summer: (nullable): the other
 *
 * Returns: (transfer full) (nullable): a zone that goes by them
 */
GTimeZone *
muster_calendar_zone_new_of (const MusterCalendarSeason *winter, const MusterCalendarSeason *summer)
{
  g_autoptr (GString) text = g_string_new ("STD");

  if (abs (winter->offset_s) > OFFSET_MAX_S ||
      (summer != NULL && abs (summer->offset_s) > OFFSET_MAX_S))
    return NULL;
  /* a summer time that ended for good has no rule that goes on */
  if (summer == NULL || summer->rule == NULL || strstr (summer->rule, "UNTIL") != NULL)
    return abs (winter->offset_s) < MUSTER_DAY_S ? g_time_zone_new_offset (winter->offset_s) : NULL;
  append_offset (text, winter->offset_s);
  g_string_append (text, "DST");
  append_offset (text, summer->offset_s);
  if (!append_change (text, summer) || !append_change (text, winter))
    return NULL;
  return g_time_zone_new_identifier (text->str);
}
