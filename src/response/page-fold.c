/* page-fold.c - who is told of an incident, in its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/page-fold.h"

#include "response/timeline-entry.h"

static MusterPage *
add_page (MusterIncident *self, const MusterEvent *event, MusterPageState state)
{
  MusterEntry *entry = muster_incident_add_entry (self, event);
  MusterPage *page = g_new0 (MusterPage, 1);

  page->id = muster_event_ulid (event, MUSTER_FACT_PAGE);
  page->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  page->at_us = event->at_us;
  page->seq = event->seq;
  page->state = state;
  page->channel = g_strdup (muster_event_token (event, MUSTER_FACT_CHANNEL));
  g_ptr_array_add (self->pages, page);
  entry->kind = MUSTER_EVENT_PAGE_INTENDED;
  entry->id = page->person;
  entry->word = g_strdup (page->channel);
  entry->number = state;
  return page;
}

/**
 * muster_incident_fold_page:
 * @self: an incident
 * @event: a page.intended
 *
 * Somebody is to be told: of this, of several, or that it is over.
 */
void
muster_incident_fold_page (MusterIncident *self, const MusterEvent *event)
{
  MusterPage *page = muster_incident_find_page (self, muster_event_ulid (event, MUSTER_FACT_PAGE));
  const char *rule = muster_event_token (event, MUSTER_FACT_RULE);
  MusterEntry *entry;

  if (page == NULL)
    page = add_page (self, event, MUSTER_PAGE_INTENDED);
  else if (page->state == MUSTER_PAGE_FOLDED)
    page->state = MUSTER_PAGE_INTENDED;
  page->intended_seq = event->seq;
  page->is_notice = g_strcmp0 (rule, "resolved") == 0;
  page->is_by_hand = g_strcmp0 (rule, "asked") == 0;
  entry = muster_incident_find_entry (self, page->seq);
  if (entry == NULL)
    return;
  entry->number = page->state;
  entry->count = (guint) MAX (muster_event_int (event, MUSTER_FACT_INCIDENTS), 1);
  if (page->is_notice && entry->was_text == NULL)
    entry->was_text = g_strdup (MUSTER_PAGE_IS_NOTICE);
}

/**
 * muster_incident_fold_page_folded:
 * @self: an incident
 * @event: a page.folded
 *
 * Somebody is to be told with others. However many pages of this incident go into one, it is one
 * line.
 */
void
muster_incident_fold_page_folded (MusterIncident *self, const MusterEvent *event)
{
  if (muster_incident_find_page (self, muster_event_ulid (event, MUSTER_FACT_PAGE)) == NULL)
    add_page (self, event, MUSTER_PAGE_FOLDED);
}

static gboolean
is_behind (const MusterPage *page, MusterPageState state)
{
  return page->state == MUSTER_PAGE_FOLDED || page->state == MUSTER_PAGE_REFUSED ||
         page->state < state;
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

  if (page == NULL || !is_behind (page, state))
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
 * muster_incident_fold_policy:
 * @self: an incident
 * @event: an escalation.started
 *
 * That the incident's own policies begin goes without saying; that a person wants another does not.
 */
void
muster_incident_fold_policy (MusterIncident *self, const MusterEvent *event)
{
  if (g_strcmp0 (muster_event_token (event, MUSTER_FACT_BY), "asked") == 0)
    muster_incident_add_entry (self, event)->text =
        muster_event_dup_field (event, MUSTER_FIELD_NAME);
}

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
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_BY));
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

/**
 * muster_incident_fold_person:
 * @self: an incident
 * @event: an escalation.person-due
 *
 * Who is told at once their page shows. Who is not told yet has a line that says when.
 */
void
muster_incident_fold_person (MusterIncident *self, const MusterEvent *event)
{
  MusterEntry *entry;

  if (!muster_event_has (event, MUSTER_FACT_DUE))
    return;
  entry = muster_incident_add_entry (self, event);
  entry->id = muster_event_ulid (event, MUSTER_FACT_PERSON);
  entry->number = muster_event_int (event, MUSTER_FACT_DUE);
  entry->was_number = muster_event_int (event, MUSTER_FACT_OFFSET);
  entry->word = g_strdup (muster_event_token (event, MUSTER_FACT_RULE));
}
