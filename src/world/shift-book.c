/* shift-book.c - what people did about who is on call, and what they were told of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-book.h"

#include <string.h>

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
  self->requests = muster_shift_requests_new ();
  self->handovers = muster_handovers_new ();
  self->watch = muster_schedule_watch_new ();
  self->zones = muster_zone_notes_new ();
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
  muster_schedule_watch_free (self->watch);
  muster_handovers_free (self->handovers);
  g_ptr_array_unref (self->zones);
  muster_shift_requests_free (self->requests);
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

static void
watch (MusterShiftBook *self, const MusterObject *object)
{
  if (object == NULL || strcmp (object->type, MUSTER_OBJECT_SCHEDULE) != 0)
    return;
  if (object->removed)
    muster_schedule_watch_remove (self->watch, object->id);
  else
    muster_schedule_watch_mark (self->watch, object->id);
}

/* People count too: who they are is in what is resolved. */
static gboolean
may_move_shifts (const MusterEvent *event)
{
  const char *type = muster_event_token (event, MUSTER_FACT_OBJECT);

  if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    return g_strcmp0 (type, MUSTER_OBJECT_SCHEDULE) == 0 ||
           g_strcmp0 (type, MUSTER_OBJECT_PERSON) == 0;
  return event->kind == MUSTER_EVENT_SHIFT_COVERED || event->kind == MUSTER_EVENT_SHIFT_SWAPPED ||
         event->kind == MUSTER_EVENT_SHIFT_RESTORED;
}

/**
 * muster_shift_book_fold:
 * @self: a book
 * @directory: what is configured by now
 * @event: the next event
 *
 * Moves it on; events of other things change nothing.
 */
void
muster_shift_book_fold (MusterShiftBook *self,
                        const MusterDirectory *directory,
                        const MusterEvent *event)
{
  MusterUlid changed = find_changed (self, event);

  if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    changed = muster_event_ulid (event, MUSTER_FACT_ID);
  else
    muster_live_schedules_forget (self->schedules, changed);
  if (!muster_ulid_is_null (changed))
    watch (self, muster_directory_get (directory, changed));
  if (muster_zone_notes_fold (self->zones, event) || may_move_shifts (event))
    self->mark = (MusterShiftMark){ event->seq, event->at_us };
  muster_shift_changes_fold (self->changes, event);
  muster_shift_notices_fold (self->notices, event);
  muster_shift_requests_fold (self->requests, event);
  muster_handovers_fold (self->handovers, event);
}

/**
 * muster_shift_book_restored:
 * @self: a book
 * @directory: what is configured
 *
 * Has every schedule be looked at.
 */
void
muster_shift_book_restored (MusterShiftBook *self, const MusterDirectory *directory)
{
  const GPtrArray *objects = muster_directory_objects (directory);

  for (guint i = 0; i < objects->len; i++)
    watch (self, g_ptr_array_index (objects, i));
}
