/* query.h - a GET on the main thread: for the files that answer one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/call.h"
G_BEGIN_DECLS

typedef struct _MusterQuery MusterQuery;
typedef MusterWorkResult (*MusterQueryFunc) (MusterQuery *self, MusterCommitter *committer);
typedef void (*MusterQueryTail) (const MusterQuery *self, MusterJsonWriter *writer);

/* Strings of the target live as long as the request. */
struct _MusterQuery
{
  MusterWork work; /* first */
  MusterQueryFunc func;
  MusterCall call;
  guint incident;             /* of the path; 0: none */
  MusterCommitter *committer; /* while it goes on by itself */
  GPtrArray *alerts;          /* of MusterUlid *, of the page being read */
  char *cursor;               /* of the next page; nullable */
  MusterQueryTail tail;       /* what a list of alerts ends with; nullable */
  guint preview_alerts_n;     /* of a silence that is not made yet */
  guint preview_incidents_n;
};

const char *muster_query_parameter (const MusterQuery *self, const char *name);
guint muster_query_page_size (const MusterQuery *self);
MusterWorkResult muster_query_answer_json (MusterQuery *self,
                                           MusterCommitter *committer,
                                           GString *body /* transfer full */);
/* The incident of the path; NULL: none, and that is the answer. */
const MusterIncident *muster_query_find_incident (MusterQuery *self, const MusterWorld *world);
/* {"items":[…],"cursor":…} */
void muster_query_begin_list (MusterJsonWriter *writer, GString *body);
void muster_query_end_list (MusterJsonWriter *writer, const char *cursor);

/* api-alerts.c */
MusterWorkResult muster_query_get_alerts (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_tell_alerts (MusterQuery *self, MusterCommitter *committer);
/* api-silences.c */
MusterWorkResult muster_query_get_silences (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_preview_silence (MusterQuery *self, MusterCommitter *committer);
/* api-keys.c */
MusterWorkResult muster_query_get_keys (MusterQuery *self, MusterCommitter *committer);
void muster_keys_append_json (const MusterWorld *world, GString *body);
/* api-maintenance.c */
MusterWorkResult muster_query_get_maintenance (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_preview_maintenance (MusterQuery *self, MusterCommitter *committer);
/* api-letters.c */
MusterWorkResult muster_query_get_letters (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_preview_letter (MusterQuery *self, MusterCommitter *committer);
void muster_letters_append_json (const MusterWorld *world, GString *body);
/* api-storms.c */
MusterWorkResult muster_query_get_storms (MusterQuery *self, MusterCommitter *committer);
/* api-alertmanagers.c */
MusterWorkResult muster_query_get_alertmanagers (MusterQuery *self, MusterCommitter *committer);
/* api-severity-overrides.c */
MusterWorkResult muster_query_get_dead_man_switches (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_get_severity_overrides (MusterQuery *self,
                                                      MusterCommitter *committer);
/* api-changes.c */
MusterWorkResult muster_query_get_changes (MusterQuery *self, MusterCommitter *committer);
/* api-similar.c */
MusterWorkResult muster_query_get_similar (MusterQuery *self, MusterCommitter *committer);
/* api-graph.c */
MusterWorkResult muster_query_get_graph (MusterQuery *self, MusterCommitter *committer);
/* api-schedules.c */
MusterWorkResult muster_query_get_schedules (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_get_oncall (MusterQuery *self, MusterCommitter *committer);
/* api-roster.c */
MusterWorkResult muster_query_get_roster (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_get_gaps (MusterQuery *self, MusterCommitter *committer);
/* api-schedule-history.c */
MusterWorkResult muster_query_get_schedule_history (MusterQuery *self, MusterCommitter *committer);
/* api-readiness.c */
MusterWorkResult muster_query_get_readiness (MusterQuery *self, MusterCommitter *committer);
/* api-requests.c */
MusterWorkResult muster_query_get_shift_requests (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_get_candidates (MusterQuery *self, MusterCommitter *committer);
/* api-handovers.c */
MusterWorkResult muster_query_get_handovers (MusterQuery *self, MusterCommitter *committer);
MusterWorkResult muster_query_get_handover (MusterQuery *self, MusterCommitter *committer);
/* api-rebalance.c */
MusterWorkResult muster_query_get_rebalance (MusterQuery *self, MusterCommitter *committer);
/* api-fairness.c */
MusterWorkResult muster_query_get_fairness (MusterQuery *self, MusterCommitter *committer);
/* api-notices.c */
MusterWorkResult muster_query_get_notices (MusterQuery *self, MusterCommitter *committer);
/* api-calendars.c */
MusterWorkResult muster_query_get_calendars (MusterQuery *self, MusterCommitter *committer);
/* api-suspects.c */
MusterWorkResult muster_query_get_suspects (MusterQuery *self, MusterCommitter *committer);

G_END_DECLS
