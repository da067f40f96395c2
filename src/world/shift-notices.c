/* shift-notices.c - what people were told that wakes nobody, and whether they have seen it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-notices.h"

#include <string.h>

struct _MusterNotices
{
  GQueue all;        /* of MusterShiftNotice, owned, oldest first */
  GHashTable *by_id; /* MusterUlid * → MusterShiftNotice */
};

/**
 * muster_shift_notice_new:
 *
 * Returns: (transfer full): one that says nothing yet
 */
MusterShiftNotice *
muster_shift_notice_new (void)
{
  MusterShiftNotice *self = g_new0 (MusterShiftNotice, 1);

  self->starts_us = self->ends_us = self->confirmed_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_shift_notice_free:
 * @self: a notice
 *
 * Frees it.
 */
void
muster_shift_notice_free (MusterShiftNotice *self)
{
  g_free (self->kind);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/**
 * muster_shift_notices_new:
 *
 * Returns: (transfer full): none
 */
MusterShiftNotices *
muster_shift_notices_new (void)
{
  MusterShiftNotices *self = g_new (MusterShiftNotices, 1);

  g_queue_init (&self->all);
  self->by_id = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  return self;
}

/**
 * muster_shift_notices_free:
 * @self: notices
 *
 * Frees them.
 */
void
muster_shift_notices_free (MusterShiftNotices *self)
{
  g_hash_table_unref (self->by_id);
  g_queue_clear_full (&self->all, (GDestroyNotify) muster_shift_notice_free);
  g_free (self);
}

static void
forget_oldest (MusterShiftNotices *self)
{
  MusterShiftNotice *oldest = g_queue_pop_head (&self->all);

  g_hash_table_remove (self->by_id, &oldest->id);
  muster_shift_notice_free (oldest);
}

/**
 * muster_shift_notices_add:
 * @self: notices
 * @notice: (transfer full): told after them
 *
 * Takes one in, and lets go of those that are too old by then, or too many.
 */
void
muster_shift_notices_add (MusterShiftNotices *self, MusterShiftNotice *notice)
{
  const MusterShiftNotice *oldest;

  if (g_hash_table_contains (self->by_id, &notice->id))
    {
      muster_shift_notice_free (notice);
      return;
    }
  g_queue_push_tail (&self->all, notice);
  g_hash_table_insert (self->by_id, &notice->id, notice);
  while ((oldest = g_queue_peek_head (&self->all)) != notice &&
         (oldest->at_us < notice->at_us - MUSTER_NOTICES_KEEP_US ||
          self->all.length > MUSTER_NOTICES_MAX))
    forget_oldest (self);
}

static MusterShiftNotice *
read_notice (const MusterEvent *event)
{
  MusterShiftNotice *notice = muster_shift_notice_new ();

  notice->id = muster_event_ulid (event, MUSTER_FACT_ID);
  notice->seq = event->seq;
  notice->at_us = event->at_us;
  notice->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  notice->schedule = muster_event_ulid (event, MUSTER_FACT_SCHEDULE);
  notice->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  notice->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  notice->kind = g_strdup (muster_event_token (event, MUSTER_FACT_KIND));
  notice->title = muster_event_dup_field (event, MUSTER_FIELD_TITLE);
  notice->text = muster_event_dup_field (event, MUSTER_FIELD_TEXT);
  return notice;
}

/**
 * muster_shift_notices_fold:
 * @self: notices
 * @event: the next event
 *
 * Moves them on; events of other things change nothing.
 */
void
muster_shift_notices_fold (MusterShiftNotices *self, const MusterEvent *event)
{
  MusterShiftNotice *notice;

  if (event->kind == MUSTER_EVENT_NOTICE_TOLD)
    muster_shift_notices_add (self, read_notice (event));
  if (event->kind != MUSTER_EVENT_NOTICE_CONFIRMED)
    return;
  notice = muster_shift_notices_get (self, muster_event_ulid (event, MUSTER_FACT_ID));
  if (notice != NULL && notice->confirmed_us == MUSTER_NO_TIME)
    notice->confirmed_us = event->at_us;
}

/**
 * muster_shift_notices_get:
 * @self: notices
 * @id: of one
 *
 * Returns: (transfer none) (nullable): it
 */
MusterShiftNotice *
muster_shift_notices_get (const MusterShiftNotices *self, MusterUlid id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/**
 * muster_shift_notices_list:
 * @self: notices
 *
 * Returns: (transfer none) (element-type MusterShiftNotice): all that are kept, oldest first
 */
const GQueue *
muster_shift_notices_list (const MusterShiftNotices *self)
{
  return &self->all;
}

/**
 * muster_shift_notices_has_gap:
 * @self: notices
 * @schedule: a schedule's id
 * @starts_us: when the gap begins
 * @since_us: since when somebody may have been told
 *
 * A notice tells of all gaps from its start to its end.
 *
 * Returns: whether somebody was told
 */
gboolean
muster_shift_notices_has_gap (const MusterShiftNotices *self,
                              MusterUlid schedule,
                              gint64 starts_us,
                              gint64 since_us)
{
  for (const GList *link = self->all.tail; link != NULL; link = link->prev)
    {
      const MusterShiftNotice *notice = link->data;

      if (notice->at_us < since_us)
        return FALSE;
      if (notice->starts_us <= starts_us && notice->ends_us > starts_us &&
          muster_ulid_equal (notice->schedule, schedule) &&
          g_strcmp0 (notice->kind, MUSTER_NOTICE_GAP) == 0)
        return TRUE;
    }
  return FALSE;
}
