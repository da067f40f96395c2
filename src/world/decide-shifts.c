/* decide-shifts.c - commands by which somebody stands in for somebody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"
#include "world/shift-deciding.h"

#include <string.h>

#define AHEAD_MAX 1000 /* changes of one schedule that are not over */

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
check_room (const MusterDeciding *self, const MusterObject *schedule, GError **error)
{
  const GPtrArray *changes =
      muster_shift_changes_list_of (muster_world_get_shifts (self->world)->changes, schedule->id);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += ((const MusterShiftChange *) g_ptr_array_index (changes, i))->ends_us >
         self->context->now_us;
  return n < AHEAD_MAX || fail (error, MUSTER_MODEL_ERROR_STATE,
                                "There are 1,000 overrides of this schedule ahead: end some");
}

/* What an override asks for. */
typedef struct
{
  const MusterObject *schedule;
  MusterModifierKind kind;
  const MusterObject *person, *other; /* nullable: other */
  gint64 starts_us, ends_us;
} Wanted;

static void
emit_change (MusterDeciding *self, const Wanted *wanted)
{
  gboolean swaps = wanted->kind == MUSTER_MODIFIER_SWAP;
  MusterEvent *event =
      muster_deciding_emit (self, swaps ? MUSTER_EVENT_SHIFT_SWAPPED : MUSTER_EVENT_SHIFT_COVERED);

  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_ulid (event, MUSTER_FACT_SCHEDULE, wanted->schedule->id);
  if (!swaps)
    muster_event_set_token (event, MUSTER_FACT_KIND, muster_modifier_kind_to_string (wanted->kind));
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, wanted->person->id);
  if (wanted->other != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_OTHER, wanted->other->id);
  muster_event_set_int (event, MUSTER_FACT_STARTS, wanted->starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, wanted->ends_us);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                         muster_command_text (self->command, "reason"), -1);
}

static void
make_change (MusterDeciding *self, const Wanted *wanted)
{
  const char *reason = muster_command_text (self->command, "reason");
  g_autoptr (GString) why = g_string_new (muster_deciding_actor_title (self));
  guint first = muster_batch_length (self->batch);

  g_string_append (why,
                   wanted->kind == MUSTER_MODIFIER_SWAP ? " made a swap" : " made an override");
  if (reason != NULL && *reason != '\0')
    g_string_append_printf (why, ": %s", reason);
  emit_change (self, wanted);
  muster_deciding_tell_changed (self, wanted->schedule, first, why->str);
}

static gboolean
read_wanted (const MusterDeciding *self, Wanted *wanted, GError **error)
{
  wanted->schedule = muster_deciding_schedule (self, error);
  if (wanted->schedule == NULL)
    return FALSE;
  wanted->person = muster_deciding_person (self, "person", error);
  if (wanted->person == NULL)
    return FALSE;
  if (muster_command_has (self->command, "other"))
    {
      wanted->other = muster_deciding_person (self, "other", error);
      if (wanted->other == NULL)
        return FALSE;
      if (wanted->other == wanted->person)
        return fail (error, MUSTER_MODEL_ERROR_INVALID, "Say two people, not one twice");
    }
  return muster_deciding_span (self, &wanted->starts_us, &wanted->ends_us, error) &&
         check_room (self, wanted->schedule, error);
}

/* Responders change what they are part of (features O13). */
static gboolean
is_mine (const MusterDeciding *self, const Wanted *wanted)
{
  return muster_deciding_is_me (self, wanted->person->id) ||
         (wanted->other != NULL && muster_deciding_is_me (self, wanted->other->id));
}

gboolean
muster_decide_override (MusterDeciding *self, GError **error)
{
  const char *kind = muster_command_text (self->command, "kind");
  Wanted wanted = { NULL };

  if (!muster_modifier_kind_from_string (kind, &wanted.kind) || wanted.kind == MUSTER_MODIFIER_SWAP)
    return fail (error, MUSTER_MODEL_ERROR_INVALID,
                 "An override is of the kind cover, replace, add or remove");
  if (!read_wanted (self, &wanted, error))
    return FALSE;
  if ((wanted.other != NULL) != (wanted.kind == MUSTER_MODIFIER_REPLACE))
    return fail (error, MUSTER_MODEL_ERROR_INVALID,
                 "“other” is who replaces “person”, and of no other kind");
  if (!is_mine (self, &wanted) && !muster_deciding_is_manager (self))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                 "Only the access role manager may change shifts of others");
  make_change (self, &wanted);
  return TRUE;
}

gboolean
muster_decide_swap (MusterDeciding *self, GError **error)
{
  Wanted wanted = { .kind = MUSTER_MODIFIER_SWAP };

  if (!read_wanted (self, &wanted, error))
    return FALSE;
  make_change (self, &wanted);
  return TRUE;
}

/* --- ending --- */

static gboolean
may_end (const MusterDeciding *self, const MusterShiftChange *change)
{
  return muster_deciding_is_manager (self) || muster_deciding_is_me (self, change->person) ||
         muster_deciding_is_me (self, change->other) ||
         (change->actor.type == MUSTER_ACTOR_PERSON &&
          muster_deciding_is_me (self, change->actor.id));
}

gboolean
muster_decide_override_end (MusterDeciding *self, GError **error)
{
  const MusterShiftChange *change = muster_shift_changes_get (
      muster_world_get_shifts (self->world)->changes, self->command->object);
  gint64 now_us = self->context->now_us / G_USEC_PER_SEC * G_USEC_PER_SEC;
  g_autofree char *why =
      g_strdup_printf ("%s ended an override", muster_deciding_actor_title (self));
  const MusterObject *schedule;
  guint first = muster_batch_length (self->batch);
  MusterEvent *event;

  if (change == NULL)
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no override with that id");
  if (!may_end (self, change))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                 "Only the access role manager may end what is of others");
  if (change->ends_us <= now_us)
    return TRUE;
  schedule = muster_directory_get (muster_world_get_directory (self->world), change->schedule);
  event = muster_deciding_emit (self, MUSTER_EVENT_SHIFT_RESTORED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, change->id);
  muster_event_set_int (event, MUSTER_FACT_ENDS, MAX (change->starts_us, now_us));
  if (schedule != NULL && !schedule->removed)
    muster_deciding_tell_changed (self, schedule, first, why);
  return TRUE;
}

/* --- notices --- */

gboolean
muster_decide_notice_confirm (MusterDeciding *self, GError **error)
{
  const MusterShiftNotice *notice = muster_shift_notices_get (
      muster_world_get_shifts (self->world)->notices, self->command->object);

  if (notice == NULL)
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no notice with that id");
  if (!muster_deciding_is_me (self, notice->person))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN, "Only who was told can confirm it");
  if (notice->confirmed_us == MUSTER_NO_TIME)
    muster_event_set_ulid (muster_deciding_emit (self, MUSTER_EVENT_NOTICE_CONFIRMED),
                           MUSTER_FACT_ID, notice->id);
  return TRUE;
}
