/* calendar-zone.h - time zones as calendars name them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* What a calendar says itself of one half of a zone's year: "STANDARD" or "DAYLIGHT". */
typedef struct
{
  gint64 start_s;   /* a wall time: since when; its time of day is that of the change */
  int offset_s;     /* from UTC */
  const char *rule; /* nullable: the RRULE of its begin */
} MusterCalendarSeason;

/* "Europe/Berlin", also behind what programs put before it; NULL: none of the system's. */
GTimeZone *muster_calendar_zone_new (const char *name);
/* By what the calendar says itself, as it is since its last change; @summer is nullable. NULL: that
 * is no rule that a zone has. */
GTimeZone *muster_calendar_zone_new_of (const MusterCalendarSeason *winter,
                                        const MusterCalendarSeason *summer);

G_END_DECLS
