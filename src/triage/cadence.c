/* cadence.c - how often something is usually heard of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/cadence.h"

#define GAPS_MIN 20
#define DAY_S    (24 * 60 * 60)
/* Of the time, spent in gaps that are longer than usual. */
#define RARE_PERCENT 5
/* A silence is told when it is so many times as long as usual… */
#define TIMES_USUAL 3
/* …and if that has not happened for so many times as long as the silence. So a sender that is heard
 * of seldom is never called silent: there would have to be weeks of it. */
#define TIMES_PATIENCE 20
/* What was learned counts half when it is as old as this. */
#define REMEMBERED_S (28 * (gint64) DAY_S)

/* Steps of a quarter of a doubling: 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, … seconds. */
static guint
step_of (gint64 seconds)
{
  guint bits;

  if (seconds < 4)
    return (guint) MAX (seconds, 1) - 1;
  bits = g_bit_storage ((gulong) seconds); /* 3 for 4 to 7 */
  return MIN (3 + 4 * (bits - 3) + (guint) ((seconds >> (bits - 3)) & 3), MUSTER_CADENCE_STEPS - 1);
}

/* Where the next step begins. */
static gint64
end_of (guint step)
{
  guint doubling;

  if (step < 3)
    return step + 2;
  doubling = (step - 3) / 4;
  return ((gint64) (4 + (step - 3) % 4) + 1) << doubling;
}

static gint64
total_seconds (const MusterCadence *self)
{
  gint64 total = 0;

  for (guint i = 0; i < MUSTER_CADENCE_STEPS; i++)
    total += self->seconds[i];
  return total;
}

/**
 * muster_cadence_learn:
 * @self: a cadence
 * @gap_us: the time between two events, µs; less than a second is none
 *
 * Learns a gap. One that was told as a silence counts as twice what it takes to be told: a sender
 * that was down for a week is not thought to be one of few words from then on, but one that has
 * long gaps every night soon is.
 */
void
muster_cadence_learn (MusterCadence *self, gint64 gap_us)
{
  gint64 patience_us = muster_cadence_patience_us (self);
  gint64 gap_s;

  if (patience_us > 0)
    gap_us = MIN (gap_us, 2 * patience_us);
  gap_s = gap_us / G_USEC_PER_SEC;
  if (gap_s < 1)
    return;
  self->n++;
  self->seconds[step_of (gap_s)] += gap_s;
  if (total_seconds (self) > REMEMBERED_S)
    for (guint i = 0; i < MUSTER_CADENCE_STEPS; i++)
      self->seconds[i] /= 2;
}

/**
 * muster_cadence_usual_us:
 * @self: a cadence
 *
 * Returns: the length of gap that 95 % of the time learned was spent in, or in shorter ones, µs; 0:
 *   nothing was learned
 */
gint64
muster_cadence_usual_us (const MusterCadence *self)
{
  gint64 total = total_seconds (self), longer = 0;
  guint step = MUSTER_CADENCE_STEPS;

  if (total == 0)
    return 0;
  while (step > 0 && (longer + self->seconds[step - 1]) * 100 <= total * RARE_PERCENT)
    longer += self->seconds[--step];
  return step > 0 ? end_of (step - 1) * G_USEC_PER_SEC : 0;
}

/**
 * muster_cadence_learned_us:
 * @self: a cadence
 *
 * Returns: how much time it was learned in, as far as it is remembered, µs
 */
gint64
muster_cadence_learned_us (const MusterCadence *self)
{
  return total_seconds (self) * G_USEC_PER_SEC;
}

/**
 * muster_cadence_patience_us:
 * @self: a cadence
 *
 * A silence is worth a word when it is three times as long as what is usual, and a quarter of an
 * hour at least; and only of what was heard of for a day and for twenty times as long.
 *
 * Returns: how long a silence has to be, µs; 0: too little is known
 */
gint64
muster_cadence_patience_us (const MusterCadence *self)
{
  gint64 patience_us, learned_us;

  if (self->n < GAPS_MIN)
    return 0;
  learned_us = muster_cadence_learned_us (self);
  if (learned_us < DAY_S * (gint64) G_USEC_PER_SEC)
    return 0;
  patience_us = MAX (TIMES_USUAL * muster_cadence_usual_us (self), MUSTER_CADENCE_FLOOR_US);
  return learned_us >= TIMES_PATIENCE * patience_us ? patience_us : 0;
}
