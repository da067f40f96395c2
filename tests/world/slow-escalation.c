/* slow-escalation.c - who is told when, second by second: what the world is held against
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "slow-escalation.h"

#define SHOWN_WITHIN 15
#define NEVER        G_MAXINT64

/* A page on a screen that shows nothing. */
typedef struct
{
  gint64 until;
  gboolean counts; /* it is of the newest step */
} Silent;

struct _SlowEscalation
{
  const SlowPlan *plan;
  const gboolean *deaf;
  SlowOnCall on_call;
  gpointer user_data;
  GString *story;
  gint64 now, wall_ahead;
  guint severity;
  gboolean acknowledged, started;
  gint64 lapses, snoozed_until; /* elapsed; on the wall */
  /* the round */
  gint64 begun;
  guint round, rounds_left, next;
  gboolean heard, at_once, was_low;
  gint64 hastened; /* NEVER: it is not */
  /* the newest step */
  guint told, silent;
  GArray *silents;
  guint taken[SLOW_STEPS_MAX];
};

SlowEscalation *
slow_escalation_new (const SlowPlan *plan,
                     const gboolean *deaf,
                     SlowOnCall on_call,
                     gpointer user_data)
{
  SlowEscalation *self = g_new0 (SlowEscalation, 1);

  self->plan = plan;
  self->deaf = deaf;
  self->on_call = on_call;
  self->user_data = user_data;
  self->story = g_string_new (NULL);
  self->silents = g_array_new (FALSE, FALSE, sizeof (Silent));
  self->lapses = self->snoozed_until = self->hastened = NEVER;
  return self;
}

void
slow_escalation_free (SlowEscalation *self)
{
  g_string_free (self->story, TRUE);
  g_array_unref (self->silents);
  g_free (self);
}

const char *
slow_escalation_story (const SlowEscalation *self)
{
  return self->story->str;
}

static gint64
wall (const SlowEscalation *self)
{
  return self->now + self->wall_ahead;
}

/* As many rounds as the policy says, from now. */
static void
begin_rounds (SlowEscalation *self)
{
  self->begun = self->now;
  self->round++;
  self->rounds_left = self->plan->n_steps > 0 ? 1 + self->plan->repeat : 0;
  self->next = 0;
  self->heard = FALSE;
  self->hastened = NEVER;
  self->at_once = self->plan->critical_all && self->severity == 1;
  self->was_low = self->severity > 3;
  self->told = self->silent = 0;
  g_array_set_size (self->silents, 0);
}

static void
page (SlowEscalation *self, guint person, guint step)
{
  const Silent silent = { self->now + SHOWN_WITHIN, TRUE };

  g_string_append_printf (self->story, "%" G_GINT64_FORMAT " %u.%u %u\n", self->now, self->round,
                          step, person);
  self->told++;
  if (self->deaf[person])
    g_array_append_val (self->silents, silent);
}

static guint
resolve (const SlowEscalation *self, guint target)
{
  return target == SLOW_ROTA ? self->on_call (wall (self), self->user_data) : target;
}

static void
page_step (SlowEscalation *self, const SlowStep *step, guint number)
{
  gboolean paged[SLOW_PEOPLE] = { FALSE };
  guint only = G_MAXUINT;

  if (step->in_turn)
    only = self->taken[number - 1]++ % step->n_targets;
  for (guint i = 0; i < step->n_targets; i++)
    {
      guint person = resolve (self, step->targets[i]);

      if ((only != G_MAXUINT && only != i) || paged[person])
        continue;
      paged[person] = TRUE;
      page (self, person, number);
    }
}

static void
end_round (SlowEscalation *self, gint64 length)
{
  self->begun = MAX (self->begun + MAX (length, 60), self->now);
  self->round++;
  self->next = 0;
  self->heard = FALSE;
}

/* Who of them hears nothing no longer matters. */
static void
forget_newest (SlowEscalation *self)
{
  self->told = self->silent = 0;
  for (guint i = 0; i < self->silents->len; i++)
    g_array_index (self->silents, Silent, i).counts = FALSE;
}

static void
take_step (SlowEscalation *self)
{
  gboolean is_unanswered = self->rounds_left == 0;
  guint number = is_unanswered ? 0 : self->next + 1;

  g_string_append_printf (self->story, "%" G_GINT64_FORMAT " %u.%u:\n", self->now, self->round,
                          number);
  self->hastened = NEVER;
  forget_newest (self);
  if (is_unanswered)
    {
      end_round (self, self->plan->wait);
      return;
    }
  page_step (self, &self->plan->steps[self->next], number);
  self->next++;
  if (self->next < self->plan->n_steps)
    return;
  self->rounds_left--;
  end_round (self, self->plan->steps[self->plan->n_steps - 1].after + self->plan->wait);
}

static gboolean
give_up_silent (SlowEscalation *self)
{
  for (guint i = 0; i < self->silents->len; i++)
    {
      Silent silent = g_array_index (self->silents, Silent, i);

      if (silent.until > self->now)
        continue;
      g_array_remove_index (self->silents, i);
      if (silent.counts)
        self->silent++;
      return TRUE;
    }
  return FALSE;
}

static gint64
next_step_at (const SlowEscalation *self)
{
  gint64 at = self->begun;

  if (self->rounds_left > 0 && !self->at_once)
    at += self->plan->steps[self->next].after;
  return MIN (at, self->hastened);
}

static gboolean
act (SlowEscalation *self)
{
  if (self->severity == 0)
    return FALSE;
  if (self->acknowledged)
    {
      if (self->snoozed_until != NEVER ? wall (self) < self->snoozed_until
                                       : self->now < self->lapses)
        return FALSE;
      slow_escalation_unacknowledge (self);
      return TRUE;
    }
  if (!self->started)
    {
      self->started = TRUE;
      self->round = 0;
      begin_rounds (self);
      return TRUE;
    }
  if (give_up_silent (self))
    return TRUE;
  if (self->was_low && self->severity <= 3)
    {
      begin_rounds (self);
      return TRUE;
    }
  if (self->plan->critical_all && self->severity == 1 && !self->at_once)
    {
      self->at_once = TRUE;
      forget_newest (self);
      return TRUE;
    }
  if (self->told > 0 && self->silent >= self->told)
    {
      forget_newest (self);
      if (self->next > 0) /* within the round */
        self->hastened = self->now;
      return TRUE;
    }
  if (next_step_at (self) > self->now)
    return FALSE;
  take_step (self);
  return TRUE;
}

static void
settle (SlowEscalation *self)
{
  while (act (self))
    continue;
}

void
slow_escalation_run (SlowEscalation *self, gint64 to)
{
  for (; self->now < to; self->now++)
    settle (self);
  settle (self);
}

void
slow_escalation_sleep (SlowEscalation *self, gint64 to)
{
  self->now = to;
  settle (self);
}

void
slow_escalation_set_wall (SlowEscalation *self, gint64 wall_s)
{
  self->wall_ahead = wall_s - self->now;
  settle (self);
}

void
slow_escalation_set_severity (SlowEscalation *self, guint severity)
{
  self->severity = severity;
  if (severity == 0)
    {
      self->started = FALSE;
      self->lapses = self->snoozed_until = NEVER;
    }
  settle (self);
}

static void
renew (SlowEscalation *self)
{
  self->lapses =
      self->started && self->plan->ack_timeout > 0 ? self->now + self->plan->ack_timeout : NEVER;
}

void
slow_escalation_acknowledge (SlowEscalation *self)
{
  if (self->acknowledged)
    return;
  self->acknowledged = TRUE;
  self->told = self->silent = 0;
  g_array_set_size (self->silents, 0);
  renew (self);
}

void
slow_escalation_unacknowledge (SlowEscalation *self)
{
  if (!self->acknowledged)
    return;
  self->acknowledged = FALSE;
  self->lapses = self->snoozed_until = NEVER;
  if (self->started)
    begin_rounds (self);
  settle (self);
}

void
slow_escalation_note (SlowEscalation *self)
{
  if (self->acknowledged && self->snoozed_until == NEVER)
    renew (self);
}

void
slow_escalation_snooze (SlowEscalation *self, gint64 until_wall_s)
{
  slow_escalation_acknowledge (self);
  self->snoozed_until = until_wall_s;
}

void
slow_escalation_escalate (SlowEscalation *self, gboolean all)
{
  if (self->acknowledged || self->severity == 0)
    return;
  forget_newest (self);
  if (all)
    self->at_once = TRUE;
  else
    self->hastened = self->now;
  settle (self);
}
