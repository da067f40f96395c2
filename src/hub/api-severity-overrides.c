/* api-severity-overrides.c - GET /v1/severity-overrides: which of them hold now, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/override-asker.h"
#include "hub/query.h"

static void
write_spell (const MusterOverrideSpell *spell, MusterJsonWriter *writer)
{
  muster_json_member_bool (writer, "holds", spell != NULL);
  if (spell == NULL)
    return;
  muster_json_member_instant (writer, "since", spell->starts_us);
  if (spell->ends_us != MUSTER_NO_TIME)
    muster_json_member_instant (writer, "until", spell->ends_us);
  if (spell->why != NULL)
    muster_json_member_string (writer, "why", spell->why);
}

static void
write_override (const MusterQuery *self,
                const MusterSeverityOverride *override,
                MusterJsonWriter *writer)
{
  const MusterOverrideAsker *asker = self->call.api->asker;

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", override->id);
  muster_json_member_string (writer, "name", override->name);
  write_spell (override->spell, writer);
  muster_json_name (writer, "metric");
  if (asker != NULL)
    muster_override_asker_write_json (asker, override->id, writer);
  else
    muster_json_null (writer);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_severity_overrides:
 * @self: GET /v1/severity-overrides
 * @committer: who answers
 *
 * Lists them, the oldest first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_severity_overrides (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GPtrArray *overrides = muster_world_get_rules (world)->overrides;
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < overrides->len; i++)
    write_override (self, g_ptr_array_index (overrides, i), &writer);
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
