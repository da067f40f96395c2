/* occasions.c - spans of time that come again, told by the clock on a wall
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/occasions.h"

#include "base/wall-time.h"

/* What a wall may jump by: a day, where the date line moved. */
#define JUMP_S G_GINT64_CONSTANT (86400)
/* µs that are an instant of a year with four digits. */
#define LAST_US (G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC)

/**
 * muster_occasions_new:
 * @zone: where the wall stands
 * @start_s: wall time of the first
 * @duration_s: how long each lasts, on the wall
 *
 * Returns: (transfer full): the first alone
 */
MusterOccasions *
muster_occasions_new (GTimeZone *zone, gint64 start_s, gint64 duration_s)
{
  MusterOccasions *self = g_new (MusterOccasions, 1);

  *self = (MusterOccasions){ g_time_zone_ref (zone), start_s, duration_s, .until_s = G_MAXINT64 };
  return self;
}

/**
 * muster_occasions_free:
 * @self: occasions
 *
 * Frees them.
 */
void
muster_occasions_free (MusterOccasions *self)
{
  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->recurrence, muster_recurrence_free);
  g_free (self);
}

static gboolean
next_start (const MusterOccasions *self, gint64 from_s, gint64 to_s, gint64 *out_s)
{
  if (self->recurrence != NULL)
    return muster_recurrence_next (self->recurrence, from_s, to_s, out_s);
  *out_s = self->start_s;
  return self->start_s >= from_s && self->start_s < to_s;
}

/**
 * muster_occasions_next:
 * @self: occasions
 * @after_us: an instant, µs UTC
 * @out: (out): the first that ends after it; it may have begun
 *
 * Start and end are turned into instants one by one, so that a night without its second hour has a
 * shorter occasion and the clock is always right. One whose whole time the wall passes over is
 * none.
 *
 * Returns: whether there is one
 */
gboolean
muster_occasions_next (const MusterOccasions *self, gint64 after_us, MusterSpan *out)
{
  gint64 after_s = CLAMP (after_us, 0, LAST_US) / G_USEC_PER_SEC;
  gint64 wall_s = muster_wall_time_at (self->zone, after_s);
  gint64 from_s = wall_s - self->duration_s - JUMP_S, at_s;
  gint64 to_s = wall_s + MUSTER_RECURRENCE_HORIZON_S;

  if (self->until_s < to_s)
    to_s = self->until_s + 1;
  for (; next_start (self, from_s, to_s, &at_s); from_s = at_s + 1)
    {
      out->start_us = muster_wall_time_to_utc (self->zone, at_s) * G_USEC_PER_SEC;
      out->end_us = muster_wall_time_to_utc (self->zone, at_s + self->duration_s) * G_USEC_PER_SEC;
      if (out->end_us > after_us && out->end_us > out->start_us)
        return TRUE;
    }
  return FALSE;
}
