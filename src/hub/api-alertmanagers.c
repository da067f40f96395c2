/* api-alertmanagers.c - GET /v1/alertmanagers: whom the hub asks, and how that goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pull.h"
#include "hub/query.h"

/**
 * muster_query_get_alertmanagers:
 * @self: GET /v1/alertmanagers
 * @committer: who answers
 *
 * Lists them with their members.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_alertmanagers (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  if (self->call.api->pulls != NULL)
    muster_pulls_write_json (self->call.api->pulls, &writer);
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
