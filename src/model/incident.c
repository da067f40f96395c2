/* incident.c - an incident as the journal tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/incident.h"

/**
 * muster_incident_new:
 * @number: n of INC-n
 *
 * Returns: (transfer full): an incident at detect, with nothing known
 */
MusterIncident *
muster_incident_new (guint number)
{
  MusterIncident *self = g_new0 (MusterIncident, 1);

  self->number = number;
  self->severity = MUSTER_SEVERITY_INFO;
  self->opened_us = self->resolved_us = self->acknowledged_us = MUSTER_NO_TIME;
  self->impact_start_us = self->storm_over_us = self->quiet_until_us = MUSTER_NO_TIME;
  for (guint i = 0; i < MUSTER_N_STAGES; i++)
    self->stage_at_us[i] = MUSTER_NO_TIME;
  for (guint i = 0; i < MUSTER_N_SINGLE_ROLES; i++)
    self->role_since_us[i] = MUSTER_NO_TIME;
  self->observers = g_array_new (FALSE, FALSE, sizeof (MusterUlid));
  self->absorbed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->apart = g_array_new (FALSE, FALSE, sizeof (guint));
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_task_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_page_free);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_run_free);
  self->title = g_strdup ("");
  return self;
}

/**
 * muster_incident_free:
 * @self: an incident
 *
 * Frees it with its timeline, tasks, pages and runs.
 */
void
muster_incident_free (MusterIncident *self)
{
  g_array_unref (self->observers);
  g_array_unref (self->absorbed);
  g_array_unref (self->apart);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->runs);
  g_free (self->title);
  g_free (self->description);
  g_free (self->impact);
  g_free (self->needs);
  g_free (self->custom);
  g_free (self->alert_name);
  g_free (self->group);
  g_free (self);
}

/**
 * muster_entry_new:
 *
 * Returns: (transfer full): an empty line of a timeline
 */
MusterEntry *
muster_entry_new (void)
{
  MusterEntry *self = g_new0 (MusterEntry, 1);

  self->claimed_us = MUSTER_NO_TIME;
  self->count = 1;
  return self;
}

/**
 * muster_entry_free:
 * @self: a line of a timeline
 *
 * Frees it.
 */
void
muster_entry_free (MusterEntry *self)
{
  g_free (self->text);
  g_free (self->was_text);
  g_free (self->detail);
  g_free (self->word);
  g_free (self);
}

/**
 * muster_task_free:
 * @self: a task
 *
 * Frees it.
 */
void
muster_task_free (MusterTask *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * muster_page_free:
 * @self: a page
 *
 * Frees it.
 */
void
muster_page_free (MusterPage *self)
{
  g_free (self->channel);
  g_free (self);
}

/**
 * muster_run_free:
 * @self: a diagnostic run
 *
 * Frees it.
 */
void
muster_run_free (MusterRun *self)
{
  g_free (self->template);
  g_free (self);
}

/**
 * muster_incident_find_entry:
 * @self: an incident
 * @seq: the seq of an event of it
 *
 * Finds the line that tells of an event, O(log n).
 *
 * Returns: (nullable) (transfer none): the line that begins with it, or that it was folded into
 */
MusterEntry *
muster_incident_find_entry (const MusterIncident *self, guint64 seq)
{
  guint low = 0, high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      MusterEntry *entry = g_ptr_array_index (self->entries, middle);

      if (entry->seq <= seq)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return NULL;
  MusterEntry *entry = g_ptr_array_index (self->entries, low - 1);
  return entry->seq == seq || (entry->count > 1 && seq <= entry->last_seq) ? entry : NULL;
}

/**
 * muster_incident_find_task:
 * @self: an incident
 * @id: a task's id
 *
 * Returns: (nullable) (transfer none): the task
 */
MusterTask *
muster_incident_find_task (const MusterIncident *self, MusterUlid id)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      MusterTask *task = g_ptr_array_index (self->tasks, i);

      if (muster_ulid_equal (task->id, id))
        return task;
    }
  return NULL;
}

/**
 * muster_incident_find_page:
 * @self: an incident
 * @id: a page's id
 *
 * Returns: (nullable) (transfer none): the page
 */
MusterPage *
muster_incident_find_page (const MusterIncident *self, MusterUlid id)
{
  for (guint i = self->pages->len; i-- > 0;)
    {
      MusterPage *page = g_ptr_array_index (self->pages, i);

      if (muster_ulid_equal (page->id, id))
        return page;
    }
  return NULL;
}

/**
 * muster_incident_find_run:
 * @self: an incident
 * @id: a run's id
 *
 * Returns: (nullable) (transfer none): the run
 */
MusterRun *
muster_incident_find_run (const MusterIncident *self, MusterUlid id)
{
  for (guint i = self->runs->len; i-- > 0;)
    {
      MusterRun *run = g_ptr_array_index (self->runs, i);

      if (muster_ulid_equal (run->id, id))
        return run;
    }
  return NULL;
}

/**
 * muster_incident_has_observer:
 * @self: an incident
 * @person: a person's id
 *
 * Returns: whether they observe
 */
gboolean
muster_incident_has_observer (const MusterIncident *self, MusterUlid person)
{
  for (guint i = 0; i < self->observers->len; i++)
    if (muster_ulid_equal (g_array_index (self->observers, MusterUlid, i), person))
      return TRUE;
  return FALSE;
}

/**
 * muster_incident_is_open:
 * @self: an incident
 *
 * Returns: whether it is not resolved yet
 */
gboolean
muster_incident_is_open (const MusterIncident *self)
{
  return muster_stage_is_open (self->stage);
}

/**
 * muster_incident_is_touched:
 * @self: an incident
 *
 * Returns: whether somebody's hands are on it
 */
gboolean
muster_incident_is_touched (const MusterIncident *self)
{
  return self->acknowledged || self->declared || self->severity_by_person ||
         self->title_by_person || self->about_by_person ||
         !muster_ulid_is_null (self->roles[MUSTER_ROLE_COMMANDER]);
}

/**
 * muster_incident_clock_start_us:
 * @self: an incident
 *
 * Returns: the instant that its clock counts from
 */
gint64
muster_incident_clock_start_us (const MusterIncident *self)
{
  return self->impact_start_us != MUSTER_NO_TIME ? self->impact_start_us : self->opened_us;
}

/**
 * muster_incident_is_apart:
 * @self: an incident
 * @other: n of another
 *
 * Returns: whether a person has said that they are two
 */
gboolean
muster_incident_is_apart (const MusterIncident *self, guint other)
{
  for (guint i = 0; i < self->apart->len; i++)
    if (g_array_index (self->apart, guint, i) == other)
      return TRUE;
  return FALSE;
}
