/* incident-json.c - what every JSON of an incident says alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/incident-json.h"

/**
 * muster_json_member_time:
 * @writer: a writer, in an object
 * @name: the member's name
 * @at_us: an instant, µs UTC; %MUSTER_NO_TIME: null
 *
 * Writes a time that may not be known.
 */
void
muster_json_member_time (MusterJsonWriter *writer, const char *name, gint64 at_us)
{
  muster_json_name (writer, name);
  if (at_us == MUSTER_NO_TIME)
    muster_json_null (writer);
  else
    muster_json_instant (writer, at_us);
}

/**
 * muster_incident_write_roles:
 * @incident: an incident
 * @writer: a writer, in an object
 * @people: how a person is written
 *
 * Writes who has which role, and the observers.
 */
void
muster_incident_write_roles (const MusterIncident *incident,
                             MusterJsonWriter *writer,
                             const MusterPersonJson *people)
{
  muster_json_name (writer, "roles");
  muster_json_begin_object (writer);
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    {
      muster_json_name (writer, muster_role_name ((MusterRole) i));
      people->write (writer, incident->roles[i], people->user_data);
    }
  muster_json_name (writer, "observers");
  muster_json_begin_array (writer);
  for (guint i = 0; i < incident->observers->len; i++)
    people->write (writer, g_array_index (incident->observers, MusterUlid, i), people->user_data);
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

/**
 * muster_incident_write_alerts:
 * @incident: an incident
 * @writer: a writer, in an object
 *
 * Writes how many of its alerts fire, and do not.
 */
void
muster_incident_write_alerts (const MusterIncident *incident, MusterJsonWriter *writer)
{
  muster_json_name (writer, "alerts");
  muster_json_begin_object (writer);
  muster_json_member_int (writer, "firing", incident->firing);
  muster_json_member_int (writer, "resolved", incident->resolved);
  muster_json_member_int (writer, "suppressed", incident->suppressed);
  muster_json_end_object (writer);
}

/**
 * muster_incident_write_tasks:
 * @incident: an incident
 * @writer: a writer, in an object
 * @people: how a person is written
 *
 * Writes its tasks, in the order in which they came.
 */
void
muster_incident_write_tasks (const MusterIncident *incident,
                             MusterJsonWriter *writer,
                             const MusterPersonJson *people)
{
  muster_json_name (writer, "tasks");
  muster_json_begin_array (writer);
  for (guint i = 0; i < incident->tasks->len; i++)
    {
      const MusterTask *task = g_ptr_array_index (incident->tasks, i);

      muster_json_begin_object (writer);
      muster_json_member_ulid (writer, "id", task->id);
      muster_json_member_string (writer, "text", task->text);
      muster_json_name (writer, "owner");
      people->write (writer, task->owner, people->user_data);
      muster_json_member_time (writer, "due", task->due_us);
      muster_json_member_bool (writer, "done", task->done);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}
