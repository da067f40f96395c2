/* decide-handover.c - commands about what goes from one shift to the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"
#include "world/shift-deciding.h"

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, (int) code, message);
  return FALSE;
}

static MusterHandovers *
handovers_of (const MusterDeciding *self)
{
  return muster_world_get_shifts (self->world)->handovers;
}

gboolean
muster_decide_handover_watch (MusterDeciding *self, GError **error)
{
  const MusterObject *schedule = muster_deciding_schedule (self, error);
  MusterEvent *event;

  if (schedule == NULL)
    return FALSE;
  if (muster_handovers_count_remarks (handovers_of (self), schedule->id) >=
      MUSTER_HANDOVER_REMARKS_MAX)
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "There are 50 remarks for the next handover already");
  event = muster_deciding_emit (self, MUSTER_EVENT_HANDOVER_WATCHED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_ulid (event, MUSTER_FACT_SCHEDULE, schedule->id);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT,
                         muster_command_text (self->command, "text"), -1);
  return TRUE;
}

gboolean
muster_decide_handover_unwatch (MusterDeciding *self, GError **error)
{
  const GPtrArray *remarks = muster_handovers_list_remarks (handovers_of (self));

  for (guint i = 0; i < remarks->len; i++)
    {
      const MusterHandoverRemark *remark = g_ptr_array_index (remarks, i);

      if (!muster_ulid_equal (remark->id, self->command->object))
        continue;
      if (!muster_deciding_is_me (self, remark->actor.id) && !muster_deciding_is_manager (self))
        return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                     "Only who said it, or the access role manager, may take it back");
      muster_event_set_ulid (muster_deciding_emit (self, MUSTER_EVENT_HANDOVER_UNWATCHED),
                             MUSTER_FACT_ID, remark->id);
      return TRUE;
    }
  return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no remark with that id");
}

/* Whoever came, or stands in for them by now. */
static gboolean
may_confirm (const MusterDeciding *self, const MusterHandover *handover)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterObject *schedule = muster_directory_get (directory, handover->schedule);
  const MusterScheduleBody *body =
      schedule != NULL ? muster_world_get_schedule (self->world, schedule) : NULL;
  gint64 now_s = self->context->now_us / G_USEC_PER_SEC;
  g_autoptr (MusterRoster) roster =
      body != NULL ? muster_schedule_resolve (body->schedule, now_s, now_s + 1, NULL) : NULL;
  MusterRosterSpan span;

  if (muster_deciding_is_me (self, handover->other) || muster_deciding_is_manager (self))
    return TRUE;
  if (roster == NULL)
    return FALSE;
  span = muster_roster_get_span (roster, 0);
  for (guint i = 0; i < span.n; i++)
    {
      const MusterObject *person = muster_directory_find (
          directory, MUSTER_OBJECT_PERSON, g_ptr_array_index (body->people, span.people[i]), -1);

      if (person != NULL && muster_deciding_is_me (self, person->id))
        return TRUE;
    }
  return FALSE;
}

gboolean
muster_decide_handover_confirm (MusterDeciding *self, GError **error)
{
  const MusterHandover *handover =
      muster_handovers_get (handovers_of (self), self->command->object);

  if (handover == NULL)
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no handover with that id");
  if (!may_confirm (self, handover))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN, "Only who is on call now can confirm it");
  if (handover->confirmed_us == MUSTER_NO_TIME)
    muster_event_set_ulid (muster_deciding_emit (self, MUSTER_EVENT_HANDOVER_CONFIRMED),
                           MUSTER_FACT_ID, handover->id);
  return TRUE;
}
