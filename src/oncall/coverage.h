/* coverage.h - when nobody is on call though somebody has to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

/* How soon something has to be done about a gap. */
typedef enum
{
  MUSTER_GAP_INFO,     /* it begins in over 30 days */
  MUSTER_GAP_WARNING,  /* within 30 days */
  MUSTER_GAP_CRITICAL, /* within 7 days, or it has begun */
} MusterGapSeverity;

typedef struct
{
  gint64 start_s, end_s;
} MusterGap;

/* What @roster, which was resolved of @schedule, leaves open: of MusterGap. */
GArray *muster_coverage_find_gaps (const MusterSchedule *schedule, const MusterRoster *roster);
/* How much of what is to be covered it covers, 0 to 1; 1 if nothing is. */
double muster_coverage_share (const MusterSchedule *schedule, const MusterRoster *roster);

MusterGapSeverity muster_gap_get_severity (const MusterGap *self, gint64 now_s);
const char *muster_gap_severity_to_string (MusterGapSeverity self);

/* The instant at which the wall shows the same @months months later. */
gint64 muster_coverage_months_later (GTimeZone *zone, gint64 from_s, guint months);

G_END_DECLS
