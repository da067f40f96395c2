/* rotation.c - whose turn it is: a list of people, again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turn k starts when the wall shows the anchor and k times its length, told as a date and a time of
 * day: a day is not 24 hours where the wall is set back or forth. Only turns of hours that do not
 * come out even in a day are counted in hours that went by. So of any instant it is found by
 * division which turn it may be in, and the right one is near.
 */
#include "oncall/rotation.h"

#include "base/civil-date.h"

#include <string.h>

#define HOUR_S G_GINT64_CONSTANT (3600)

static const struct
{
  const char *word, *plural;
  MusterTurnUnit unit;
} units[] = {
  { "hour", "hours", MUSTER_TURN_HOURS },
  { "day", "days", MUSTER_TURN_DAYS },
  { "week", "weeks", MUSTER_TURN_WEEKS },
  { "month", "months", MUSTER_TURN_MONTHS },
};

/**
 * muster_rotation_parse_every:
 * @self: a rotation, whose turns get a length
 * @text: "1 week", "12 hours"
 *
 * Returns: whether it is one, from 1 to %MUSTER_TURN_MAX hours, days, weeks or months
 */
gboolean
muster_rotation_parse_every (MusterRotation *self, const char *text)
{
  guint n = 0;

  for (; g_ascii_isdigit (*text) && n <= MUSTER_TURN_MAX; text++)
    n = 10 * n + (guint) g_ascii_digit_value (*text);
  if (n == 0 || n > MUSTER_TURN_MAX || *text != ' ')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (text + 1, units[i].word) == 0 || strcmp (text + 1, units[i].plural) == 0)
      {
        self->unit = units[i].unit;
        self->n = n;
        return TRUE;
      }
  return FALSE;
}

/* In hours that went by, whatever the wall shows. */
static gboolean
is_elapsed (const MusterRotation *self)
{
  return self->unit == MUSTER_TURN_HOURS && 24 % self->n != 0;
}

/* What all turns but those of months last on the wall. */
static gint64
length_s (const MusterRotation *self)
{
  if (self->unit == MUSTER_TURN_HOURS)
    return self->n * HOUR_S;
  return self->n * (self->unit == MUSTER_TURN_WEEKS ? 7 * MUSTER_DAY_S : MUSTER_DAY_S);
}

static gint64
wall_start_of (const MusterRotation *self, gint64 turn)
{
  gint64 day = muster_floor_div (self->anchor_s, MUSTER_DAY_S);
  MusterCivilDate date;

  if (self->unit != MUSTER_TURN_MONTHS)
    return self->anchor_s + turn * length_s (self);
  date = muster_civil_date_add_months (muster_civil_date_from_days (day), turn * self->n);
  return muster_civil_date_to_days (date) * MUSTER_DAY_S +
         muster_floor_mod (self->anchor_s, MUSTER_DAY_S);
}

/**
 * muster_rotation_start_of:
 * @self: a rotation
 * @clock: its zone's
 * @turn: which turn; before the anchor they are negative
 *
 * On-call rules 2 and 3: a start that the wall passes over is the end of the gap, of one that it
 * shows twice the first counts. So a turn may be empty: the next one starts at the same instant.
 *
 * Returns: the instant at which it starts and the turn before it ends, in seconds
 */
gint64
muster_rotation_start_of (const MusterRotation *self, MusterWallClock *clock, gint64 turn)
{
  if (is_elapsed (self))
    return muster_wall_clock_find (clock, self->anchor_s) + turn * length_s (self);
  return muster_wall_clock_find (clock, wall_start_of (self, turn));
}

/* As if the wall had shown it from the anchor on without a jump. */
static gint64
guess_turn (const MusterRotation *self, gint64 wall_s)
{
  gint64 anchor_day = muster_floor_div (self->anchor_s, MUSTER_DAY_S);
  MusterCivilDate anchor, date;

  if (self->unit != MUSTER_TURN_MONTHS)
    return muster_floor_div (wall_s - self->anchor_s, length_s (self));
  anchor = muster_civil_date_from_days (anchor_day);
  date = muster_civil_date_from_days (muster_floor_div (wall_s, MUSTER_DAY_S));
  return muster_floor_div (
      (date.year - anchor.year) * 12 + (gint64) date.month - (gint64) anchor.month, self->n);
}

/**
 * muster_rotation_turn_at:
 * @self: a rotation
 * @clock: its zone's
 * @utc_s: an instant, in seconds
 *
 * Costs no more far from the anchor than near to it.
 *
 * Returns: the turn that it is in, which is not empty
 */
gint64
muster_rotation_turn_at (const MusterRotation *self, MusterWallClock *clock, gint64 utc_s)
{
  gint64 turn;

  if (is_elapsed (self))
    return muster_floor_div (utc_s - muster_wall_clock_find (clock, self->anchor_s),
                             length_s (self));
  turn = guess_turn (self, muster_wall_clock_show (clock, utc_s));
  while (muster_rotation_start_of (self, clock, turn) > utc_s)
    turn--;
  while (muster_rotation_start_of (self, clock, turn + 1) <= utc_s)
    turn++;
  return turn;
}

/**
 * muster_rotation_shortest:
 * @self: a rotation
 *
 * Returns: seconds that the shortest of its turns takes on the wall
 */
gint64
muster_rotation_shortest (const MusterRotation *self)
{
  return self->unit == MUSTER_TURN_MONTHS ? 28 * MUSTER_DAY_S * self->n : length_s (self);
}
