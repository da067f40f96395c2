/* snapshot-load-triage.c - what a hub knows of alerts, from lines of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-learnt.h"
#include "world/snapshot-loading.h"

#include <string.h>

static void
load_answer (MusterLoading *self)
{
  MusterCommandAnswer answer = { 0 };

  muster_loading_read_record (self, &muster_answer_record, &answer);
  if (muster_world_get_answers (self->world) != NULL)
    muster_answers_restore (muster_world_get_answers (self->world), &answer);
}

static void
load_letter (MusterLoading *self)
{
  MusterDeadLetter *letter = g_new0 (MusterDeadLetter, 1);

  letter->source = g_strdup ("");
  letter->reason = g_strdup ("");
  letter->replayed_us = MUSTER_NO_TIME;
  muster_loading_read_record (self, &muster_letter_record, letter);
  if (letter->replayer.type > MUSTER_ACTOR_SCREEN)
    muster_json_reader_fail (self->reader, "a letter that was replayed by what is not known");
  muster_world_restore_dead_letter (self->world, letter);
}

static void
load_change (MusterLoading *self)
{
  MusterRecordedChange *change = g_new0 (MusterRecordedChange, 1);

  change->title = g_strdup ("");
  muster_loading_read_record (self, &muster_change_record, change);
  muster_world_restore_change (self->world, change);
}

/* --- alerts --- */

typedef struct
{
  MusterUlid id, key, service;
  guint64 seq;
  guint incident, count, status, severity, unraised;
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
  { "unraised", MUSTER_MEMBER_UINT, G_STRUCT_OFFSET (LoadedAlert, unraised) },
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
  alert = muster_alert_index_add (alerts, &identity, loaded->id, NULL);
  if (loaded->incident > 0)
    muster_alert_index_attach (alerts, alert, loaded->incident);
  muster_alert_index_set_service (alerts, alert, loaded->service);
  alert->seq = loaded->seq;
  alert->count = loaded->count;
  alert->severity = (guint8) loaded->severity;
  alert->unraised = (guint8) (loaded->unraised != 0 ? loaded->unraised : loaded->severity);
  alert->timed = loaded->timed != FALSE;
  alert->starts_us = loaded->starts_us;
  alert->last_seen_us = loaded->seen_us;
  if (loaded->status == MUSTER_ALERT_FIRING)
    muster_alert_index_set_firing (alerts, alert, loaded->ends_us);
  else
    muster_alert_index_set_resolved (alerts, alert, loaded->ends_us);
}

static void
load_alert (MusterLoading *self)
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
load_symptom (MusterLoading *self)
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
load_learnt (MusterLoading *self)
{
  MusterCorrelator *correlator = muster_world_get_correlator (self->world);

  muster_snapshot_load_learnt (
      correlator != NULL ? muster_correlator_get_learnt (correlator) : NULL, self->reader);
}

static void
load_silence (MusterLoading *self)
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
load_maintenance (MusterLoading *self)
{
  MusterOpening opening = { .seq = 0 };

  muster_loading_read_record (self, &muster_opening_record, &opening);
  if (opening.seq == 0)
    muster_json_reader_fail (self->reader, "a maintenance window that is not open");
  else if (!muster_json_reader_failed (self->reader) &&
           muster_world_get_maintenance (self->world) != NULL)
    muster_maintenance_open (muster_world_get_maintenance (self->world), &opening);
}

static void
load_override_spell (MusterLoading *self)
{
  g_autoptr (MusterOverrideSpell) spell = g_new0 (MusterOverrideSpell, 1);
  MusterRuleBook *rules = muster_world_get_rules (self->world);

  spell->ends_us = MUSTER_NO_TIME;
  muster_loading_read_record (self, &muster_override_spell_record, spell);
  if (spell->seq == 0)
    muster_json_reader_fail (self->reader, "an override of severities that does not hold");
  else if (!muster_json_reader_failed (self->reader) && rules != NULL)
    muster_override_spells_begin (rules->spells, g_steal_pointer (&spell));
}

static void
load_disabled_rule (MusterLoading *self)
{
  MusterDisabledRule *rule = g_new0 (MusterDisabledRule, 1);

  muster_loading_read_record (self, &muster_disabled_rule_record, rule);
  if (rule->path == NULL)
    muster_json_reader_fail (self->reader, "a rule without a path");
  if (!muster_json_reader_failed (self->reader) && muster_world_get_rules (self->world) != NULL)
    g_ptr_array_add (muster_world_get_rules (self->world)->disabled, rule);
  else
    muster_disabled_rule_free (rule);
}

static void
load_suppression (MusterLoading *self)
{
  MusterSuppression loaded = { .until_us = MUSTER_NO_TIME };
  MusterSuppressions *suppressions = muster_world_get_suppressions (self->world);

  muster_loading_read_record (self, &muster_suppression_record, &loaded);
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
load_duration (MusterLoading *self)
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
load_flap (MusterLoading *self)
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
load_key (MusterLoading *self)
{
  muster_snapshot_load_key (self->world, self->reader);
}

const MusterLoadingPart muster_loading_triage[] = {
  { "alert", load_alert },
  { "answer", load_answer },
  { "letter", load_letter },
  { "change", load_change },
  { "silence", load_silence },
  { "suppression", load_suppression },
  { "symptom", load_symptom },
  { "duration", load_duration },
  { "key", load_key },
  { "flap", load_flap },
  { "maintenance", load_maintenance },
  { "severityOverride", load_override_spell },
  { "disabledRule", load_disabled_rule },
  { MUSTER_SNAPSHOT_LEARNT, load_learnt },
  { NULL },
};
