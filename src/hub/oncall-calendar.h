/* oncall-calendar.h - who is on call, as a calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/oncall-team.h"
G_BEGIN_DECLS

typedef struct
{
  const MusterOncallTeam *team;
  const MusterScheduleBody *only; /* nullable: all schedules */
  const char *person;             /* nullable: everybody */
  gint64 from_s, to_s;            /* instants */
  gint64 now_s;                   /* what ends later is still to come */
} MusterOncallCalendar;

/* @before: of MusterCalendarEvent, what was written of the same earlier; nullable. */
char *muster_oncall_calendar_write (const MusterOncallCalendar *self,
                                    const GPtrArray *before,
                                    GError **error);

/* Adds an event for each shift of one person (nullable: of everybody) to @events, of
 * MusterCalendarEvent; @sequence grows whenever the schedule changes. */
gboolean muster_oncall_calendar_add (const MusterOncallCalendar *self,
                                     const MusterScheduleBody *body,
                                     guint sequence,
                                     GPtrArray *events,
                                     GError **error);

G_END_DECLS
