/* handovers.c - what goes from one shift to the next, and whether somebody has read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/handovers.h"

#include "world/shift-notices.h"

struct _MusterHandovers
{
  GPtrArray *all;     /* of MusterHandover, owned, oldest first */
  GPtrArray *remarks; /* of MusterHandoverRemark, owned, oldest first */
  const MusterHandover *first;
};

/**
 * muster_handover_new:
 *
 * Returns: (transfer full): one of nobody yet
 */
MusterHandover *
muster_handover_new (void)
{
  MusterHandover *self = g_new0 (MusterHandover, 1);

  self->confirmed_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_handover_free:
 * @self: a handover
 *
 * Frees it.
 */
void
muster_handover_free (MusterHandover *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * muster_handover_remark_new:
 *
 * Returns: (transfer full): one that says nothing yet
 */
MusterHandoverRemark *
muster_handover_remark_new (void)
{
  return g_new0 (MusterHandoverRemark, 1);
}

/**
 * muster_handover_remark_free:
 * @self: a remark
 *
 * Frees it.
 */
void
muster_handover_remark_free (MusterHandoverRemark *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * muster_handovers_new:
 *
 * Returns: (transfer full): none
 */
MusterHandovers *
muster_handovers_new (void)
{
  MusterHandovers *self = g_new0 (MusterHandovers, 1);

  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_handover_free);
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_handover_remark_free);
  return self;
}

/**
 * muster_handovers_free:
 * @self: handovers
 *
 * Frees them.
 */
void
muster_handovers_free (MusterHandovers *self)
{
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/* They are told in the order of time. */
static void
find_first (MusterHandovers *self)
{
  self->first = NULL;
  for (guint i = 0; i < self->all->len && self->first == NULL; i++)
    {
      const MusterHandover *handover = g_ptr_array_index (self->all, i);

      if (handover->confirmed_us == MUSTER_NO_TIME && !handover->is_overdue)
        self->first = handover;
    }
}

/**
 * muster_handovers_add:
 * @self: handovers
 * @handover: (transfer full): told after them
 *
 * Takes one in, and lets go of those that are too old by then.
 */
void
muster_handovers_add (MusterHandovers *self, MusterHandover *handover)
{
  guint n_old = 0;

  if (muster_handovers_get (self, handover->id) != NULL)
    {
      muster_handover_free (handover);
      return;
    }
  while (n_old < self->all->len &&
         ((const MusterHandover *) g_ptr_array_index (self->all, n_old))->at_us <
             handover->at_us - MUSTER_HANDOVERS_KEEP_US)
    n_old++;
  if (n_old > 0)
    g_ptr_array_remove_range (self->all, 0, n_old);
  g_ptr_array_add (self->all, handover);
  find_first (self);
}

/**
 * muster_handovers_add_remark:
 * @self: handovers
 * @remark: (transfer full): made after the others
 *
 * Takes one in.
 */
void
muster_handovers_add_remark (MusterHandovers *self, MusterHandoverRemark *remark)
{
  g_ptr_array_add (self->remarks, remark);
}

/* --- fold --- */

static void
fold_watched (MusterHandovers *self, const MusterEvent *event)
{
  MusterHandoverRemark *remark = muster_handover_remark_new ();

  remark->id = muster_event_ulid (event, MUSTER_FACT_ID);
  remark->seq = event->seq;
  remark->at_us = event->at_us;
  remark->schedule = muster_event_ulid (event, MUSTER_FACT_SCHEDULE);
  remark->actor = event->actor;
  remark->text = muster_event_dup_text (event, MUSTER_FIELD_TEXT);
  muster_handovers_add_remark (self, remark);
}

static void
fold_unwatched (MusterHandovers *self, const MusterEvent *event)
{
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ID);

  for (guint i = 0; i < self->remarks->len; i++)
    if (muster_ulid_equal (
            ((const MusterHandoverRemark *) g_ptr_array_index (self->remarks, i))->id, id))
      {
        g_ptr_array_remove_index (self->remarks, i);
        return;
      }
}

/* What was remarked is in the note now. */
static void
fold_due (MusterHandovers *self, const MusterEvent *event)
{
  MusterHandover *handover = muster_handover_new ();

  handover->id = muster_event_ulid (event, MUSTER_FACT_ID);
  handover->seq = event->seq;
  handover->at_us = event->at_us;
  handover->schedule = muster_event_ulid (event, MUSTER_FACT_SCHEDULE);
  handover->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  handover->other = muster_event_ulid (event, MUSTER_FACT_OTHER);
  handover->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  handover->text = muster_event_dup_field (event, MUSTER_FIELD_TEXT);
  for (guint i = self->remarks->len; i-- > 0;)
    if (muster_ulid_equal (
            ((const MusterHandoverRemark *) g_ptr_array_index (self->remarks, i))->schedule,
            handover->schedule))
      g_ptr_array_remove_index (self->remarks, i);
  muster_handovers_add (self, handover);
}

static void
fold_confirmed (MusterHandovers *self, const MusterEvent *event)
{
  MusterHandover *handover = muster_handovers_get (self, muster_event_ulid (event, MUSTER_FACT_ID));

  if (handover == NULL || handover->confirmed_us != MUSTER_NO_TIME)
    return;
  handover->confirmed_us = event->at_us;
  handover->confirmed_by = event->actor.id;
  find_first (self);
}

/* Who went is told that nobody has confirmed it. */
static void
fold_notice (MusterHandovers *self, const MusterEvent *event)
{
  if (g_strcmp0 (muster_event_token (event, MUSTER_FACT_KIND), MUSTER_NOTICE_HANDOVER) != 0)
    return;
  for (guint i = 0; i < self->all->len; i++)
    {
      MusterHandover *handover = g_ptr_array_index (self->all, i);

      if (handover->starts_us == muster_event_int (event, MUSTER_FACT_STARTS) &&
          muster_ulid_equal (handover->schedule, muster_event_ulid (event, MUSTER_FACT_SCHEDULE)) &&
          muster_ulid_equal (handover->person, muster_event_ulid (event, MUSTER_FACT_PERSON)))
        handover->is_overdue = TRUE;
    }
  find_first (self);
}

/**
 * muster_handovers_fold:
 * @self: handovers
 * @event: the next event
 *
 * Moves them on; events of other things change nothing.
 */
void
muster_handovers_fold (MusterHandovers *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_HANDOVER_WATCHED)
    fold_watched (self, event);
  else if (event->kind == MUSTER_EVENT_HANDOVER_UNWATCHED)
    fold_unwatched (self, event);
  else if (event->kind == MUSTER_EVENT_HANDOVER_DUE)
    fold_due (self, event);
  else if (event->kind == MUSTER_EVENT_HANDOVER_CONFIRMED)
    fold_confirmed (self, event);
  else if (event->kind == MUSTER_EVENT_NOTICE_TOLD)
    fold_notice (self, event);
}

/* --- queries --- */

/**
 * muster_handovers_get:
 * @self: handovers
 * @id: of one
 *
 * Returns: (transfer none) (nullable): it
 */
MusterHandover *
muster_handovers_get (const MusterHandovers *self, MusterUlid id)
{
  for (guint i = self->all->len; i-- > 0;)
    {
      MusterHandover *handover = g_ptr_array_index (self->all, i);

      if (muster_ulid_equal (handover->id, id))
        return handover;
    }
  return NULL;
}

/**
 * muster_handovers_list:
 * @self: handovers
 *
 * Returns: (transfer none) (element-type MusterHandover): all that are kept
 */
const GPtrArray *
muster_handovers_list (const MusterHandovers *self)
{
  return self->all;
}

/**
 * muster_handovers_list_remarks:
 * @self: handovers
 *
 * Returns: (transfer none) (element-type MusterHandoverRemark): what waits for the next one
 */
const GPtrArray *
muster_handovers_list_remarks (const MusterHandovers *self)
{
  return self->remarks;
}

/**
 * muster_handovers_count_remarks:
 * @self: handovers
 * @schedule: a schedule's id
 *
 * Returns: how many wait for its next handover
 */
guint
muster_handovers_count_remarks (const MusterHandovers *self, MusterUlid schedule)
{
  guint n = 0;

  for (guint i = 0; i < self->remarks->len; i++)
    n += muster_ulid_equal (
        ((const MusterHandoverRemark *) g_ptr_array_index (self->remarks, i))->schedule, schedule);
  return n;
}

/**
 * muster_handovers_last_start:
 * @self: handovers
 * @schedule: a schedule's id
 *
 * Returns: the instant of its last one, µs UTC; %G_MININT64: there was none lately
 */
gint64
muster_handovers_last_start (const MusterHandovers *self, MusterUlid schedule)
{
  for (guint i = self->all->len; i-- > 0;)
    {
      const MusterHandover *handover = g_ptr_array_index (self->all, i);

      if (muster_ulid_equal (handover->schedule, schedule))
        return handover->starts_us;
    }
  return G_MININT64;
}

/**
 * muster_handovers_first:
 * @self: handovers
 *
 * Returns: (transfer none) (nullable): the first that nobody has confirmed and nobody was told of
 *   yet
 */
const MusterHandover *
muster_handovers_first (const MusterHandovers *self)
{
  return self->first;
}
