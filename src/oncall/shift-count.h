/* shift-count.h - how many shifts were worked: turns that advance by them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/restriction.h"
G_BEGIN_DECLS

/* Hours of a restriction that start together are one shift, if the wall shows any of them. Shift 0
 * is the first on the anchor's day or later; before it they are negative. */
typedef struct
{
  const GArray *hours; /* of MusterDutyHours, sorted, at least one */
  MusterWallClock *clock;
  gint64 anchor_day; /* since 1970-01-01 */
} MusterShiftCount;

/* How many days may be counted over: changes of the wall between are looked at one by one. */
#define MUSTER_SHIFT_COUNT_DAYS_MAX 146097 /* 400 years */

/* The first of the shifts on @day or later. */
gint64 muster_shift_count_at (const MusterShiftCount *self, gint64 day);

typedef void (*MusterShiftFunc) (gint64 shift, gint64 start_s, gpointer user_data);
/* Those that start on some days, in order. */
void muster_shift_count_foreach (const MusterShiftCount *self,
                                 gint64 first_day,
                                 gint64 last_day,
                                 MusterShiftFunc func,
                                 gpointer user_data);

G_END_DECLS
