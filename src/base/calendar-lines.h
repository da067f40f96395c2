/* calendar-lines.h - an iCalendar file, held to bounds before anything reads it (security R11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
G_BEGIN_DECLS

#define MUSTER_CALENDAR_BYTES_MAX      (1024 * 1024)
#define MUSTER_CALENDAR_LINES_MAX      50000 /* as they stand in the file */
#define MUSTER_CALENDAR_LINE_BYTES_MAX 8192  /* unfolded */
#define MUSTER_CALENDAR_DEPTH_MAX      4
#define MUSTER_CALENDAR_EVENTS_MAX     2000
#define MUSTER_CALENDAR_ZONES_MAX      100
#define MUSTER_CALENDAR_MEMBERS_MAX    200 /* properties of a component that count */

/* What of a calendar is about who is on and when. */
typedef struct
{
  GString *text;    /* its lines, unfolded, in a calendar of their own; a rule is X-MUSTER-RULE:N */
  GPtrArray *rules; /* of char *: the Nth RRULE, as it was written */
} MusterCalendarLines;

MusterCalendarLines *muster_calendar_lines_new (const char *text, gsize n, GError **error);
void muster_calendar_lines_free (MusterCalendarLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCalendarLines, muster_calendar_lines_free)

G_END_DECLS
