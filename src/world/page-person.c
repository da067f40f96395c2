/* page-person.c - whose turn it is, when it comes, and by which rule they are told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is urgent waits for nobody's night: who is on call is woken. What is not waits for people to
 * be awake, and at work where they say when that is. More than a person takes by a channel goes out
 * together, but for the worst, for what a person asked for by hand, and for the first page that
 * somebody gets of something urgent.
 */
#include "oncall/personal-rules.h"
#include "world/escalating.h"

#include "base/wall-time.h"

#include <string.h>

/* Their own wall's time too, for those who read the timeline. */
typedef struct
{
  gint64 due_us;
  gint64 offset_s;
  MusterWait why;
} Waiting;

static Waiting
wait_for (const MusterObject *person, MusterPatience patience, gint64 at_us)
{
  g_autoptr (MusterPersonalHours) hours = muster_personal_hours_read (person->body, NULL);
  Waiting waiting = { at_us, 0, MUSTER_WAIT_NONE };
  gint64 due_s;

  if (hours == NULL) /* it was there before hours were read: nobody is told nothing */
    return waiting;
  waiting.due_us = muster_personal_hours_next (hours, patience, at_us, &waiting.why);
  if (waiting.due_us == G_MAXINT64)
    return (Waiting){ at_us, 0, MUSTER_WAIT_NONE };
  due_s = waiting.due_us / G_USEC_PER_SEC;
  waiting.offset_s = muster_wall_time_at (hours->zone, due_s) - due_s;
  return waiting;
}

static MusterPatience
patience_of (const MusterIncident *incident)
{
  gboolean may_wait = !muster_incident_is_urgent (incident);

  return (MusterPatience){ may_wait, may_wait };
}

/* --- turns --- */

/* Somebody who sleeps is called once, however many steps mean them until then. */
static gboolean
waits_already (const MusterEscalatingOf *self, guint64 of, MusterUlid person)
{
  for (guint i = 0; i < self->paging->turns->len; i++)
    {
      const MusterPersonTurn *turn = g_ptr_array_index (self->paging->turns, i);

      if (turn->of == of && turn->wait != MUSTER_WAIT_NONE &&
          muster_ulid_equal (turn->person, person))
        return TRUE;
    }
  return FALSE;
}

static Waiting
wait_of_step (const MusterEscalatingOf *self,
              const MusterEscalating *one,
              guint step,
              const MusterObject *person)
{
  gboolean is_conditional = step > 0 && muster_policy_get_step (one->plan, step - 1)->working;
  MusterPatience patience = patience_of (self->incident);
  gint64 now_us = self->context->now_us;
  Waiting waiting = { now_us, 0, MUSTER_WAIT_NONE }, other;

  if (self->incident->severity == MUSTER_SEVERITY_CRITICAL)
    return waiting;
  waiting = wait_for (person, patience, now_us);
  if (!is_conditional)
    return waiting;
  patience.working = TRUE;
  other = wait_for (person, patience, now_us);
  if (other.due_us > waiting.due_us)
    other.why = MUSTER_WAIT_STEP;
  return other;
}

/**
 * muster_escalating_call:
 * @self: an incident that tells people
 * @one: by this policy
 * @step: which is taken, from 1; 0: after all rounds
 * @people: (element-type MusterObject): whom it means
 *
 * Has their turns come.
 */
void
muster_escalating_call (const MusterEscalatingOf *self,
                        const MusterEscalating *one,
                        guint step,
                        const GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      const MusterObject *person = g_ptr_array_index (people, i);
      Waiting waiting;
      MusterEvent *event;

      if (waits_already (self, one->seq, person->id))
        continue;
      waiting = wait_of_step (self, one, step, person);
      event = muster_escalating_emit_of (self, MUSTER_EVENT_ESCALATION_PERSON_DUE, one->seq);
      muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
      muster_event_set_int (event, MUSTER_FACT_ROUND, one->at.round);
      muster_event_set_int (event, MUSTER_FACT_STEP, step);
      if (waiting.why == MUSTER_WAIT_NONE)
        continue;
      muster_event_set_int (event, MUSTER_FACT_DUE, waiting.due_us);
      muster_event_set_token (event, MUSTER_FACT_RULE, muster_wait_to_string (waiting.why));
      muster_event_set_int (event, MUSTER_FACT_OFFSET, waiting.offset_s);
    }
}

/* --- limits --- */

/* A page that has reached them, or may yet. */
static gboolean
was_told (const MusterIncident *incident, MusterUlid person)
{
  for (guint i = incident->pages->len; i-- > 0;)
    {
      const MusterPage *page = g_ptr_array_index (incident->pages, i);

      if (muster_ulid_equal (page->person, person) && page->state != MUSTER_PAGE_REFUSED &&
          page->state != MUSTER_PAGE_FOLDED)
        return TRUE;
    }
  return FALSE;
}

/* When that page may go out; now, where it is not held to a limit. */
static gint64
allowed_at (const MusterEscalatingOf *self,
            const MusterPersonTurn *turn,
            const MusterObject *person,
            const char *channel)
{
  const MusterPageLimits *limits =
      muster_pagings_get_limits (muster_world_get_pagings (self->world));
  gint64 now_us = self->context->now_us, at_us;
  gboolean urgent = muster_incident_is_urgent (self->incident);
  const MusterPersonalLimit limit =
      muster_personal_limit_read (person != NULL ? person->contact : NULL, channel);
  const MusterPageBundle *open = muster_page_limits_open (limits, turn->person, channel);

  if (limit.pages == 0 || turn->of == 0 || self->incident->acknowledged ||
      self->incident->severity == MUSTER_SEVERITY_CRITICAL ||
      !muster_ulid_is_null (self->incident->drill) ||
      (urgent && !was_told (self->incident, turn->person)))
    return now_us;
  at_us = muster_page_limits_next (limits, turn->person, channel, &limit, now_us);
  if (!urgent)
    at_us = MAX (at_us, muster_page_limits_next_digest (limits, turn->person, channel, now_us));
  if (open != NULL && !urgent)
    at_us = MAX (at_us, open->due_us); /* with those that wait already */
  if (at_us > now_us && !urgent && person != NULL)
    at_us = wait_for (person, patience_of (self->incident), at_us).due_us;
  return at_us;
}

/* --- pages --- */

static MusterEvent *
emit_page (const MusterEscalatingOf *self,
           const MusterPersonTurn *turn,
           const MusterObject *person,
           const char *channel)
{
  const MusterPageLimits *limits =
      muster_pagings_get_limits (muster_world_get_pagings (self->world));
  const MusterPageBundle *open = muster_page_limits_open (limits, turn->person, channel);
  gint64 now_us = self->context->now_us;
  gint64 at_us = allowed_at (self, turn, person, channel);
  MusterUlid page = open != NULL && at_us > now_us
                        ? open->page
                        : muster_ulid_source_next (self->context->ids, now_us);
  MusterEvent *event = muster_escalating_emit (self, at_us > now_us ? MUSTER_EVENT_PAGE_FOLDED
                                                                    : MUSTER_EVENT_PAGE_INTENDED);

  muster_event_set_ulid (event, MUSTER_FACT_PAGE, page);
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, turn->person);
  muster_event_set_token (event, MUSTER_FACT_CHANNEL,
                          muster_arena_strndup (self->batch->arena, channel, strlen (channel)));
  if (at_us > now_us)
    muster_event_set_int (event, MUSTER_FACT_ENDS, at_us);
  return event;
}

static gint64
next_rule_at (const MusterEscalatingOf *self,
              const MusterPersonTurn *turn,
              const MusterObject *person,
              const MusterPersonalRule *next)
{
  gint64 at_us = MAX (turn->start_us + next->after_us, self->context->now_us);

  /* The chain counts from when they were first told, where they were not to be told before. */
  if (turn->wait != MUSTER_WAIT_NONE)
    at_us = self->context->now_us + next->after_us;
  if (turn->of == 0 || person == NULL)
    return at_us;
  return wait_for (person, patience_of (self->incident), at_us).due_us;
}

/**
 * muster_escalating_tell:
 * @self: an incident that tells people
 * @turn: whose next rule is due
 *
 * Intends that page, or folds it into the one that goes out with others.
 */
void
muster_escalating_tell (const MusterEscalatingOf *self, const MusterPersonTurn *turn)
{
  const MusterObject *person =
      muster_directory_get (muster_world_get_directory (self->world), turn->person);
  gboolean urgent = muster_incident_is_urgent (self->incident);
  g_autoptr (GPtrArray) rules =
      muster_personal_rules_read (person != NULL ? person->contact : NULL, urgent);
  guint at = MIN (turn->rule, rules->len - 1); /* there may be fewer than there were */
  const MusterPersonalRule *rule = g_ptr_array_index (rules, at);
  MusterEvent *event = emit_page (self, turn, person, rule->channel);

  muster_event_set_int (event, MUSTER_FACT_ROUND, turn->round);
  muster_event_set_int (event, MUSTER_FACT_STEP, turn->step);
  muster_event_set_int (event, MUSTER_FACT_ATTEMPT, turn->rule + 1);
  muster_event_set_token (event, MUSTER_FACT_RULE,
                          turn->of == 0 ? "asked"
                          : urgent      ? "high"
                                        : "low");
  if (at + 1 < rules->len)
    muster_event_set_int (event, MUSTER_FACT_DUE,
                          next_rule_at (self, turn, person, g_ptr_array_index (rules, at + 1)));
}
