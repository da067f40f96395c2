/* shift-book.h - what people did about who is on call, and what they were told of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/handovers.h"
#include "world/live-schedule.h"
#include "world/schedule-watch.h"
#include "world/shift-notices.h"
#include "world/shift-requests.h"
#include "world/zone-notes.h"
G_BEGIN_DECLS

/* What changed last who is on call anywhere, or could have. */
typedef struct
{
  guint64 seq; /* of its event; 0: nothing did */
  gint64 at_us;
} MusterShiftMark;

/* Alike on a hub and on a console. */
typedef struct
{
  MusterShiftChanges *changes;
  MusterShiftNotices *notices;
  MusterShiftRequests *requests;
  MusterHandovers *handovers;
  GPtrArray *zones;               /* of MusterZoneNote */
  MusterShiftMark mark;           /* calendars count by it */
  MusterLiveSchedules *schedules; /* made of the others when it is asked for */
  MusterScheduleWatch *watch;     /* which of them have to be looked at, on a hub */
} MusterShiftBook;

MusterShiftBook *muster_shift_book_new (void);
void muster_shift_book_free (MusterShiftBook *self);
/* Folds an event that is of no incident, which the directory has folded already. */
void muster_shift_book_fold (MusterShiftBook *self,
                             const MusterDirectory *directory,
                             const MusterEvent *event);
/* After a snapshot: every schedule has to be looked at. */
void muster_shift_book_restored (MusterShiftBook *self, const MusterDirectory *directory);

G_END_DECLS
