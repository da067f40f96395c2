/* api-json.c - the world's things as the API shows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"

#include "base/safe-text.h"

#include "model/command.h"
#include "response/incident-json.h"
#include "world/explain.h"
#include "world/window-body.h"

#include <math.h>
#include <string.h>

static void
member_raw (MusterJsonWriter *writer, const char *name, const char *json)
{
  muster_json_name (writer, name);
  if (json == NULL)
    muster_json_null (writer);
  else
    muster_json_raw (writer, json, strlen (json));
}

/**
 * muster_json_incident_id:
 * @writer: a writer
 * @incident: n of INC-n; 0: null
 *
 * Writes an incident's id.
 */
void
muster_json_incident_id (MusterJsonWriter *writer, guint incident)
{
  g_autoptr (GString) id = g_string_new (NULL);

  if (incident == 0)
    {
      muster_json_null (writer);
      return;
    }
  muster_incident_append_id (incident, id);
  muster_json_text (writer, id->str, id->len);
}

static void
write_person (MusterJsonWriter *writer, MusterUlid id, gconstpointer user_data)
{
  const MusterDirectory *directory = user_data;
  const MusterObject *person =
      muster_ulid_is_null (id) ? NULL : muster_directory_get (directory, id);

  if (person == NULL)
    {
      muster_json_null (writer);
      return;
    }
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", id);
  muster_json_member_string (writer, "name", person->name);
  muster_json_member_string (writer, "fullName", muster_directory_title (directory, id));
  muster_json_end_object (writer);
}

static void
write_incident (MusterJsonWriter *writer, const MusterWorld *world, const MusterIncident *incident)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *service = muster_directory_get (directory, incident->service);
  const MusterPersonJson people = { write_person, directory };
  muster_json_name (writer, "id");
  muster_json_incident_id (writer, incident->number);
  muster_json_member_string (writer, "title", incident->title);
  muster_json_member_int (writer, "severity", incident->severity);
  muster_json_member_string (writer, "stage", muster_stage_name (incident->stage));
  muster_json_member_bool (writer, "acknowledged", incident->acknowledged);
  muster_json_member_string (writer, "service", service != NULL ? service->name : NULL);
  muster_json_member_bool (writer, "inferred", incident->about_inferred);
  muster_json_member_time (writer, "openedAt", incident->opened_us);
  muster_json_member_time (writer, "acknowledgedAt", incident->acknowledged_us);
  muster_json_member_time (writer, "resolvedAt", incident->resolved_us);
  muster_json_member_time (writer, "impactStart", incident->impact_start_us);
  muster_json_member_time (writer, "quietUntil", incident->quiet_until_us);
  muster_json_member_string (writer, "impact", incident->impact);
  muster_json_member_int (writer, "users", incident->users);
  muster_json_member_string (writer, "description", incident->description);
  muster_json_member_string (writer, "needs", incident->needs);
  member_raw (writer, "customFields", incident->custom);
  muster_json_member_bool (writer, "declared", incident->declared);
  muster_incident_write_roles (incident, writer, &people);
  muster_incident_write_alerts (incident, writer);
  muster_incident_write_tasks (incident, writer, &people);
  muster_json_member_bool (writer, "drill", !muster_ulid_is_null (incident->drill));
  if (!muster_ulid_is_null (incident->drill))
    muster_json_member_ulid (writer, "drillId", incident->drill);
  muster_json_member_string (writer, "storm",
                             muster_ulid_is_null (incident->storm_key)   ? NULL
                             : incident->storm_over_us == MUSTER_NO_TIME ? "active"
                                                                         : "over");
  muster_json_name (writer, "previous");
  muster_json_incident_id (writer, incident->previous);
  muster_json_name (writer, "mergedInto");
  muster_json_incident_id (writer, incident->merged_into);
}

/**
 * muster_json_incident:
 * @writer: a writer
 * @world: where its people and services are
 * @incident: an incident
 *
 * Writes an incident as one object.
 */
void
muster_json_incident (MusterJsonWriter *writer,
                      const MusterWorld *world,
                      const MusterIncident *incident)
{
  muster_json_begin_object (writer);
  write_incident (writer, world, incident);
  muster_json_end_object (writer);
}

/**
 * muster_json_incident_ranked:
 * @writer: a writer
 * @world: a hub's world
 * @incident: an incident of it
 *
 * Writes an incident as one object, with the services that may have begun it.
 */
void
muster_json_incident_ranked (MusterJsonWriter *writer,
                             const MusterWorld *world,
                             const MusterIncident *incident)
{
  muster_json_begin_object (writer);
  write_incident (writer, world, incident);
  muster_json_member_ranking (writer, world, incident->number);
  muster_json_end_object (writer);
}

/**
 * muster_json_member_ranking:
 * @writer: a writer, in an object
 * @world: a hub's world
 * @incident: n of INC-n
 *
 * Writes which services may have begun an incident. The score is a number without a unit: only
 * which is greater means something. What is inferred has no alert itself.
 */
void
muster_json_member_ranking (MusterJsonWriter *writer, const MusterWorld *world, guint incident)
{
  g_autoptr (GArray) ranking = muster_world_rank (world, incident);

  muster_json_name (writer, "ranking");
  muster_json_begin_array (writer);
  for (guint i = 0; ranking != NULL && i < ranking->len; i++)
    {
      const MusterRootCandidate *root = &g_array_index (ranking, MusterRootCandidate, i);

      muster_json_begin_object (writer);
      muster_json_member_string (
          writer, "service",
          muster_service_graph_get_name (muster_world_get_services (world), root->node));
      muster_json_name (writer, "score");
      muster_json_double (writer, round (root->score * 1e4) / 1e4);
      muster_json_member_bool (writer, "inferred", root->is_inferred);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/**
 * muster_json_entry:
 * @writer: a writer
 * @world: where its people are
 * @entry: a line of a timeline
 *
 * Writes a line as one object.
 */
void
muster_json_entry (MusterJsonWriter *writer, const MusterWorld *world, const MusterEntry *entry)
{
  MusterNames names = muster_world_get_names (world);
  g_autofree char *sentence = muster_entry_sentence (entry, &names);
  g_autofree char *text = muster_safe_text (sentence, -1, TRUE); /* for people (security R9) */
  g_autoptr (GString) actor = g_string_new (NULL);

  muster_actor_append (entry->actor, actor);
  muster_json_begin_object (writer);
  muster_json_member_int (writer, "seq", (gint64) entry->seq);
  muster_json_member_instant (writer, "at", entry->at_us);
  muster_json_member_time (writer, "claimed", entry->claimed_us);
  muster_json_member_string (writer, "kind", muster_event_spec (entry->kind)->name);
  muster_json_member_string (writer, "actor", actor->str);
  muster_json_member_string (writer, "text", text);
  muster_json_member_int (writer, "count", entry->count);
  muster_json_member_bool (writer, "pinned", entry->pinned);
  muster_json_member_bool (writer, "undone", entry->undone);
  if (entry->kind == MUSTER_EVENT_RUN_ASKED)
    {
      muster_json_member_ulid (writer, "run", entry->id);
      muster_json_member_string (writer, "template", entry->word);
      muster_json_member_string (writer, "outcome",
                                 entry->number == MUSTER_RUN_ENDED ? entry->was_text : NULL);
      muster_json_member_string (writer, "output", entry->detail);
    }
  else if (entry->kind == MUSTER_EVENT_TASK_ADDED)
    muster_json_member_ulid (writer, "task", entry->id);
  muster_json_end_object (writer);
}

/**
 * muster_json_labels:
 * @writer: a writer
 * @name: of the member
 * @labels: (nullable): what it holds; %NULL: nothing
 *
 * Writes a member with an object of labels.
 */
void
muster_json_labels (MusterJsonWriter *writer, const char *name, const MusterLabelSet *labels)
{
  muster_json_name (writer, name);
  muster_json_begin_object (writer);
  for (guint i = 0; labels != NULL && i < labels->n; i++)
    {
      g_autofree char *label = g_strndup (labels->items[i].name, labels->items[i].name_n);

      muster_json_name (writer, label);
      muster_json_text (writer, labels->items[i].value, labels->items[i].value_n);
    }
  muster_json_end_object (writer);
}

static void
member_field (MusterJsonWriter *writer,
              const char *name,
              const MusterEvent *event,
              MusterFieldName field)
{
  MusterText text = event != NULL ? muster_event_text (event, field) : (MusterText){ NULL, 0 };

  muster_json_name (writer, name);
  if (text.n == 0)
    muster_json_null (writer);
  else
    muster_json_text (writer, text.bytes, text.n);
}

/* The name of the alert that inhibits, while it is known. */
static void
write_inhibitor (MusterJsonWriter *writer, const MusterWorld *world, MusterUlid id)
{
  const MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (world), id);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  const char *name;
  gsize name_n;

  if (alert == NULL)
    return;
  muster_alert_get_labels (muster_world_get_alerts (world), alert, &labels);
  name = muster_label_set_get (&labels, "alertname", &name_n);
  if (name == NULL)
    return;
  muster_json_name (writer, "alertname");
  muster_json_text (writer, name, name_n);
}

/* "flapping": when it changed lately, where it comes and goes. */
static void
write_flap (MusterJsonWriter *writer, const MusterFlap *flap)
{
  muster_json_name (writer, "flapping");
  muster_json_begin_object (writer);
  muster_json_name (writer, "changedAt");
  muster_json_begin_array (writer);
  for (guint i = 0; i < flap->n; i++)
    muster_json_instant (writer, flap->times_us[i]);
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

static void
write_window (MusterJsonWriter *writer, const MusterWorld *world, MusterUlid id)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (world), id);
  const MusterOpening *opening =
      muster_maintenance_get_opening (muster_world_get_maintenance (world), id);
  g_auto (MusterWindowBody) body = { 0 };

  if (opening != NULL)
    muster_json_member_instant (writer, "endsAt", opening->ends_us);
  if (object != NULL && muster_window_body_read (object->body, &body, NULL))
    muster_json_member_string (writer, "comment", body.reason);
}

/* "suppressedBy": what, which one, and until when and why in its author's words. */
static void
write_suppressor (MusterJsonWriter *writer, const MusterWorld *world, const MusterSuppression *held)
{
  const MusterSilence *silence =
      muster_silences_get (muster_world_get_silences (world), held->suppressor.id);

  muster_json_name (writer, "suppressedBy");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "kind", muster_suppressed_by_name (held->suppressor.by));
  muster_json_member_ulid (writer, "id", held->suppressor.id);
  if (held->rule != NULL)
    muster_json_member_string (writer, "rule", held->rule);
  if (held->until_us != MUSTER_NO_TIME)
    muster_json_member_instant (writer, "endsAt", held->until_us);
  if (held->suppressor.by == MUSTER_SUPPRESSED_BY_INHIBITION)
    write_inhibitor (writer, world, held->suppressor.id);
  if (held->suppressor.by == MUSTER_SUPPRESSED_BY_MAINTENANCE)
    write_window (writer, world, held->suppressor.id);
  if (silence != NULL)
    {
      muster_json_member_instant (writer, "endsAt", silence->ends_us);
      muster_json_member_string (writer, "createdBy", silence->author);
      muster_json_member_string (writer, "comment", silence->comment);
    }
  muster_json_end_object (writer);
}

/**
 * muster_json_alert:
 * @writer: a writer
 * @world: a hub's world
 * @alert: an alert of its index
 * @event: (nullable): its alert.fired with the payload
 *
 * Writes an alert as one object.
 */
void
muster_json_alert (MusterJsonWriter *writer,
                   const MusterWorld *world,
                   const MusterAlert *alert,
                   const MusterEvent *event)
{
  const MusterSuppression *held =
      muster_suppressions_get (muster_world_get_suppressions (world), alert->id);
  const MusterFlap *flap = muster_flaps_get (muster_world_get_flaps (world), alert->id);
  const MusterAlertIndex *alerts = muster_world_get_alerts (world);
  const MusterIncident *incident = muster_world_get_root (world, alert->incident);
  const MusterObject *service = muster_directory_get (muster_world_get_directory (world),
                                                      muster_alert_index_service (alerts, alert));
  g_autofree char *reason = muster_world_explain_alert (world, alert);
  MusterLabel items[64];
  MusterLabelSet labels = { items, 0 };

  muster_alert_get_labels (alerts, alert, &labels);
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", alert->id);
  muster_json_member_string (writer, "status",
                             alert->status != MUSTER_ALERT_FIRING ? "resolved"
                             : held != NULL                       ? "suppressed"
                                                                  : "firing");
  if (held != NULL)
    write_suppressor (writer, world, held);
  if (flap != NULL && flap->calm_us > 0)
    write_flap (writer, flap);
  muster_json_member_int (writer, "severity", alert->severity);
  member_field (writer, "title", event, MUSTER_FIELD_TITLE);
  muster_json_labels (writer, "labels", &labels);
  muster_json_labels (writer, "annotations",
                      event != NULL ? muster_event_labels (event, MUSTER_FIELD_ANNOTATIONS) : NULL);
  member_field (writer, "generatorURL", event, MUSTER_FIELD_URL);
  member_field (writer, "dedupKey", event, MUSTER_FIELD_DEDUP);
  member_field (writer, "marks", event, MUSTER_FIELD_MARKS);
  muster_json_member_time (writer, "startsAt", alert->starts_us);
  muster_json_member_time (writer, "endsAt", alert->ends_us);
  muster_json_member_int (writer, "count", alert->count);
  muster_json_member_time (writer, "lastSeenAt", alert->last_seen_us);
  muster_json_member_string (writer, "service", service != NULL ? service->name : NULL);
  muster_json_name (writer, "incident");
  muster_json_incident_id (writer, incident != NULL ? incident->number : 0);
  muster_json_member_string (writer, "reason", reason);
  muster_json_end_object (writer);
}

/**
 * muster_json_object_members:
 * @writer: within an object
 * @object: something configured
 *
 * Writes it without contact data and hashes.
 */
void
muster_json_object_members (MusterJsonWriter *writer, const MusterObject *object)
{
  muster_json_member_ulid (writer, "id", object->id);
  muster_json_member_string (writer, "object", object->type);
  muster_json_member_string (writer, "name", object->name);
  if (object->full_name != NULL)
    muster_json_member_string (writer, "fullName", object->full_name);
  if (object->access != MUSTER_ACCESS_NONE)
    muster_json_member_string (writer, "access", muster_access_name (object->access));
  muster_json_member_instant (writer, "at", object->at_us);
  if (object->body != NULL)
    member_raw (writer, "body", object->body);
  if (!muster_ulid_is_null (object->service))
    muster_json_member_ulid (writer,
                             strcmp (object->type, MUSTER_OBJECT_KEY) == 0        ? "service"
                             : strcmp (object->type, MUSTER_OBJECT_CALENDAR) == 0 ? "of"
                                                                                  : "person",
                             object->service);
  if (!muster_ulid_is_null (object->drill))
    muster_json_member_ulid (writer, "drill", object->drill);
}

/* "disabled": the rules in it that take too long to try, where there are any. */
static void
write_disabled (MusterJsonWriter *writer, const MusterObject *object, const MusterRuleBook *rules)
{
  gboolean is_begun = FALSE;

  for (guint i = 0; i < rules->disabled->len; i++)
    {
      const MusterDisabledRule *rule = g_ptr_array_index (rules->disabled, i);

      if (rule->over || !muster_ulid_equal (rule->id, object->id))
        continue;
      if (!is_begun)
        {
          muster_json_name (writer, "disabled");
          muster_json_begin_array (writer);
        }
      is_begun = TRUE;
      muster_json_string (writer, rule->path);
    }
  if (is_begun)
    muster_json_end_array (writer);
}

/**
 * muster_json_object:
 * @writer: a writer
 * @object: something configured
 * @rules: those in force, of which some may be disabled
 *
 * Writes it as one object.
 */
void
muster_json_object (MusterJsonWriter *writer,
                    const MusterObject *object,
                    const MusterRuleBook *rules)
{
  muster_json_begin_object (writer);
  muster_json_object_members (writer, object);
  write_disabled (writer, object, rules);
  muster_json_end_object (writer);
}

/* ["name","value",…] as an object; the world wrote it itself. */
static void
write_flat_labels (MusterJsonWriter *writer, const char *labels)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, value;

  muster_json_begin_object (writer);
  muster_json_reader_begin (reader, labels != NULL ? labels : "[]",
                            strlen (labels != NULL ? labels : "[]"), NULL);
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &name) &&
         muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &value))
    {
      g_autofree char *copy = muster_text_dup (name);

      muster_json_name (writer, copy);
      muster_json_text (writer, value.bytes, value.n);
    }
  muster_json_end_object (writer);
}

/**
 * muster_json_change:
 * @writer: a writer
 * @world: where its service is
 * @change: a change
 *
 * Writes it as one object.
 */
void
muster_json_change (MusterJsonWriter *writer,
                    const MusterWorld *world,
                    const MusterRecordedChange *change)
{
  const MusterObject *service =
      muster_directory_get (muster_world_get_directory (world), change->service);

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", change->id);
  muster_json_member_int (writer, "seq", (gint64) change->seq);
  muster_json_member_instant (writer, "at", change->at_us);
  muster_json_member_instant (writer, "start", change->start_us);
  muster_json_member_string (writer, "title", change->title);
  muster_json_member_string (writer, "kind", change->kind);
  muster_json_member_string (writer, "service", service != NULL ? service->name : NULL);
  muster_json_member_string (writer, "version", change->version);
  muster_json_member_string (writer, "source", change->source);
  muster_json_member_string (writer, "url", change->url);
  muster_json_name (writer, "labels");
  write_flat_labels (writer, change->labels);
  muster_json_member_ulid (writer, "key", change->key);
  muster_json_name (writer, "person");
  write_person (writer, change->person, muster_world_get_directory (world));
  muster_json_end_object (writer);
}

/**
 * muster_json_silence:
 * @writer: a writer
 * @world: whose it is
 * @silence: a silence
 *
 * Writes it as one object.
 */
void
muster_json_silence (MusterJsonWriter *writer,
                     const MusterWorld *world,
                     const MusterSilence *silence)
{
  static const char *const states[] = { "pending", "active", "expired" };
  const MusterObject *service =
      muster_directory_get (muster_world_get_directory (world), silence->service);
  g_autoptr (GString) matchers = g_string_new (NULL);

  muster_matchers_append_text (silence->matchers, matchers);
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", silence->id);
  muster_json_member_string (writer, "state", states[silence->state]);
  muster_json_member_string (writer, "matchers", matchers->str);
  muster_json_member_instant (writer, "startsAt", silence->starts_us);
  muster_json_member_instant (writer, "endsAt", silence->ends_us);
  muster_json_member_string (writer, "createdBy", silence->author);
  muster_json_member_string (writer, "comment", silence->comment);
  muster_json_member_string (writer, "service", service != NULL ? service->name : NULL);
  if (!muster_ulid_is_null (silence->alert))
    muster_json_member_ulid (writer, "alert", silence->alert);
  muster_json_member_int (
      writer, "alerts",
      muster_suppressions_count_of (muster_world_get_suppressions (world), silence->id));
  muster_json_end_object (writer);
}
