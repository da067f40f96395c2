/* shift-book.c - what people did about who is on call, and what they were told of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-book.h"

/**
 * muster_shift_book_new:
 *
 * Returns: (transfer full): nothing was done yet
 */
MusterShiftBook *
muster_shift_book_new (void)
{
  MusterShiftBook *self = g_new0 (MusterShiftBook, 1);

  self->changes = muster_shift_changes_new ();
  self->notices = muster_shift_notices_new ();
  self->schedules = muster_live_schedules_new ();
  return self;
}

/**
 * muster_shift_book_free:
 * @self: a book
 *
 * Frees it.
 */
void
muster_shift_book_free (MusterShiftBook *self)
{
  muster_live_schedules_free (self->schedules);
  muster_shift_notices_free (self->notices);
  muster_shift_changes_free (self->changes);
  g_free (self);
}

/* The schedule that an event changes; null: none. */
static MusterUlid
find_changed (const MusterShiftBook *self, const MusterEvent *event)
{
  const MusterShiftChange *change;

  if (event->kind == MUSTER_EVENT_SHIFT_COVERED || event->kind == MUSTER_EVENT_SHIFT_SWAPPED)
    return muster_event_ulid (event, MUSTER_FACT_SCHEDULE);
  if (event->kind != MUSTER_EVENT_SHIFT_RESTORED)
    return (MusterUlid){ 0, 0 };
  change = muster_shift_changes_get (self->changes, muster_event_ulid (event, MUSTER_FACT_ID));
  return change != NULL ? change->schedule : (MusterUlid){ 0, 0 };
}

/**
 * muster_shift_book_fold:
 * @self: a book
 * @event: the next event
 *
 * Moves it on; events of other things change nothing.
 */
void
muster_shift_book_fold (MusterShiftBook *self, const MusterEvent *event)
{
  muster_live_schedules_forget (self->schedules, find_changed (self, event));
  muster_shift_changes_fold (self->changes, event);
  muster_shift_notices_fold (self->notices, event);
}
