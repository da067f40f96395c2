/* api-notices.c - GET /v1/notices: what somebody was told that wakes nobody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/schedule-json.h"

static void
write_notice (MusterJsonWriter *writer, const MusterWorld *world, const MusterShiftNotice *notice)
{
  const struct
  {
    const char *name;
    gint64 at_us;
  } times[] = { { "from", notice->starts_us },
                { "to", notice->ends_us },
                { "confirmedAt", notice->confirmed_us } };
  const MusterObject *schedule =
      muster_directory_get (muster_world_get_directory (world), notice->schedule);

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", notice->id);
  muster_json_member_instant (writer, "at", notice->at_us);
  muster_json_member_string (writer, "kind", notice->kind);
  muster_json_member_person (writer, "person", world, notice->person);
  muster_json_member_string (writer, "schedule", schedule != NULL ? schedule->name : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      muster_json_name (writer, times[i].name);
      if (times[i].at_us != MUSTER_NO_TIME)
        muster_json_instant (writer, times[i].at_us);
      else
        muster_json_null (writer);
    }
  muster_json_member_string (writer, "title", notice->title);
  muster_json_member_string (writer, "text", notice->text);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_notices:
 * @self: GET /v1/notices
 * @committer: whose notices
 *
 * Lists the caller's, newest first: of the last sixty days.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_notices (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GQueue *notices = muster_shift_notices_list (muster_world_get_shifts (world)->notices);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;
  guint n = 0, limit = muster_query_page_size (self);

  muster_query_begin_list (&writer, body);
  for (const GList *link = notices->tail; link != NULL && n < limit; link = link->prev)
    {
      const MusterShiftNotice *notice = link->data;

      if (!muster_ulid_equal (notice->person, self->call.who.person))
        continue;
      write_notice (&writer, world, notice);
      n++;
    }
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
