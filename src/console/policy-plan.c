/* policy-plan.c - whom a policy would tell, and when, if an incident opened now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* It goes by the clock that the hub goes by (oncall/escalation.h), and finds people as the hub does
 * (world/escalation-people.h), at the instant of each step. */
#include "console/policy-plan.h"

#include "base/safe-text.h"
#include "model/event.h"
#include "oncall/escalation.h"
#include "oncall/roster.h"
#include "world/escalation-people.h"
#include "world/live-schedule.h"
#include "world/paging.h"

#define DAY_S         ((gint64) 24 * 60 * 60)
#define GAP_AHEAD_S   (60 * DAY_S)
#define REACH_AHEAD_S (90 * DAY_S)

typedef struct
{
  const MusterWorld *world;
  const MusterPolicy *policy;
  MusterUlid policy_id;
  gint64 now_us;
  MusterPolicyPlan *plan;
} Planning;

static void
moment_free (gpointer data)
{
  MusterPlanMoment *self = data;

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->targets);
  g_free (self->vacant);
  g_free (self->missing);
  g_free (self);
}

static MusterPlanMoment *
add_moment (const Planning *self, gint64 after_us, guint round, guint step)
{
  MusterPlanMoment *moment = g_new0 (MusterPlanMoment, 1);

  moment->after_us = after_us;
  moment->round = round;
  moment->step = step;
  moment->people = g_ptr_array_new_with_free_func (g_free);
  moment->targets = g_ptr_array_new_with_free_func (g_free);
  moment->vacant_until_s = MUSTER_NO_TIME;
  g_ptr_array_add (self->plan->moments, moment);
  return moment;
}

/* --- who is there --- */

static const MusterObject *
find_target (const MusterWorld *world, const MusterPolicyTarget *target)
{
  return muster_directory_find (muster_world_get_directory (world),
                                muster_target_kind_to_string (target->kind), target->name, -1);
}

/* When a schedule has somebody next. */
static gint64
find_next_s (const MusterWorld *world, const MusterObject *schedule, gint64 at_s)
{
  const MusterScheduleBody *body = muster_world_get_schedule (world, schedule);
  g_autoptr (MusterRoster) roster =
      body ? muster_schedule_resolve (body->schedule, at_s, at_s + GAP_AHEAD_S, NULL) : NULL;

  for (guint i = 0; roster && i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      if (span.n > 0)
        return span.start_s;
    }
  return MUSTER_NO_TIME;
}

static void
look_at_target (const Planning *self,
                const MusterPolicyTarget *target,
                MusterPlanMoment *moment,
                GPtrArray *people)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterObject *object = find_target (self->world, target);
  gint64 at_us = self->now_us + moment->after_us;
  guint before = people->len;

  g_ptr_array_add (
      moment->targets,
      muster_safe_text (object ? muster_directory_title (directory, object->id) : target->name, -1,
                        FALSE));
  muster_world_add_target (self->world, target, at_us, people);
  if (!object && !moment->missing)
    moment->missing = muster_safe_text (target->name, -1, FALSE);
  if (!object || people->len > before || target->kind != MUSTER_TARGET_SCHEDULE || moment->vacant)
    return;
  moment->vacant_until_s = find_next_s (self->world, object, at_us / G_USEC_PER_SEC);
  if (moment->vacant_until_s != at_us / G_USEC_PER_SEC) /* else its people are there already */
    moment->vacant = muster_safe_text (target->name, -1, FALSE);
}

/* The target whose turn it is in that round; G_MAXUINT: all of them. */
static guint
find_turn (const Planning *self, guint round, guint step)
{
  const MusterPolicyStep *what = muster_policy_get_step (self->policy, step);
  guint turn;

  if (!what->in_turn || what->targets->len == 0)
    return G_MAXUINT;
  turn = muster_pagings_get_turn (muster_world_get_pagings (self->world), self->policy_id, step);
  return (turn + round - 1) % what->targets->len;
}

/* Returns: whether anybody is there */
static gboolean
look_at_step (const Planning *self, const MusterEscalation *at, gint64 due_us)
{
  const MusterPolicyStep *step = muster_policy_get_step (self->policy, at->step);
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  MusterPlanMoment *moment = add_moment (self, due_us, at->round, at->step + 1);
  guint only = find_turn (self, at->round, at->step);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();

  for (guint i = 0; i < step->targets->len; i++)
    if (only == G_MAXUINT || only == i)
      look_at_target (self, g_ptr_array_index (step->targets, i), moment, people);
  for (guint i = 0; i < people->len; i++)
    {
      const MusterObject *person = g_ptr_array_index (people, i);

      if (i == 0)
        moment->first = person->id;
      g_ptr_array_add (
          moment->people,
          muster_safe_text (muster_directory_title (directory, person->id), -1, FALSE));
    }
  return people->len > 0;
}

/* --- the plan --- */

static void
look_ahead (const Planning *self)
{
  MusterPolicyPlan *plan = self->plan;
  guint left = plan->n_rounds - plan->n_shown;
  MusterEscalation at;

  muster_escalation_start (&at, self->policy, 0, 0);
  at.at_once = plan->at_once;
  while (!muster_escalation_is_unanswered (&at, self->policy) && at.round <= plan->n_shown)
    {
      gint64 due_us = MAX (muster_escalation_get_due (&at, self->policy), 0);

      muster_escalation_advance (&at, self->policy, look_at_step (self, &at, due_us), due_us);
    }
  add_moment (self, at.round_us + (left > 0 ? left * muster_policy_get_round_us (self->policy) : 0),
              plan->n_rounds + 1, 0);
}

/**
 * muster_policy_plan_new:
 * @world: who and what there is; only looked at
 * @policy: what would be followed
 * @policy_id: whose turns count for steps that take turns; may be null
 * @now_us: when the incident would open, µs UTC
 * @critical: whether it would be SEV-1
 *
 * Returns: (transfer full): who would be told, if nobody ever acknowledged
 */
MusterPolicyPlan *
muster_policy_plan_new (const MusterWorld *world,
                        const MusterPolicy *policy,
                        MusterUlid policy_id,
                        gint64 now_us,
                        gboolean critical)
{
  MusterPolicyPlan *self = g_new0 (MusterPolicyPlan, 1);
  const Planning planning = { world, policy, policy_id, now_us, self };

  self->moments = g_ptr_array_new_with_free_func (moment_free);
  self->n_rounds = policy->steps->len > 0 ? policy->repeat + 1 : 0;
  self->n_shown = MIN (self->n_rounds, MUSTER_PLAN_ROUNDS_MAX);
  self->wait_us = MAX (policy->wait_us, MUSTER_POLICY_ROUND_MIN_US);
  self->at_once = critical && policy->critical_all;
  look_ahead (&planning);
  return self;
}

/**
 * muster_policy_plan_free:
 * @self: a plan
 */
void
muster_policy_plan_free (MusterPolicyPlan *self)
{
  g_ptr_array_unref (self->moments);
  g_free (self);
}

/**
 * muster_policy_plan_get_end_us:
 * @self: a plan
 *
 * Returns: when it is told for the first time that nobody answered, µs since the begin
 */
gint64
muster_policy_plan_get_end_us (const MusterPolicyPlan *self)
{
  const MusterPlanMoment *last = g_ptr_array_index (self->moments, self->moments->len - 1);

  return last->after_us;
}

/**
 * muster_plan_moment_is_like:
 * @a: a moment
 * @b: one of another round
 *
 * Returns: whether both tell the same people, of the same step
 */
gboolean
muster_plan_moment_is_like (const MusterPlanMoment *a, const MusterPlanMoment *b)
{
  if (a->step != b->step || a->people->len != b->people->len)
    return FALSE;
  for (guint i = 0; i < a->people->len; i++)
    if (!g_str_equal (g_ptr_array_index (a->people, i), g_ptr_array_index (b->people, i)))
      return FALSE;
  return TRUE;
}

/* --- who is ever there --- */

static gboolean
reaches (const MusterWorld *world, const MusterPolicyTarget *target, gint64 now_us)
{
  const MusterObject *object = find_target (world, target);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  const MusterScheduleBody *body;
  g_autoptr (MusterRoster) roster = NULL;
  gint64 now_s = now_us / G_USEC_PER_SEC;

  muster_world_add_target (world, target, now_us, people);
  if (!object || people->len > 0 || target->kind != MUSTER_TARGET_SCHEDULE)
    return people->len > 0;
  body = muster_world_get_schedule (world, object);
  roster =
      body ? muster_schedule_resolve (body->schedule, now_s, now_s + REACH_AHEAD_S, NULL) : NULL;
  for (guint i = 0; roster && i < muster_roster_get_n_spans (roster); i++)
    if (muster_roster_get_span (roster, i).n > 0)
      return TRUE;
  return FALSE;
}

static gboolean
step_reaches (const MusterWorld *world, const MusterPolicyStep *step, gint64 now_us)
{
  for (guint i = 0; i < step->targets->len; i++)
    if (reaches (world, g_ptr_array_index (step->targets, i), now_us))
      return TRUE;
  return FALSE;
}

/**
 * muster_policy_find_unreachable:
 * @world: who and what there is
 * @policy: what would be followed
 * @now_us: the present
 *
 * Returns: the first step that tells nobody, now or in the next 90 days, from 1; 0: there is none
 */
guint
muster_policy_find_unreachable (const MusterWorld *world, const MusterPolicy *policy, gint64 now_us)
{
  for (guint i = 0; i < policy->steps->len; i++)
    if (!step_reaches (world, muster_policy_get_step (policy, i), now_us))
      return i + 1;
  return 0;
}
