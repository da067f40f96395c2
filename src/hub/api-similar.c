/* api-similar.c - GET /v1/incidents/{id}/similar: open incidents that may be the same one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/query.h"
#include "world/similar.h"

#include <math.h>

static void
write_part (MusterJsonWriter *writer, const char *name, double value)
{
  muster_json_name (writer, name);
  muster_json_double (writer, round (value * 100) / 100);
}

static void
write_similar (MusterJsonWriter *writer,
               const MusterWorld *world,
               const MusterSimilarIncident *similar)
{
  const MusterIncident *incident = muster_world_get_incident (world, similar->incident);
  g_autofree char *reason = muster_similar_tell (similar);

  muster_json_begin_object (writer);
  muster_json_name (writer, "incident");
  muster_json_incident_id (writer, similar->incident);
  muster_json_member_string (writer, "title", incident->title);
  write_part (writer, "score", similar->score);
  muster_json_name (writer, "parts");
  muster_json_begin_object (writer);
  write_part (writer, "words", similar->words);
  write_part (writer, "arrival", similar->arrival);
  muster_json_end_object (writer);
  muster_json_member_int (writer, "apartUs", similar->apart_us);
  muster_json_member_string (writer, "reason", reason);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_similar:
 * @self: a query
 * @committer: whose world is asked
 *
 * Answers with open incidents that may be the same one: suggestions, which nothing acts on.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_similar (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_query_find_incident (self, world);
  g_autoptr (GArray) similar = NULL;
  MusterJsonWriter writer;
  GString *body;

  if (incident == NULL)
    return MUSTER_WORK_DONE;
  similar = muster_world_find_similar (world, incident);
  body = g_string_new (NULL);
  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < similar->len; i++)
    write_similar (&writer, world, &g_array_index (similar, MusterSimilarIncident, i));
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
