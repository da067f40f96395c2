/* api-requests.c - GET /v1/shift-requests, and who had best take a shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "hub/schedule-json.h"
#include "model/error.h"
#include "oncall/shift-candidates.h"

#include <math.h>

#define LONGEST_S (90 * MUSTER_DAY_S)
#define AROUND_S  (120 * MUSTER_DAY_S) /* for rest */

static void
member_time (MusterJsonWriter *writer, const char *name, gint64 at_us)
{
  muster_json_name (writer, name);
  if (at_us != MUSTER_NO_TIME)
    muster_json_instant (writer, at_us);
  else
    muster_json_null (writer);
}

static void
write_offer (MusterJsonWriter *writer, const MusterWorld *world, const MusterShiftOffer *offer)
{
  muster_json_begin_object (writer);
  muster_json_member_person (writer, "person", world, offer->person);
  muster_json_member_instant (writer, "at", offer->at_us);
  member_time (writer, "from", offer->starts_us);
  member_time (writer, "to", offer->ends_us);
  muster_json_end_object (writer);
}

/**
 * muster_json_shift_request:
 * @writer: a writer
 * @world: where people and schedules are
 * @request: a request
 *
 * Writes it as one object.
 */
void
muster_json_shift_request (MusterJsonWriter *writer,
                           const MusterWorld *world,
                           const MusterShiftRequest *request)
{
  const MusterObject *schedule =
      muster_directory_get (muster_world_get_directory (world), request->schedule);

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", request->id);
  muster_json_member_string (writer, "schedule", schedule != NULL ? schedule->name : NULL);
  muster_json_member_instant (writer, "at", request->at_us);
  muster_json_member_person (writer, "person", world, request->person);
  muster_json_member_person (writer, "other", world, request->other);
  muster_json_member_instant (writer, "from", request->starts_us);
  muster_json_member_instant (writer, "to", request->ends_us);
  muster_json_member_string (writer, "note", request->note);
  muster_json_member_string (writer, "state", request->ended != NULL ? request->ended : "open");
  member_time (writer, "endedAt", request->ended_us);
  muster_json_name (writer, "offers");
  muster_json_begin_array (writer);
  for (guint i = 0; i < request->offers->len; i++)
    write_offer (writer, world, &g_array_index (request->offers, MusterShiftOffer, i));
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_shift_requests:
 * @self: GET /v1/shift-requests
 * @committer: whose requests
 *
 * Lists those that are open, and those that ended in the last sixty days, newest first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_shift_requests (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GPtrArray *list = muster_shift_requests_list (muster_world_get_shifts (world)->requests);
  guint limit = muster_query_page_size (self);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = list->len, n = 0; i > 0 && n < limit; i--, n++)
    muster_json_shift_request (&writer, world, g_ptr_array_index (list, i - 1));
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}

/* --- candidates --- */

static void
write_days (MusterJsonWriter *writer, const char *name, gint64 length_s)
{
  muster_json_name (writer, name);
  if (length_s < 0)
    muster_json_null (writer);
  else
    muster_json_double (writer, floor ((double) length_s * 10 / MUSTER_DAY_S) / 10);
}

static void
write_hours (MusterJsonWriter *writer, const char *name, gint64 length_s)
{
  muster_json_name (writer, name);
  muster_json_double (writer, round ((double) length_s / 36) / 100);
}

static void
write_candidate (MusterJsonWriter *writer, const MusterShiftCandidate *candidate, const char *name)
{
  g_auto (GStrv) broken = muster_shift_candidate_describe_broken (candidate);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "name", name);
  write_days (writer, "restBefore", candidate->rest.before_s);
  write_days (writer, "restAfter", candidate->rest.after_s);
  write_hours (writer, "hoursBefore", candidate->load_s);
  write_hours (writer, "hoursAfter", candidate->load_s + candidate->added_s);
  muster_json_name (writer, "broken");
  muster_json_begin_array (writer);
  for (guint i = 0; broken[i] != NULL; i++)
    muster_json_string (writer, broken[i]);
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

static MusterRoster *
resolve_around (const MusterScheduleBody *body, gint64 from_s, gint64 to_s, GError **error)
{
  if (body != NULL && from_s < to_s && to_s - from_s <= LONGEST_S)
    return muster_schedule_resolve (body->schedule, from_s - AROUND_S, to_s + AROUND_S, error);
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "Say “from” and “to” of a shift of 90 days at most");
  return NULL;
}

/**
 * muster_query_get_candidates:
 * @self: GET /v1/schedules/{id or name}/candidates?from=&to=
 * @committer: whose schedule
 *
 * Ranks the schedule's people for a shift, best first: rest in days around it, hours in the four
 * weeks before and after with and without it, and the rules it would break.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_candidates (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterObject *schedule = muster_query_find_schedule (self, world);
  const MusterScheduleBody *body;
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GArray) ranked = NULL;
  g_autoptr (GError) error = NULL;
  gint64 from_s, to_s;
  GString *out;
  MusterJsonWriter writer;

  if (schedule == NULL || !muster_query_second (self, "from", 0, &from_s) ||
      !muster_query_second (self, "to", 0, &to_s))
    return MUSTER_WORK_DONE;
  body = muster_world_get_schedule (world, schedule);
  roster = resolve_around (body, from_s, to_s, &error);
  if (roster == NULL)
    return muster_query_refuse (self, error);
  ranked = muster_shift_candidates_rank (roster, body->people->len, from_s, to_s);
  out = g_string_new (NULL);
  muster_query_begin_list (&writer, out);
  for (guint i = 0; i < ranked->len; i++)
    {
      const MusterShiftCandidate *one = &g_array_index (ranked, MusterShiftCandidate, i);

      write_candidate (&writer, one, g_ptr_array_index (body->people, one->person));
    }
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, out);
}
