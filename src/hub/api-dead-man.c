/* api-dead-man.c - GET /v1/dead-man-switches: who is told that the hub lives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/query.h"

static void
write_switch (const MusterDeadManState *state, gpointer user_data)
{
  MusterJsonWriter *writer = user_data;

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", state->id);
  muster_json_member_string (writer, "name", state->name);
  muster_json_member_bool (writer, "up", state->error == NULL && state->heard_us != MUSTER_NO_TIME);
  muster_json_member_string (writer, "error", state->error);
  if (state->heard_us != MUSTER_NO_TIME)
    muster_json_member_instant (writer, "answeredAt", state->heard_us);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_dead_man_switches:
 * @self: GET /v1/dead-man-switches
 * @committer: who answers
 *
 * Lists them. Where they are is told to nobody: who knows that can keep them quiet.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_dead_man_switches (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  if (self->call.api->dead_man != NULL)
    muster_dead_man_foreach (self->call.api->dead_man, write_switch, &writer);
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
