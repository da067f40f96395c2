/* incident-fold.c - what an event does to an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/incident-fold.h"

#include "base/json-writer.h"
#include "base/safe-text.h"
#include "response/apart-fold.h"
#include "response/page-fold.h"
#include "response/timeline-entry.h"
#include "response/undo-fold.h"

/* Longest text of a run's output that an incident holds; the journal has the whole. */
#define OUTPUT_BYTES_MAX (16 * 1024)

typedef void (*FoldFunc) (MusterIncident *self, const MusterEvent *event);

static void
set_text (char **text, char *value /* transfer full */)
{
  g_free (*text);
  *text = value;
}

static void
touch (MusterIncident *self, guint field, const MusterEvent *event)
{
  self->changed_seq[field] = event->seq;
}

static void
go_to (MusterIncident *self, MusterStage stage, const MusterEvent *event)
{
  self->stage = stage;
  self->stage_at_us[stage] = event->at_us;
  if (stage == MUSTER_STAGE_RESOLVED)
    {
      self->resolved_us = event->at_us;
      self->resolved_seq = event->seq;
    }
  else if (muster_stage_is_open (stage))
    self->resolved_us = MUSTER_NO_TIME;
  touch (self, MUSTER_INCIDENT_FIELD_STAGE, event);
}

static void
open_incident (MusterIncident *self, const MusterEvent *event)
{
  self->opened_us = event->at_us;
  self->service = muster_event_ulid (event, MUSTER_FACT_SERVICE);
  if (muster_event_has (event, MUSTER_FACT_SEVERITY))
    self->severity = (MusterSeverity) muster_event_int (event, MUSTER_FACT_SEVERITY);
  set_text (&self->title, muster_event_dup_text (event, MUSTER_FIELD_TITLE));
  for (guint i = 0; i < MUSTER_N_INCIDENT_FIELDS; i++)
    touch (self, i, event);
}

static void
fold_opened (MusterIncident *self, const MusterEvent *event)
{
  const MusterLabelSet *group = muster_event_labels (event, MUSTER_FIELD_GROUP);
  MusterEntry *entry = muster_incident_add_entry (self, event);

  open_incident (self, event);
  go_to (self, MUSTER_STAGE_DETECT, event);
  self->drill = muster_event_ulid (event, MUSTER_FACT_DRILL);
  self->impact_start_us = muster_event_int (event, MUSTER_FACT_START);
  self->quiet_until_us = muster_event_int (event, MUSTER_FACT_DUE);
  entry->detail = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  self->previous =
      (guint) CLAMP (muster_event_int (event, MUSTER_FACT_FROM), 0, MUSTER_INCIDENTS_MAX);
  entry->was_number = self->previous;
  set_text (&self->description, muster_event_dup_field (event, MUSTER_FIELD_SUMMARY));
  if (g_strcmp0 (muster_event_token (event, MUSTER_FACT_RULE), "storm") == 0)
    self->storm_key = event->actor.id;
  if (group != NULL)
    {
      set_text (&self->alert_name, muster_label_set_dup_value (group, "alertname"));
      set_text (&self->group, muster_json_dup_labels (group));
    }
  entry->number = self->severity;
  entry->text = g_strdup (self->title);
}

static void
fold_declared (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  open_incident (self, event);
  self->declared = self->acknowledged = self->severity_by_person = TRUE;
  self->acknowledged_us = event->at_us;
  if (event->claimed_us != MUSTER_NO_TIME)
    self->impact_start_us = event->claimed_us;
  self->stage_at_us[MUSTER_STAGE_DETECT] = event->at_us;
  go_to (self, MUSTER_STAGE_TRIAGE, event);
  self->users = muster_event_int (event, MUSTER_FACT_USERS);
  set_text (&self->description, muster_event_dup_field (event, MUSTER_FIELD_DESCRIPTION));
  set_text (&self->impact, muster_event_dup_field (event, MUSTER_FIELD_IMPACT));
  set_text (&self->needs, muster_event_dup_field (event, MUSTER_FIELD_NEEDS));
  set_text (&self->custom, muster_event_dup_field (event, MUSTER_FIELD_CUSTOM));
  entry->number = self->severity;
  entry->text = g_strdup (self->title);
}

static void
add_change (MusterIncident *self, MusterEntry *entry /* transfer full */)
{
  if (muster_entry_is_flap (entry))
    muster_entry_free (entry);
  else
    muster_incident_add_to_run (self, entry);
}

static void
fold_alert_joined (MusterIncident *self, const MusterEvent *event)
{
  gint64 given = muster_event_int (event, MUSTER_FACT_ALERTS);
  MusterEntry *entry = muster_entry_of_event (event);

  entry->count = (guint) CLAMP (given, 1, G_MAXINT32);
  entry->id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  entry->detail = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  if (entry->detail == NULL)
    entry->detail = g_strdup (self->alert_name);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_RULE));
  entry->number = muster_event_int (event, MUSTER_FACT_SEVERITY);
  self->firing += entry->count;
  if (muster_entry_is_again (entry) || muster_entry_is_flap (entry))
    self->resolved -= MIN (self->resolved, entry->count);
  add_change (self, entry);
}

static void
fold_storm_ended (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  self->storm_over_us = event->at_us;
  self->storm_span_us = muster_event_int (event, MUSTER_FACT_DURATION);
  self->storm_alerts = (guint) CLAMP (muster_event_int (event, MUSTER_FACT_ALERTS), 0, G_MAXINT32);
  entry->count = self->storm_alerts;
  entry->number = self->storm_span_us;
}

static void
fold_routed (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->text = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  entry->detail = muster_event_dup_field (event, MUSTER_FIELD_REASON);
}

static void
fold_alert_left (MusterIncident *self, const MusterEvent *event)
{
  guint n = (guint) CLAMP (muster_event_int (event, MUSTER_FACT_ALERTS), 1, G_MAXINT32);
  MusterEntry *entry = muster_incident_add_entry (self, event);

  self->firing -= MIN (self->firing, n);
  entry->count = n;
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
}

static void
fold_alert_resolved (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_entry_of_event (event);

  if (self->firing > 0)
    {
      self->firing--;
      self->resolved++;
    }
  entry->id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
  entry->detail = g_strdup (self->alert_name);
  add_change (self, entry);
}

static void
fold_flapping (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
  entry->detail = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
}

static void
add_suppression_line (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_entry_of_event (event);

  entry->id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
  entry->detail = g_strdup (self->alert_name);
  muster_incident_add_to_run (self, entry);
}

static void
fold_alert_suppressed (MusterIncident *self, const MusterEvent *event)
{
  if (self->firing > 0)
    {
      self->firing--;
      self->suppressed++;
    }
  add_suppression_line (self, event);
}

/* That it is over is told by the event behind it where that is so. */
static void
fold_alert_released (MusterIncident *self, const MusterEvent *event)
{
  if (self->suppressed > 0)
    {
      self->suppressed--;
      self->firing++;
    }
  if (g_strcmp0 (muster_event_token (event, MUSTER_FACT_BY), "resolved") != 0)
    add_suppression_line (self, event);
}

/* How many alerts of which sort an event is about. */
typedef struct
{
  guint firing, resolved, suppressed;
} Counts;

static guint
read_count (const MusterEvent *event, MusterFactName name)
{
  return (guint) CLAMP (muster_event_int (event, name), 0, G_MAXINT32);
}

static Counts
read_counts (const MusterEvent *event)
{
  return (Counts){ read_count (event, MUSTER_FACT_ALERTS), read_count (event, MUSTER_FACT_RESOLVED),
                   read_count (event, MUSTER_FACT_SUPPRESSED) };
}

static void
add_counts (MusterIncident *self, const Counts *counts)
{
  self->firing += counts->firing;
  self->resolved += counts->resolved;
  self->suppressed += counts->suppressed;
}

/* An entry of a merge or a split: number is the other incident, was_number whether it is the one
 * that took in or got. */
static MusterEntry *
make_joint_entry (const MusterEvent *event, const Counts *counts)
{
  MusterEntry *entry = muster_entry_of_event (event);
  gboolean is_into = muster_event_has (event, MUSTER_FACT_INTO);

  entry->number = muster_event_int (event, is_into ? MUSTER_FACT_INTO : MUSTER_FACT_FROM);
  entry->was_number = is_into;
  entry->count = MAX (counts->firing + counts->resolved + counts->suppressed, 1);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  return entry;
}

static void
fold_merged (MusterIncident *self, const MusterEvent *event)
{
  const Counts counts = read_counts (event);
  MusterEntry *entry = make_joint_entry (event, &counts);

  if (!muster_event_has (event, MUSTER_FACT_INTO))
    {
      if (event->actor.type == MUSTER_ACTOR_KEY && !muster_ulid_is_null (self->storm_key))
        entry->word = g_strdup ("storm");
      add_counts (self, &counts);
      muster_incident_add_number (self->absorbed, (guint) entry->number);
      muster_incident_add_to_run (self, entry);
      return;
    }
  g_ptr_array_add (self->entries, entry);
  self->merged_into = (guint) entry->number;
  self->stage_unmerged = self->stage;
  self->firing = self->resolved = self->suppressed = 0;
  go_to (self, MUSTER_STAGE_RESOLVED, event);
}

static void
fold_split (MusterIncident *self, const MusterEvent *event)
{
  const Counts counts = read_counts (event);
  MusterEntry *entry = make_joint_entry (event, &counts);

  entry->id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  if (event->actor.type == MUSTER_ACTOR_PERSON)
    muster_incident_add_number (self->apart, (guint) entry->number);
  if (muster_event_has (event, MUSTER_FACT_INTO))
    {
      self->firing -= MIN (self->firing, counts.firing);
      self->resolved -= MIN (self->resolved, counts.resolved);
      self->suppressed -= MIN (self->suppressed, counts.suppressed);
      muster_incident_add_to_run (self, entry);
      return;
    }
  add_counts (self, &counts);
  if (self->merged_into > 0)
    {
      self->merged_into = 0;
      go_to (self, self->stage_unmerged, event);
    }
  g_ptr_array_add (self->entries, entry);
}

static void
fold_about_set (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_id = self->service;
  entry->id = self->service = muster_event_ulid (event, MUSTER_FACT_SERVICE);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_RULE));
  if (muster_event_has_field (event, MUSTER_FIELD_TITLE))
    {
      entry->was_text = g_steal_pointer (&self->title);
      self->title = muster_event_dup_text (event, MUSTER_FIELD_TITLE);
      touch (self, MUSTER_INCIDENT_FIELD_TITLE, event);
    }
  self->about_inferred = g_strcmp0 (entry->word, "inferred") == 0;
  if (event->actor.type == MUSTER_ACTOR_PERSON)
    self->about_by_person = TRUE;
  touch (self, MUSTER_INCIDENT_FIELD_ABOUT, event);
}

static void
fold_titled (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_text = g_steal_pointer (&self->title);
  self->title = muster_event_dup_text (event, MUSTER_FIELD_TITLE);
  entry->text = g_strdup (self->title);
  if (event->actor.type == MUSTER_ACTOR_PERSON)
    self->title_by_person = TRUE;
  touch (self, MUSTER_INCIDENT_FIELD_TITLE, event);
}

static void
fold_severity_set (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_number = self->severity;
  entry->number = muster_event_int (event, MUSTER_FACT_SEVERITY);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  self->severity = (MusterSeverity) entry->number;
  if (event->actor.type == MUSTER_ACTOR_PERSON)
    self->severity_by_person = TRUE;
  touch (self, MUSTER_INCIDENT_FIELD_SEVERITY, event);
}

static void
fold_stage_set (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_number = self->stage;
  entry->number = muster_event_int (event, MUSTER_FACT_STAGE);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
  go_to (self, (MusterStage) entry->number, event);
}

static void
fold_acknowledged (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_number = self->stage;
  self->acknowledged = TRUE;
  self->acknowledged_us = event->at_us;
  touch (self, MUSTER_INCIDENT_FIELD_ACKNOWLEDGED, event);
  if (self->stage == MUSTER_STAGE_DETECT)
    go_to (self, MUSTER_STAGE_TRIAGE, event);
}

static void
fold_unacknowledged (MusterIncident *self, const MusterEvent *event)
{
  muster_incident_add_entry (self, event);
  self->acknowledged = FALSE;
  touch (self, MUSTER_INCIDENT_FIELD_ACKNOWLEDGED, event);
}

static void
fold_impact_set (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_text = g_strdup (self->impact);
  entry->was_number = self->users;
  if (muster_event_has_field (event, MUSTER_FIELD_TEXT))
    set_text (&self->impact, muster_event_dup_text (event, MUSTER_FIELD_TEXT));
  if (muster_event_has (event, MUSTER_FACT_USERS))
    self->users = muster_event_int (event, MUSTER_FACT_USERS);
  if (muster_event_has (event, MUSTER_FACT_START))
    self->impact_start_us = muster_event_int (event, MUSTER_FACT_START);
  entry->text = g_strdup (self->impact);
  entry->number = self->users;
  touch (self, MUSTER_INCIDENT_FIELD_IMPACT, event);
}

static void
fold_reopened (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->was_number = self->stage;
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  go_to (self, MUSTER_STAGE_DIAGNOSE, event);
}

static void
fold_role (MusterIncident *self, const MusterEvent *event)
{
  gboolean assigned = event->kind == MUSTER_EVENT_ROLE_ASSIGNED;
  MusterRole role = (MusterRole) muster_event_int (event, MUSTER_FACT_ROLE);
  MusterUlid person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->number = role;
  entry->id = person;
  touch (self, MUSTER_INCIDENT_FIELD_ROLE + role, event);
  if (role == MUSTER_ROLE_OBSERVER)
    {
      muster_incident_set_observer (self, person, assigned);
      return;
    }
  entry->was_id = self->roles[role];
  self->roles[role] = assigned ? person : (MusterUlid){ 0, 0 };
  self->role_since_us[role] = assigned ? event->at_us : MUSTER_NO_TIME;
}

static void
fold_note (MusterIncident *self, const MusterEvent *event)
{
  muster_incident_add_entry (self, event)->text = muster_event_dup_text (event, MUSTER_FIELD_TEXT);
}

static void
fold_pinned (MusterIncident *self, const MusterEvent *event)
{
  guint64 seq = (guint64) muster_event_int (event, MUSTER_FACT_OF);
  MusterEntry *entry = muster_incident_find_entry (self, seq);

  if (entry != NULL)
    entry->pinned = muster_event_int (event, MUSTER_FACT_ON) != 0;
}

static void
fold_task_added (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);
  MusterTask *task = g_new0 (MusterTask, 1);

  task->id = muster_event_ulid (event, MUSTER_FACT_TASK);
  task->owner = muster_event_ulid (event, MUSTER_FACT_OWNER);
  task->due_us = muster_event_int (event, MUSTER_FACT_DUE);
  task->seq = event->seq;
  task->text = muster_event_dup_text (event, MUSTER_FIELD_TEXT);
  g_ptr_array_add (self->tasks, task);
  entry->id = task->id;
  entry->was_id = task->owner; /* whose it is: nothing to undo to */
  entry->text = g_strdup (task->text);
}

static void
fold_task_changed (MusterIncident *self, const MusterEvent *event)
{
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_TASK);
  MusterTask *task = muster_incident_find_task (self, id);
  MusterEntry *entry;

  if (task == NULL)
    return;
  entry = muster_incident_add_entry (self, event);
  entry->id = id;
  entry->was_number = task->done;
  task->done = muster_event_int (event, MUSTER_FACT_DONE) != 0;
  entry->number = task->done;
  entry->text = g_strdup (task->text);
}

static void
fold_run_asked (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);
  MusterRun *run = g_new0 (MusterRun, 1);

  run->id = muster_event_ulid (event, MUSTER_FACT_RUN);
  run->seq = event->seq;
  run->template = g_strdup (muster_event_token (event, MUSTER_FACT_TEMPLATE));
  g_ptr_array_add (self->runs, run);
  entry->id = run->id;
  entry->word = g_strdup (run->template);
  entry->number = MUSTER_RUN_ASKED;
}

/* A run's output and end show in its own line, too. */
static void
fold_run_moved (MusterIncident *self, const MusterEvent *event)
{
  MusterRun *run = muster_incident_find_run (self, muster_event_ulid (event, MUSTER_FACT_RUN));
  MusterEntry *entry = run != NULL ? muster_incident_find_entry (self, run->seq) : NULL;
  MusterText text;

  if (entry == NULL)
    return;
  if (event->kind == MUSTER_EVENT_RUN_OUTPUT)
    {
      text = muster_event_text (event, MUSTER_FIELD_TEXT);
      set_text (&entry->detail, muster_cut_text (text.bytes, text.n, OUTPUT_BYTES_MAX));
      if (entry->detail == NULL)
        entry->detail = muster_text_dup (text);
      return;
    }
  run->state = event->kind == MUSTER_EVENT_RUN_STARTED ? MUSTER_RUN_STARTED : MUSTER_RUN_ENDED;
  entry->number = run->state;
  if (run->state != MUSTER_RUN_ENDED)
    return;
  set_text (&entry->text, muster_event_dup_field (event, MUSTER_FIELD_SUMMARY));
  set_text (&entry->was_text, g_strdup (muster_event_token (event, MUSTER_FACT_OUTCOME)));
  entry->was_number = muster_event_int (event, MUSTER_FACT_DURATION);
}

static const FoldFunc folds[MUSTER_N_EVENT_KINDS] = {
  [MUSTER_EVENT_ALERT_RESOLVED] = fold_alert_resolved,
  [MUSTER_EVENT_ALERT_FLAPPING] = fold_flapping,
  [MUSTER_EVENT_ALERT_CALMED] = fold_flapping,
  [MUSTER_EVENT_ALERT_SUPPRESSED] = fold_alert_suppressed,
  [MUSTER_EVENT_ALERT_RELEASED] = fold_alert_released,
  [MUSTER_EVENT_INCIDENT_DECLARED] = fold_declared,
  [MUSTER_EVENT_INCIDENT_OPENED] = fold_opened,
  [MUSTER_EVENT_INCIDENT_ROUTED] = fold_routed,
  [MUSTER_EVENT_INCIDENT_ALERT_JOINED] = fold_alert_joined,
  [MUSTER_EVENT_INCIDENT_ALERT_LEFT] = fold_alert_left,
  [MUSTER_EVENT_INCIDENT_MERGED] = fold_merged,
  [MUSTER_EVENT_INCIDENT_KEPT_APART] = muster_incident_fold_kept_apart,
  [MUSTER_EVENT_INCIDENT_SPLIT] = fold_split,
  [MUSTER_EVENT_INCIDENT_STORM_ENDED] = fold_storm_ended,
  [MUSTER_EVENT_INCIDENT_ABOUT_SET] = fold_about_set,
  [MUSTER_EVENT_INCIDENT_TITLED] = fold_titled,
  [MUSTER_EVENT_INCIDENT_SEVERITY_SET] = fold_severity_set,
  [MUSTER_EVENT_INCIDENT_STAGE_SET] = fold_stage_set,
  [MUSTER_EVENT_INCIDENT_ACKNOWLEDGED] = fold_acknowledged,
  [MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED] = fold_unacknowledged,
  [MUSTER_EVENT_INCIDENT_IMPACT_SET] = fold_impact_set,
  [MUSTER_EVENT_INCIDENT_REOPENED] = fold_reopened,
  [MUSTER_EVENT_ROLE_ASSIGNED] = fold_role,
  [MUSTER_EVENT_ROLE_RELEASED] = fold_role,
  [MUSTER_EVENT_NOTE_ADDED] = fold_note,
  [MUSTER_EVENT_ENTRY_PINNED] = fold_pinned,
  [MUSTER_EVENT_TASK_ADDED] = fold_task_added,
  [MUSTER_EVENT_TASK_CHANGED] = fold_task_changed,
  [MUSTER_EVENT_ESCALATION_STARTED] = muster_incident_fold_policy,
  [MUSTER_EVENT_ESCALATION_STEP_DUE] = muster_incident_fold_step,
  [MUSTER_EVENT_ESCALATION_PERSON_DUE] = muster_incident_fold_person,
  [MUSTER_EVENT_ESCALATION_HASTENED] = muster_incident_fold_hastened,
  [MUSTER_EVENT_ESCALATION_SNOOZED] = muster_incident_fold_snoozed,
  [MUSTER_EVENT_ESCALATION_RESUMED] = muster_incident_fold_resumed,
  [MUSTER_EVENT_PAGE_FOLDED] = muster_incident_fold_page_folded,
  [MUSTER_EVENT_PAGE_INTENDED] = muster_incident_fold_page,
  [MUSTER_EVENT_PAGE_SENT] = muster_incident_fold_page_moved,
  [MUSTER_EVENT_PAGE_REFUSED] = muster_incident_fold_page_moved,
  [MUSTER_EVENT_PAGE_SHOWN] = muster_incident_fold_page_moved,
  [MUSTER_EVENT_PAGE_ANSWERED] = muster_incident_fold_page_moved,
  [MUSTER_EVENT_PAGE_RETRIED] = muster_incident_fold_page_retried,
  [MUSTER_EVENT_RUN_ASKED] = fold_run_asked,
  [MUSTER_EVENT_RUN_STARTED] = fold_run_moved,
  [MUSTER_EVENT_RUN_OUTPUT] = fold_run_moved,
  [MUSTER_EVENT_RUN_ENDED] = fold_run_moved,
  [MUSTER_EVENT_UNDONE] = muster_incident_fold_undone,
};

/**
 * muster_incident_fold:
 * @self: the incident that @event is of
 * @event: the next event of it
 *
 * Moves the incident on by one event. It reads nothing but @event, and no time but @event's own.
 * O(1), but for runs and pages, which are searched from the newest.
 */
void
muster_incident_fold (MusterIncident *self, const MusterEvent *event)
{
  FoldFunc fold = folds[event->kind];

  if (fold != NULL)
    fold (self, event);
}
