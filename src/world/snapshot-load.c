/* snapshot-load.c - the world from lines of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-learnt.h"
#include "world/snapshot-tables.h"
#include "world/snapshot.h"

#include <string.h>

typedef struct
{
  MusterWorld *world;
  MusterJsonReader *reader;
  MusterArena *arena;
  gboolean ended;
} Loading;

/* --- members that are no plain values --- */

static guint
read_times (MusterJsonReader *reader, gint64 *times, guint max)
{
  guint n = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      gint64 value = MUSTER_NO_TIME;

      if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_null (reader);
      else
        muster_json_reader_int (reader, &value);
      if (n < max)
        times[n++] = value;
    }
  return n;
}

static guint
read_ulids (MusterJsonReader *reader, MusterUlid *ids, guint max)
{
  guint n = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      MusterUlid id = { 0, 0 };
      MusterText text;

      if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_null (reader);
      else if (muster_json_reader_string (reader, &text))
        muster_ulid_parse (text.bytes, (gssize) text.n, &id);
      if (n < max)
        ids[n++] = id;
    }
  return n;
}

static void
read_observers (MusterJsonReader *reader, MusterIncident *incident)
{
  MusterUlid ids[MUSTER_JSON_MEMBERS_MAX];
  guint n = read_ulids (reader, ids, G_N_ELEMENTS (ids));

  g_array_append_vals (incident->observers, ids, n);
}

static void
read_incidents (MusterJsonReader *reader, GArray *numbers)
{
  gint64 number;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_int (reader, &number))
      {
        guint n = (guint) CLAMP (number, 0, MUSTER_INCIDENTS_MAX);

        g_array_append_val (numbers, n);
      }
}

static gboolean
read_incident_member (MusterJsonReader *reader, MusterIncident *incident, MusterText name)
{
  if (muster_text_equal (name, "stages"))
    read_times (reader, incident->stage_at_us, MUSTER_N_STAGES);
  else if (muster_text_equal (name, "roles"))
    read_ulids (reader, incident->roles, MUSTER_N_SINGLE_ROLES);
  else if (muster_text_equal (name, "roleSince"))
    read_times (reader, incident->role_since_us, MUSTER_N_SINGLE_ROLES);
  else if (muster_text_equal (name, "observers"))
    read_observers (reader, incident);
  else if (muster_text_equal (name, "absorbed"))
    read_incidents (reader, incident->absorbed);
  else if (muster_text_equal (name, "apart"))
    read_incidents (reader, incident->apart);
  else if (muster_text_equal (name, "changed"))
    read_times (reader, (gint64 *) incident->changed_seq, MUSTER_N_INCIDENT_FIELDS);
  else
    return FALSE;
  return TRUE;
}

static void
read_record (Loading *self, const MusterRecordTable *table, gpointer record)
{
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (!muster_record_read (table->members, table->n, record, name, self->reader))
      muster_json_reader_skip (self->reader);
}

/* --- parts --- */

static void
load_head (Loading *self)
{
  MusterSnapshotHead head = { 0 };
  MusterText name;
  gint64 version = 0;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "v"))
      muster_json_reader_int (self->reader, &version);
    else if (!muster_record_read (muster_head_record.members, muster_head_record.n, &head, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (version != MUSTER_SNAPSHOT_VERSION)
    muster_json_reader_fail (self->reader, "a snapshot of another version");
  muster_world_restore_seq (self->world, head.seq, head.at_us);
  muster_world_restore_refused (self->world, head.refused);
}

static void
load_incident (Loading *self)
{
  g_autoptr (MusterIncident) incident = muster_incident_new (0);
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (!read_incident_member (self->reader, incident, name) &&
        !muster_record_read (muster_incident_record.members, muster_incident_record.n, incident,
                             name, self->reader))
      muster_json_reader_skip (self->reader);
  if (incident->number == 0 || incident->number > MUSTER_INCIDENTS_MAX ||
      incident->merged_into > MUSTER_INCIDENTS_MAX || incident->previous > MUSTER_INCIDENTS_MAX ||
      incident->stage > MUSTER_STAGE_REVIEWED || incident->stage_unmerged > MUSTER_STAGE_REVIEWED ||
      incident->severity > MUSTER_SEVERITY_INFO)
    muster_json_reader_fail (self->reader, "an incident out of range");
  if (!muster_json_reader_failed (self->reader))
    muster_world_restore_incident (self->world, g_steal_pointer (&incident));
}

/* Reads {"incident":N} and a record; the incident must have come before. */
static MusterIncident *
read_part_of_incident (Loading *self, const MusterRecordTable *table, gpointer record)
{
  gint64 number = 0;
  MusterIncident *incident;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &number);
    else if (!muster_record_read (table->members, table->n, record, name, self->reader))
      muster_json_reader_skip (self->reader);
  incident = number > 0 && number <= MUSTER_INCIDENTS_MAX
                 ? muster_world_get_incident (self->world, (guint) number)
                 : NULL;
  if (incident == NULL)
    muster_json_reader_fail (self->reader, "a part of an incident that is not there");
  return muster_json_reader_failed (self->reader) ? NULL : incident;
}

static void
load_entry (Loading *self)
{
  MusterEntry *entry = muster_entry_new ();
  gint64 number = 0;
  MusterIncident *incident = NULL;
  MusterText name, kind;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &number);
    else if (muster_text_equal (name, "kind") && muster_json_reader_string (self->reader, &kind))
      entry->kind = muster_event_kind_from_name (kind.bytes, (gssize) kind.n);
    else if (!muster_record_read (muster_entry_record.members, muster_entry_record.n, entry, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (number > 0 && number <= MUSTER_INCIDENTS_MAX)
    incident = muster_world_get_incident (self->world, (guint) number);
  if (incident == NULL || entry->actor.type > MUSTER_ACTOR_SCREEN)
    muster_json_reader_fail (self->reader, "a line of an incident that is not there");
  if (muster_json_reader_failed (self->reader))
    muster_entry_free (entry);
  else
    g_ptr_array_add (incident->entries, entry);
}

static void
load_task (Loading *self)
{
  MusterTask *task = g_new0 (MusterTask, 1);
  MusterIncident *incident;

  task->due_us = MUSTER_NO_TIME;
  incident = read_part_of_incident (self, &muster_task_record, task);
  if (incident != NULL)
    g_ptr_array_add (incident->tasks, task);
  else
    muster_task_free (task);
}

static void
load_page (Loading *self)
{
  MusterPage *page = g_new0 (MusterPage, 1);
  MusterIncident *incident = read_part_of_incident (self, &muster_page_record, page);

  if (incident != NULL && page->state <= MUSTER_PAGE_ANSWERED)
    g_ptr_array_add (incident->pages, page);
  else
    muster_page_free (page);
}

static void
load_run (Loading *self)
{
  MusterRun *run = g_new0 (MusterRun, 1);
  MusterIncident *incident = read_part_of_incident (self, &muster_run_record, run);

  if (incident != NULL && run->state <= MUSTER_RUN_ENDED)
    g_ptr_array_add (incident->runs, run);
  else
    muster_run_free (run);
}

static void
load_object (Loading *self)
{
  MusterObject *object = muster_object_new ("", (MusterUlid){ 0, 0 });
  MusterText name, type;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "type") && muster_json_reader_string (self->reader, &type))
      {
        g_free (object->type);
        object->type = muster_text_dup (type);
      }
    else if (!muster_record_read (muster_object_record.members, muster_object_record.n, object,
                                  name, self->reader))
      muster_json_reader_skip (self->reader);
  if (muster_json_reader_failed (self->reader))
    muster_object_free (object);
  else
    muster_directory_restore (muster_world_get_directory (self->world), object);
}

static void
load_answer (Loading *self)
{
  MusterCommandAnswer answer = { 0 };

  read_record (self, &muster_answer_record, &answer);
  if (muster_world_get_answers (self->world) != NULL)
    muster_answers_restore (muster_world_get_answers (self->world), &answer);
}

static void
load_letter (Loading *self)
{
  MusterDeadLetter *letter = g_new0 (MusterDeadLetter, 1);

  letter->source = g_strdup ("");
  letter->reason = g_strdup ("");
  letter->replayed_us = MUSTER_NO_TIME;
  read_record (self, &muster_letter_record, letter);
  if (letter->replayer.type > MUSTER_ACTOR_SCREEN)
    muster_json_reader_fail (self->reader, "a letter that was replayed by what is not known");
  muster_world_restore_dead_letter (self->world, letter);
}

static void
load_change (Loading *self)
{
  MusterRecordedChange *change = g_new0 (MusterRecordedChange, 1);

  change->title = g_strdup ("");
  read_record (self, &muster_change_record, change);
  muster_world_restore_change (self->world, change);
}

/* --- alerts --- */

typedef struct
{
  MusterUlid id, key, service;
  guint64 seq;
  guint incident, count, status, severity;
  gboolean timed;
  gint64 starts_us, ends_us, seen_us;
  MusterText dedup;
  MusterLabel items[64];
  MusterLabelSet labels;
} LoadedAlert;

static const MusterMember alert_members[] = {
  { "id", MUSTER_MEMBER_ULID, G_STRUCT_OFFSET (LoadedAlert, id) },
  { "key", MUSTER_MEMBER_ULID, G_STRUCT_OFFSET (LoadedAlert, key) },
  { "service", MUSTER_MEMBER_ULID, G_STRUCT_OFFSET (LoadedAlert, service) },
  { "seq", MUSTER_MEMBER_UINT64, G_STRUCT_OFFSET (LoadedAlert, seq) },
  { "incident", MUSTER_MEMBER_UINT, G_STRUCT_OFFSET (LoadedAlert, incident) },
  { "count", MUSTER_MEMBER_UINT, G_STRUCT_OFFSET (LoadedAlert, count) },
  { "status", MUSTER_MEMBER_UINT, G_STRUCT_OFFSET (LoadedAlert, status) },
  { "severity", MUSTER_MEMBER_UINT, G_STRUCT_OFFSET (LoadedAlert, severity) },
  { "timed", MUSTER_MEMBER_BOOL, G_STRUCT_OFFSET (LoadedAlert, timed) },
  { "starts", MUSTER_MEMBER_INT64, G_STRUCT_OFFSET (LoadedAlert, starts_us) },
  { "ends", MUSTER_MEMBER_TIME, G_STRUCT_OFFSET (LoadedAlert, ends_us) },
  { "seen", MUSTER_MEMBER_INT64, G_STRUCT_OFFSET (LoadedAlert, seen_us) },
};

static void
read_labels (MusterJsonReader *reader, LoadedAlert *loaded)
{
  MusterText name, value;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &name) &&
         muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &value))
    if (loaded->labels.n < G_N_ELEMENTS (loaded->items) && name.n <= G_MAXUINT8 &&
        value.n <= G_MAXUINT16)
      loaded->items[loaded->labels.n++] =
          (MusterLabel){ name.bytes, value.bytes, (guint16) name.n, (guint16) value.n };
}

static void
restore_alert (MusterWorld *world, const LoadedAlert *loaded)
{
  MusterAlertIndex *alerts = muster_world_get_alerts (world);
  MusterAlertIdentity identity = { loaded->key, loaded->dedup, &loaded->labels };
  MusterAlert *alert;

  if (alerts == NULL || muster_alert_index_get (alerts, loaded->id) != NULL)
    return;
  alert = muster_alert_index_add (alerts, &identity, loaded->id);
  if (loaded->incident > 0)
    muster_alert_index_attach (alerts, alert, loaded->incident);
  muster_alert_index_set_service (alerts, alert, loaded->service);
  alert->seq = loaded->seq;
  alert->count = loaded->count;
  alert->severity = (guint8) loaded->severity;
  alert->timed = loaded->timed != FALSE;
  alert->starts_us = loaded->starts_us;
  alert->last_seen_us = loaded->seen_us;
  if (loaded->status == MUSTER_ALERT_FIRING)
    muster_alert_index_set_firing (alerts, alert, loaded->ends_us);
  else
    muster_alert_index_set_resolved (alerts, alert, loaded->ends_us);
}

static void
load_alert (Loading *self)
{
  LoadedAlert loaded = { .ends_us = MUSTER_NO_TIME };
  MusterText name;

  loaded.labels.items = loaded.items;
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "dedup"))
      muster_json_reader_string (self->reader, &loaded.dedup);
    else if (muster_text_equal (name, "labels"))
      read_labels (self->reader, &loaded);
    else if (!muster_record_read (alert_members, G_N_ELEMENTS (alert_members), &loaded, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (!muster_json_reader_failed (self->reader))
    restore_alert (self->world, &loaded);
}

/* --- symptoms --- */

static void
read_kinds (MusterJsonReader *reader, MusterSymptom *symptom)
{
  gint64 kind, n, cues;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &kind) &&
         muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &n) &&
         muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &cues))
    if (symptom->n_kinds < MUSTER_SYMPTOM_KINDS_MAX)
      symptom->kinds[symptom->n_kinds++] =
          (MusterSymptomKind){ (guint64) kind, (guint) n, (guint) cues };
}

static void
read_hashes (MusterJsonReader *reader, MusterSymptom *symptom)
{
  gint64 hash;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_int (reader, &hash) && symptom->n_labels < MUSTER_SIGHTING_LABELS_MAX)
      symptom->labels[symptom->n_labels++] = (guint32) hash;
}

static void
load_symptom (Loading *self)
{
  g_autofree MusterSymptom *symptom = g_new0 (MusterSymptom, 1);
  MusterCorrelator *correlator = muster_world_get_correlator (self->world);
  const MusterIncident *incident = NULL;
  gint64 number = 0;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &number);
    else if (muster_text_equal (name, "kinds"))
      read_kinds (self->reader, symptom);
    else if (muster_text_equal (name, "labels"))
      read_hashes (self->reader, symptom);
    else if (!muster_record_read (muster_symptom_record.members, muster_symptom_record.n, symptom,
                                  name, self->reader))
      muster_json_reader_skip (self->reader);
  if (number > 0 && number <= MUSTER_INCIDENTS_MAX)
    incident = muster_world_get_incident (self->world, (guint) number);
  if (incident == NULL)
    muster_json_reader_fail (self->reader, "a symptom of an incident that is not there");
  if (correlator != NULL && !muster_json_reader_failed (self->reader))
    muster_correlator_restore (correlator, incident->number, incident->drill,
                               g_steal_pointer (&symptom));
}

static void
load_learnt (Loading *self)
{
  MusterCorrelator *correlator = muster_world_get_correlator (self->world);

  muster_snapshot_load_learnt (
      correlator != NULL ? muster_correlator_get_learnt (correlator) : NULL, self->reader);
}

static void
load_silence (Loading *self)
{
  g_autoptr (MusterSilence) silence = g_new0 (MusterSilence, 1);
  g_autofree char *matchers = NULL;
  MusterText name, text;

  silence->matchers = muster_matchers_new ();
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "matchers") && muster_json_reader_string (self->reader, &text))
      {
        g_free (matchers);
        matchers = muster_text_dup (text);
      }
    else if (!muster_record_read (muster_silence_record.members, muster_silence_record.n, silence,
                                  name, self->reader))
      muster_json_reader_skip (self->reader);
  if (matchers == NULL || silence->actor.type > MUSTER_ACTOR_SCREEN ||
      silence->state > MUSTER_SILENCE_EXPIRED ||
      !muster_matchers_parse (silence->matchers, matchers, NULL))
    muster_json_reader_fail (self->reader, "a silence that is none");
  if (!muster_json_reader_failed (self->reader) && muster_world_get_silences (self->world) != NULL)
    muster_silences_put (muster_world_get_silences (self->world), g_steal_pointer (&silence));
}

static void
load_maintenance (Loading *self)
{
  MusterOpening opening = { .seq = 0 };

  read_record (self, &muster_opening_record, &opening);
  if (opening.seq == 0)
    muster_json_reader_fail (self->reader, "a maintenance window that is not open");
  else if (!muster_json_reader_failed (self->reader) &&
           muster_world_get_maintenance (self->world) != NULL)
    muster_maintenance_open (muster_world_get_maintenance (self->world), &opening);
}

static void
load_disabled_rule (Loading *self)
{
  MusterDisabledRule *rule = g_new0 (MusterDisabledRule, 1);

  read_record (self, &muster_disabled_rule_record, rule);
  if (rule->path == NULL)
    muster_json_reader_fail (self->reader, "a rule without a path");
  if (!muster_json_reader_failed (self->reader) && muster_world_get_rules (self->world) != NULL)
    g_ptr_array_add (muster_world_get_rules (self->world)->disabled, rule);
  else
    muster_disabled_rule_free (rule);
}

static void
load_suppression (Loading *self)
{
  MusterSuppression loaded = { .until_us = MUSTER_NO_TIME };
  MusterSuppressions *suppressions = muster_world_get_suppressions (self->world);

  read_record (self, &muster_suppression_record, &loaded);
  if (loaded.suppressor.by >= MUSTER_N_SUPPRESSORS)
    muster_json_reader_fail (self->reader, "suppressed by what is not known");
  else if (!muster_json_reader_failed (self->reader) && suppressions != NULL &&
           muster_alert_index_get (muster_world_get_alerts (self->world), loaded.alert) != NULL)
    {
      MusterSuppression *held =
          muster_suppressions_put (suppressions, loaded.alert, loaded.suppressor, loaded.until_us);

      if (loaded.orphaned)
        muster_suppressions_orphan_one (suppressions, held);
      held->title = g_steal_pointer (&loaded.title);
      held->rule = g_steal_pointer (&loaded.rule);
    }
  g_free (loaded.title);
  g_free (loaded.rule);
}

static guint
read_seconds (MusterJsonReader *reader, guint32 *seconds)
{
  gint64 value;
  guint n = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_int (reader, &value) && n < MUSTER_DURATIONS_KEPT)
      seconds[n++] = (guint32) CLAMP (value, 0, G_MAXINT32);
  return n;
}

static void
load_duration (Loading *self)
{
  MusterDuration *duration = g_new0 (MusterDuration, 1);
  MusterDurations *durations = muster_world_get_durations (self->world);
  MusterText name;
  guint n = 0;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "seconds"))
      n = read_seconds (self->reader, duration->seconds);
    else if (!muster_record_read (muster_duration_record.members, muster_duration_record.n,
                                  duration, name, self->reader))
      muster_json_reader_skip (self->reader);
  if (duration->name == NULL || n != MIN (duration->n, MUSTER_DURATIONS_KEPT) ||
      duration->n >= 2 * MUSTER_DURATIONS_KEPT)
    muster_json_reader_fail (self->reader, "durations that are none");
  if (durations != NULL && !muster_json_reader_failed (self->reader))
    muster_durations_restore (durations, duration);
  else
    muster_duration_free (duration);
}

static guint
read_changes (MusterJsonReader *reader, gint64 *times)
{
  gint64 value;
  guint n = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_int (reader, &value) && n < MUSTER_FLAP_CHANGES_MAX)
      times[n++] = value;
  return n;
}

static void
load_flap (Loading *self)
{
  MusterFlap *flap = g_new0 (MusterFlap, 1);
  MusterFlaps *flaps = muster_world_get_flaps (self->world);
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "times"))
      flap->n = read_changes (self->reader, flap->times_us);
    else if (!muster_record_read (muster_flap_record.members, muster_flap_record.n, flap, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (flap->n == 0 || flap->calm_us < 0)
    muster_json_reader_fail (self->reader, "an alert that flaps without a change");
  if (flaps != NULL && !muster_json_reader_failed (self->reader))
    muster_flaps_restore (flaps, flap);
  else
    g_free (flap);
}

static void
load_key (Loading *self)
{
  muster_snapshot_load_key (self->world, self->reader);
}

static void
load_end (Loading *self)
{
  MusterText name;

  self->ended = TRUE;
  while (muster_json_reader_next_member (self->reader, &name))
    muster_json_reader_skip (self->reader);
}

static const struct
{
  const char *name;
  void (*load) (Loading *self);
} parts[] = {
  { "entry", load_entry },
  { "alert", load_alert },
  { "incident", load_incident },
  { "object", load_object },
  { "answer", load_answer },
  { "task", load_task },
  { "page", load_page },
  { "run", load_run },
  { "letter", load_letter },
  { "change", load_change },
  { "head", load_head },
  { "end", load_end },
  { "silence", load_silence },
  { "suppression", load_suppression },
  { "symptom", load_symptom },
  { "duration", load_duration },
  { "key", load_key },
  { "flap", load_flap },
  { "maintenance", load_maintenance },
  { "disabledRule", load_disabled_rule },
  { MUSTER_SNAPSHOT_LEARNT, load_learnt },
};

static gboolean
load_line (Loading *self, const char *line, gsize n, GError **error)
{
  MusterText name = { "", 0 }, part = { "", 0 };

  muster_arena_reset (self->arena);
  muster_json_reader_begin (self->reader, line, n, self->arena);
  muster_json_reader_enter_object (self->reader);
  if (!muster_json_reader_next_member (self->reader, &name) || !muster_text_equal (name, "part"))
    muster_json_reader_fail (self->reader, "no part of a snapshot");
  muster_json_reader_string (self->reader, &part);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (muster_text_equal (part, parts[i].name))
      {
        parts[i].load (self);
        return muster_json_reader_finish (self->reader, error);
      }
  while (muster_json_reader_next_member (self->reader, &name))
    muster_json_reader_skip (self->reader);
  return muster_json_reader_finish (self->reader, error);
}

static gboolean
load_lines (Loading *self, const char *bytes, gsize n, GError **error)
{
  guint number = 0;

  for (const char *line = bytes, *end = bytes + n; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize line_n = (gsize) ((newline != NULL ? newline : end) - line);

      number++;
      if (!load_line (self, line, line_n, error))
        {
          g_prefix_error (error, "snapshot line %u: ", number);
          return FALSE;
        }
      line += line_n + 1;
    }
  if (self->ended)
    return TRUE;
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                       "the snapshot is cut: its last line is missing");
  return FALSE;
}

/**
 * muster_world_load:
 * @world: a new world
 * @bytes: a snapshot
 * @n: its bytes
 * @error: return location for a #MusterBaseError
 *
 * Puts a snapshot into a world. Each line goes through the strict reader.
 *
 * Returns: whether it was whole; if not, the world is to be thrown away
 */
gboolean
muster_world_load (MusterWorld *world, const char *bytes, gsize n, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterArena) arena = muster_arena_new (4096);
  Loading self = { world, reader, arena, FALSE };

  if (!load_lines (&self, bytes, n, error))
    return FALSE;
  muster_world_restored (world);
  return TRUE;
}
