/* calendar-reader.h - the events of an iCalendar file (RFC 5545, by libical)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/calendar-lines.h"
G_BEGIN_DECLS

/* An event, and when it comes again. Times are of the wall of its zone, also where the file says an
 * instant: then that is UTC. A day ends where the next one begins. */
typedef struct
{
  char *uid;               /* "" where it has none */
  char *summary;           /* "" likewise */
  GPtrArray *mails;        /* of char *: whom it is with, in lower case */
  GTimeZone *zone;         /* NULL: whoever reads it knows where that is */
  gint64 start_s, end_s;   /* end is later */
  char *rule;              /* nullable: an RRULE as it was written */
  GArray *more, *excluded; /* of gint64, starts: others that it has, and those that it has not */
} MusterCalendarEntry;

/* Of MusterCalendarEntry, in the file's order. Cancelled ones are not there, nor are those that
 * last no time; one that stands for another of a recurring event is one of its own. NULL, with
 * MUSTER_BASE_ERROR: it is no calendar, or larger than a calendar may be. */
GPtrArray *muster_calendar_read (const char *text, gsize n, GError **error);

G_END_DECLS
