/* shifts.h - what each has of a schedule, piece by piece: for calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

/* Somebody is on call in a turn of a layer. Which shift that is stays the same when it moves. */
typedef struct
{
  guint person;
  gint64 start_s, end_s;
  const char *layer; /* the schedule's; NULL: nobody is on call of any layer then */
  char unit;         /* h, d, w or m: of which the period is counted, on the layer's wall */
  gint64 period;
  guint nth; /* the person's in that period, from 0 */
} MusterShift;

/* A turn that is longer may be cut off. */
#define MUSTER_SHIFT_REACH_DAYS 400

/* Of MusterShift, by when they start: those that any of [from, to) is in, whole. NULL, with
 * MUSTER_MODEL_ERROR_INVALID: they are too many. */
GArray *muster_schedule_list_shifts (const MusterSchedule *self,
                                     guint n_people,
                                     gint64 from_s,
                                     gint64 to_s,
                                     GError **error);

G_END_DECLS
