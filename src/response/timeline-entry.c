/* timeline-entry.c - the lines of a timeline, and which of them are told as one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/timeline-entry.h"

/**
 * muster_entry_of_event:
 * @event: what happened
 *
 * Returns: (transfer full): a line of a timeline about it
 */
MusterEntry *
muster_entry_of_event (const MusterEvent *event)
{
  MusterEntry *entry = muster_entry_new ();

  entry->seq = entry->last_seq = event->seq;
  entry->at_us = entry->last_at_us = event->at_us;
  entry->claimed_us = event->claimed_us;
  entry->kind = event->kind;
  entry->actor = event->actor;
  return entry;
}

/**
 * muster_incident_add_entry:
 * @self: an incident
 * @event: of it
 *
 * Returns: (transfer none): a new last line about it
 */
MusterEntry *
muster_incident_add_entry (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_entry_of_event (event);

  g_ptr_array_add (self->entries, entry);
  return entry;
}

/**
 * muster_entry_is_again:
 * @entry: a line about alerts
 *
 * Returns: whether they were there before
 */
gboolean
muster_entry_is_again (const MusterEntry *entry)
{
  return g_strcmp0 (entry->word, "refired") == 0;
}

/**
 * muster_entry_is_flap:
 * @entry: a line about alerts
 *
 * Returns: whether they come and go: that they do is told once
 */
gboolean
muster_entry_is_flap (const MusterEntry *entry)
{
  return g_strcmp0 (entry->word, "flapping") == 0;
}

/**
 * muster_entry_is_of_alerts:
 * @entry: a line of a timeline
 *
 * Returns: whether it tells what alerts did, or that nobody has answered, and no person's deed
 */
gboolean
muster_entry_is_of_alerts (const MusterEntry *entry)
{
  return entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED ||
         entry->kind == MUSTER_EVENT_ALERT_RESOLVED ||
         entry->kind == MUSTER_EVENT_ALERT_SUPPRESSED ||
         entry->kind == MUSTER_EVENT_ALERT_RELEASED || entry->kind == MUSTER_EVENT_ALERT_FLAPPING ||
         entry->kind == MUSTER_EVENT_ALERT_CALMED ||
         (entry->kind == MUSTER_EVENT_ESCALATION_STEP_DUE && entry->number == 0);
}

/**
 * muster_entry_continues:
 * @last: a line of a timeline
 * @next: the line after it
 *
 * Returns: whether they are told as one: alerts of one name that join, alerts that resolve,
 *   incidents that a storm began with, and that every console is told again
 */
gboolean
muster_entry_continues (const MusterEntry *last, const MusterEntry *next)
{
  if (last->kind != next->kind || last->actor.type != next->actor.type ||
      !muster_ulid_equal (last->actor.id, next->actor.id))
    return FALSE;
  if (last->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED)
    return g_strcmp0 (last->detail, next->detail) == 0 &&
           muster_entry_is_again (last) == muster_entry_is_again (next);
  if (last->kind == MUSTER_EVENT_ALERT_SUPPRESSED)
    return g_strcmp0 (last->word, next->word) == 0;
  if (last->kind == MUSTER_EVENT_INCIDENT_SPLIT)
    return last->number == next->number && last->was_number == next->was_number &&
           !muster_ulid_is_null (next->id) && !last->undone;
  if (last->kind == MUSTER_EVENT_ESCALATION_STEP_DUE)
    return last->number == 0 && next->number == 0;
  if (last->kind == MUSTER_EVENT_INCIDENT_MERGED)
    return last->word != NULL && next->word != NULL;
  return last->kind == MUSTER_EVENT_ALERT_RESOLVED || last->kind == MUSTER_EVENT_ALERT_RELEASED;
}

/**
 * muster_entry_extend:
 * @run: a line of a timeline
 * @next: a line that continues it, as muster_entry_continues() says
 *
 * Makes one of both: @run counts on.
 */
void
muster_entry_extend (MusterEntry *run, const MusterEntry *next)
{
  run->count += next->count;
  run->last_seq = next->last_seq;
  run->last_at_us = next->last_at_us;
  if (run->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED)
    run->number =
        muster_severity_worst ((MusterSeverity) run->number, (MusterSeverity) next->number);
}

/**
 * muster_incident_add_to_run:
 * @self: an incident
 * @entry: (transfer full): what comes next
 *
 * Adds a line, or lets it go on the run that the last one tells of.
 */
void
muster_incident_add_to_run (MusterIncident *self, MusterEntry *entry /* transfer full */)
{
  MusterEntry *last =
      self->entries->len > 0 ? g_ptr_array_index (self->entries, self->entries->len - 1) : NULL;

  if (last == NULL || !muster_entry_continues (last, entry))
    {
      g_ptr_array_add (self->entries, entry);
      return;
    }
  muster_entry_extend (last, entry);
  muster_entry_free (entry);
}
