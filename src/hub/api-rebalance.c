/* api-rebalance.c - GET /v1/schedules/{id}/rebalance: shifts that had better be somebody else's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "hub/oncall-report.h"
#include "hub/schedule-json.h"
#include "oncall/rebalance.h"

#define BEFORE_S  (28 * MUSTER_DAY_S) /* what somebody has had counts too */
#define AHEAD_S   (84 * MUSTER_DAY_S)
#define FURTHER_S (MUSTER_CANDIDATES_AROUND_S + MUSTER_DAY_S)

/* As an override of the kind "replace" is made of it. */
static void
write_one (MusterJsonWriter *writer, const MusterScheduleBody *body, const MusterRebalance *one)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "person", g_ptr_array_index (body->people, one->person));
  muster_json_member_string (writer, "other", g_ptr_array_index (body->people, one->other));
  muster_json_member_second (writer, "from", one->start_s);
  muster_json_member_second (writer, "to", one->end_s);
  muster_json_member_hours (writer, "personHours", one->person_s);
  muster_json_member_hours (writer, "otherHours", one->other_s);
  muster_json_member_int (writer, "broken", one->n_broken);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_rebalance:
 * @self: GET /v1/schedules/{id or name}/rebalance
 * @committer: whose schedule
 *
 * Says which shifts of the next twelve weeks somebody had better take of whoever has most in them
 * and the four weeks before: three at most, best first. Each makes it more even.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_rebalance (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterObject *schedule = muster_query_find_schedule (self, world);
  const MusterScheduleBody *body =
      schedule != NULL ? muster_world_get_schedule (world, schedule) : NULL;
  gint64 now_s = muster_committer_now_us (committer) / G_USEC_PER_SEC;
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  MusterJsonWriter writer;
  GString *out;

  if (schedule == NULL)
    return MUSTER_WORK_DONE;
  if (body != NULL)
    roster = muster_schedule_resolve (body->schedule, now_s - BEFORE_S - FURTHER_S,
                                      now_s + AHEAD_S + FURTHER_S, &error);
  if (error != NULL)
    return muster_query_refuse (self, error);
  out = g_string_new (NULL);
  muster_query_begin_list (&writer, out);
  if (roster != NULL)
    found = muster_rebalance_suggest (roster, body->people->len, now_s - BEFORE_S, now_s,
                                      now_s + AHEAD_S);
  for (guint i = 0; found != NULL && i < found->len; i++)
    write_one (&writer, body, &g_array_index (found, MusterRebalance, i));
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, out);
}
