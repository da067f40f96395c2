/* occasions.h - spans of time that come again, told by the clock on a wall
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/recurrence.h"
#include "base/span.h"
G_BEGIN_DECLS

typedef struct
{
  GTimeZone *zone;
  gint64 start_s;               /* wall time of the first */
  gint64 duration_s;            /* on the wall, too */
  gint64 until_s;               /* none starts after this wall time; G_MAXINT64: it is not said */
  MusterRecurrence *recurrence; /* nullable: there is the first alone */
} MusterOccasions;

MusterOccasions *muster_occasions_new (GTimeZone *zone, gint64 start_s, gint64 duration_s);
void muster_occasions_free (MusterOccasions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOccasions, muster_occasions_free)

/* The first that ends after an instant, µs UTC, as far as two years ahead. */
gboolean muster_occasions_next (const MusterOccasions *self, gint64 after_us, MusterSpan *out);

G_END_DECLS
