/* page-fold.c - who is told of an incident, in its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/page-fold.h"

#include "response/timeline-entry.h"

/**
 * muster_incident_fold_page:
 * @self: an incident
 * @event: a page.intended
 *
 * Somebody is to be told.
 */
void
muster_incident_fold_page (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);
  MusterPage *page = g_new0 (MusterPage, 1);

  page->id = muster_event_ulid (event, MUSTER_FACT_PAGE);
  page->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  page->at_us = event->at_us;
  page->seq = event->seq;
  page->channel = g_strdup (muster_event_token (event, MUSTER_FACT_CHANNEL));
  g_ptr_array_add (self->pages, page);
  entry->id = page->person;
  entry->word = g_strdup (page->channel);
  entry->number = MUSTER_PAGE_INTENDED;
}

/**
 * muster_incident_fold_page_moved:
 * @self: an incident
 * @event: what became of a page of it
 *
 * Shows it in the page's own line.
 */
void
muster_incident_fold_page_moved (MusterIncident *self, const MusterEvent *event)
{
  MusterPage *page = muster_incident_find_page (self, muster_event_ulid (event, MUSTER_FACT_PAGE));
  MusterPageState state = (MusterPageState) (event->kind - MUSTER_EVENT_PAGE_INTENDED);
  MusterEntry *entry;

  if (page == NULL || (page->state >= state && page->state != MUSTER_PAGE_REFUSED))
    return;
  page->state = state;
  entry = muster_incident_find_entry (self, page->seq);
  if (entry == NULL)
    return;
  entry->number = state;
  g_clear_pointer (&entry->text, g_free);
  g_clear_pointer (&entry->detail, g_free);
  if (state == MUSTER_PAGE_REFUSED)
    {
      entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
      entry->detail = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
    }
  else if (muster_event_int (event, MUSTER_FACT_REPEAT) != 0)
    entry->detail = g_strdup (MUSTER_PAGE_IS_REPEAT);
}

/**
 * muster_incident_fold_page_retried:
 * @self: an incident
 * @event: a page.retried of it
 *
 * Shows how often, and why, in the page's own line.
 */
void
muster_incident_fold_page_retried (MusterIncident *self, const MusterEvent *event)
{
  const MusterPage *page =
      muster_incident_find_page (self, muster_event_ulid (event, MUSTER_FACT_PAGE));
  MusterEntry *entry;

  if (page == NULL || page->state != MUSTER_PAGE_INTENDED)
    return;
  entry = muster_incident_find_entry (self, page->seq);
  if (entry == NULL)
    return;
  entry->was_number = muster_event_int (event, MUSTER_FACT_ATTEMPT);
  g_free (entry->text);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
}

/* --- escalation --- */

/**
 * muster_incident_fold_step:
 * @self: an incident
 * @event: an escalation.step-due
 *
 * Whom a step told their pages show. That it told nobody is a line of its own, and that nobody has
 * answered is one that goes on.
 */
void
muster_incident_fold_step (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry;

  if (muster_event_int (event, MUSTER_FACT_ON) != 0 &&
      muster_event_int (event, MUSTER_FACT_STEP) != 0)
    return;
  entry = muster_entry_of_event (event);
  entry->number = muster_event_int (event, MUSTER_FACT_STEP);
  entry->text = muster_event_dup_field (event, MUSTER_FIELD_REASON);
  entry->detail = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  muster_incident_add_to_run (self, entry);
}

/**
 * muster_incident_fold_hastened:
 * @self: an incident
 * @event: an escalation.hastened
 *
 * Tells who did not want to wait, or that nobody could be reached.
 */
void
muster_incident_fold_hastened (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);

  entry->number = muster_event_int (event, MUSTER_FACT_ON);
}

/**
 * muster_incident_fold_snoozed:
 * @self: an incident
 * @event: an escalation.snoozed
 *
 * Tells for how long.
 */
void
muster_incident_fold_snoozed (MusterIncident *self, const MusterEvent *event)
{
  muster_incident_add_entry (self, event)->number =
      muster_event_int (event, MUSTER_FACT_ENDS) - event->at_us;
}

/**
 * muster_incident_fold_resumed:
 * @self: an incident
 * @event: an escalation.resumed
 *
 * Tells why people are told again.
 */
void
muster_incident_fold_resumed (MusterIncident *self, const MusterEvent *event)
{
  muster_incident_add_entry (self, event)->word =
      g_strdup (muster_event_token (event, MUSTER_FACT_BY));
}
