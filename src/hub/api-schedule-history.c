/* api-schedule-history.c - GET /v1/schedules/{id}/history: who was on call then, and by what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/schedule-json.h"
#include "world/live-schedule.h"

/* The version that held; NULL: none did yet. */
static const MusterScheduleVersion *
find_version (const MusterScheduleBody *body, gint64 at_s)
{
  const GPtrArray *versions = body->schedule->versions;
  const MusterScheduleVersion *found = NULL;

  for (guint i = 0; i < versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (versions, i);

      if (version->from_s <= at_s)
        found = version;
    }
  return found;
}

static void
write_version (MusterJsonWriter *writer, const MusterScheduleBody *body, gint64 at_s)
{
  const MusterScheduleVersion *version = find_version (body, at_s);

  muster_json_name (writer, "versionFrom");
  if (version != NULL && version->from_s != G_MININT64)
    muster_json_instant (writer, version->from_s * G_USEC_PER_SEC);
  else
    muster_json_null (writer);
}

static void
write_changes (MusterJsonWriter *writer,
               const MusterWorld *world,
               const GPtrArray *changes,
               gint64 at_us)
{
  muster_json_name (writer, "overrides");
  muster_json_begin_array (writer);
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterShiftChange *change = g_ptr_array_index (changes, i);

      if (change->starts_us <= at_us && change->ends_us > at_us)
        muster_json_shift_change (writer, world, change);
    }
  muster_json_end_array (writer);
}

static void
write_history (MusterJsonWriter *writer,
               const MusterWorld *world,
               const MusterObject *schedule,
               const MusterScheduleBody *body,
               const MusterRoster *roster)
{
  const GPtrArray *changes =
      muster_shift_changes_list_of (muster_world_get_shifts (world)->changes, schedule->id);
  MusterRosterSpan span = muster_roster_get_span (roster, 0);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "schedule", schedule->name);
  muster_json_member_second (writer, "at", span.start_s);
  muster_json_name (writer, "onCall");
  muster_json_people_on_call (writer, world, body, span);
  write_version (writer, body, span.start_s);
  write_changes (writer, world, changes, span.start_s * G_USEC_PER_SEC);
  muster_json_member_instant (writer, "configuredAt", schedule->at_us);
  muster_json_member_bool (writer, "configuredSince",
                           schedule->at_us > span.start_s * G_USEC_PER_SEC);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_schedule_history:
 * @self: GET /v1/schedules/{id or name}/history?at=
 * @committer: whose schedule
 *
 * Says who was on call then, by which version of the schedule and which overrides. Where it was
 * configured anew since, that is by what it says now: "configuredSince"; versions with an instant
 * of their own keep the past as it was.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_schedule_history (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterObject *schedule = muster_query_find_schedule (self, world);
  g_autoptr (MusterScheduleBody) body = NULL;
  g_autoptr (MusterRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  MusterJsonWriter writer;
  GString *out;
  gint64 at_s;

  if (schedule == NULL ||
      !muster_query_second (self, "at", muster_committer_now_us (committer) / G_USEC_PER_SEC,
                            &at_s))
    return MUSTER_WORK_DONE;
  body = muster_live_schedule_new (
      muster_world_get_directory (world), schedule->name, schedule->body,
      muster_shift_changes_list_of (muster_world_get_shifts (world)->changes, schedule->id),
      G_MININT64);
  roster = body != NULL ? muster_schedule_resolve (body->schedule, at_s, at_s + 1, &error) : NULL;
  if (roster == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                             "The schedule cannot be read");
      return muster_query_refuse (self, error);
    }
  out = g_string_new (NULL);
  muster_json_writer_init (&writer, out);
  write_history (&writer, world, schedule, body, roster);
  return muster_query_answer_json (self, committer, out);
}
