/* policy-warnings.c - what had better be known of a policy when it is put
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is no reason to refuse it: who stands behind a step changes.
 */
#include "world/policy-warnings.h"

#include "oncall/personal-rules.h"
#include "world/escalation-people.h"
#include "world/schedule-body.h"

#include <string.h>

/* Everybody who is ever on call of it. */
static void
add_schedule (const MusterDirectory *directory, const char *name, GPtrArray *people)
{
  const MusterObject *object = muster_directory_find (directory, MUSTER_OBJECT_SCHEDULE, name, -1);
  g_autoptr (MusterScheduleBody) body =
      object != NULL ? muster_schedule_body_read (name, object->body, NULL) : NULL;

  for (guint i = 0; body != NULL && i < body->people->len; i++)
    {
      const MusterObject *person = muster_directory_find (directory, MUSTER_OBJECT_PERSON,
                                                          g_ptr_array_index (body->people, i), -1);

      if (person != NULL && !g_ptr_array_find (people, person, NULL))
        g_ptr_array_add (people, (gpointer) person);
    }
}

static void
add_people (const MusterWorld *world, const MusterPolicyStep *step, GPtrArray *people)
{
  for (guint i = 0; i < step->targets->len; i++)
    {
      const MusterPolicyTarget *target = g_ptr_array_index (step->targets, i);

      if (target->kind == MUSTER_TARGET_SCHEDULE)
        add_schedule (muster_world_get_directory (world), target->name, people);
      else
        muster_world_add_target (world, target, muster_world_get_time (world), people);
    }
}

static GPtrArray *
list_people (const MusterWorld *world, const MusterPolicyStep *step)
{
  GPtrArray *people = g_ptr_array_new ();

  add_people (world, step, people);
  return people;
}

/**
 * muster_policy_add_people:
 * @world: a world
 * @policy: of it
 * @people: (element-type MusterObject): to which they are added
 *
 * Lists whom it may tell, whenever.
 */
void
muster_policy_add_people (const MusterWorld *world, const MusterObject *policy, GPtrArray *people)
{
  g_autoptr (MusterPolicy) plan = muster_policy_read (policy->body, NULL);

  for (guint i = 0; plan != NULL && i < plan->steps->len; i++)
    add_people (world, muster_policy_get_step (plan, i), people);
}

/* By something beside a console. */
static gboolean
is_reachable (const MusterObject *person)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (person->contact, TRUE);

  for (guint i = 0; i < rules->len; i++)
    if (strcmp (((const MusterPersonalRule *) g_ptr_array_index (rules, i))->channel,
                MUSTER_CHANNEL_DESKTOP) != 0)
      return TRUE;
  return FALSE;
}

static gint64
get_chain_us (const MusterObject *person)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (person->contact, TRUE);

  return ((const MusterPersonalRule *) g_ptr_array_index (rules, rules->len - 1))->after_us;
}

static gint64
get_delay_us (const MusterPolicy *plan, guint step)
{
  if (step + 1 == plan->steps->len)
    return plan->wait_us;
  return muster_policy_get_step (plan, step + 1)->after_us -
         muster_policy_get_step (plan, step)->after_us;
}

static void
warn_of_people (const MusterPolicy *plan, guint step, const GPtrArray *people, GPtrArray *out)
{
  gint64 delay_us = get_delay_us (plan, step);
  guint n_reachable = 0;

  for (guint i = 0; i < people->len; i++)
    {
      const MusterObject *person = g_ptr_array_index (people, i);
      gint64 chain_us = get_chain_us (person);

      n_reachable += is_reachable (person);
      if (chain_us > delay_us)
        g_ptr_array_add (
            out, g_strdup_printf ("The rules of %s last %d s, and step %u waits %d s for the next",
                                  person->name, (int) (chain_us / G_USEC_PER_SEC), step + 1,
                                  (int) (delay_us / G_USEC_PER_SEC)));
    }
  if (people->len == 0)
    g_ptr_array_add (out, g_strdup_printf ("Step %u reaches nobody", step + 1));
  else if (n_reachable == 0)
    g_ptr_array_add (
        out, g_strdup_printf ("Nobody of step %u has a channel: nothing but a console tells them",
                              step + 1));
}

/**
 * muster_policy_list_warnings:
 * @world: a world
 * @policy: of it
 *
 * Returns: (transfer full) (element-type utf8): for people to read; empty: it is fine
 */
GPtrArray *
muster_policy_list_warnings (const MusterWorld *world, const MusterObject *policy)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MusterPolicy) plan = muster_policy_read (policy->body, NULL);

  if (plan == NULL)
    return out;
  if (plan->steps->len == 0)
    g_ptr_array_add (out, g_strdup ("The policy has no step"));
  for (guint i = 0; i < plan->steps->len; i++)
    {
      g_autoptr (GPtrArray) people = list_people (world, muster_policy_get_step (plan, i));

      warn_of_people (plan, i, people, out);
    }
  return out;
}
