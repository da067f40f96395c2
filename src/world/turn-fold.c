/* turn-fold.c - whose turn it is to be told, and what they have heard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/turn-fold.h"

#include "oncall/personal-rules.h"

/**
 * muster_turns_remove_of:
 * @self: who is told of an incident
 * @seq: of an escalation of it
 *
 * Ends the turns that people have by it.
 */
void
muster_turns_remove_of (MusterPaging *self, guint64 seq)
{
  for (guint i = self->turns->len; i-- > 0;)
    if (((const MusterPersonTurn *) g_ptr_array_index (self->turns, i))->of == seq)
      g_ptr_array_remove_index (self->turns, i);
}

/**
 * muster_turns_end_asked:
 * @self: who is told of an incident
 * @person: of those whom a person has asked for
 *
 * They are here.
 */
void
muster_turns_end_asked (MusterPaging *self, MusterUlid person)
{
  for (guint i = self->turns->len; i-- > 0;)
    {
      const MusterPersonTurn *turn = g_ptr_array_index (self->turns, i);

      if (turn->of == 0 && muster_ulid_equal (turn->person, person))
        g_ptr_array_remove_index (self->turns, i);
    }
}

static void
fold_person (MusterPaging *self, const MusterEvent *event)
{
  guint64 of = (guint64) muster_event_int (event, MUSTER_FACT_OF);
  MusterEscalating *one = muster_paging_find (self, of);
  MusterPersonTurn *turn;

  if (one == NULL && of != 0)
    return;
  if (one != NULL)
    one->told++;
  else
    muster_turns_end_asked (self, muster_event_ulid (event, MUSTER_FACT_PERSON));
  turn = muster_person_turn_new ();
  turn->of = of;
  turn->person = muster_event_ulid (event, MUSTER_FACT_PERSON);
  turn->wait = muster_wait_from_string (muster_event_token (event, MUSTER_FACT_RULE));
  turn->round = (guint) muster_event_int (event, MUSTER_FACT_ROUND);
  turn->step = (guint) muster_event_int (event, MUSTER_FACT_STEP);
  turn->start_us = event->at_us;
  turn->due_us = muster_event_has (event, MUSTER_FACT_DUE)
                     ? muster_event_int (event, MUSTER_FACT_DUE)
                     : event->at_us;
  g_ptr_array_add (self->turns, turn);
}

/* Somebody may have the same turn of another policy: the first that is due was decided on. */
static MusterPersonTurn *
find_turn (const MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  gboolean is_asked = g_strcmp0 (muster_event_token (event, MUSTER_FACT_RULE), "asked") == 0;
  MusterUlid person = muster_event_ulid (event, MUSTER_FACT_PERSON);

  for (guint i = 0; i < self->turns->len; i++)
    {
      MusterPersonTurn *turn = g_ptr_array_index (self->turns, i);
      gint64 due_us = muster_person_turn_get_due (turn, incident);

      if (muster_ulid_equal (turn->person, person) && (turn->of == 0) == is_asked &&
          turn->round == muster_event_int (event, MUSTER_FACT_ROUND) &&
          turn->step == muster_event_int (event, MUSTER_FACT_STEP) &&
          turn->rule + 1 == muster_event_int (event, MUSTER_FACT_ATTEMPT) &&
          due_us != MUSTER_NO_TIME && due_us <= event->at_us)
        return turn;
    }
  return NULL;
}

/* Those of a turn have a rule of the person's. */
static gboolean
is_of_no_turn (const MusterEvent *event)
{
  const char *rule = muster_event_token (event, MUSTER_FACT_RULE);

  return g_strcmp0 (rule, "bundle") == 0 || g_strcmp0 (rule, "resolved") == 0;
}

/* Also where it goes out with others: what becomes of those becomes of it. */
static void
fold_intended (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  MusterPersonTurn *turn = find_turn (self, incident, event);
  MusterUlid page = muster_event_ulid (event, MUSTER_FACT_PAGE);

  if (turn == NULL || is_of_no_turn (event))
    return;
  if (turn->wait != MUSTER_WAIT_NONE)
    turn->start_us = event->at_us; /* the rules count from when they may be told */
  turn->wait = MUSTER_WAIT_NONE;
  turn->rule = (guint) muster_event_int (event, MUSTER_FACT_ATTEMPT);
  turn->due_us = muster_event_int (event, MUSTER_FACT_DUE);
  turn->shown_by_us = event->kind == MUSTER_EVENT_PAGE_INTENDED
                          ? event->at_us + MUSTER_PAGE_SHOWN_WITHIN_US
                          : MUSTER_NO_TIME;
  g_array_append_val (turn->pages, page);
}

/* Takes the page off a turn that it is of; several of an incident may be in one. The last page's
 * turn; NULL: of none. */
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
  MusterUlid page = muster_event_ulid (event, MUSTER_FACT_PAGE);
  gboolean is_last = FALSE;
  MusterPersonTurn *turn;

  while ((turn = take_page (self, page, &is_last)) != NULL)
    {
      turn->reached = TRUE;
      if (is_last)
        turn->shown_by_us = MUSTER_NO_TIME;
      end_turn (self, turn);
    }
}

/* Or late: it may still come, but what is next begins. */
static void
fold_refused (MusterPaging *self, const MusterEvent *event)
{
  MusterUlid page = muster_event_ulid (event, MUSTER_FACT_PAGE);
  gboolean is_last = FALSE;
  MusterPersonTurn *turn;

  while ((turn = take_page (self, page, &is_last)) != NULL)
    {
      if (is_last)
        turn->shown_by_us = MUSTER_NO_TIME;
      if (turn->due_us != MUSTER_NO_TIME)
        turn->due_us = MIN (turn->due_us, event->at_us); /* the next rule does not wait */
      end_turn (self, turn);
    }
}

static gboolean
is_on_desktop (const MusterIncident *incident, const MusterEvent *event)
{
  const MusterPage *page =
      muster_incident_find_page (incident, muster_event_ulid (event, MUSTER_FACT_PAGE));

  return page == NULL || g_strcmp0 (page->channel, MUSTER_CHANNEL_DESKTOP) == 0;
}

/**
 * muster_turns_fold:
 * @self: who is told of an incident
 * @incident: it; it has folded @event
 * @event: of a person's turn or of a page; others change nothing
 *
 * Moves turns on.
 */
void
muster_turns_fold (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_ESCALATION_PERSON_DUE)
    fold_person (self, event);
  else if (event->kind == MUSTER_EVENT_PAGE_INTENDED || event->kind == MUSTER_EVENT_PAGE_FOLDED)
    fold_intended (self, incident, event);
  else if (event->kind == MUSTER_EVENT_PAGE_REFUSED || event->kind == MUSTER_EVENT_PAGE_LATE)
    fold_refused (self, event);
  else if (event->kind == MUSTER_EVENT_PAGE_SHOWN || event->kind == MUSTER_EVENT_PAGE_ANSWERED ||
           (event->kind == MUSTER_EVENT_PAGE_SENT && !is_on_desktop (incident, event)))
    fold_heard (self, event);
}
