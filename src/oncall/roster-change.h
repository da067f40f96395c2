/* roster-change.h - what two rosters differ in: whose duty moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

/* Somebody is on call then by one of them alone. */
typedef struct
{
  guint person;
  gboolean gained; /* by the later one; else they were by the earlier one */
  gint64 start_s, end_s;
} MusterRosterChange;

/* Of MusterRosterChange, by when they start: of two rosters of the same people and time. */
GArray *muster_roster_compare (const MusterRoster *before, const MusterRoster *after);

/* The same, where person i is @numbers[i]: to compare what two schedules of their own people say.
 */
MusterRoster *muster_roster_renumber (const MusterRoster *self, const guint *numbers);
/* From one instant to another, and nobody is on call. */
MusterRoster *muster_roster_new_empty (gint64 from_s, gint64 to_s);

G_END_DECLS
