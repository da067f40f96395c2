/* import-compare.h - an imported schedule beside what the other system made of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "importers/import.h"
#include "oncall/roster.h"
#include "world/schedule-body.h"
G_BEGIN_DECLS

#define MUSTER_IMPORT_COMPARE_DAYS 90

/* Sets of people, as texts: "Ana, Ben", in their order; "" is nobody. */
typedef struct
{
  gint64 start_s, end_s;
  char *there, *here;
} MusterImportDifference;

typedef struct
{
  const char *schedule;
  gint64 from_s, to_s;    /* the same: there was nothing to compare with */
  gint64 differing_s;     /* so many seconds of it */
  GPtrArray *differences; /* of MusterImportDifference, earliest first */
} MusterImportComparison;

/* NULL: the schedule cannot be resolved. */
MusterImportComparison *muster_import_compare (const MusterImportSchedule *schedule,
                                               const MusterScheduleBody *body,
                                               GError **error);
void muster_import_comparison_free (MusterImportComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImportComparison, muster_import_comparison_free)

/* Names of who is on call in a span, in their order, by commas. */
char *muster_import_name_set (const MusterScheduleBody *body, MusterRosterSpan span);

G_END_DECLS
