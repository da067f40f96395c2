/* live-schedule.h - a schedule as it holds: what it says, and who stands in for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/directory.h"
#include "world/schedule-body.h"
#include "world/shift-changes.h"
G_BEGIN_DECLS

/* What ended longer ago is left out where it is looked ahead. */
#define MUSTER_LIVE_SCHEDULE_PAST_US (400 * G_TIME_SPAN_DAY)

/* @body (nullable) as one of that name has it, and @changes (of MusterShiftChange) that end after
 * @since_us, behind its own modifiers. NULL: it cannot be read. */
MusterScheduleBody *muster_live_schedule_new (const MusterDirectory *directory,
                                              const char *name,
                                              const char *body,
                                              const GPtrArray *changes,
                                              gint64 since_us);

/* They are kept until a schedule changes. */
typedef struct _MusterLiveSchedules MusterLiveSchedules;

MusterLiveSchedules *muster_live_schedules_new (void);
void muster_live_schedules_free (MusterLiveSchedules *self);
void muster_live_schedules_forget (MusterLiveSchedules *self, MusterUlid schedule);

/* What is asked for. */
typedef struct
{
  const MusterDirectory *directory;
  const MusterShiftChanges *changes;
  gint64 now_us; /* the world's time */
} MusterLiveSources;

/* NULL: there is none that can be read. Until the next event. */
const MusterScheduleBody *muster_live_schedules_get (MusterLiveSchedules *self,
                                                     const MusterLiveSources *sources,
                                                     const MusterObject *schedule);

G_END_DECLS
