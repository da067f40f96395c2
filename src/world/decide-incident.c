/* decide-incident.c - commands that change an incident's state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/undo-fold.h"
#include "world/commands.h"

static gboolean
fail_state (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_STATE, message);
  return FALSE;
}

static gboolean
require_open (const MusterDeciding *self, GError **error)
{
  return muster_incident_is_open (self->incident) ||
         fail_state (error, "The incident is resolved. Reopen it first");
}

static void
set_text (MusterDeciding *self, MusterEvent *event, MusterFieldName field, const char *argument)
{
  muster_batch_set_text (self->batch, event, field, muster_command_text (self->command, argument),
                         -1);
}

gboolean
muster_decide_declare (MusterDeciding *self, GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterCommand *command = self->command;
  const char *service_name = muster_command_text (command, "service");
  const MusterObject *service = NULL;
  gint64 severity = muster_command_int (command, "severity");
  MusterEvent *event;

  if (service_name != NULL)
    {
      service = muster_directory_resolve (directory, MUSTER_OBJECT_SERVICE, service_name);
      if (service == NULL)
        {
          g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "There is no service “%s”", service_name);
          return FALSE;
        }
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_DECLARED);
  event->incident = self->answer = muster_world_last_incident (self->world) + 1;
  muster_event_set_int (event, MUSTER_FACT_SEVERITY,
                        severity != 0 ? severity : MUSTER_SEVERITY_MINOR);
  if (service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  if (muster_command_has (command, "users"))
    muster_event_set_int (event, MUSTER_FACT_USERS, muster_command_int (command, "users"));
  set_text (self, event, MUSTER_FIELD_TITLE, "title");
  set_text (self, event, MUSTER_FIELD_DESCRIPTION, "description");
  set_text (self, event, MUSTER_FIELD_IMPACT, "impact");
  set_text (self, event, MUSTER_FIELD_NEEDS, "needs");
  set_text (self, event, MUSTER_FIELD_CUSTOM, "customFields");
  return TRUE;
}

/* Who acknowledges has answered every page of this incident that reached them. */
static void
answer_pages (MusterDeciding *self)
{
  for (guint i = 0; i < self->incident->pages->len; i++)
    {
      const MusterPage *page = g_ptr_array_index (self->incident->pages, i);
      MusterEvent *event;

      if (page->state == MUSTER_PAGE_ANSWERED ||
          !muster_ulid_equal (page->person, self->command->actor.id))
        continue;
      event = muster_deciding_emit (self, MUSTER_EVENT_PAGE_ANSWERED);
      muster_event_set_ulid (event, MUSTER_FACT_PAGE, page->id);
      muster_event_set_token (event, MUSTER_FACT_ANSWER, "acknowledged");
    }
}

gboolean
muster_decide_acknowledge (MusterDeciding *self, GError **error)
{
  if (!require_open (self, error))
    return FALSE;
  if (!self->incident->acknowledged)
    muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_ACKNOWLEDGED);
  answer_pages (self);
  return TRUE;
}

gboolean
muster_decide_unacknowledge (MusterDeciding *self, GError **error)
{
  if (!require_open (self, error))
    return FALSE;
  if (self->incident->acknowledged)
    muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED);
  return TRUE;
}

gboolean
muster_decide_severity (MusterDeciding *self, GError **error)
{
  gint64 severity = muster_command_int (self->command, "severity");
  MusterEvent *event;

  if ((gint64) self->incident->severity == severity)
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, severity);
  set_text (self, event, MUSTER_FIELD_REASON, "reason");
  return TRUE;
}

static gboolean
move_to (MusterDeciding *self, MusterStage stage, GError **error)
{
  MusterStage now = self->incident->stage;
  MusterEvent *event;

  if (stage == now)
    return TRUE;
  if (muster_stage_is_open (stage) && !require_open (self, error))
    return FALSE;
  if (stage == MUSTER_STAGE_REVIEWED && now != MUSTER_STAGE_RESOLVED)
    return fail_state (error, "Only a resolved incident can be reviewed. Resolve it first");
  event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_STAGE_SET);
  muster_event_set_int (event, MUSTER_FACT_STAGE, stage);
  set_text (self, event, MUSTER_FIELD_REASON, "reason");
  return TRUE;
}

gboolean
muster_decide_stage (MusterDeciding *self, GError **error)
{
  return move_to (self, (MusterStage) muster_command_int (self->command, "stage"), error);
}

gboolean
muster_decide_resolve (MusterDeciding *self, GError **error)
{
  if (!muster_incident_is_open (self->incident))
    return TRUE;
  if (!move_to (self, MUSTER_STAGE_RESOLVED, error))
    return FALSE;
  answer_pages (self);
  return TRUE;
}

gboolean
muster_decide_reopen (MusterDeciding *self, GError **error)
{
  if (muster_incident_is_open (self->incident))
    return TRUE;
  set_text (self, muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_REOPENED), MUSTER_FIELD_REASON,
            "reason");
  return TRUE;
}

gboolean
muster_decide_title (MusterDeciding *self, GError **error)
{
  const char *title = muster_command_text (self->command, "title");

  if (g_strcmp0 (title, self->incident->title) != 0)
    set_text (self, muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_TITLED), MUSTER_FIELD_TITLE,
              "title");
  return TRUE;
}

gboolean
muster_decide_impact (MusterDeciding *self, GError **error)
{
  gint64 start_us = muster_command_int (self->command, "start");
  MusterEvent *event;

  if (start_us != MUSTER_NO_TIME && (start_us < 0 || start_us > self->context->now_us))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "The impact cannot have begun in the future");
      return FALSE;
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_IMPACT_SET);
  muster_event_set_int (event, MUSTER_FACT_START, start_us);
  if (muster_command_has (self->command, "users"))
    muster_event_set_int (event, MUSTER_FACT_USERS, muster_command_int (self->command, "users"));
  set_text (self, event, MUSTER_FIELD_TEXT, "text");
  return TRUE;
}

static gboolean
holds (const MusterIncident *incident, MusterRole role, MusterUlid person)
{
  if (role == MUSTER_ROLE_OBSERVER)
    return muster_incident_has_observer (incident, person);
  return muster_ulid_equal (incident->roles[role], person);
}

gboolean
muster_decide_assign (MusterDeciding *self, GError **error)
{
  MusterRole role = (MusterRole) muster_command_int (self->command, "role");
  const MusterObject *person = muster_deciding_person (self, "person", error);
  MusterEvent *event;

  if (person == NULL ||
      !muster_deciding_check_field (self, MUSTER_INCIDENT_FIELD_ROLE + role, error))
    return FALSE;
  if (holds (self->incident, role, person->id))
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_ROLE_ASSIGNED);
  muster_event_set_int (event, MUSTER_FACT_ROLE, role);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
  return TRUE;
}

gboolean
muster_decide_release (MusterDeciding *self, GError **error)
{
  MusterRole role = (MusterRole) muster_command_int (self->command, "role");
  const MusterObject *person;
  MusterUlid holder;
  MusterEvent *event;

  if (!muster_deciding_check_field (self, MUSTER_INCIDENT_FIELD_ROLE + role, error))
    return FALSE;
  if (role != MUSTER_ROLE_OBSERVER && !muster_command_has (self->command, "person"))
    holder = self->incident->roles[role];
  else
    {
      person = muster_deciding_person (self, "person", error);
      if (person == NULL)
        return FALSE;
      holder = person->id;
    }
  if (muster_ulid_is_null (holder) || !holds (self->incident, role, holder))
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_ROLE_RELEASED);
  muster_event_set_int (event, MUSTER_FACT_ROLE, role);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, holder);
  return TRUE;
}

gboolean
muster_decide_undo (MusterDeciding *self, GError **error)
{
  guint64 seq = (guint64) muster_command_int (self->command, "seq");
  const MusterEntry *entry = muster_incident_find_entry (self->incident, seq);
  int field;

  if (entry == NULL || entry->seq != seq)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such line in the timeline");
      return FALSE;
    }
  if (entry->undone)
    return TRUE;
  if (!muster_entry_can_undo (entry))
    return fail_state (error, "This cannot be undone");
  if (muster_entry_is_joint (entry))
    return muster_decide_undo_joint (self, entry, error);
  field = muster_entry_field (entry);
  if (field >= 0 && self->incident->changed_seq[field] != seq)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_CONFLICT,
                           "It was changed again since, so undoing this would lose that");
      return FALSE;
    }
  muster_event_set_int (muster_deciding_emit (self, MUSTER_EVENT_UNDONE), MUSTER_FACT_OF,
                        (gint64) seq);
  return TRUE;
}
