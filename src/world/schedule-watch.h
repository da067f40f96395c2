/* schedule-watch.h - when a hub has to look at each schedule again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made of what is folded, and kept in no snapshot: who has never looked looks at once.
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

typedef struct
{
  MusterUlid schedule;
  gint64 due_us;     /* G_MININT64: at once */
  gint64 looked_us;  /* up to when it was looked; G_MININT64: never */
  GSequenceIter *at; /* its place in the order of that */
} MusterScheduleLook;

typedef struct _MusterScheduleWatch MusterScheduleWatch;

MusterScheduleWatch *muster_schedule_watch_new (void);
void muster_schedule_watch_free (MusterScheduleWatch *self);
/* Something changed of it: it is looked at at once. */
void muster_schedule_watch_mark (MusterScheduleWatch *self, MusterUlid schedule);
void muster_schedule_watch_remove (MusterScheduleWatch *self, MusterUlid schedule);
/* It was looked at, and is again at @due_us. */
void muster_schedule_watch_set (MusterScheduleWatch *self,
                                MusterScheduleLook *look,
                                gint64 looked_us,
                                gint64 due_us);
/* The one that is due first; NULL: there is none. */
MusterScheduleLook *muster_schedule_watch_first (const MusterScheduleWatch *self);

G_END_DECLS
