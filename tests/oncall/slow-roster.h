/* slow-roster.h - who is on call, as one finds it who looks at the wall every minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/schedule.h"
G_BEGIN_DECLS

/* For each minute of [from, to) the people on call, as bits; people are 0 to 25. It knows the rules
 * and none of the arithmetic: turns are counted one by one, hours hold when the wall shows them. */
GArray *slow_roster (const MusterSchedule *schedule, gint64 from_s, gint64 to_s);

G_END_DECLS
