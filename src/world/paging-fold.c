/* paging-fold.c - what events tell of who is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/paging.h"

#include <string.h>

static MusterEscalating *
find_of (const MusterPaging *self, const MusterEvent *event)
{
  return muster_paging_find (self, (guint64) muster_event_int (event, MUSTER_FACT_OF));
}

/* --- escalations --- */

static void
fold_started (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  g_autofree char *body = muster_event_dup_field (event, MUSTER_FIELD_BODY);
  MusterEscalating *one = muster_escalating_new (event->seq, body);

  one->policy = muster_event_ulid (event, MUSTER_FACT_ID);
  one->name = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  muster_escalation_start (&one->at, one->plan, 0, event->at_us);
  one->at.at_once = one->plan->critical_all && incident->severity == MUSTER_SEVERITY_CRITICAL;
  g_ptr_array_add (self->escalating, one);
}

static void
fold_step (MusterPagings *self, MusterPaging *paging, const MusterEvent *event)
{
  MusterEscalating *one = find_of (paging, event);
  gint64 step = muster_event_int (event, MUSTER_FACT_STEP);

  if (one == NULL)
    return;
  if (step > 0 && step <= one->plan->steps->len &&
      muster_policy_get_step (one->plan, (guint) step - 1)->in_turn)
    muster_pagings_set_turn (self, one->policy, (guint) step - 1,
                             muster_pagings_get_turn (self, one->policy, (guint) step - 1) + 1);
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
  one->told = one->unheard = 0;
  if (muster_event_int (event, MUSTER_FACT_ON) != 0)
    one->at.at_once = TRUE;
  else
    muster_escalation_hasten (&one->at, one->plan, event->actor.type == MUSTER_ACTOR_PERSON,
                              event->at_us);
}

static void
fold_resumed (MusterPaging *self, const MusterEvent *event)
{
  MusterEscalating *one = find_of (self, event);

  self->held = self->snoozed = FALSE;
  self->lapses_us = MUSTER_NO_TIME;
  if (one == NULL)
    return;
  muster_escalation_start (&one->at, one->plan, one->at.round, event->at_us);
  one->told = one->unheard = 0;
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
hold (MusterPaging *self, gint64 at_us)
{
  gint64 timeout_us = ack_timeout_of (self);

  self->held = self->escalating->len > 0;
  if (!self->snoozed)
    self->lapses_us = self->held && timeout_us > 0 ? at_us + timeout_us : MUSTER_NO_TIME;
  for (guint i = 0; i < self->escalating->len; i++)
    {
      MusterEscalating *one = g_ptr_array_index (self->escalating, i);

      one->told = one->unheard = 0;
    }
  g_ptr_array_set_size (self->turns, 0);
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
    hold (self, event->at_us);
}

/* --- people --- */

static void
fold_person (MusterPaging *self, const MusterEvent *event)
{
  MusterEscalating *one = find_of (self, event);
  MusterPersonTurn *turn;

  if (one == NULL)
    return;
  one->told++;
  turn = muster_person_turn_new ();
  turn->of = one->seq;
  turn->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  turn->round = (guint) muster_event_int (event, MUSTER_FACT_ROUND);
  turn->step = (guint) muster_event_int (event, MUSTER_FACT_STEP);
  turn->start_us = event->at_us;
  turn->due_us = muster_event_has (event, MUSTER_FACT_DUE)
                     ? muster_event_int (event, MUSTER_FACT_DUE)
                     : event->at_us;
  g_ptr_array_add (self->turns, turn);
}

/* The newest: somebody may have had the same turn of another policy. */
static MusterPersonTurn *
find_turn (const MusterPaging *self, const MusterEvent *event)
{
  MusterUlid person = muster_event_ulid (event, MUSTER_FACT_PERSON);

  for (guint i = self->turns->len; i-- > 0;)
    {
      MusterPersonTurn *turn = g_ptr_array_index (self->turns, i);

      if (muster_ulid_equal (turn->person, person) &&
          turn->round == muster_event_int (event, MUSTER_FACT_ROUND) &&
          turn->step == muster_event_int (event, MUSTER_FACT_STEP))
        return turn;
    }
  return NULL;
}

static void
fold_intended (MusterPaging *self, const MusterEvent *event)
{
  MusterPersonTurn *turn = find_turn (self, event);
  MusterUlid page = muster_event_ulid (event, MUSTER_FACT_PAGE);

  if (turn == NULL || g_strcmp0 (muster_event_token (event, MUSTER_FACT_RULE), "asked") == 0)
    return;
  turn->rule = (guint) muster_event_int (event, MUSTER_FACT_ATTEMPT);
  turn->due_us = muster_event_int (event, MUSTER_FACT_DUE);
  turn->shown_by_us = event->at_us + MUSTER_PAGE_SHOWN_WITHIN_US;
  g_array_append_val (turn->pages, page);
}

/* Takes the page off its turn. The last page's turn; NULL: of none. */
static MusterPersonTurn *
take_page (MusterPaging *self, MusterUlid page, gboolean *is_last)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      MusterPersonTurn *turn = g_ptr_array_index (self->turns, i);

      for (guint j = 0; j < turn->pages->len; j++)
        if (muster_ulid_equal (g_array_index (turn->pages, MusterUlid, j), page))
          {
            *is_last = j + 1 == turn->pages->len;
            g_array_remove_index (turn->pages, j);
            return turn;
          }
    }
  return NULL;
}

/* Nothing is to come of it any more: who was not reached by then cannot be. */
static void
end_turn (MusterPaging *self, MusterPersonTurn *turn)
{
  MusterEscalating *one = muster_paging_find (self, turn->of);

  if (turn->due_us != MUSTER_NO_TIME || turn->pages->len > 0)
    return;
  if (one != NULL && !turn->reached && one->told > 0)
    one->unheard++;
  g_ptr_array_remove (self->turns, turn);
}

/* That it was sent to a desktop says little: a screen has to show it. */
static void
fold_heard (MusterPaging *self, const MusterEvent *event)
{
  gboolean is_last = FALSE;
  MusterPersonTurn *turn;

  turn = take_page (self, muster_event_ulid (event, MUSTER_FACT_PAGE), &is_last);
  if (turn == NULL)
    return;
  turn->reached = TRUE;
  if (is_last)
    turn->shown_by_us = MUSTER_NO_TIME;
  end_turn (self, turn);
}

/* Or late: it may still come, but what is next begins. */
static void
fold_refused (MusterPaging *self, const MusterEvent *event)
{
  gboolean is_last = FALSE;
  MusterPersonTurn *turn;

  turn = take_page (self, muster_event_ulid (event, MUSTER_FACT_PAGE), &is_last);
  if (turn == NULL)
    return;
  if (is_last)
    turn->shown_by_us = MUSTER_NO_TIME;
  if (turn->due_us != MUSTER_NO_TIME)
    turn->due_us = MIN (turn->due_us, event->at_us); /* the next rule does not wait */
  end_turn (self, turn);
}

static gboolean
is_on_desktop (const MusterIncident *incident, const MusterEvent *event)
{
  const MusterPage *page =
      muster_incident_find_page (incident, muster_event_ulid (event, MUSTER_FACT_PAGE));

  return page == NULL || g_strcmp0 (page->channel, "desktop") == 0;
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
    fold_step (self, paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_PERSON_DUE)
    fold_person (paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_HASTENED)
    fold_hastened (paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_SNOOZED)
    fold_snoozed (paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_RESUMED)
    fold_resumed (paging, event);
  else if (event->kind == MUSTER_EVENT_ESCALATION_ENDED)
    fold_ended (paging, event);
  else if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
    fold_intended (paging, event);
  else if (event->kind == MUSTER_EVENT_PAGE_REFUSED || event->kind == MUSTER_EVENT_PAGE_LATE)
    fold_refused (paging, event);
  else if (event->kind == MUSTER_EVENT_PAGE_SHOWN || event->kind == MUSTER_EVENT_PAGE_ANSWERED ||
           (event->kind == MUSTER_EVENT_PAGE_SENT && !is_on_desktop (incident, event)))
    fold_heard (paging, event);
}

static gboolean
is_about_alerts (MusterEventKind kind)
{
  return kind < MUSTER_EVENT_INCIDENT_DECLARED || kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED ||
         kind == MUSTER_EVENT_INCIDENT_ALERT_LEFT;
}

/**
 * muster_pagings_fold:
 * @self: pagings
 * @incident: an incident that has folded @event
 * @event: of it
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
  muster_pagings_settle (self, incident); /* it may be a new one */
  paging = muster_pagings_get (self, incident->number);
  if (paging == NULL)
    return;
  fold_own (self, paging, incident, event);
  if (event->kind == MUSTER_EVENT_NOTE_ADDED)
    fold_note (paging, incident, event);
  else if (incident->acknowledged && !paging->held)
    hold (paging, event->at_us);
  else if (!incident->acknowledged && paging->escalating->len == 0)
    {
      paging->snoozed = FALSE;
      paging->lapses_us = MUSTER_NO_TIME; /* of which a snapshot says nothing */
    }
  muster_pagings_settle (self, incident);
}
