/* rotation.h - whose turn it is: a list of people, again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/wall-time.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_TURN_HOURS,
  MUSTER_TURN_DAYS,
  MUSTER_TURN_WEEKS,
  MUSTER_TURN_MONTHS,
} MusterTurnUnit;

#define MUSTER_TURN_MAX 999 /* units that a turn takes */

/* Turn 0 starts at @anchor_s on the wall; turns are counted both ways from there, and each lasts
 * until the next one starts. */
typedef struct
{
  MusterTurnUnit unit;
  guint n; /* 1 to MUSTER_TURN_MAX */
  gint64 anchor_s;
} MusterRotation;

/* "1 week", "12 hours"; leaves the anchor as it is. */
gboolean muster_rotation_parse_every (MusterRotation *self, const char *text);

gint64 muster_rotation_start_of (const MusterRotation *self, MusterWallClock *clock, gint64 turn);
gint64 muster_rotation_turn_at (const MusterRotation *self, MusterWallClock *clock, gint64 utc_s);

/* No turn is shorter on the wall; seconds. */
gint64 muster_rotation_shortest (const MusterRotation *self);

G_END_DECLS
