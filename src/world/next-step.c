/* next-step.c - whom an incident tells next, and when, if nobody answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/next-step.h"

#include "world/escalation-people.h"
#include "world/paging.h"

/* What was withheld from this reader cannot be foretold. */
static gboolean
is_known (const MusterEscalating *one)
{
  return one->body != NULL || muster_ulid_is_null (one->policy);
}

static const MusterEscalating *
find_first (const MusterPaging *paging, gint64 *due_us)
{
  const MusterEscalating *first = NULL;

  for (guint i = 0; i < paging->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (paging->escalating, i);
      gint64 at_us = muster_escalation_get_due (&one->at, one->plan);

      if (!is_known (one) || (first != NULL && at_us >= *due_us))
        continue;
      first = one;
      *due_us = at_us;
    }
  return first;
}

static void
add_people (MusterNextStep *self, const MusterWorld *world, const MusterEscalating *one)
{
  const MusterPolicyStep *step = muster_policy_get_step (one->plan, one->at.step);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  guint only = G_MAXUINT;

  if (step->in_turn && step->targets->len > 0)
    only = muster_pagings_get_turn (muster_world_get_pagings (world), one->policy, one->at.step) %
           step->targets->len;
  for (guint i = 0; i < step->targets->len; i++)
    if (only == G_MAXUINT || only == i)
      muster_world_add_target (world, g_ptr_array_index (step->targets, i), self->at_us, people);
  self->n_who = people->len;
  for (guint i = 0; i < MIN (people->len, MUSTER_NEXT_WHO_MAX); i++)
    self->who[i] = ((const MusterObject *) g_ptr_array_index (people, i))->id;
}

/**
 * muster_next_step_find:
 * @self: (out): what comes next
 * @world: a world
 * @incident: one of it
 *
 * Looks ahead: people are found when a step is due, so who it will be may still change.
 */
void
muster_next_step_find (MusterNextStep *self,
                       const MusterWorld *world,
                       const MusterIncident *incident)
{
  const MusterPaging *paging =
      muster_pagings_get (muster_world_get_pagings (world), incident->number);
  const MusterEscalating *one;

  *self = (MusterNextStep){ .kind = MUSTER_NEXT_NONE, .at_us = MUSTER_NO_TIME };
  if (paging == NULL || !muster_incident_is_open (incident) || incident->merged_into > 0)
    return;
  if (incident->acknowledged)
    {
      self->at_us = paging->lapses_us;
      if (self->at_us != MUSTER_NO_TIME)
        self->kind = paging->snoozed ? MUSTER_NEXT_SNOOZE_END : MUSTER_NEXT_LAPSE;
      return;
    }
  one = find_first (paging, &self->at_us);
  if (one == NULL)
    return;
  self->kind = muster_escalation_is_unanswered (&one->at, one->plan) ? MUSTER_NEXT_UNANSWERED
                                                                     : MUSTER_NEXT_STEP;
  if (self->kind == MUSTER_NEXT_STEP)
    add_people (self, world, one);
}
