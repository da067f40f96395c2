/* snapshot-save.c - the world as lines of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/timeline-entry.h"
#include "world/snapshot-learnt.h"
#include "world/snapshot-paging.h"
#include "world/snapshot-reaches.h"
#include "world/snapshot-shifts.h"
#include "world/snapshot-tables.h"

#include <string.h>

typedef struct
{
  const MusterWorld *world;
  const MusterScope *scope;
  GString *out;
  MusterJsonWriter writer;
} Saving;

static void
begin_part (Saving *self, const char *part)
{
  muster_json_writer_init (&self->writer, self->out);
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "part", part);
}

static void
end_part (Saving *self)
{
  muster_json_end_object (&self->writer);
  g_string_append_c (self->out, '\n');
}

static void
write_record (Saving *self, const MusterRecordTable *table, gconstpointer record)
{
  muster_record_write (table->members, table->n, record, &self->writer);
}

static gboolean
may_read (const Saving *self, MusterEventKind kind)
{
  return self->scope->hub || (muster_event_spec (kind)->full & self->scope->access) != 0;
}

/* --- incidents --- */

static void
save_ulids (Saving *self, const char *name, const MusterUlid *ids, guint n)
{
  muster_json_name (&self->writer, name);
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < n; i++)
    muster_json_ulid (&self->writer, ids[i]);
  muster_json_end_array (&self->writer);
}

static void
save_times (Saving *self, const char *name, const gint64 *times, guint n)
{
  muster_json_name (&self->writer, name);
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < n; i++)
    if (times[i] == MUSTER_NO_TIME)
      muster_json_null (&self->writer);
    else
      muster_json_int (&self->writer, times[i]);
  muster_json_end_array (&self->writer);
}

static void
save_numbers (Saving *self, const char *name, const GArray *numbers)
{
  if (numbers->len == 0)
    return;
  muster_json_name (&self->writer, name);
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < numbers->len; i++)
    muster_json_int (&self->writer, g_array_index (numbers, guint, i));
  muster_json_end_array (&self->writer);
}

static void
save_incident_head (Saving *self, const MusterIncident *incident)
{
  begin_part (self, "incident");
  write_record (self, &muster_incident_record, incident);
  save_times (self, "stages", incident->stage_at_us, MUSTER_N_STAGES);
  save_ulids (self, "roles", incident->roles, MUSTER_N_SINGLE_ROLES);
  save_times (self, "roleSince", incident->role_since_us, MUSTER_N_SINGLE_ROLES);
  save_ulids (self, "observers", (const MusterUlid *) (gpointer) incident->observers->data,
              incident->observers->len);
  save_numbers (self, "absorbed", incident->absorbed);
  save_numbers (self, "apart", incident->apart);
  save_times (self, "changed", (const gint64 *) incident->changed_seq, MUSTER_N_INCIDENT_FIELDS);
  end_part (self);
}

static void
save_entry (Saving *self, const MusterIncident *incident, const MusterEntry *entry)
{
  begin_part (self, "entry");
  muster_json_member_int (&self->writer, "incident", incident->number);
  muster_json_member_string (&self->writer, "kind", muster_event_spec (entry->kind)->name);
  write_record (self, &muster_entry_record, entry);
  end_part (self);
}

/* What alerts do is on the stream as heads, and its lines need no more. */
static gboolean
is_made_of_head (const Saving *self, MusterEventKind kind)
{
  return (kind == MUSTER_EVENT_ALERT_RESOLVED || kind == MUSTER_EVENT_ALERT_SUPPRESSED ||
          kind == MUSTER_EVENT_ALERT_RELEASED) &&
         (muster_event_spec (kind)->head & self->scope->access) != 0;
}

/* Leaves out what the reader may not read; what that had kept apart is one run to the reader. */
static void
save_entries (Saving *self, const MusterIncident *incident)
{
  gboolean pins = may_read (self, MUSTER_EVENT_ENTRY_PINNED);
  const MusterEntry *last = NULL;
  MusterEntry run;

  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (!may_read (self, entry->kind) && !is_made_of_head (self, entry->kind))
        continue;
      if (last != NULL && muster_entry_continues (last, entry))
        {
          muster_entry_extend (&run, entry);
          continue;
        }
      if (last != NULL)
        save_entry (self, incident, &run);
      last = entry;
      run = *entry;
      run.pinned = entry->pinned && pins;
    }
  if (last != NULL)
    save_entry (self, incident, &run);
}

static void
save_list (Saving *self,
           const char *part,
           const MusterRecordTable *table,
           const MusterIncident *incident,
           const GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      begin_part (self, part);
      muster_json_member_int (&self->writer, "incident", incident->number);
      write_record (self, table, g_ptr_array_index (list, i));
      end_part (self);
    }
}

static void
save_incident (Saving *self, const MusterIncident *incident)
{
  save_incident_head (self, incident);
  save_entries (self, incident);
  if (may_read (self, MUSTER_EVENT_TASK_ADDED))
    save_list (self, "task", &muster_task_record, incident, incident->tasks);
  if (may_read (self, MUSTER_EVENT_PAGE_INTENDED))
    save_list (self, "page", &muster_page_record, incident, incident->pages);
  if (may_read (self, MUSTER_EVENT_RUN_ASKED))
    save_list (self, "run", &muster_run_record, incident, incident->runs);
}

/* --- configuration --- */

static void
save_object (Saving *self, const MusterObject *object)
{
  gboolean is_token = strcmp (object->type, MUSTER_OBJECT_TOKEN) == 0;
  gboolean heads =
      (muster_event_spec (MUSTER_EVENT_ACCESS_GRANTED)->head & self->scope->access) != 0;
  MusterObject shown = *object;

  if (is_token && !may_read (self, MUSTER_EVENT_ACCESS_GRANTED))
    {
      if (!heads)
        return;
      shown.name = (char *) "";
    }
  if (!self->scope->hub && self->scope->access != MUSTER_ACCESS_ADMIN &&
      !muster_ulid_equal (self->scope->person, object->id))
    shown.contact = NULL;
  begin_part (self, "object");
  muster_json_member_string (&self->writer, "type", object->type);
  write_record (self, &muster_object_record, &shown);
  end_part (self);
}

/* --- the hub's own --- */

static void
save_answer (const MusterCommandAnswer *answer, gpointer user_data)
{
  Saving *self = user_data;

  begin_part (self, "answer");
  write_record (self, &muster_answer_record, answer);
  end_part (self);
}

static void
save_alert (MusterAlert *alert, gpointer user_data)
{
  Saving *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[64];
  MusterLabelSet labels = { items, 0 };
  MusterText dedup = muster_alert_get_dedup (alert);
  MusterJsonWriter *writer = &self->writer;

  begin_part (self, "alert");
  muster_json_member_ulid (writer, "id", alert->id);
  muster_json_member_ulid (writer, "key", muster_alert_index_key (alerts, alert));
  muster_json_member_ulid (writer, "service", muster_alert_index_service (alerts, alert));
  muster_json_member_int (writer, "seq", (gint64) alert->seq);
  muster_json_member_int (writer, "incident", alert->incident);
  muster_json_member_int (writer, "count", alert->count);
  muster_json_member_int (writer, "status", alert->status);
  muster_json_member_int (writer, "severity", alert->severity);
  if (alert->unraised != alert->severity)
    muster_json_member_int (writer, "unraised", alert->unraised);
  muster_json_member_bool (writer, "timed", alert->timed);
  muster_json_member_int (writer, "starts", alert->starts_us);
  if (alert->ends_us != MUSTER_NO_TIME)
    muster_json_member_int (writer, "ends", alert->ends_us);
  muster_json_member_int (writer, "seen", alert->last_seen_us);
  muster_json_name (writer, "dedup");
  muster_json_text (writer, dedup.bytes, dedup.n);
  muster_alert_get_labels (alerts, alert, &labels);
  muster_json_name (writer, "labels");
  muster_json_label_list (writer, &labels);
  end_part (self);
}

static void
save_kinds (Saving *self, const MusterSymptom *symptom)
{
  muster_json_name (&self->writer, "kinds");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < symptom->n_kinds; i++)
    {
      muster_json_int (&self->writer, (gint64) symptom->kinds[i].kind);
      muster_json_int (&self->writer, symptom->kinds[i].n);
      muster_json_int (&self->writer, symptom->kinds[i].cues);
    }
  muster_json_end_array (&self->writer);
}

static void
save_symptom (Saving *self, guint incident, const MusterSymptom *symptom)
{
  begin_part (self, "symptom");
  muster_json_member_int (&self->writer, "incident", incident);
  write_record (self, &muster_symptom_record, symptom);
  save_kinds (self, symptom);
  muster_json_name (&self->writer, "labels");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < symptom->n_labels; i++)
    muster_json_int (&self->writer, symptom->labels[i]);
  muster_json_end_array (&self->writer);
  end_part (self);
}

static void
save_symptoms (Saving *self)
{
  const MusterCorrelator *correlator = muster_world_get_correlator (self->world);

  for (guint number = 1; number <= muster_world_last_incident (self->world); number++)
    {
      const GPtrArray *symptoms = muster_correlator_get (correlator, number);

      for (guint i = 0; symptoms != NULL && i < symptoms->len; i++)
        save_symptom (self, number, g_ptr_array_index (symptoms, i));
    }
}

static void
collect_alert (MusterAlert *alert, gpointer list)
{
  g_ptr_array_add (list, alert);
}

static int
compare_alerts (gconstpointer a, gconstpointer b)
{
  const MusterAlert *x = *(const MusterAlert *const *) a, *y = *(const MusterAlert *const *) b;

  return muster_ulid_compare (x->id, y->id);
}

static void
save_silence (Saving *self, const MusterSilence *silence)
{
  g_autoptr (GString) matchers = g_string_new (NULL);

  begin_part (self, "silence");
  write_record (self, &muster_silence_record, silence);
  muster_matchers_append_text (silence->matchers, matchers);
  muster_json_member_string (&self->writer, "matchers", matchers->str);
  end_part (self);
}

static void
save_silences (Saving *self)
{
  const GPtrArray *silences = muster_silences_list (muster_world_get_silences (self->world));
  g_autoptr (GPtrArray) held =
      muster_suppressions_list (muster_world_get_suppressions (self->world));

  for (guint i = 0; i < silences->len; i++)
    save_silence (self, g_ptr_array_index (silences, i));
  for (guint i = 0; i < held->len; i++)
    {
      begin_part (self, "suppression");
      write_record (self, &muster_suppression_record, g_ptr_array_index (held, i));
      end_part (self);
    }
}

static void
save_duration (gpointer data, gpointer user_data)
{
  Saving *self = user_data;
  const MusterDuration *duration = data;

  begin_part (self, "duration");
  write_record (self, &muster_duration_record, duration);
  muster_json_name (&self->writer, "seconds");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < MIN (duration->n, MUSTER_DURATIONS_KEPT); i++)
    muster_json_int (&self->writer, duration->seconds[i]);
  muster_json_end_array (&self->writer);
  end_part (self);
}

static void
save_keys (Saving *self)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      const MusterKeyWatch *key =
          muster_intake_watch_get (muster_world_get_intake (self->world), object->id);

      if (key == NULL)
        continue;
      begin_part (self, "key");
      muster_snapshot_save_key (key, &self->writer);
      end_part (self);
    }
}

static void
save_flap (gpointer data, gpointer user_data)
{
  Saving *self = user_data;
  const MusterFlap *flap = data;

  begin_part (self, "flap");
  write_record (self, &muster_flap_record, flap);
  save_times (self, "times", flap->times_us, flap->n);
  end_part (self);
}

static void
save_triage (Saving *self)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();

  muster_answers_foreach (muster_world_get_answers (self->world), save_answer, self);
  for (const GList *link = muster_world_get_dead_letters (self->world)->head; link != NULL;
       link = link->next)
    {
      begin_part (self, "letter");
      write_record (self, &muster_letter_record, link->data);
      end_part (self);
    }
  for (const GList *link = muster_world_get_changes (self->world)->head; link != NULL;
       link = link->next)
    {
      begin_part (self, "change");
      write_record (self, &muster_change_record, link->data);
      end_part (self);
    }
  /* In the order of their ids: the same world gives the same bytes, whatever its hash seed. */
  muster_alert_index_foreach (muster_world_get_alerts (self->world), collect_alert, alerts);
  g_ptr_array_sort (alerts, compare_alerts);
  for (guint i = 0; i < alerts->len; i++)
    save_alert (g_ptr_array_index (alerts, i), self);
  save_silences (self);
  save_keys (self);
  muster_snapshot_save_windows (self->world, self->out);
  save_symptoms (self);
  muster_snapshot_save_learnt (
      muster_correlator_get_learnt (muster_world_get_correlator (self->world)), self->writer.out);
  g_queue_foreach ((GQueue *) muster_durations_list (muster_world_get_durations (self->world)),
                   save_duration, self);
  g_queue_foreach ((GQueue *) muster_flaps_list (muster_world_get_flaps (self->world)), save_flap,
                   self);
}

static void
save_head (Saving *self, const MusterSnapshotHead *head)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));

  begin_part (self, "head");
  muster_json_member_int (&self->writer, "v", MUSTER_SNAPSHOT_VERSION);
  write_record (self, &muster_head_record, head);
  end_part (self);
  for (guint i = 0; i < objects->len; i++)
    save_object (self, g_ptr_array_index (objects, i));
}

/**
 * muster_world_save_configuration:
 * @world: a hub's world
 * @out: where to
 *
 * Writes a snapshot of the hub as if nothing had happened yet: the same objects under the same ids.
 */
void
muster_world_save_configuration (const MusterWorld *world, GString *out)
{
  const MusterScope scope = { .hub = TRUE, .access = MUSTER_ACCESS_ADMIN };
  Saving self = { .world = world, .scope = &scope, .out = out };

  save_head (&self, &(MusterSnapshotHead){ .seq = muster_world_get_seq (world) });
  begin_part (&self, "end");
  end_part (&self);
}

/**
 * muster_world_save:
 * @world: a world
 * @scope: who reads it
 * @out: where to
 *
 * Writes a snapshot. The same fold gives the same bytes.
 */
void
muster_world_save (const MusterWorld *world, const MusterScope *scope, GString *out)
{
  Saving self = { .world = world, .scope = scope, .out = out };
  MusterSnapshotHead head = { .seq = muster_world_get_seq (world) };

  if (scope->hub)
    {
      head.at_us = muster_world_get_time (world);
      head.refused = muster_world_count_refused (world);
    }
  save_head (&self, &head);
  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      if (incident != NULL)
        save_incident (&self, incident);
    }
  muster_snapshot_save_paging (world, scope, out);
  muster_snapshot_save_shifts (world, scope, out);
  muster_snapshot_save_reaches (world, scope, out);
  if (scope->hub)
    save_triage (&self);
  begin_part (&self, "end");
  end_part (&self);
}
