/* policy-plan.h - whom a policy would tell, and when, if an incident opened now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/policy.h"
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_PLAN_ROUNDS_MAX 4 /* looked at one by one; later ones are like them */

typedef struct
{
  gint64 after_us;       /* since the incident opened */
  guint round;           /* from 1 */
  guint step;            /* from 1; 0: all rounds are over */
  GPtrArray *people;     /* of char *, fit to be shown; none: nobody is there */
  GPtrArray *targets;    /* of char *: "Payments", "Ana": whom the step means */
  MusterUlid first;      /* the first of the people; null: there is none */
  char *vacant;          /* (nullable): of the schedules without anybody the first */
  gint64 vacant_until_s; /* when it has somebody; MUSTER_NO_TIME: not within 60 days */
  char *missing;         /* (nullable): a target that is not there */
} MusterPlanMoment;

typedef struct
{
  GPtrArray *moments; /* of MusterPlanMoment, earliest first; the last is that nobody answered */
  guint n_rounds;     /* in all */
  guint n_shown;      /* of them there are moments */
  gint64 wait_us;     /* between times that it is told that nobody answered */
  gboolean at_once;   /* all steps of a round together */
} MusterPolicyPlan;

/* @policy_id: whose turns count for steps that take turns; may be null. @critical: as for SEV-1 */
MusterPolicyPlan *muster_policy_plan_new (const MusterWorld *world,
                                          const MusterPolicy *policy,
                                          MusterUlid policy_id,
                                          gint64 now_us,
                                          gboolean critical);
void muster_policy_plan_free (MusterPolicyPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPolicyPlan, muster_policy_plan_free)

/* When all rounds are over, µs since the begin; 0: there are none. */
gint64 muster_policy_plan_get_end_us (const MusterPolicyPlan *self);
/* Do both tell the same people, of the same step? */
gboolean muster_plan_moment_is_like (const MusterPlanMoment *a, const MusterPlanMoment *b);
/* The step that nobody could ever be reached by, from 1: that none of its targets has anybody, in
 * the next 90 days. 0: there is none. */
guint muster_policy_find_unreachable (const MusterWorld *world,
                                      const MusterPolicy *policy,
                                      gint64 now_us);

G_END_DECLS
