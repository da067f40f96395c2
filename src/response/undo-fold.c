/* undo-fold.c - how an event is taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/undo-fold.h"

#include "response/apart-fold.h"

/**
 * muster_entry_field:
 * @entry: a line of a timeline
 *
 * Returns: the part of the incident that it set, as #MusterIncidentField; -1 if it set none
 */
int
muster_entry_field (const MusterEntry *entry)
{
  if (entry->kind == MUSTER_EVENT_INCIDENT_TITLED)
    return MUSTER_INCIDENT_FIELD_TITLE;
  if (entry->kind == MUSTER_EVENT_INCIDENT_ABOUT_SET)
    return MUSTER_INCIDENT_FIELD_ABOUT;
  if (entry->kind == MUSTER_EVENT_INCIDENT_SEVERITY_SET)
    return MUSTER_INCIDENT_FIELD_SEVERITY;
  if (entry->kind == MUSTER_EVENT_INCIDENT_STAGE_SET ||
      entry->kind == MUSTER_EVENT_INCIDENT_REOPENED)
    return MUSTER_INCIDENT_FIELD_STAGE;
  if (entry->kind == MUSTER_EVENT_INCIDENT_ACKNOWLEDGED ||
      entry->kind == MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED)
    return MUSTER_INCIDENT_FIELD_ACKNOWLEDGED;
  if (entry->kind == MUSTER_EVENT_INCIDENT_IMPACT_SET)
    return MUSTER_INCIDENT_FIELD_IMPACT;
  if (entry->kind == MUSTER_EVENT_ROLE_ASSIGNED || entry->kind == MUSTER_EVENT_ROLE_RELEASED)
    return MUSTER_INCIDENT_FIELD_ROLE + (int) entry->number;
  return -1;
}

/**
 * muster_entry_is_joint:
 * @entry: a line of a timeline
 *
 * Returns: whether it tells of alerts that went from one incident to another, entry->number, or
 *   came from it: undoing that is a matter of both
 */
gboolean
muster_entry_is_joint (const MusterEntry *entry)
{
  return entry->kind == MUSTER_EVENT_INCIDENT_MERGED || entry->kind == MUSTER_EVENT_INCIDENT_SPLIT;
}

/**
 * muster_entry_can_undo:
 * @entry: a line of a timeline
 *
 * Returns: whether its event is of a kind that can be taken back, and is not already
 */
gboolean
muster_entry_can_undo (const MusterEntry *entry)
{
  if (entry->undone || (entry->kind == MUSTER_EVENT_INCIDENT_MERGED && entry->word != NULL))
    return FALSE; /* a storm's are many: each comes back from its own room */
  return muster_entry_field (entry) >= 0 || muster_entry_is_joint (entry) ||
         entry->kind == MUSTER_EVENT_INCIDENT_KEPT_APART ||
         entry->kind == MUSTER_EVENT_NOTE_ADDED || entry->kind == MUSTER_EVENT_TASK_ADDED ||
         entry->kind == MUSTER_EVENT_TASK_CHANGED;
}

/**
 * muster_incident_set_observer:
 * @self: an incident
 * @person: a person's id
 * @on: whether they observe from now on
 *
 * Keeps the list free of doubles.
 */
void
muster_incident_set_observer (MusterIncident *self, MusterUlid person, gboolean on)
{
  for (guint i = 0; i < self->observers->len; i++)
    if (muster_ulid_equal (g_array_index (self->observers, MusterUlid, i), person))
      {
        if (!on)
          g_array_remove_index (self->observers, i);
        return;
      }
  if (on)
    g_array_append_val (self->observers, person);
}

static void
undo_stage (MusterIncident *self, const MusterEntry *entry, const MusterEvent *event)
{
  self->stage = (MusterStage) entry->was_number;
  if (muster_stage_is_open (self->stage))
    self->resolved_us = MUSTER_NO_TIME;
  else if (self->resolved_us == MUSTER_NO_TIME)
    {
      self->resolved_us = event->at_us;
      self->resolved_seq = event->seq;
    }
}

static void
undo_role (MusterIncident *self, const MusterEntry *entry, const MusterEvent *event)
{
  gboolean assigned = entry->kind == MUSTER_EVENT_ROLE_ASSIGNED;
  MusterUlid holder = assigned ? entry->was_id : entry->id;

  if (entry->number == MUSTER_ROLE_OBSERVER)
    {
      muster_incident_set_observer (self, entry->id, !assigned);
      return;
    }
  self->roles[entry->number] = holder;
  self->role_since_us[entry->number] = muster_ulid_is_null (holder) ? MUSTER_NO_TIME : event->at_us;
}

static void
undo_acknowledged (MusterIncident *self, const MusterEntry *entry, const MusterEvent *event)
{
  self->acknowledged = entry->kind == MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED;
  if (!self->acknowledged && entry->was_number == MUSTER_STAGE_DETECT &&
      self->stage == MUSTER_STAGE_TRIAGE &&
      self->changed_seq[MUSTER_INCIDENT_FIELD_STAGE] == entry->seq)
    {
      self->stage = MUSTER_STAGE_DETECT;
      self->changed_seq[MUSTER_INCIDENT_FIELD_STAGE] = event->seq;
    }
}

/* The title only if nobody has changed it since. */
static void
undo_about (MusterIncident *self, const MusterEntry *entry, const MusterEvent *event)
{
  self->service = entry->was_id;
  self->about_inferred = FALSE;
  if (entry->was_text == NULL || self->changed_seq[MUSTER_INCIDENT_FIELD_TITLE] != entry->seq)
    return;
  g_free (self->title);
  self->title = g_strdup (entry->was_text);
  self->changed_seq[MUSTER_INCIDENT_FIELD_TITLE] = event->seq;
}

static void
undo_field (MusterIncident *self, const MusterEntry *entry, const MusterEvent *event)
{
  int field = muster_entry_field (entry);

  if (field == MUSTER_INCIDENT_FIELD_TITLE)
    {
      g_free (self->title);
      self->title = g_strdup (entry->was_text);
    }
  else if (field == MUSTER_INCIDENT_FIELD_ABOUT)
    {
      undo_about (self, entry, event);
      self->about_by_person = TRUE;
    }
  else if (field == MUSTER_INCIDENT_FIELD_SEVERITY)
    self->severity = (MusterSeverity) entry->was_number;
  else if (field == MUSTER_INCIDENT_FIELD_STAGE)
    undo_stage (self, entry, event);
  else if (field == MUSTER_INCIDENT_FIELD_ACKNOWLEDGED)
    undo_acknowledged (self, entry, event);
  else if (field == MUSTER_INCIDENT_FIELD_IMPACT)
    {
      g_free (self->impact);
      self->impact = g_strdup (entry->was_text);
      self->users = entry->was_number;
    }
  else
    undo_role (self, entry, event);
  self->changed_seq[field] = event->seq;
}

static void
undo_task (MusterIncident *self, const MusterEntry *entry)
{
  MusterTask *task = muster_incident_find_task (self, entry->id);

  if (task == NULL)
    return;
  if (entry->kind == MUSTER_EVENT_TASK_CHANGED)
    task->done = entry->was_number != 0;
  else
    g_ptr_array_remove (self->tasks, task);
}

/**
 * muster_incident_fold_undone:
 * @self: an incident
 * @event: an `undone`
 *
 * Marks the line as undone and puts back what it had changed, if nothing changed that since.
 */
void
muster_incident_fold_undone (MusterIncident *self, const MusterEvent *event)
{
  guint64 seq = (guint64) muster_event_int (event, MUSTER_FACT_OF);
  MusterEntry *entry = muster_incident_find_entry (self, seq);
  int field;

  if (entry == NULL || !muster_entry_can_undo (entry))
    return;
  field = muster_entry_field (entry);
  if (field >= 0 && self->changed_seq[field] != entry->seq)
    return;
  if (field >= 0)
    undo_field (self, entry, event);
  else if (entry->kind == MUSTER_EVENT_INCIDENT_KEPT_APART)
    muster_incident_undo_kept_apart (self, entry);
  else
    undo_task (self, entry);
  entry->undone = TRUE;
}
