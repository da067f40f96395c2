/* json.c - all that the journal tells of an incident, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exporters/exporter.h"
#include "exporters/facts.h"

#include "base/json-writer.h"
#include "model/command.h"
#include "response/incident-json.h"

#include <glib/gi18n.h>

/* {"id","name","fullName"} or null */
static void
put_person (MusterJsonWriter *writer, MusterUlid person, gconstpointer user_data)
{
  const MusterExport *in = user_data;

  if (muster_ulid_is_null (person))
    {
      muster_json_null (writer);
      return;
    }
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", person);
  muster_json_member_string (writer, "name", in->handles.person (in->handles.user_data, person));
  muster_json_member_string (writer, "fullName", in->names.person (in->names.user_data, person));
  muster_json_end_object (writer);
}

static void
put_incident_id (MusterJsonWriter *writer, guint number)
{
  g_autoptr (GString) id = g_string_new (NULL);

  muster_incident_append_id (number, id);
  muster_json_member_string (writer, "id", id->str);
}

static void
put_times (MusterJsonWriter *writer, const MusterIncident *incident)
{
  MusterIncidentSpans spans;

  muster_incident_spans (incident, &spans);
  muster_json_member_time (writer, "openedAt", spans.opened_us);
  muster_json_member_time (writer, "acknowledgedAt", incident->acknowledged_us);
  muster_json_member_time (writer, "resolvedAt", spans.resolved_us);
  muster_json_member_time (writer, "impactStart", incident->impact_start_us);
  muster_json_member_time (writer, "impactEnd", spans.impact_end_us);
}

static void
put_entry (MusterJsonWriter *writer, const MusterExport *in, const MusterEntry *entry)
{
  g_autofree char *sentence = muster_entry_sentence (entry, &in->names);
  g_autoptr (GString) actor = g_string_new (NULL);

  muster_actor_append (entry->actor, actor);
  muster_json_begin_object (writer);
  muster_json_member_int (writer, "seq", (gint64) entry->seq);
  muster_json_member_time (writer, "at", entry->at_us);
  muster_json_member_time (writer, "claimed", entry->claimed_us);
  muster_json_member_string (writer, "kind", muster_event_spec (entry->kind)->name);
  muster_json_member_string (writer, "actor", actor->str);
  muster_json_member_string (writer, "text", sentence);
  muster_json_member_int (writer, "count", entry->count);
  muster_json_member_bool (writer, "pinned", entry->pinned);
  muster_json_member_bool (writer, "undone", entry->undone);
  muster_json_end_object (writer);
}

static void
put_timeline (MusterJsonWriter *writer, const MusterExport *in)
{
  const GPtrArray *entries = in->incident->entries;

  muster_json_name (writer, "timeline");
  muster_json_begin_array (writer);
  for (guint i = 0; i < entries->len; i++)
    put_entry (writer, in, g_ptr_array_index (entries, i));
  muster_json_end_array (writer);
}

static gboolean
write_json (const MusterExport *in, GString *out, GError **error)
{
  const MusterIncident *incident = in->incident;
  const MusterPersonJson people = { put_person, in };
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  put_incident_id (&writer, incident->number);
  muster_json_member_string (&writer, "title", incident->title);
  muster_json_member_int (&writer, "severity", incident->severity);
  muster_json_member_string (&writer, "stage", muster_stage_name (incident->stage));
  muster_json_member_bool (&writer, "acknowledged", incident->acknowledged);
  muster_json_member_bool (&writer, "drill", !muster_ulid_is_null (incident->drill));
  muster_json_member_string (&writer, "service", in->service);
  put_times (&writer, incident);
  muster_json_member_string (&writer, "description", incident->description);
  muster_json_member_string (&writer, "impact", incident->impact);
  muster_json_member_int (&writer, "users", incident->users);
  muster_incident_write_roles (incident, &writer, &people);
  muster_incident_write_alerts (incident, &writer);
  put_timeline (&writer, in);
  muster_incident_write_tasks (incident, &writer, &people);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
  return TRUE;
}

const MusterExporter muster_exporter_json = {
  .name = "json",
  .title = N_ ("JSON"),
  .suffix = ".json",
  .type = "application/json",
  .write = write_json,
};
