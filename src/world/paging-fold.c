/* paging-fold.c - what events tell of who is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-rules.h"
#include "world/paging.h"
#include "world/turn-fold.h"

#include <string.h>

static MusterEscalating *
find_of (const MusterPaging *self, const MusterEvent *event)
{
  return muster_paging_find (self, (guint64) muster_event_int (event, MUSTER_FACT_OF));
}

/* --- escalations --- */

static void
begin_rounds (MusterEscalating *self, const MusterIncident *incident, guint after, gint64 at_us)
{
  muster_escalation_start (&self->at, self->plan, after, at_us);
  self->at.at_once = self->plan->critical_all && incident->severity == MUSTER_SEVERITY_CRITICAL;
  self->low = !muster_incident_is_urgent (incident);
  self->told = self->unheard = 0;
}

static void
fold_started (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  g_autofree char *body = muster_event_dup_field (event, MUSTER_FIELD_BODY);
  MusterEscalating *one = muster_escalating_new (event->seq, body);

  one->policy = muster_event_ulid (event, MUSTER_FACT_ID);
  one->name = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  one->by_hand = g_strcmp0 (muster_event_token (event, MUSTER_FACT_BY), "asked") == 0;
  one->unheld = one->by_hand && incident->acknowledged;
  begin_rounds (one, incident, 0, event->at_us);
  if (!one->by_hand)
    self->held = FALSE;
  g_ptr_array_add (self->escalating, one);
}

/* Whether those of steps before were reached no longer counts: the next were told. */
static void
forget_steps (MusterPaging *self, const MusterEscalating *one)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      MusterPersonTurn *turn = g_ptr_array_index (self->turns, i);

      if (turn->of == one->seq)
        turn->reached = TRUE;
    }
}

static void
fold_step (MusterPagings *self,
           MusterPaging *paging,
           const MusterIncident *incident,
           const MusterEvent *event)
{
  MusterEscalating *one = find_of (paging, event);
  gint64 step = muster_event_int (event, MUSTER_FACT_STEP);

  if (one == NULL)
    return;
  if (step > 0 && step <= one->plan->steps->len && muster_ulid_is_null (incident->drill) &&
      muster_policy_get_step (one->plan, (guint) step - 1)->in_turn)
    muster_pagings_set_turn (self, one->policy, (guint) step - 1,
                             muster_pagings_get_turn (self, one->policy, (guint) step - 1) + 1);
  forget_steps (paging, one);
  one->told = one->unheard = 0;
  muster_escalation_advance (&one->at, one->plan, muster_event_int (event, MUSTER_FACT_ON) != 0,
                             event->at_us);
}

static void
fold_hastened (MusterPaging *self, const MusterEvent *event)
{
  MusterEscalating *one = find_of (self, event);

  if (one == NULL)
    return;
  forget_steps (self, one);
  one->told = one->unheard = 0;
  if (muster_event_int (event, MUSTER_FACT_ON) != 0)
    one->at.at_once = TRUE;
  else
    muster_escalation_hasten (&one->at, one->plan, event->actor.type == MUSTER_ACTOR_PERSON,
                              event->at_us);
}

static void
fold_resumed (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  MusterEscalating *one = find_of (self, event);

  if (!incident->acknowledged)
    {
      self->held = self->snoozed = FALSE;
      self->lapses_us = MUSTER_NO_TIME;
    }
  if (one == NULL)
    return;
  muster_turns_remove_of (self, one->seq);
  one->unheld &= incident->acknowledged;
  begin_rounds (one, incident, one->at.round, event->at_us);
}

static void
fold_ended (MusterPaging *self, const MusterEvent *event)
{
  MusterEscalating *one = find_of (self, event);

  if (one != NULL)
    g_ptr_array_remove (self->escalating, one);
  if (self->escalating->len > 0)
    return;
  self->held = self->snoozed = FALSE;
  self->lapses_us = MUSTER_NO_TIME;
  g_ptr_array_set_size (self->turns, 0);
}

/* --- acknowledgements --- */

/* The shortest that any of the policies gives it. */
static gint64
ack_timeout_of (const MusterPaging *self)
{
  gint64 shortest_us = 0;

  for (guint i = 0; i < self->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (self->escalating, i);
      gint64 timeout_us = one->plan->ack_timeout_us;

      if (timeout_us > 0 && (shortest_us == 0 || timeout_us < shortest_us))
        shortest_us = timeout_us;
    }
  return shortest_us;
}

static void
renew (MusterPaging *self, gint64 at_us)
{
  gint64 timeout_us = ack_timeout_of (self);

  if (!self->snoozed)
    self->lapses_us = timeout_us > 0 ? at_us + timeout_us : MUSTER_NO_TIME;
}

static void
stop (MusterPaging *self, MusterEscalating *one)
{
  one->told = one->unheard = 0;
  one->unheld = FALSE;
  muster_turns_remove_of (self, one->seq);
}

/* All but those whom a person has asked for: they are wanted beside who has it. */
static void
hold (MusterPaging *self, const MusterEvent *event)
{
  self->held = TRUE;
  renew (self, event->at_us);
  for (guint i = 0; i < self->escalating->len; i++)
    stop (self, g_ptr_array_index (self->escalating, i));
  if (event->actor.type == MUSTER_ACTOR_PERSON)
    muster_turns_end_asked (self, event->actor.id);
}

/* Whether a page of theirs came after that. */
static gboolean
was_paged_since (const MusterIncident *incident, MusterUlid person, guint64 seq)
{
  for (guint i = incident->pages->len; i-- > 0;)
    {
      const MusterPage *page = g_ptr_array_index (incident->pages, i);

      if (page->seq < seq)
        return FALSE;
      if (muster_ulid_equal (page->person, person))
        return TRUE;
    }
  return FALSE;
}

/* Somebody who was asked for has come: nobody else of those is called. */
static void
fold_came (MusterPaging *self, const MusterIncident *incident, MusterUlid person)
{
  muster_turns_end_asked (self, person);
  for (guint i = 0; i < self->escalating->len; i++)
    {
      MusterEscalating *one = g_ptr_array_index (self->escalating, i);

      if (one->unheld && was_paged_since (incident, person, one->seq))
        stop (self, one);
    }
}

static void
fold_snoozed (MusterPaging *self, const MusterEvent *event)
{
  self->snoozed = TRUE;
  self->lapses_us = muster_event_int (event, MUSTER_FACT_ENDS);
}

/* Who writes a note is at work: the acknowledgement holds as from now. */
static void
fold_note (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  if (incident->acknowledged && self->held && event->actor.type == MUSTER_ACTOR_PERSON)
    renew (self, event->at_us);
}

/* --- all --- */

static void
fold_own (MusterPagings *self,
          MusterPaging *paging,
          const MusterIncident *incident,
          const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_ESCALATION_STARTED)
    fold_started (paging, incident, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_STEP_DUE)
    fold_step (self, paging, incident, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_HASTENED)
    fold_hastened (paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_SNOOZED)
    fold_snoozed (paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_RESUMED)
    fold_resumed (paging, incident, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_ENDED)
    fold_ended (paging, event);
  else
    muster_turns_fold (paging, incident, event);
}

static gboolean
is_about_alerts (MusterEventKind kind)
{
  return kind < MUSTER_EVENT_INCIDENT_DECLARED || kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED ||
         kind == MUSTER_EVENT_INCIDENT_ALERT_LEFT;
}

/* Who joins, or says that they have it, is here. */
static void
fold_presence (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  const MusterPage *page;

  if (event->kind == MUSTER_EVENT_ROLE_ASSIGNED)
    fold_came (self, incident, muster_event_ulid (event, MUSTER_FACT_PERSON));
  else if (event->kind == MUSTER_EVENT_PAGE_ANSWERED)
    {
      page = muster_incident_find_page (incident, muster_event_ulid (event, MUSTER_FACT_PAGE));
      if (page != NULL)
        fold_came (self, incident, page->person);
    }
}

/* Drills leave what is known of people alone. */
static void
fold_limits (MusterPageLimits *self, const MusterIncident *incident, const MusterEvent *event)
{
  const char *channel, *rule;

  if (!muster_ulid_is_null (incident->drill))
    return;
  if (event->kind == MUSTER_EVENT_PAGE_FOLDED)
    muster_page_limits_fold (self, event, incident->number);
  if (event->kind != MUSTER_EVENT_PAGE_INTENDED)
    return;
  channel = muster_event_token (event, MUSTER_FACT_CHANNEL);
  rule = muster_event_token (event, MUSTER_FACT_RULE);
  if (channel != NULL && strcmp (channel, MUSTER_CHANNEL_DESKTOP) != 0)
    muster_page_limits_count (
        self, muster_event_ulid (event, MUSTER_FACT_PERSON), channel,
        !muster_incident_is_urgent (incident) && g_strcmp0 (rule, "resolved") != 0, event->at_us);
}

/* What begins again begins now, also where the wall clock was put back since it was opened. */
static void
note_begin (MusterPagings *self, const MusterIncident *incident, const MusterEvent *event)
{
  MusterPaging *paging;

  if (event->kind == MUSTER_EVENT_INCIDENT_OPENED ||
      event->kind == MUSTER_EVENT_INCIDENT_DECLARED ||
      muster_pagings_get (self, incident->number) != NULL)
    return;
  muster_pagings_settle (self, incident);
  paging = muster_pagings_get (self, incident->number);
  if (paging != NULL)
    paging->shift_us = MIN (0, event->at_us - MAX (incident->opened_us, incident->quiet_until_us));
}

/**
 * muster_pagings_fold:
 * @self: pagings
 * @incident: an incident that has folded @event
 * @event: of it, or of a bundle that it is in
 *
 * Moves on who is told of it. O(policies and people whose turn it is), and nothing for what is
 * about alerts alone.
 */
void
muster_pagings_fold (MusterPagings *self, const MusterIncident *incident, const MusterEvent *event)
{
  MusterPaging *paging;

  if (is_about_alerts (event->kind))
    return;
  if (!muster_paging_is_over (incident))
    note_begin (self, incident, event);
  muster_pagings_settle (self, incident); /* it may be a new one */
  fold_limits (muster_pagings_get_limits (self), incident, event);
  paging = muster_pagings_get (self, incident->number);
  if (paging == NULL)
    return;
  fold_own (self, paging, incident, event);
  fold_presence (paging, incident, event);
  if (event->kind == MUSTER_EVENT_NOTE_ADDED)
    fold_note (paging, incident, event);
  else if (incident->acknowledged && !paging->held)
    hold (paging, event);
  else if (!incident->acknowledged && paging->escalating->len == 0)
    {
      paging->snoozed = paging->held = FALSE;
      paging->lapses_us = MUSTER_NO_TIME; /* of which a snapshot says nothing */
    }
  muster_pagings_settle (self, incident);
}
