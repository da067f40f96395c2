/* maintenance-fold.c - maintenance windows, as events and time make them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a window opens and ends is told once, with its instants: whoever folds the journal needs no
 * rule of recurrence and no table of time zones for what is past.
 */
#include "world/maintenance-fold.h"

#include "world/alerts-joined.h"
#include "world/suppress.h"
#include "world/window-body.h"

#include <string.h>

static void
put_object (MusterWorld *self, const MusterObject *object, gint64 at_us)
{
  MusterMaintenance *maintenance = muster_world_get_maintenance (self);
  g_autoptr (MusterMaintenanceWindow) window = NULL;

  if (object == NULL || strcmp (object->type, MUSTER_OBJECT_MAINTENANCE) != 0)
    return;
  window = muster_maintenance_window_read (object);
  if (window != NULL)
    muster_maintenance_put (maintenance, g_steal_pointer (&window), at_us);
  else
    muster_maintenance_remove (maintenance, object->id);
}

static void
fold_started (MusterWorld *self, const MusterEvent *event)
{
  const MusterOpening opening = { .id = muster_event_ulid (event, MUSTER_FACT_ID),
                                  .seq = event->seq,
                                  .starts_us = muster_event_int (event, MUSTER_FACT_STARTS),
                                  .ends_us = muster_event_int (event, MUSTER_FACT_ENDS) };

  muster_maintenance_open (muster_world_get_maintenance (self), &opening);
}

static void
fold_ended (MusterWorld *self, const MusterEvent *event)
{
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ID);

  muster_maintenance_close (muster_world_get_maintenance (self), id, event->at_us);
  muster_suppressions_orphan (muster_world_get_suppressions (self), id);
}

/**
 * muster_world_fold_maintenance:
 * @self: a hub's world
 * @event: any event
 *
 * Folds what is about maintenance windows.
 */
void
muster_world_fold_maintenance (MusterWorld *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    put_object (self,
                muster_directory_get (muster_world_get_directory (self),
                                      muster_event_ulid (event, MUSTER_FACT_ID)),
                event->at_us);
  else if (event->kind == MUSTER_EVENT_MAINTENANCE_STARTED)
    fold_started (self, event);
  else if (event->kind == MUSTER_EVENT_MAINTENANCE_ENDED)
    fold_ended (self, event);
}

/**
 * muster_world_restore_maintenance:
 * @self: a hub's world that all parts of a snapshot were put into
 *
 * Makes the windows; which of them are open, a part said.
 */
void
muster_world_restore_maintenance (MusterWorld *self)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self));

  for (guint i = 0; i < objects->len; i++)
    put_object (self, g_ptr_array_index (objects, i), muster_world_get_time (self));
}

/* --- what time makes due --- */

static void
end_window (MusterWorld *world,
            const MusterDecideContext *context,
            MusterUlid id,
            const char *by,
            MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_MAINTENANCE_ENDED);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, id);
  muster_event_set_token (event, MUSTER_FACT_BY, by);
  muster_world_apply (world, batch, first);
}

static void
open_window (MusterWorld *world,
             const MusterDecideContext *context,
             const MusterOpening *opening,
             MusterBatch *batch)
{
  const MusterMaintenanceWindow *window =
      muster_maintenance_get (muster_world_get_maintenance (world), opening->id);
  g_autoptr (GPtrArray) alerts = muster_world_list_selected (world, window->selection);
  const MusterHold hold = { .suppressor = { MUSTER_SUPPRESSED_BY_MAINTENANCE, opening->id },
                            .until_us = MUSTER_NO_TIME,
                            .rule = window->name };
  MusterEvent *event;
  guint first;

  if (alerts->len > 0) /* they are counted before they are held back */
    muster_world_tell_joined (world, context, batch);
  first = muster_batch_length (batch);
  event = muster_batch_add (batch, MUSTER_EVENT_MAINTENANCE_STARTED);
  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, opening->id);
  muster_event_set_int (event, MUSTER_FACT_STARTS, opening->starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, opening->ends_us);
  for (guint i = 0; i < alerts->len; i++)
    muster_world_emit_suppressed (world, batch, g_ptr_array_index (alerts, i), &hold,
                                  context->now_us);
  muster_world_apply (world, batch, first);
}

/**
 * muster_world_run_maintenance:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * A window that was changed or removed while open ends, and opens again if it is still its time;
 * only then muster_world_run_due() looks at what it held back.
 *
 * Returns: whether one was due
 */
gboolean
muster_world_run_maintenance (MusterWorld *world,
                              const MusterDecideContext *context,
                              MusterBatch *batch)
{
  static const char *const why[] = { [MUSTER_MAINTENANCE_ENDS] = "time",
                                     [MUSTER_MAINTENANCE_CHANGED] = "changed",
                                     [MUSTER_MAINTENANCE_REMOVED] = "removed" };
  MusterOpening opening;
  MusterMaintenanceDue due =
      muster_maintenance_find_due (muster_world_get_maintenance (world), context->now_us, &opening);

  if (due == MUSTER_MAINTENANCE_KEEPS)
    return FALSE;
  if (due == MUSTER_MAINTENANCE_OPENS)
    open_window (world, context, &opening, batch);
  else
    end_window (world, context, opening.id, why[due], batch);
  return TRUE;
}
