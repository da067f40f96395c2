/* paging-due.c - when there is something to do for an incident that tells people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It follows from the incident, so an acknowledgement stops everything by being folded.
 */
#include "world/paging.h"

/**
 * muster_paging_is_over:
 * @incident: an incident
 *
 * Returns: whether nobody is told of it any more, as it is resolved or in another
 */
gboolean
muster_paging_is_over (const MusterIncident *incident)
{
  return !muster_incident_is_open (incident) || incident->merged_into > 0;
}

/**
 * muster_incident_is_urgent:
 * @incident: an incident
 *
 * Returns: whether it is worse than low, so that people are woken
 */
gboolean
muster_incident_is_urgent (const MusterIncident *incident)
{
  return incident->severity <= MUSTER_SEVERITY_MINOR;
}

/**
 * muster_paging_has_begun:
 * @self: an incident's
 *
 * Returns: whether people are told by other than what a person asked for
 */
gboolean
muster_paging_has_begun (const MusterPaging *self)
{
  for (guint i = 0; i < self->escalating->len; i++)
    if (!((const MusterEscalating *) g_ptr_array_index (self->escalating, i))->by_hand)
      return TRUE;
  return FALSE;
}

/**
 * muster_escalating_goes_on:
 * @self: a policy at work
 * @incident: on which
 *
 * Returns: whether no acknowledgement holds it
 */
gboolean
muster_escalating_goes_on (const MusterEscalating *self, const MusterIncident *incident)
{
  return !incident->acknowledged || self->unheld;
}

/**
 * muster_person_turn_goes_on:
 * @self: a turn
 * @paging: of this
 * @incident: on which
 *
 * Returns: whether no acknowledgement holds it: who was asked for by hand is wanted all the same
 */
gboolean
muster_person_turn_goes_on (const MusterPersonTurn *self,
                            const MusterPaging *paging,
                            const MusterIncident *incident)
{
  const MusterEscalating *one;

  if (!incident->acknowledged || self->of == 0)
    return TRUE;
  one = muster_paging_find (paging, self->of);
  return one != NULL && one->unheld;
}

/**
 * muster_person_turn_get_due:
 * @self: a turn
 * @incident: of it
 *
 * The worst waits for nobody's hours.
 *
 * Returns: when its next rule is due, µs UTC; %MUSTER_NO_TIME: there is no more
 */
gint64
muster_person_turn_get_due (const MusterPersonTurn *self, const MusterIncident *incident)
{
  if (self->wait != MUSTER_WAIT_NONE && incident->severity == MUSTER_SEVERITY_CRITICAL)
    return self->start_us;
  return self->due_us;
}

/**
 * muster_escalating_is_raised:
 * @self: a policy at work
 * @incident: on which
 *
 * Returns: whether it began with what could wait, and is about something urgent now
 */
gboolean
muster_escalating_is_raised (const MusterEscalating *self, const MusterIncident *incident)
{
  return self->low && muster_incident_is_urgent (incident);
}

/**
 * muster_escalating_is_hurried:
 * @self: a policy at work
 * @incident: on which
 *
 * Returns: whether its steps are to be taken together from now on
 */
gboolean
muster_escalating_is_hurried (const MusterEscalating *self, const MusterIncident *incident)
{
  return self->plan->critical_all && !self->at.at_once &&
         incident->severity == MUSTER_SEVERITY_CRITICAL;
}

static gint64
earlier (gint64 due_us, gint64 other_us)
{
  return other_us == MUSTER_NO_TIME ? due_us : MIN (due_us, other_us);
}

static gint64
next_of_policy (const MusterEscalating *self, const MusterIncident *incident)
{
  if ((self->told > 0 && self->unheard >= self->told) ||
      muster_escalating_is_raised (self, incident) || muster_escalating_is_hurried (self, incident))
    return G_MININT64;
  return muster_escalation_get_due (&self->at, self->plan);
}

static gint64
next_step (const MusterPaging *self, const MusterIncident *incident)
{
  gint64 due_us = G_MAXINT64;

  for (guint i = 0; i < self->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (self->escalating, i);

      if (muster_escalating_goes_on (one, incident))
        due_us = MIN (due_us, next_of_policy (one, incident));
    }
  for (guint i = 0; i < self->turns->len; i++)
    {
      const MusterPersonTurn *turn = g_ptr_array_index (self->turns, i);

      if (muster_person_turn_goes_on (turn, self, incident))
        due_us = earlier (earlier (due_us, muster_person_turn_get_due (turn, incident)),
                          turn->shown_by_us);
    }
  return due_us;
}

/**
 * muster_paging_next_due:
 * @self: an incident's
 * @incident: it
 *
 * Returns: when there is something to do for it, µs UTC; %G_MININT64: at once; %G_MAXINT64: never
 */
gint64
muster_paging_next_due (const MusterPaging *self, const MusterIncident *incident)
{
  if (muster_paging_is_over (incident))
    return self->escalating->len > 0 ? G_MININT64 : G_MAXINT64;
  if (incident->acknowledged)
    return earlier (next_step (self, incident), self->lapses_us);
  if (!muster_paging_has_begun (self))
    return MIN (MAX (incident->opened_us, incident->quiet_until_us) + self->shift_us,
                next_step (self, incident));
  return self->held ? G_MININT64 : next_step (self, incident);
}

/* --- the wall clock --- */

static void
shift (gint64 *at_us, gint64 by_us)
{
  if (*at_us != MUSTER_NO_TIME)
    *at_us += by_us;
}

static void
shift_turn (MusterPersonTurn *self, gint64 by_us)
{
  self->start_us += by_us;
  shift (&self->shown_by_us, by_us);
  if (self->wait == MUSTER_WAIT_NONE) /* else it is until their wall shows something */
    shift (&self->due_us, by_us);
}

/**
 * muster_paging_shift:
 * @self: an incident's
 * @by_us: by how much the wall clock was put forward
 *
 * Has it wait as long as before.
 */
void
muster_paging_shift (MusterPaging *self, gint64 by_us)
{
  if (!muster_paging_has_begun (self))
    self->shift_us += by_us;
  if (!self->snoozed) /* else it is until then */
    shift (&self->lapses_us, by_us);
  for (guint i = 0; i < self->escalating->len; i++)
    {
      MusterEscalating *one = g_ptr_array_index (self->escalating, i);

      one->at.round_us += by_us;
      shift (&one->at.early_us, by_us);
    }
  for (guint i = 0; i < self->turns->len; i++)
    shift_turn (g_ptr_array_index (self->turns, i), by_us);
}
