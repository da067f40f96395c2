/* escalation.c - how far an incident has got in its policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/escalation.h"

#include "model/event.h"

/**
 * muster_escalation_start:
 * @self: (out caller-allocates): where it is
 * @policy: as it is at the start
 * @after: rounds that were before, when an acknowledgement did not last
 * @now_us: µs UTC
 *
 * Begins with the first step of a round; as many rounds follow as the policy says.
 */
void
muster_escalation_start (MusterEscalation *self,
                         const MusterPolicy *policy,
                         guint after,
                         gint64 now_us)
{
  *self = (MusterEscalation){
    .round_us = now_us, .early_us = MUSTER_NO_TIME, .round = after + 1, .last_round = after
  };
  if (policy->steps->len > 0)
    self->last_round += 1 + policy->repeat;
}

/**
 * muster_escalation_is_unanswered:
 * @self: an escalation
 * @policy: its policy
 *
 * Returns: whether all rounds are over
 */
gboolean
muster_escalation_is_unanswered (const MusterEscalation *self, const MusterPolicy *policy)
{
  return policy->steps->len == 0 || self->round > self->last_round;
}

/**
 * muster_escalation_get_due:
 * @self: an escalation
 * @policy: its policy
 *
 * Returns: when its next step is to be taken, µs UTC
 */
gint64
muster_escalation_get_due (const MusterEscalation *self, const MusterPolicy *policy)
{
  gint64 due_us = self->round_us;

  if (!muster_escalation_is_unanswered (self, policy) && !self->at_once)
    due_us += muster_policy_get_step (policy, self->step)->after_us;
  return self->early_us != MUSTER_NO_TIME ? MIN (due_us, self->early_us) : due_us;
}

static void
go_to_next_round (MusterEscalation *self, const MusterPolicy *policy, gint64 now_us)
{
  gint64 length_us = muster_escalation_is_unanswered (self, policy)
                         ? MAX (policy->wait_us, MUSTER_POLICY_ROUND_MIN_US)
                         : muster_policy_get_round_us (policy);

  /* A round in which there is nobody to tell is not waited for. */
  if (!self->heard && !muster_escalation_is_unanswered (self, policy))
    self->round_us = now_us;
  else
    self->round_us = MAX (self->round_us + length_us, now_us);
  self->round++;
  self->step = 0;
  self->heard = FALSE;
}

/**
 * muster_escalation_advance:
 * @self: an escalation whose next step is due
 * @policy: its policy
 * @heard: whether there was anybody to tell
 * @now_us: µs UTC
 *
 * Goes on to the step after it. Where there was nobody that one does not wait. A round that the
 * hub slept through is not made up for: the next begins now.
 */
void
muster_escalation_advance (MusterEscalation *self,
                           const MusterPolicy *policy,
                           gboolean heard,
                           gint64 now_us)
{
  gboolean is_last =
      muster_escalation_is_unanswered (self, policy) || self->step + 1 >= policy->steps->len;

  self->heard |= heard;
  self->early_us = MUSTER_NO_TIME;
  if (is_last)
    {
      go_to_next_round (self, policy, now_us);
      return;
    }
  self->step++;
  if (!heard)
    self->early_us = now_us;
}

/**
 * muster_escalation_hasten:
 * @self: an escalation
 * @policy: its policy
 * @asked: whether a person asks for it
 * @now_us: µs UTC
 *
 * Has the next step taken at once. By itself only within a round: those whom the next round tells
 * were told already.
 */
void
muster_escalation_hasten (MusterEscalation *self,
                          const MusterPolicy *policy,
                          gboolean asked,
                          gint64 now_us)
{
  if (asked || (self->step > 0 && !muster_escalation_is_unanswered (self, policy)))
    self->early_us = now_us;
}
