/* backoff.c - how long to wait before trying again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/backoff.h"

/**
 * muster_backoff_next_us:
 * @self: what has failed so far
 * @fill: chance
 * @user_data: for @fill
 *
 * Counts one more failure. The wait doubles from MUSTER_BACKOFF_FIRST_US to MUSTER_BACKOFF_MOST_US,
 * and its second half is left to chance, so that the consoles of a hub that restarts do not all
 * come back at once ("equal jitter").
 *
 * Returns: µs, more than 0
 */
gint64
muster_backoff_next_us (MusterBackoff *self, MusterRandomFunc fill, gpointer user_data)
{
  gint64 wait_us = MIN ((gint64) MUSTER_BACKOFF_FIRST_US << MIN (self->n_failures, 16),
                        (gint64) MUSTER_BACKOFF_MOST_US);
  guint64 chance = 0;

  self->n_failures = MIN (self->n_failures + 1, 1000);
  fill (user_data, (guchar *) &chance, sizeof chance);
  return wait_us / 2 + (gint64) (chance % (guint64) (wait_us / 2 + 1));
}

/**
 * muster_backoff_reset:
 * @self: what has failed so far
 *
 * Forgets it: the next wait is a short one.
 */
void
muster_backoff_reset (MusterBackoff *self)
{
  self->n_failures = 0;
}
