/* api-handovers.c - GET /v1/handovers, and what the next one would say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/schedule-json.h"
#include "world/handover-note.h"

static void
write_handover (MusterJsonWriter *writer,
                const MusterWorld *world,
                const MusterHandover *handover,
                gint64 now_us)
{
  gboolean is_open = handover->confirmed_us == MUSTER_NO_TIME;
  const MusterObject *schedule =
      muster_directory_get (muster_world_get_directory (world), handover->schedule);

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", handover->id);
  muster_json_member_string (writer, "schedule", schedule != NULL ? schedule->name : NULL);
  muster_json_member_instant (writer, "at", handover->starts_us);
  muster_json_member_person (writer, "from", world, handover->person);
  muster_json_member_person (writer, "to", world, handover->other);
  muster_json_name (writer, "confirmedAt");
  if (is_open)
    muster_json_null (writer);
  else
    muster_json_instant (writer, handover->confirmed_us);
  muster_json_member_person (writer, "confirmedBy", world, handover->confirmed_by);
  muster_json_member_bool (writer, "overdue",
                           is_open && now_us >= handover->at_us + MUSTER_HANDOVER_OVERDUE_US);
  muster_json_member_string (writer, "text", handover->text);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_handovers:
 * @self: GET /v1/handovers
 * @committer: whose handovers
 *
 * Lists those of the last sixty days, newest first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_handovers (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GPtrArray *list = muster_handovers_list (muster_world_get_shifts (world)->handovers);
  guint limit = muster_query_page_size (self);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = list->len, n = 0; i > 0 && n < limit; i--, n++)
    write_handover (&writer, world, g_ptr_array_index (list, i - 1),
                    muster_committer_now_us (committer));
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}

static void
write_remarks (MusterJsonWriter *writer, const MusterWorld *world, const MusterObject *schedule)
{
  const GPtrArray *remarks =
      muster_handovers_list_remarks (muster_world_get_shifts (world)->handovers);

  muster_json_name (writer, "remarks");
  muster_json_begin_array (writer);
  for (guint i = 0; i < remarks->len; i++)
    {
      const MusterHandoverRemark *remark = g_ptr_array_index (remarks, i);

      if (!muster_ulid_equal (remark->schedule, schedule->id))
        continue;
      muster_json_begin_object (writer);
      muster_json_member_ulid (writer, "id", remark->id);
      muster_json_member_instant (writer, "at", remark->at_us);
      muster_json_member_person (writer, "by", world, remark->actor.id);
      muster_json_member_string (writer, "text", remark->text);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/**
 * muster_query_get_handover:
 * @self: GET /v1/schedules/{id or name}/handover
 * @committer: whose schedule
 *
 * Answers {"schedule","text","remarks"}: what the note would say if the shift changed now (null:
 * nothing), and what of that people said, with ids by which it can be taken back.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_handover (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterObject *schedule = muster_query_find_schedule (self, world);
  g_autofree char *text = NULL;
  GString *body;
  MusterJsonWriter writer;

  if (schedule == NULL)
    return MUSTER_WORK_DONE;
  text = muster_handover_note_write (world, schedule, muster_committer_now_us (committer));
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "schedule", schedule->name);
  muster_json_member_string (&writer, "text", text);
  write_remarks (&writer, world, schedule);
  muster_json_end_object (&writer);
  return muster_query_answer_json (self, committer, body);
}
