/* schedule-body.h - what an object of type "schedule" says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/schedule.h"
G_BEGIN_DECLS

typedef struct
{
  MusterSchedule *schedule;
  GPtrArray *people; /* of char *: names; the schedule's people are places in it */
} MusterScheduleBody;

/* What is read can be resolved. */
MusterScheduleBody *muster_schedule_body_read (const char *name, const char *body, GError **error);
/* The same, and where in @body it is that was refused; NULL: it is about the whole. */
MusterScheduleBody *muster_schedule_body_read_placed (const char *name,
                                                      const char *body,
                                                      const char **out_where,
                                                      GError **error);
void muster_schedule_body_free (MusterScheduleBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterScheduleBody, muster_schedule_body_free)
gboolean muster_schedule_body_check (const char *name, const char *body, GError **error);

G_END_DECLS
