/* duty.h - when one person is on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

typedef struct
{
  gint64 start_s, end_s;
} MusterDuty;

/* For each of @n_people of a roster an array of MusterDuty, in order; those that touch are one. */
GPtrArray *muster_roster_list_duties (const MusterRoster *self, guint n_people);
/* The same with those as one that less than @pause_s lies between. */
GArray *muster_duties_join (const GArray *duties, gint64 pause_s);

G_END_DECLS
