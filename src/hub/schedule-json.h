/* schedule-json.h - who is on call, as the API shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/query.h"
#include "oncall/roster.h"
#include "world/world.h"
G_BEGIN_DECLS

/* {"id","name","fullName"}; null for nobody. */
void muster_json_person (MusterJsonWriter *writer, const MusterWorld *world, MusterUlid person);
void muster_json_member_person (MusterJsonWriter *writer,
                                const char *name,
                                const MusterWorld *world,
                                MusterUlid person);
/* The people of a span of @body's, each as a person. */
void muster_json_people_on_call (MusterJsonWriter *writer,
                                 const MusterWorld *world,
                                 const MusterScheduleBody *body,
                                 MusterRosterSpan span);
/* "name": ["ana","ben"], by name */
void muster_json_member_names (MusterJsonWriter *writer,
                               const char *name,
                               const GPtrArray *people,
                               MusterRosterSpan span);
/* "name": [{"start","end","members":[…]}]; @gaps: also where nobody is on call. */
void muster_json_member_roster (MusterJsonWriter *writer,
                                const char *name,
                                const GPtrArray *people,
                                const MusterRoster *roster,
                                gboolean gaps);
void muster_json_member_second (MusterJsonWriter *writer, const char *name, gint64 at_s);
/* {"id","kind","person","other","from","to","reason","by","at","request"} */
void muster_json_shift_change (MusterJsonWriter *writer,
                               const MusterWorld *world,
                               const MusterShiftChange *change);
/* api-requests.c: {"id","schedule","at","person","other","from","to","note","state","offers"} */
void muster_json_shift_request (MusterJsonWriter *writer,
                                const MusterWorld *world,
                                const MusterShiftRequest *request);

/* The schedule that the path's third segment names; NULL: none, and that is the answer. */
const MusterObject *muster_query_find_schedule (MusterQuery *self, const MusterWorld *world);
/* The instant that a parameter says, or @otherwise; FALSE: it is none, and that is the answer. */
gboolean
muster_query_second (MusterQuery *self, const char *name, gint64 otherwise_s, gint64 *out_s);
/* Answers why not. */
MusterWorkResult muster_query_refuse (MusterQuery *self, const GError *error);

G_END_DECLS
