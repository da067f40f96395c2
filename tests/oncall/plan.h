/* plan.h - schedules written in few words, for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

typedef struct
{
  const char *zone;    /* NULL ends a list of layers */
  const char *every;   /* "1 week"; NULL: it does not rotate */
  const char *start;   /* on the wall */
  const char *members; /* "A,B+C,-": B and C are on together, then nobody */
  const char *hours;   /* "1111100 09:00-17:00;0000011 10:00-16:00", Monday first; NULL: always */
  gboolean shift;      /* advance: shift */
} PlanLayer;

MusterSchedule *plan_new (MusterScheduleMode mode, const PlanLayer *layers, const char *modifiers);
void plan_add_layers (MusterScheduleVersion *version, const PlanLayer *layers);
/* "cover B FROM TO;replace A B FROM TO", times as 2026-06-01T08:00Z */
void plan_add_modifiers (MusterSchedule *schedule, const char *modifiers);
MusterDutyHours plan_hours (const char *text);

/* "A>2026-06-08T09:00 B+C>… ->…": who, and until when */
char *plan_tell (const MusterRoster *roster);
char *plan_resolve (const MusterSchedule *schedule, const char *from, const char *to);
gint64 plan_instant (const char *text); /* "2026-06-01T08:00Z" */

G_END_DECLS
