/* flood.c - how many new alerts come in, and whether that is a storm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/flood.h"

#include <string.h>

static gint64
minute_of (gint64 at_us)
{
  return MAX (at_us, 0) / G_TIME_SPAN_MINUTE;
}

static guint *
bar_at (MusterFlood *self, gint64 minute)
{
  return &self->bars[minute % MUSTER_FLOOD_BARS];
}

/**
 * muster_flood_count:
 * @self: a flood
 * @at_us: when a new alert came, µs UTC
 *
 * Counts it. One that is older than the newest minute counts there: a clock that was set back does
 * not undo what was seen.
 */
void
muster_flood_count (MusterFlood *self, gint64 at_us)
{
  gint64 minute = minute_of (at_us);

  if (minute - self->minute >= MUSTER_FLOOD_BARS)
    memset (self->bars, 0, sizeof self->bars);
  else
    for (gint64 m = self->minute + 1; m <= minute; m++)
      *bar_at (self, m) = 0;
  self->minute = MAX (self->minute, minute);
  *bar_at (self, self->minute) += 1;
}

/**
 * muster_flood_bar:
 * @self: a flood
 * @minute: minutes since the epoch
 *
 * Returns: how many came in that minute; 0 where that is more than an hour before the newest
 */
guint
muster_flood_bar (const MusterFlood *self, gint64 minute)
{
  if (minute < 0 || minute > self->minute || self->minute - minute >= MUSTER_FLOOD_BARS)
    return 0;
  return self->bars[minute % MUSTER_FLOOD_BARS];
}

/**
 * muster_flood_in_window:
 * @self: a flood
 * @now_us: the time, µs UTC
 *
 * Of the minute that the window begins in the part counts that is still in it, as if its alerts had
 * come evenly.
 *
 * Returns: how many came in the last five minutes
 */
guint
muster_flood_in_window (const MusterFlood *self, gint64 now_us)
{
  gint64 now = MAX (minute_of (now_us), self->minute);
  gint64 left_us = G_TIME_SPAN_MINUTE - MAX (now_us - now * G_TIME_SPAN_MINUTE, 0);
  guint64 n = 0;

  for (gint64 minute = now - MUSTER_FLOOD_WINDOW + 1; minute <= now; minute++)
    n += muster_flood_bar (self, minute);
  n += (guint64) muster_flood_bar (self, now - MUSTER_FLOOD_WINDOW) * (guint64) left_us /
       G_TIME_SPAN_MINUTE;
  return (guint) MIN (n, G_MAXUINT);
}

/**
 * muster_storm_begin:
 * @self: no storm
 * @incident: n of the INC-n that takes alerts in
 * @at_us: when, µs UTC
 *
 * Begins one.
 */
void
muster_storm_begin (MusterStorm *self, guint incident, gint64 at_us)
{
  muster_storm_end (self);
  self->incident = incident;
  self->start_us = at_us;
  self->high_until_us = (minute_of (at_us) + 1) * G_TIME_SPAN_MINUTE;
  self->top = muster_top_labels_new ();
}

/**
 * muster_storm_end:
 * @self: a storm, or none
 *
 * Ends it: there is none.
 */
void
muster_storm_end (MusterStorm *self)
{
  g_clear_pointer (&self->top, muster_top_labels_free);
  *self = (MusterStorm){ 0 };
}

/**
 * muster_storm_count:
 * @self: a storm
 * @flood: in which an alert was just counted
 * @at_us: when, µs UTC
 *
 * Follows the peak, and how long it has not been calm.
 */
void
muster_storm_count (MusterStorm *self, const MusterFlood *flood, gint64 at_us)
{
  guint n = muster_flood_bar (flood, flood->minute);

  self->peak = MAX (self->peak, n);
  if ((guint64) n * MUSTER_FLOOD_CALM_PART >= self->peak)
    self->high_until_us =
        MAX (self->high_until_us, (flood->minute + 1) * (gint64) G_TIME_SPAN_MINUTE);
}

/**
 * muster_storm_fold:
 * @self: a storm
 * @labels: of an alert that it took in
 *
 * Counts it, and what it shares with the others.
 */
void
muster_storm_fold (MusterStorm *self, const MusterLabelSet *labels)
{
  self->folded++;
  if (labels != NULL)
    muster_top_labels_add (self->top, labels);
}

/**
 * muster_storm_over_us:
 * @self: a storm, or none
 *
 * A storm is over after ten minutes below a tenth of its peak (ui.md §17).
 *
 * Returns: when that is if no more alerts come, µs UTC; %G_MAXINT64: there is no storm
 */
gint64
muster_storm_over_us (const MusterStorm *self)
{
  return self->incident != 0 ? self->high_until_us + MUSTER_FLOOD_CALM_US : G_MAXINT64;
}
