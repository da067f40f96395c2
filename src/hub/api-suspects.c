/* api-suspects.c - GET /v1/incidents/{id}/changes: which change may have begun it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "hub/api-json.h"
#include "hub/problem.h"
#include "hub/query.h"
#include "model/command.h"
#include "world/suspects.h"

#include <math.h>

#define SHOWN_MAX 20

static void
write_safe (MusterJsonWriter *writer, const char *name, const char *text)
{
  g_autofree char *safe = text != NULL ? muster_safe_text (text, -1, FALSE) : NULL;

  muster_json_member_string (writer, name, safe);
}

/* Two places are enough: only which is greater means something. */
static void
write_points (MusterJsonWriter *writer, const char *name, double points)
{
  muster_json_name (writer, name);
  muster_json_double (writer, round (points * 100) / 100 + 0.0);
}

static void
write_parts (MusterJsonWriter *writer, const GArray *parts)
{
  muster_json_name (writer, "reasons");
  muster_json_begin_array (writer);
  for (guint i = 0; i < parts->len; i++)
    {
      const MusterSuspicion *part = &g_array_index (parts, MusterSuspicion, i);

      muster_json_begin_object (writer);
      muster_json_member_string (writer, "term", part->term);
      write_points (writer, "points", part->points);
      write_safe (writer, "text", part->text);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

static void
write_suspect (MusterJsonWriter *writer,
               const MusterWorld *world,
               const MusterSuspects *suspects,
               guint i)
{
  const MusterSuspect *suspect = g_ptr_array_index (suspects->ranking->suspects, i);

  muster_json_begin_object (writer);
  muster_json_member_int (writer, "rank", i + 1);
  write_points (writer, "score", suspect->score);
  muster_json_name (writer, "change");
  muster_json_change (writer, world, g_ptr_array_index (suspects->changes, suspect->change));
  muster_json_name (writer, "pushed");
  if (suspect->source != suspect->change)
    muster_json_change (writer, world, g_ptr_array_index (suspects->changes, suspect->source));
  else
    muster_json_null (writer);
  write_parts (writer, suspect->parts);
  write_safe (writer, "refutedBy", suspect->refuted_by);
  muster_json_end_object (writer);
}

/**
 * muster_json_suspects:
 * @writer: a writer
 * @world: a hub's world
 * @incident: an incident of it
 *
 * Writes as one object which changes may have begun an incident, likeliest first.
 */
void
muster_json_suspects (MusterJsonWriter *writer,
                      const MusterWorld *world,
                      const MusterIncident *incident)
{
  g_autoptr (MusterSuspects) suspects = muster_world_find_suspects (world, incident);
  const MusterChangeRanking *ranking = suspects->ranking;
  g_autofree char *id = g_strdup_printf ("INC-%u", incident->number);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "incident", id);
  muster_json_member_instant (writer, "onset", suspects->onset_us);
  write_safe (writer, "outside", ranking->outside);
  muster_json_member_int (writer, "later", ranking->n_later);
  muster_json_member_int (writer, "suspects", ranking->suspects->len);
  muster_json_name (writer, "items");
  muster_json_begin_array (writer);
  for (guint i = 0; i < MIN (ranking->suspects->len, SHOWN_MAX); i++)
    write_suspect (writer, world, suspects, i);
  muster_json_end_array (writer);
  muster_json_member_string (writer, "cursor", NULL);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_suspects:
 * @self: a query
 * @committer: whose world is asked
 *
 * Answers with the changes that may have begun an incident.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_suspects (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_query_find_incident (self, world);
  MusterJsonWriter writer;
  GString *body;

  if (incident == NULL)
    return MUSTER_WORK_DONE;
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_json_suspects (&writer, world, incident);
  return muster_query_answer_json (self, committer, body);
}
