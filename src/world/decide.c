/* decide.c - may this happen, and what exactly happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/decide.h"

#include "world/commands.h"
#include "world/zone-changes.h"

/* A command queued for longer than this no longer changes state (protocol §5). */
#define STALE_US G_TIME_SPAN_HOUR

static gboolean
fail_conflict (GError **error)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_CONFLICT,
                       "Someone changed this since you saw it. Look again and decide anew");
  return FALSE;
}

static gboolean
check_claimed (const MusterCommand *command, gint64 now_us, GError **error)
{
  if (command->spec->class != MUSTER_COMMAND_STATE || command->claimed_us == MUSTER_NO_TIME ||
      command->claimed_us >= now_us - STALE_US)
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_STALE,
                       "This waited for more than an hour. Look at the incident and decide anew");
  return FALSE;
}

static gboolean
find_incident (MusterDeciding *self, const MusterCommandRow *row, GError **error)
{
  if (!row->wants_incident)
    return TRUE;
  self->incident = muster_world_get_incident (self->world, self->command->incident);
  self->answer = self->command->incident;
  if (self->incident != NULL)
    return TRUE;
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
               "There is no incident INC-%u", self->command->incident);
  return FALSE;
}

/**
 * muster_deciding_check_field:
 * @self: a decision
 * @field: a part of its incident, as #MusterIncidentField
 * @error: return location
 *
 * Returns: whether the part is as the command's sender saw it
 */
gboolean
muster_deciding_check_field (const MusterDeciding *self, guint field, GError **error)
{
  guint64 basis = self->command->basis;

  if (basis == 0 || self->incident->changed_seq[field] <= basis)
    return TRUE;
  return fail_conflict (error);
}

/**
 * muster_deciding_emit:
 * @self: a decision
 * @kind: what happens
 *
 * Returns: (transfer none): the event, in the decision's batch
 */
MusterEvent *
muster_deciding_emit (MusterDeciding *self, MusterEventKind kind)
{
  const MusterCommand *command = self->command;
  MusterEvent *event = muster_batch_add (self->batch, kind);

  event->at_us = self->context->now_us;
  event->actor = command->actor;
  event->command = command->id;
  event->incident = self->incident != NULL ? self->incident->number : 0;
  if (command->spec->class != MUSTER_COMMAND_ONLINE && command->claimed_us != MUSTER_NO_TIME &&
      command->claimed_us >= 0 && command->claimed_us < event->at_us)
    event->claimed_us = command->claimed_us;
  return event;
}

/**
 * muster_deciding_person:
 * @self: a decision
 * @argument: the name of an argument
 * @error: return location
 *
 * Returns: (nullable) (transfer none): the person it names by name or id, or the caller
 */
const MusterObject *
muster_deciding_person (const MusterDeciding *self, const char *argument, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const char *name = muster_command_text (self->command, argument);
  const MusterObject *person = NULL;

  if (name != NULL)
    person = muster_directory_resolve (directory, MUSTER_OBJECT_PERSON, name);
  else if (self->command->actor.type == MUSTER_ACTOR_PERSON)
    person = muster_directory_get (directory, self->command->actor.id);
  if (person == NULL)
    g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                 name != NULL ? "There is no person “%s”" : "Say which person%s",
                 name != NULL ? name : "");
  return person;
}

/**
 * muster_deciding_key_service:
 * @self: a decision
 *
 * Returns: the id of the service whose integration key gives the command; null: no key does
 */
MusterUlid
muster_deciding_key_service (const MusterDeciding *self)
{
  const MusterObject *key = NULL;

  if (self->command->actor.type == MUSTER_ACTOR_KEY)
    key = muster_directory_get (muster_world_get_directory (self->world), self->command->actor.id);
  return key != NULL ? key->service : (MusterUlid){ 0, 0 };
}

/**
 * muster_deciding_new_id:
 * @self: a decision
 *
 * Returns: a new id
 */
MusterUlid
muster_deciding_new_id (const MusterDeciding *self)
{
  return muster_ulid_source_next (self->context->ids, self->context->now_us);
}

/**
 * muster_world_decide:
 * @world: a world
 * @context: time and chance
 * @command: what somebody wants
 * @batch: where the events go
 * @incident: (out): the incident's number for the answer, or 0
 * @error: return location for a #MusterModelError
 *
 * Decides a command. Access, existence, age and basis are checked here, for all alike; the row's
 * own function says the rest. Whether the command is a repeat is the caller's question
 * (muster_answers_get()).
 *
 * Returns: whether it may happen
 */
gboolean
muster_world_decide (const MusterWorld *world,
                     const MusterDecideContext *context,
                     const MusterCommand *command,
                     MusterBatch *batch,
                     guint *incident,
                     GError **error)
{
  const MusterCommandRow *row = muster_command_row (command->spec);
  MusterDeciding self = { .world = world, .context = context, .command = command, .batch = batch };
  guint before = muster_batch_length (batch);

  *incident = 0;
  if (!muster_access_allows (command->access, command->spec->access))
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN,
                   "Only the access role %s may do this, and you have %s",
                   muster_access_name (command->spec->access),
                   muster_access_name (command->access));
      return FALSE;
    }
  if (!find_incident (&self, row, error) || !check_claimed (command, context->now_us, error))
    return FALSE;
  if (row->field >= 0 && !muster_deciding_check_field (&self, (guint) row->field, error))
    return FALSE;
  if (!row->decide (&self, error))
    {
      muster_batch_truncate (batch, before);
      return FALSE;
    }
  *incident = self.answer;
  return TRUE;
}

/* A run that nobody ended: the hub went away under it. It is never run again by itself. */
static void
end_lost_runs (const MusterIncident *incident,
               const MusterDecideContext *context,
               MusterBatch *batch)
{
  for (guint i = 0; i < incident->runs->len; i++)
    {
      const MusterRun *run = g_ptr_array_index (incident->runs, i);
      MusterEvent *event;

      if (run->state == MUSTER_RUN_ENDED)
        continue;
      event = muster_batch_add (batch, MUSTER_EVENT_RUN_ENDED);
      event->at_us = context->now_us;
      event->incident = incident->number;
      muster_event_set_ulid (event, MUSTER_FACT_RUN, run->id);
      muster_event_set_token (event, MUSTER_FACT_OUTCOME, "unknown");
      muster_batch_set_text (batch, event, MUSTER_FIELD_SUMMARY,
                             "The hub stopped while it ran. Run it again if you need it", -1);
    }
}

/**
 * muster_world_decide_started:
 * @world: a hub's world, folded to its end
 * @context: time and chance
 * @batch: where the events go
 *
 * Says that the hub started, and what did not survive its stop.
 */
void
muster_world_decide_started (MusterWorld *world,
                             const MusterDecideContext *context,
                             MusterBatch *batch)
{
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_HUB_STARTED);

  event->at_us = context->now_us;
  muster_event_set_int (event, MUSTER_FACT_RESOLVE_TIMEOUT, MUSTER_RESOLVE_TIMEOUT_US);
  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      if (incident != NULL)
        end_lost_runs (incident, context, batch);
    }
  muster_world_note_zones (world, context, batch);
}

/**
 * muster_world_apply:
 * @world: a world
 * @batch: events
 * @first: the index of the first that is not folded yet
 *
 * Gives events their place in the journal and folds them.
 */
void
muster_world_apply (MusterWorld *world, MusterBatch *batch, guint first)
{
  for (guint i = first; i < muster_batch_length (batch); i++)
    {
      MusterEvent *event = muster_batch_get (batch, i);

      event->seq = muster_world_get_seq (world) + 1;
      muster_world_evolve (world, event);
    }
}
