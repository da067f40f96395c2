/* escalate.c - people are told of an incident, one after the other, until somebody answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The policy is taken as it is when the escalation starts; people are found when a step is due
 * (on-call.md §4). A page is intended here and committed before anything sends it.
 */
#include "world/escalate.h"

#include "oncall/personal-rules.h"
#include "world/escalating.h"
#include "world/escalation-people.h"
#include "world/recipients.h"

#include <string.h>

typedef MusterEscalatingOf Escalating;

static const MusterDirectory *
directory_of (const Escalating *self)
{
  return muster_world_get_directory (self->world);
}

/**
 * muster_escalating_emit:
 * @self: an incident that tells people
 * @kind: what happens
 *
 * Returns: (transfer none): an event of it, now
 */
MusterEvent *
muster_escalating_emit (const MusterEscalatingOf *self, MusterEventKind kind)
{
  MusterEvent *event = muster_batch_add (self->batch, kind);

  event->at_us = self->context->now_us;
  event->incident = self->incident->number;
  return event;
}

/**
 * muster_escalating_emit_of:
 * @self: an incident that tells people
 * @kind: what happens
 * @seq: to this of its escalations
 *
 * Returns: (transfer none): an event of it, now
 */
MusterEvent *
muster_escalating_emit_of (const MusterEscalatingOf *self, MusterEventKind kind, guint64 seq)
{
  MusterEvent *event = muster_escalating_emit (self, kind);

  muster_event_set_int (event, MUSTER_FACT_OF, (gint64) seq);
  return event;
}

/* --- beginning and ending --- */

static void
start (const Escalating *self, MusterUlid policy, const char *name, const char *body)
{
  MusterEvent *event = muster_escalating_emit (self, MUSTER_EVENT_ESCALATION_STARTED);

  muster_event_set_ulid (event, MUSTER_FACT_ID, policy);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
  if (body != NULL)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_BODY, body, -1);
}

static void
start_policy (const Escalating *self, const char *name)
{
  const MusterObject *policy =
      muster_directory_find (directory_of (self), MUSTER_OBJECT_POLICY, name, -1);

  start (self, policy != NULL ? policy->id : (MusterUlid){ 0, 0 }, name,
         policy != NULL ? policy->body : NULL);
}

/* "policy payments-standard", "team shop": as the route told it. */
static void
start_target (const Escalating *self, const char *words)
{
  const char *space = strchr (words, ' ');
  g_autofree char *kind = space != NULL ? g_strndup (words, (gsize) (space - words)) : NULL;
  MusterTargetKind target;

  if (kind != NULL && strcmp (kind, MUSTER_OBJECT_POLICY) == 0)
    start_policy (self, space + 1);
  else if (kind != NULL && muster_target_kind_from_string (kind, &target))
    {
      g_autofree char *body = muster_target_dup_policy (target, space + 1);

      start (self, (MusterUlid){ 0, 0 }, words, body);
    }
}

/* By its routes; without one by its service's policy; else it is unanswered from the beginning. */
static void
start_all (const Escalating *self)
{
  guint before = muster_batch_length (self->batch);
  const MusterObject *service = muster_directory_get (directory_of (self), self->incident->service);
  g_autofree char *policy =
      service != NULL ? muster_directory_dup_member (service, MUSTER_OBJECT_POLICY) : NULL;

  for (guint i = 0; i < self->incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (self->incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_ROUTED && entry->text != NULL)
        start_target (self, entry->text);
    }
  if (muster_batch_length (self->batch) == before && policy != NULL)
    start_policy (self, policy);
  if (muster_batch_length (self->batch) == before)
    start (self, (MusterUlid){ 0, 0 }, NULL, NULL);
}

static void
end_all (const Escalating *self)
{
  if (self->incident->merged_into == 0)
    muster_escalating_tell_resolved (self);
  for (guint i = 0; i < self->paging->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (self->paging->escalating, i);

      muster_event_set_token (
          muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_ENDED, one->seq), MUSTER_FACT_BY,
          self->incident->merged_into > 0 ? "merged" : "resolved");
    }
}

static void
resume_all (const Escalating *self, const char *by)
{
  for (guint i = 0; i < self->paging->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (self->paging->escalating, i);

      muster_event_set_token (
          muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_RESUMED, one->seq),
          MUSTER_FACT_BY, by);
    }
}

/* --- steps --- */

static void
add_words (GString *words, const MusterPolicyTarget *target)
{
  g_string_append_printf (words, "%s%s %s", words->len > 0 ? ", " : "",
                          muster_target_kind_to_string (target->kind), target->name);
}

/* Whom a step tells now, and in words whom it means. */
static GPtrArray *
list_people (const Escalating *self, const MusterEscalating *one, GString *words)
{
  const MusterPolicyStep *step = muster_policy_get_step (one->plan, one->at.step);
  GPtrArray *people = g_ptr_array_new ();
  guint only = G_MAXUINT;

  if (step->in_turn && step->targets->len > 0)
    only = muster_pagings_get_turn (muster_world_get_pagings (self->world), one->policy,
                                    one->at.step) %
           step->targets->len;
  for (guint i = 0; i < step->targets->len; i++)
    if (only == G_MAXUINT || only == i)
      {
        const MusterPolicyTarget *target = g_ptr_array_index (step->targets, i);

        add_words (words, target);
        muster_world_add_target (self->world, target, self->context->now_us, people);
      }
  return people;
}

/* A drill is for who started it, whomever a policy means. */
static GPtrArray *
list_for_drill (const Escalating *self, GPtrArray *people /* transfer full */)
{
  const MusterObject *starter = NULL;

  if (!muster_incident_get_drill_person (self->incident, directory_of (self), &starter))
    return people;
  g_ptr_array_set_size (people, 0);
  if (starter != NULL)
    g_ptr_array_add (people, (gpointer) starter);
  return people;
}

static MusterEvent *
emit_step (const Escalating *self, const MusterEscalating *one, guint step, gboolean heard)
{
  MusterEvent *event = muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_STEP_DUE, one->seq);

  muster_event_set_int (event, MUSTER_FACT_ROUND, one->at.round);
  muster_event_set_int (event, MUSTER_FACT_STEP, step);
  muster_event_set_int (event, MUSTER_FACT_ON, heard);
  return event;
}

/* Nobody has answered: who answers for the service, and every console, which hears of the step. */
static void
tell_unanswered (const Escalating *self, const MusterEscalating *one)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();

  muster_directory_add_owners (directory_of (self), self->incident->service, owners);
  owners = list_for_drill (self, owners);
  emit_step (self, one, 0, TRUE);
  muster_escalating_call (self, one, 0, owners);
}

static void
take_step (const Escalating *self, const MusterEscalating *one)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GPtrArray) people = NULL;
  MusterEvent *event;

  if (muster_escalation_is_unanswered (&one->at, one->plan))
    {
      tell_unanswered (self, one);
      return;
    }
  people = list_for_drill (self, list_people (self, one, words));
  event = emit_step (self, one, one->at.step + 1, people->len > 0);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, words->str, -1);
  if (people->len == 0)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON, "nobody is on call", -1);
  muster_escalating_call (self, one, one->at.step + 1, people);
}

/* --- people --- */

/* What no desktop shows is over; another channel goes on trying, and the next rule begins. */
static void
give_up_page (const Escalating *self, const MusterPersonTurn *turn)
{
  MusterUlid id = g_array_index (turn->pages, MusterUlid, turn->pages->len - 1);
  const MusterPage *page = muster_incident_find_page (self->incident, id);
  gboolean on_desktop = page == NULL || g_strcmp0 (page->channel, MUSTER_CHANNEL_DESKTOP) == 0;
  MusterEvent *event = muster_escalating_emit (self, on_desktop ? MUSTER_EVENT_PAGE_REFUSED
                                                                : MUSTER_EVENT_PAGE_LATE);

  muster_event_set_ulid (event, MUSTER_FACT_PAGE, id);
  if (on_desktop)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                           "no console of theirs has shown it", -1);
}

static gboolean
is_due (const Escalating *self, gint64 at_us)
{
  return at_us != MUSTER_NO_TIME && at_us <= self->context->now_us;
}

static gboolean
mind_turn (const Escalating *self, const MusterPersonTurn *turn)
{
  if (is_due (self, turn->shown_by_us) && turn->pages->len > 0)
    give_up_page (self, turn);
  else if (is_due (self, muster_person_turn_get_due (turn, self->incident)))
    muster_escalating_tell (self, turn);
  else
    return FALSE;
  return TRUE;
}

/* --- all --- */

static gboolean
mind_escalation (const Escalating *self, const MusterEscalating *one)
{
  MusterEvent *event;

  if (muster_escalating_is_raised (one, self->incident))
    muster_event_set_token (
        muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_RESUMED, one->seq), MUSTER_FACT_BY,
        "severity");
  else if (muster_escalating_is_hurried (one, self->incident))
    {
      event = muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_HASTENED, one->seq);
      muster_event_set_int (event, MUSTER_FACT_ON, TRUE);
      muster_event_set_token (event, MUSTER_FACT_BY, "severity");
    }
  else if (one->told > 0 && one->unheard >= one->told)
    muster_event_set_token (
        muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_HASTENED, one->seq),
        MUSTER_FACT_BY, "unreachable");
  else if (muster_escalation_get_due (&one->at, one->plan) <= self->context->now_us)
    take_step (self, one);
  else
    return FALSE;
  return TRUE;
}

/* FALSE: of what is not held by an acknowledgement nothing is due. */
static gboolean
go_on (const Escalating *self)
{
  for (guint i = 0; i < self->paging->turns->len; i++)
    {
      const MusterPersonTurn *turn = g_ptr_array_index (self->paging->turns, i);

      if (muster_person_turn_goes_on (turn, self->paging, self->incident) && mind_turn (self, turn))
        return TRUE;
    }
  for (guint i = 0; i < self->paging->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (self->paging->escalating, i);

      if (muster_escalating_goes_on (one, self->incident) && mind_escalation (self, one))
        return TRUE;
    }
  return FALSE;
}

/* The acknowledgement did not last, or was for a time only. */
static void
lapse (const Escalating *self)
{
  const char *by = self->paging->snoozed ? "snooze" : "ack-timeout";

  muster_escalating_emit (self, MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED);
  resume_all (self, by);
}

static void
act (const Escalating *self)
{
  if (muster_paging_is_over (self->incident))
    end_all (self);
  else if (self->incident->acknowledged && is_due (self, self->paging->lapses_us))
    lapse (self);
  else if (!self->incident->acknowledged && self->paging->held &&
           muster_paging_has_begun (self->paging))
    resume_all (self, "unacknowledged");
  else if (!go_on (self))
    start_all (self);
}

/**
 * muster_world_escalate:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Does the first thing that is due. O(log incidents), and what the thing itself costs.
 *
 * Returns: whether something was
 */
gboolean
muster_world_escalate (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch)
{
  MusterPaging *paging = muster_pagings_first (muster_world_get_pagings (world));
  guint first = muster_batch_length (batch);
  Escalating self = { world, context, batch, NULL, paging };

  if (paging == NULL || paging->due_us > context->now_us)
    return FALSE;
  self.incident = muster_world_get_incident (world, paging->incident);
  act (&self);
  g_return_val_if_fail (muster_batch_length (batch) > first, FALSE);
  muster_world_apply (world, batch, first);
  return TRUE;
}
