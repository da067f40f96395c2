/* roster-words.h - what is said of schedules: spans, layers, overrides, who is on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/gantt-scale.h"
#include "console/roster-lanes.h"
G_BEGIN_DECLS

/* "Mon 2 Mar 09:00" */
char *muster_roster_format_instant (gint64 at_s, gint64 now_s, GTimeZone *zone);
/* "Mon 2 Mar 09:00 to Sat 7 Mar 09:00" */
char *muster_roster_format_span (gint64 start_s, gint64 end_s, gint64 now_s, GTimeZone *zone);
/* "72 h" */
char *muster_roster_format_hours (gint64 length_s);
/* "2 to 29 March 2026" */
char *muster_roster_format_range (const MusterGanttScale *scale);
/* "March 2026": the month of a day */
char *muster_roster_format_month (gint64 day);

char *muster_roster_describe_layer (const MusterLayer *layer);
/* @other (nullable): who is replaced, or swapped with */
char *muster_roster_describe_modifier (MusterModifierKind kind, const char *other);
/* For who cannot see it: "Mike, on call, Mon 2 Mar 09:00 to Sat 7 Mar 09:00" */
char *muster_roster_describe_block (const MusterRosterBlock *block,
                                    const MusterRosterLane *lane,
                                    gint64 now_s,
                                    GTimeZone *zone);
/* "Mike until Sat 7 Mar 09:00, then Priya" */
char *muster_roster_describe_now (const MusterRosterLane *final, gint64 now_s, GTimeZone *zone);
/* "Sun 29: clocks go forward, night is 1 h shorter" */
char *muster_roster_describe_shift (const MusterGanttScale *scale, guint day);

G_END_DECLS
