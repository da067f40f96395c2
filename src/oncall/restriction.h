/* restriction.h - the hours of the week to which something is restricted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/wall-time.h"
#include "oncall/timeline.h"
G_BEGIN_DECLS

#define MUSTER_EVERY_DAY 0x7f

/* On some days from one time of day to another; to one that is not later: of the day after. It
 * belongs to the day on which it starts. */
typedef struct
{
  guint8 days;         /* bit 0 is Monday */
  gint32 from_s, to_s; /* since midnight, below 86400 */
} MusterDutyHours;

/* A list of them that is sorted by where they start. */
GArray *muster_restriction_new (void);
void muster_restriction_add (GArray *self, MusterDutyHours hours);

/* Those of a day, counted from 1970-01-01; FALSE: that day has none, or the wall passes over them.
 */
gboolean muster_duty_hours_on (const MusterDutyHours *self,
                               MusterWallClock *clock,
                               gint64 day,
                               gint64 *out_start_s,
                               gint64 *out_end_s);

/* 1 where any of them holds, else 0. */
MusterTimeline *
muster_restriction_resolve (const GArray *self, MusterWallClock *clock, gint64 from_s, gint64 to_s);

/* The days on which hours may start that are of any moment between two instants. */
gint64 muster_restriction_first_day (MusterWallClock *clock, gint64 from_s);
gint64 muster_restriction_last_day (MusterWallClock *clock, gint64 to_s);

G_END_DECLS
