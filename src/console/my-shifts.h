/* my-shifts.h - when somebody is on call next, of all schedules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  MusterUlid schedule;
  char *title; /* its name, fit to be shown */
  gint64 start_s, end_s;
} MusterMyShift;

/* Of MusterMyShift: @most of the next 12 months, the one that is or comes next first. */
GPtrArray *
muster_my_shifts_list (const MusterWorld *world, MusterUlid me, gint64 now_s, guint most);

G_END_DECLS
