/* oncall-report.h - what is asked of schedules, answered in JSON (files-and-commands.md)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/oncall-team.h"
#include "oncall/fairness.h"
G_BEGIN_DECLS

typedef struct
{
  const MusterOncallTeam *team;
  const MusterScheduleBody *only; /* nullable: all schedules */
  gint64 at_s;                    /* an instant */
  guint months;                   /* to look ahead from it */
} MusterOncallQuestion;

typedef enum
{
  MUSTER_ONCALL_FINE,
  MUSTER_ONCALL_WRONG,  /* there is what had better not be */
  MUSTER_ONCALL_FAILED, /* with an error */
} MusterOncallVerdict;

/* [{"start","end","members":[…]}] */
MusterOncallVerdict muster_oncall_resolve (const MusterScheduleBody *body,
                                           gint64 from_s,
                                           gint64 to_s,
                                           GString *out,
                                           GError **error);

typedef MusterOncallVerdict (*MusterOncallReportFunc) (const MusterOncallQuestion *question,
                                                       GString *out,
                                                       GError **error);
/* [{"schedule","at","members":[…],"until"}], until: null where nothing changes in that time */
MusterOncallVerdict
muster_oncall_who (const MusterOncallQuestion *question, GString *out, GError **error);
/* [{"schedule","start","end","severity"}] */
MusterOncallVerdict
muster_oncall_gaps (const MusterOncallQuestion *question, GString *out, GError **error);
/* [{"schedule","from","to","coverage","balance","score","people":[…]}] */
MusterOncallVerdict
muster_oncall_fairness (const MusterOncallQuestion *question, GString *out, GError **error);
/* [{"code","severity","schedule","policy","layer","person","at","text"}] */
MusterOncallVerdict
muster_oncall_lint (const MusterOncallQuestion *question, GString *out, GError **error);

/* What one person has of a schedule, as members of an object. */
void muster_json_workload_members (MusterJsonWriter *writer,
                                   const char *name,
                                   const MusterWorkload *workload);
/* Of duties (of MusterDuty) on holidays; @days: nullable. */
void muster_json_holiday_members (MusterJsonWriter *writer,
                                  const GArray *days,
                                  const GArray *duties,
                                  GTimeZone *zone);
void muster_json_member_hours (MusterJsonWriter *writer, const char *name, gint64 length_s);

G_END_DECLS
