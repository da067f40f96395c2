/* calendar.h - spans of time as a calendar (iCalendar, RFC 5545)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* An instant to another; their year is 1 to 9999. */
typedef struct
{
  char *uid; /* the same wherever it moves to */
  char *summary, *description;
  gint64 start_s, end_s;
  guint sequence; /* grows whenever it moves */
  gboolean cancelled;
} MusterCalendarEvent;

MusterCalendarEvent *muster_calendar_event_new (const char *uid, gint64 start_s, gint64 end_s);
void muster_calendar_event_free (MusterCalendarEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCalendarEvent, muster_calendar_event_free)

/* Of MusterCalendarEvent, empty. */
GPtrArray *muster_calendar_new (void);

/* What was published of the same before: what moved has a higher sequence, and what was to come
 * after @now_s and is not there any more is added as cancelled. */
void muster_calendar_follow (GPtrArray *events, const GPtrArray *before, gint64 now_s);

/* @stamp_s: when it is written. Any text will do for @name and those of the events. */
char *muster_calendar_write (const GPtrArray *events, const char *name, gint64 stamp_s);

G_END_DECLS
