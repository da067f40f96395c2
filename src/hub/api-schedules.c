/* api-schedules.c - GET /v1/schedules and /v1/oncall: who is on call, until when, and who is next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "hub/schedule-json.h"

#include <string.h>

#define NEAR_S (15 * MUSTER_DAY_S)
#define FAR_S  (400 * MUSTER_DAY_S)

/* From @at_s on, until it is known who is next, or that nothing changes for long. */
static MusterRoster *
look_ahead (const MusterScheduleBody *body, gint64 at_s)
{
  g_autoptr (MusterRoster) near =
      muster_schedule_resolve (body->schedule, at_s, at_s + NEAR_S, NULL);

  if (near == NULL || muster_roster_get_n_spans (near) > 1)
    return g_steal_pointer (&near);
  return muster_schedule_resolve (body->schedule, at_s, at_s + FAR_S, NULL);
}

static void
write_until (MusterJsonWriter *writer, const char *name, const MusterRoster *roster, guint i)
{
  muster_json_name (writer, name);
  if (i + 1 < muster_roster_get_n_spans (roster))
    muster_json_instant (writer, muster_roster_get_span (roster, i).end_s * G_USEC_PER_SEC);
  else
    muster_json_null (writer);
}

/* Whoever is on call next: a gap before is passed over, "until" says that it is there. */
static void
write_next (MusterJsonWriter *writer,
            const MusterWorld *world,
            const MusterScheduleBody *body,
            const MusterRoster *roster)
{
  guint i = 1;

  while (i < muster_roster_get_n_spans (roster) && muster_roster_get_span (roster, i).n == 0)
    i++;
  muster_json_name (writer, "next");
  if (i >= muster_roster_get_n_spans (roster))
    {
      muster_json_null (writer);
      return;
    }
  muster_json_begin_object (writer);
  muster_json_member_second (writer, "from", muster_roster_get_span (roster, i).start_s);
  write_until (writer, "until", roster, i);
  muster_json_name (writer, "people");
  muster_json_people_on_call (writer, world, body, muster_roster_get_span (roster, i));
  muster_json_end_object (writer);
}

static void
write_on_call (MusterJsonWriter *writer,
               const MusterWorld *world,
               const MusterObject *schedule,
               gint64 at_s)
{
  const MusterScheduleBody *body = muster_world_get_schedule (world, schedule);
  g_autoptr (MusterRoster) roster = body != NULL ? look_ahead (body, at_s) : NULL;

  muster_json_name (writer, "onCall");
  if (roster == NULL)
    {
      muster_json_null (writer);
      return;
    }
  muster_json_people_on_call (writer, world, body, muster_roster_get_span (roster, 0));
  write_until (writer, "until", roster, 0);
  write_next (writer, world, body, roster);
}

static void
write_schedule (MusterJsonWriter *writer,
                const MusterWorld *world,
                const MusterObject *schedule,
                gint64 now_s)
{
  const MusterScheduleBody *body = muster_world_get_schedule (world, schedule);

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", schedule->id);
  muster_json_member_string (writer, "name", schedule->name);
  if (body != NULL)
    {
      muster_json_member_string (writer, "zone", g_time_zone_get_identifier (body->schedule->zone));
      muster_json_member_string (writer, "mode",
                                 body->schedule->mode == MUSTER_SCHEDULE_UNION ? "union" : "stack");
    }
  write_on_call (writer, world, schedule, now_s);
  muster_json_end_object (writer);
}

typedef void (*WriteFunc) (MusterJsonWriter *writer,
                           const MusterWorld *world,
                           const MusterObject *schedule,
                           gint64 at_s);

static void
write_all (MusterJsonWriter *writer, const MusterWorld *world, gint64 at_s, WriteFunc write)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_SCHEDULE) == 0)
        write (writer, world, object, at_s);
    }
}

/**
 * muster_query_get_schedules:
 * @self: GET /v1/schedules
 * @committer: whose schedules
 *
 * Lists them with who is on call now, until when that is so (null: for over a year), and who is
 * next.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_schedules (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  write_all (&writer, muster_committer_get_world (committer),
             muster_committer_now_us (committer) / G_USEC_PER_SEC, write_schedule);
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}

static void
write_short (MusterJsonWriter *writer,
             const MusterWorld *world,
             const MusterObject *schedule,
             gint64 at_s)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "schedule", schedule->name);
  muster_json_member_ulid (writer, "id", schedule->id);
  write_on_call (writer, world, schedule, at_s);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_oncall:
 * @self: GET /v1/oncall?at=
 * @committer: whose schedules
 *
 * Says who is on call everywhere, now or then, by what the schedules say now.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_oncall (MusterQuery *self, MusterCommitter *committer)
{
  GString *body;
  MusterJsonWriter writer;
  gint64 at_s;

  if (!muster_query_second (self, "at", muster_committer_now_us (committer) / G_USEC_PER_SEC,
                            &at_s))
    return MUSTER_WORK_DONE;
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_second (&writer, "at", at_s);
  muster_json_name (&writer, "items");
  muster_json_begin_array (&writer);
  write_all (&writer, muster_committer_get_world (committer), at_s, write_short);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  return muster_query_answer_json (self, committer, body);
}
