/* shift-book.h - what people did about who is on call, and what they were told of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/live-schedule.h"
#include "world/shift-notices.h"
G_BEGIN_DECLS

/* Alike on a hub and on a console. */
typedef struct
{
  MusterShiftChanges *changes;
  MusterShiftNotices *notices;
  MusterLiveSchedules *schedules; /* made of the others when it is asked for */
} MusterShiftBook;

MusterShiftBook *muster_shift_book_new (void);
void muster_shift_book_free (MusterShiftBook *self);
/* Folds an event that is of no incident. */
void muster_shift_book_fold (MusterShiftBook *self, const MusterEvent *event);

G_END_DECLS
