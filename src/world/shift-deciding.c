/* shift-deciding.c - decisions about shifts: what they have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/shift-deciding.h"

#include "oncall/coverage.h"

#define AHEAD_US   (366 * G_TIME_SPAN_DAY)
#define LONGEST_US (90 * G_TIME_SPAN_DAY)
#define LATE_US    (5 * G_TIME_SPAN_MINUTE) /* what was meant as now */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

/**
 * muster_deciding_schedule:
 * @self: a decision about a schedule
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the one that the path names by its id or its name
 */
const MusterObject *
muster_deciding_schedule (const MusterDeciding *self, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterCommand *command = self->command;
  const MusterObject *object =
      command->name != NULL
          ? muster_directory_find (directory, MUSTER_OBJECT_SCHEDULE, command->name, -1)
          : muster_directory_get (directory, command->object);

  if (object != NULL && !object->removed && g_str_equal (object->type, MUSTER_OBJECT_SCHEDULE))
    return object;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                       "There is no such schedule");
  return NULL;
}

/**
 * muster_deciding_is_manager:
 * @self: a decision
 *
 * Returns: whether the caller may change what others have (features O13)
 */
gboolean
muster_deciding_is_manager (const MusterDeciding *self)
{
  return muster_access_allows (self->command->access, MUSTER_ACCESS_MANAGER);
}

/**
 * muster_deciding_is_me:
 * @self: a decision
 * @person: a person's id
 *
 * Returns: whether that is the caller
 */
gboolean
muster_deciding_is_me (const MusterDeciding *self, MusterUlid person)
{
  return self->command->actor.type == MUSTER_ACTOR_PERSON && !muster_ulid_is_null (person) &&
         muster_ulid_equal (self->command->actor.id, person);
}

/**
 * muster_deciding_actor_title:
 * @self: a decision
 *
 * Returns: (transfer none): what people call the caller
 */
const char *
muster_deciding_actor_title (const MusterDeciding *self)
{
  if (self->command->actor.type != MUSTER_ACTOR_PERSON)
    return "the hub";
  return muster_directory_title (muster_world_get_directory (self->world), self->command->actor.id);
}

/* --- times --- */

static gint64
whole_seconds (gint64 at_us)
{
  return at_us / G_USEC_PER_SEC * G_USEC_PER_SEC;
}

/* From the second that it is: whoever asks at once sees it. */
static gint64
from_now (const MusterDeciding *self)
{
  return whole_seconds (self->context->now_us);
}

/**
 * muster_deciding_span:
 * @self: a decision
 * @starts_us: (out): from when, µs UTC
 * @ends_us: (out): to when
 * @error: return location
 *
 * The past never moves. What began minutes ago was meant as now.
 *
 * Returns: whether it may be
 */
gboolean
muster_deciding_span (const MusterDeciding *self,
                      gint64 *starts_us,
                      gint64 *ends_us,
                      GError **error)
{
  gint64 from_us = muster_command_int (self->command, "from");
  gint64 to_us = muster_command_int (self->command, "to");
  gint64 now_us = self->context->now_us;

  if (from_us == MUSTER_NO_TIME)
    from_us = now_us;
  if (to_us <= from_us)
    return fail (error, "It ends after it starts");
  if (from_us < now_us - LATE_US || to_us <= now_us)
    return fail (error, "Who was on call in the past stays as it was: say a time that comes");
  if (from_us > now_us + AHEAD_US)
    return fail (error, "It starts within a year");
  *starts_us = MAX (whole_seconds (from_us), from_now (self));
  *ends_us = whole_seconds (to_us);
  if (*ends_us <= *starts_us)
    return fail (error, "It is of one second or more");
  if (*ends_us - *starts_us > LONGEST_US)
    return fail (error, "It is of 90 days at most: configure the schedule for what is longer");
  return TRUE;
}

/* --- notices --- */

/**
 * muster_notice_emit:
 * @batch: where to
 * @context: time and chance
 * @draft: whom it tells what
 *
 * Returns: (transfer none): the event
 */
MusterEvent *
muster_notice_emit (MusterBatch *batch,
                    const MusterDecideContext *context,
                    const MusterNoticeDraft *draft)
{
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_NOTICE_TOLD);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID,
                         muster_ulid_source_next (context->ids, context->now_us));
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, draft->person);
  muster_event_set_token (event, MUSTER_FACT_KIND, draft->kind);
  muster_event_set_ulid (event, MUSTER_FACT_SCHEDULE, draft->schedule);
  if (draft->starts_us != MUSTER_NO_TIME)
    muster_event_set_int (event, MUSTER_FACT_STARTS, draft->starts_us);
  if (draft->ends_us != MUSTER_NO_TIME)
    muster_event_set_int (event, MUSTER_FACT_ENDS, draft->ends_us);
  muster_batch_set_text (batch, event, MUSTER_FIELD_TITLE, draft->title, -1);
  muster_batch_set_text (batch, event, MUSTER_FIELD_TEXT, draft->text, -1);
  return event;
}

/**
 * muster_deciding_tell:
 * @self: a decision
 * @draft: whom it tells what
 *
 * Tells somebody, unless it is who did it.
 */
void
muster_deciding_tell (MusterDeciding *self, const MusterNoticeDraft *draft)
{
  MusterEvent *event;

  if (muster_deciding_is_me (self, draft->person))
    return;
  event = muster_notice_emit (self->batch, self->context, draft);
  event->actor = self->command->actor;
  event->command = self->command->id;
}

static void
tell_pair (MusterDeciding *self, MusterUlid schedule, MusterShiftPair *pair, const char *why)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterScheduleBody *body = pair->after != NULL ? pair->after : pair->before;
  gint64 now_s = from_now (self) / G_USEC_PER_SEC;
  g_autoptr (MusterShiftDiff) diff = NULL;
  g_autoptr (GPtrArray) moves = NULL;

  if (body == NULL)
    return;
  pair->from_s = MAX (pair->from_s, now_s);
  pair->to_s = MIN (pair->to_s, muster_coverage_months_later (body->schedule->zone, now_s,
                                                              MUSTER_SHIFT_MOVES_MONTHS));
  diff = pair->from_s < pair->to_s ? muster_shift_diff_new (pair, NULL) : NULL;
  if (diff == NULL)
    return;
  moves = muster_shift_diff_describe (diff, directory, pair, now_s, why);
  for (guint i = 0; i < moves->len; i++)
    {
      const MusterShiftMove *move = g_ptr_array_index (moves, i);
      const MusterNoticeDraft draft = { .person = move->person->id,
                                        .kind = MUSTER_NOTICE_SHIFT_MOVED,
                                        .schedule = schedule,
                                        .starts_us = move->start_s * G_USEC_PER_SEC,
                                        .ends_us = move->end_s * G_USEC_PER_SEC,
                                        .title = move->title,
                                        .text = move->text };

      muster_deciding_tell (self, &draft);
    }
}

/* Nothing but what stands in the batch moves, and no time but that. */
static void
find_span (const MusterDeciding *self, guint first, MusterShiftPair *pair)
{
  const MusterShiftChanges *changes = muster_world_get_shifts (self->world)->changes;

  pair->from_s = G_MAXINT64;
  pair->to_s = G_MININT64;
  for (guint i = first; i < muster_batch_length (self->batch); i++)
    {
      const MusterEvent *event = muster_batch_get (self->batch, i);
      const MusterShiftChange *change = NULL;
      MusterShiftChange *made = NULL;

      if (event->kind == MUSTER_EVENT_SHIFT_RESTORED)
        change = muster_shift_changes_get (changes, muster_event_ulid (event, MUSTER_FACT_ID));
      else if (event->kind == MUSTER_EVENT_SHIFT_COVERED ||
               event->kind == MUSTER_EVENT_SHIFT_SWAPPED)
        change = made = muster_shift_change_new (event);
      if (change == NULL)
        continue;
      pair->from_s = MIN (pair->from_s, change->starts_us / G_USEC_PER_SEC);
      pair->to_s = MAX (pair->to_s, change->ends_us / G_USEC_PER_SEC);
      g_clear_pointer (&made, muster_shift_change_free);
    }
}

static MusterScheduleBody *
foresee (const MusterDeciding *self, const MusterObject *schedule, const char *body, guint first)
{
  const MusterShiftBook *book = muster_world_get_shifts (self->world);
  g_autoptr (GPtrArray) changes =
      muster_shift_changes_foresee (book->changes, schedule->id, self->batch, first);

  return muster_live_schedule_new (muster_world_get_directory (self->world), schedule->name, body,
                                   changes, self->context->now_us);
}

/**
 * muster_deciding_tell_changed:
 * @self: a decision
 * @schedule: a schedule
 * @first: the index in the batch of the first event of the decision
 * @why: what goes behind "because"
 *
 * Tells whose shifts move by who now stands in for whom.
 */
void
muster_deciding_tell_changed (MusterDeciding *self,
                              const MusterObject *schedule,
                              guint first,
                              const char *why)
{
  g_autoptr (MusterScheduleBody) after = foresee (self, schedule, schedule->body, first);
  MusterShiftPair pair = { .name = schedule->name,
                           .before = muster_world_get_schedule (self->world, schedule),
                           .after = after };

  find_span (self, first, &pair);
  tell_pair (self, schedule->id, &pair, why);
}

/**
 * muster_deciding_tell_put:
 * @self: a decision
 * @schedule: a schedule, as it is yet
 * @body: (nullable): what it will say
 *
 * Tells whose shifts move by that.
 */
void
muster_deciding_tell_put (MusterDeciding *self, const MusterObject *schedule, const char *body)
{
  g_autofree char *why =
      g_strdup_printf ("%s changed the schedule", muster_deciding_actor_title (self));
  g_autoptr (MusterScheduleBody) after =
      foresee (self, schedule, body, muster_batch_length (self->batch));
  MusterShiftPair pair = { .name = schedule->name,
                           .before = muster_world_get_schedule (self->world, schedule),
                           .after = after,
                           .from_s = G_MININT64,
                           .to_s = G_MAXINT64 };

  tell_pair (self, schedule->id, &pair, why);
}

/**
 * muster_deciding_tell_removed:
 * @self: a decision
 * @schedule: a schedule, as it is yet
 *
 * Tells who is on call of it no more.
 */
void
muster_deciding_tell_removed (MusterDeciding *self, const MusterObject *schedule)
{
  g_autofree char *why =
      g_strdup_printf ("%s took the schedule away", muster_deciding_actor_title (self));
  MusterShiftPair pair = { .name = schedule->name,
                           .before = muster_world_get_schedule (self->world, schedule),
                           .from_s = G_MININT64,
                           .to_s = G_MAXINT64 };

  tell_pair (self, schedule->id, &pair, why);
}
