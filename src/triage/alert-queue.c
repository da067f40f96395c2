/* alert-queue.c - which firing alert ends first, unless it is reported again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A binary heap whose places are corrected when they are reached: a repeat that moves an alert's
 * end costs nothing but the store. */
#include "triage/alert-queue.h"

typedef struct
{
  gint64 at_us; /* at or before the alert's end */
  MusterAlert *alert;
} Deadline;

struct _MusterAlertQueue
{
  GArray *heap; /* of Deadline */
};

static void
set_place (GArray *heap, guint i, Deadline deadline)
{
  g_array_index (heap, Deadline, i) = deadline;
  deadline.alert->place = i + 1;
}

static void
sift_up (GArray *heap, guint i)
{
  Deadline moved = g_array_index (heap, Deadline, i);

  while (i > 0 && moved.at_us < g_array_index (heap, Deadline, (i - 1) / 2).at_us)
    {
      set_place (heap, i, g_array_index (heap, Deadline, (i - 1) / 2));
      i = (i - 1) / 2;
    }
  set_place (heap, i, moved);
}

static void
sift_down (GArray *heap, guint i)
{
  Deadline moved = g_array_index (heap, Deadline, i);

  for (guint child = 2 * i + 1; child < heap->len; child = 2 * i + 1)
    {
      const Deadline *items = (const Deadline *) heap->data;

      if (child + 1 < heap->len && items[child + 1].at_us < items[child].at_us)
        child++;
      if (items[child].at_us >= moved.at_us)
        break;
      set_place (heap, i, items[child]);
      i = child;
    }
  set_place (heap, i, moved);
}

static void
push (MusterAlertQueue *self, MusterAlert *alert)
{
  Deadline deadline = { alert->ends_us, alert };

  g_array_append_val (self->heap, deadline);
  sift_up (self->heap, self->heap->len - 1);
}

static void
drop (GArray *heap, guint i)
{
  Deadline last = g_array_index (heap, Deadline, heap->len - 1);

  g_array_index (heap, Deadline, i).alert->place = 0;
  g_array_set_size (heap, heap->len - 1);
  if (i == heap->len)
    return;
  set_place (heap, i, last);
  sift_up (heap, i);
  sift_down (heap, last.alert->place - 1);
}

/**
 * muster_alert_ends_by_itself:
 * @alert: an alert
 *
 * Returns: whether it fires, and no longer does when its end passes
 */
gboolean
muster_alert_ends_by_itself (const MusterAlert *alert)
{
  return alert->status == MUSTER_ALERT_FIRING && alert->timed && alert->ends_us != MUSTER_NO_TIME;
}

/**
 * muster_alert_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
MusterAlertQueue *
muster_alert_queue_new (void)
{
  MusterAlertQueue *self = g_new0 (MusterAlertQueue, 1);

  self->heap = g_array_new (FALSE, FALSE, sizeof (Deadline));
  return self;
}

/**
 * muster_alert_queue_free:
 * @self: a queue
 *
 * Frees the queue, and none of the alerts.
 */
void
muster_alert_queue_free (MusterAlertQueue *self)
{
  g_array_unref (self->heap);
  g_free (self);
}

/**
 * muster_alert_queue_update:
 * @self: a queue
 * @alert: an alert whose end was set
 *
 * Sees to it that pop() finds it in time. Later is O(1); earlier is O(log n).
 */
void
muster_alert_queue_update (MusterAlertQueue *self, MusterAlert *alert)
{
  Deadline *deadline;

  if (!muster_alert_ends_by_itself (alert))
    return;
  if (alert->place == 0)
    {
      push (self, alert);
      return;
    }
  deadline = &g_array_index (self->heap, Deadline, alert->place - 1);
  if (alert->ends_us >= deadline->at_us)
    return; /* corrected when its old place is reached */
  deadline->at_us = alert->ends_us;
  sift_up (self->heap, alert->place - 1);
}

/**
 * muster_alert_queue_remove:
 * @self: a queue
 * @alert: an alert, in it or not
 *
 * Takes it out.
 */
void
muster_alert_queue_remove (MusterAlertQueue *self, MusterAlert *alert)
{
  if (alert->place > 0)
    drop (self->heap, alert->place - 1);
}

/**
 * muster_alert_queue_next:
 * @self: a queue
 *
 * Returns: an instant, µs UTC, before which none of them ends; %G_MAXINT64: none ever
 */
gint64
muster_alert_queue_next (const MusterAlertQueue *self)
{
  return self->heap->len > 0 ? g_array_index (self->heap, Deadline, 0).at_us : G_MAXINT64;
}

/**
 * muster_alert_queue_pop:
 * @self: a queue
 * @now_us: the time
 *
 * Returns: (nullable) (transfer none): a firing alert whose end has come, out of the queue
 */
MusterAlert *
muster_alert_queue_pop (MusterAlertQueue *self, gint64 now_us)
{
  while (muster_alert_queue_next (self) <= now_us)
    {
      MusterAlert *alert = g_array_index (self->heap, Deadline, 0).alert;

      drop (self->heap, 0);
      if (!muster_alert_ends_by_itself (alert))
        continue;
      if (alert->ends_us <= now_us)
        return alert;
      push (self, alert);
    }
  return NULL;
}
