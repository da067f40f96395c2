/* api-queries.c - GET: what is, from the world on the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/metrics.h"
#include "hub/openapi.h"
#include "hub/postmortem.h"
#include "hub/problem.h"
#include "hub/query.h"
#include "hub/routes.h"
#include "model/command.h"
#include "world/snapshot.h"

#include <string.h>

static void
query_free (MusterWork *work)
{
  MusterQuery *self = (MusterQuery *) work;

  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_free (self->cursor);
  g_free (self);
}

static MusterWorkResult
answer_problem (MusterQuery *self, MusterAnswer *problem /* transfer full */)
{
  self->work.answer = problem;
  return MUSTER_WORK_DONE;
}

/* --- incidents --- */

static MusterWorkResult
get_incidents (MusterQuery *self, MusterCommitter *committer)
{
  static const char *const states[] = { "open", "resolved", "all", NULL };
  const MusterWorld *world = muster_committer_get_world (committer);
  const char *state = muster_query_parameter (self, "state");
  const char *cursor = muster_query_parameter (self, "cursor");
  guint limit = muster_query_page_size (self), number = muster_world_last_incident (world);
  gboolean all = g_strcmp0 (state, "all") == 0;
  gboolean resolved = g_strcmp0 (state, "resolved") == 0;
  g_autofree char *next = NULL;
  GString *body;
  MusterJsonWriter writer;
  guint from = cursor != NULL ? muster_incident_parse_id (cursor, -1) : 0;

  if (state != NULL && !g_strv_contains (states, state))
    return answer_problem (self, muster_problem_new (400, "invalid", "There is no such state",
                                                     "state is open, resolved or all"));
  body = g_string_new (NULL);
  if (from > 0)
    number = MIN (number, from - 1);
  muster_query_begin_list (&writer, body);
  for (guint n = 0; number > 0; number--) /* newest first */
    {
      const MusterIncident *incident = muster_world_get_incident (world, number);

      if (incident == NULL || (!all && muster_incident_is_open (incident) == resolved))
        continue;
      if (n++ == limit)
        {
          next = g_strdup_printf ("INC-%u", number + 1);
          break;
        }
      muster_json_incident (&writer, world, incident);
    }
  muster_query_end_list (&writer, next);
  return muster_query_answer_json (self, committer, body);
}

static MusterWorkResult
get_incident (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_query_find_incident (self, world);
  GString *body;
  MusterJsonWriter writer;

  if (incident == NULL)
    return MUSTER_WORK_DONE;
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_json_incident_ranked (&writer, world, incident);
  return muster_query_answer_json (self, committer, body);
}

static MusterWorkResult
get_timeline (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_query_find_incident (self, world);
  const char *cursor = muster_query_parameter (self, "cursor");
  guint limit = muster_query_page_size (self), n = 0;
  g_autofree char *next = NULL;
  guint64 after = 0;
  GString *body;
  MusterJsonWriter writer;

  if (incident == NULL)
    return MUSTER_WORK_DONE;
  if (cursor != NULL)
    g_ascii_string_to_unsigned (cursor, 10, 0, G_MAXINT64, &after, NULL);
  body = g_string_new (NULL);
  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < incident->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->seq <= after)
        continue;
      if (n++ == limit)
        break;
      muster_json_entry (&writer, world, entry);
      g_free (next);
      next = i + 1 < incident->entries->len ? g_strdup_printf ("%" G_GUINT64_FORMAT, entry->seq)
                                            : NULL;
    }
  muster_query_end_list (&writer, next);
  return muster_query_answer_json (self, committer, body);
}

static MusterWorkResult
get_export (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_query_find_incident (self, world);
  const char *format = muster_query_parameter (self, "format");
  const MusterExporter *exporter = muster_exporter_find (format != NULL ? format : "markdown");
  g_autoptr (GError) error = NULL;
  GString *body;

  if (incident == NULL)
    return MUSTER_WORK_DONE;
  if (exporter == NULL)
    return answer_problem (self, muster_problem_new (400, "invalid", "There is no such format",
                                                     "Try format=markdown"));
  body = g_string_new (NULL);
  if (!muster_postmortem_write (world, incident, exporter, body, &error))
    {
      g_string_free (body, TRUE);
      return answer_problem (self, muster_problem_from_error (error));
    }
  self->work.answer = muster_answer_new_take (200, exporter->type, body);
  self->work.wait_seq = muster_world_get_seq (world);
  return MUSTER_WORK_DONE;
}

/* --- the whole --- */

static MusterScope
scope_of (const MusterQuery *self)
{
  return (MusterScope){ .access = self->call.who.access, .person = self->call.who.person };
}

static void
add_seq (MusterQuery *self, guint64 seq)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, seq);
  muster_answer_add_header (self->work.answer, "Muster-Seq", text);
}

static MusterWorkResult
get_snapshot (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  MusterScope scope = scope_of (self);
  GString *body = g_string_new (NULL);
  char journal[MUSTER_ULID_TEXT_BYTES + 1];

  muster_committer_settle (committer); /* so that an append ends here, and the chain is known */
  muster_world_save (world, &scope, body);
  self->work.wait_seq = muster_world_get_seq (world);
  self->work.answer = muster_answer_new_take (200, "application/x-ndjson", body);
  add_seq (self, self->work.wait_seq);
  muster_ulid_format (muster_journal_get_id (muster_committer_get_journal (committer)), journal);
  muster_answer_add_header (self->work.answer, "Muster-Journal", journal);
  return MUSTER_WORK_DONE;
}

static MusterWorkResult
get_me (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterDirectory *directory = muster_world_get_directory (world);
  GString *body = g_string_new (NULL);
  const MusterObject *person = muster_directory_get (directory, self->call.who.person);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_ulid (&writer, "person", self->call.who.person);
  muster_json_member_string (&writer, "name", person != NULL ? person->name : NULL);
  muster_json_member_string (
      &writer, "fullName", person != NULL ? muster_directory_title (directory, person->id) : NULL);
  muster_json_member_string (&writer, "access", muster_access_name (self->call.who.access));
  muster_json_member_bool (&writer, "private", self->call.api->is_private);
  muster_json_name (&writer, "listen");
  muster_json_begin_array (&writer);
  if (self->call.who.access == MUSTER_ACCESS_ADMIN)
    {
      g_auto (GStrv) addresses = muster_server_get_addresses (self->call.api->server);

      for (guint i = 0; addresses[i] != NULL; i++)
        muster_json_string (&writer, addresses[i]);
    }
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  muster_committer_flush (committer); /* so that an append ends here, and the chain is known */
  muster_query_answer_json (self, committer, body);
  add_seq (self, self->work.wait_seq);
  return MUSTER_WORK_DONE;
}

/* The chain after the seq that a snapshot or a greeting tells of is known once that is on disk. */
static void
chain_committed (MusterWork *work, const MusterSha256 *chain)
{
  const MusterQuery *self = (const MusterQuery *) work;
  char hex[2 * MUSTER_SHA256_BYTES + 1];

  if ((self->func != get_snapshot && self->func != get_me) || work->answer == NULL)
    return;
  muster_to_hex (chain->bytes, sizeof chain->bytes, hex);
  muster_answer_add_header (work->answer, "Muster-Chain", hex);
}

/* --- configuration --- */

static MusterWorkResult
list_objects (MusterQuery *self, MusterCommitter *committer, const char *type)
{
  const GPtrArray *objects = muster_directory_objects (
      muster_world_get_directory (muster_committer_get_world (committer)));
  const MusterRuleBook *rules = muster_world_get_rules (muster_committer_get_world (committer));
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      gboolean is_secret = strcmp (object->type, MUSTER_OBJECT_KEY) == 0 ||
                           strcmp (object->type, MUSTER_OBJECT_TOKEN) == 0 ||
                           strcmp (object->type, MUSTER_OBJECT_CALENDAR) == 0;

      if (object->removed || (type == NULL ? is_secret : strcmp (object->type, type) != 0))
        continue;
      muster_json_object (&writer, object, rules);
    }
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}

static MusterWorkResult
get_config (MusterQuery *self, MusterCommitter *committer)
{
  return list_objects (self, committer, NULL);
}

static MusterWorkResult
get_tokens (MusterQuery *self, MusterCommitter *committer)
{
  return list_objects (self, committer, MUSTER_OBJECT_TOKEN);
}

static MusterWorkResult
get_drills (MusterQuery *self, MusterCommitter *committer)
{
  return list_objects (self, committer, MUSTER_OBJECT_DRILL);
}

static MusterWorkResult
get_metrics (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);

  muster_metrics_append (self->call.api, body);
  self->work.answer =
      muster_answer_new_take (200, "text/plain; version=0.0.4; charset=utf-8", body);
  return MUSTER_WORK_DONE;
}

static MusterWorkResult
get_openapi (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);

  muster_openapi_append (body);
  self->work.answer = muster_answer_new_take (200, "application/json", body);
  return MUSTER_WORK_DONE;
}

/* --- the table --- */

static const struct
{
  const char *path[4]; /* segments; "*": the id of an incident, or of a schedule */
  MusterAccess access;
  MusterQueryFunc func;
} queries[] = {
  { { "metrics" }, MUSTER_ACCESS_VIEWER, get_metrics },
  { { "v1", "me" }, MUSTER_ACCESS_VIEWER, get_me },
  { { "v1", "snapshot" }, MUSTER_ACCESS_VIEWER, get_snapshot },
  { { "v1", "openapi" }, MUSTER_ACCESS_VIEWER, get_openapi },
  { { "v1", "incidents" }, MUSTER_ACCESS_VIEWER, get_incidents },
  { { "v1", "incidents", "*" }, MUSTER_ACCESS_VIEWER, get_incident },
  { { "v1", "incidents", "*", "timeline" }, MUSTER_ACCESS_VIEWER, get_timeline },
  { { "v1", "incidents", "*", "changes" }, MUSTER_ACCESS_VIEWER, muster_query_get_suspects },
  { { "v1", "incidents", "*", "similar" }, MUSTER_ACCESS_VIEWER, muster_query_get_similar },
  { { "v1", "incidents", "*", "graph" }, MUSTER_ACCESS_VIEWER, muster_query_get_graph },
  { { "v1", "incidents", "*", "export" }, MUSTER_ACCESS_VIEWER, get_export },
  { { "v1", "alerts" }, MUSTER_ACCESS_VIEWER, muster_query_get_alerts },
  { { "v1", "alertmanagers" }, MUSTER_ACCESS_VIEWER, muster_query_get_alertmanagers },
  { { "v1", "dead-man-switches" }, MUSTER_ACCESS_VIEWER, muster_query_get_dead_man_switches },
  { { "v1", "severity-overrides" }, MUSTER_ACCESS_VIEWER, muster_query_get_severity_overrides },
  { { "v1", "changes" }, MUSTER_ACCESS_VIEWER, muster_query_get_changes },
  { { "v1", "config" }, MUSTER_ACCESS_VIEWER, get_config },
  { { "v1", "drills" }, MUSTER_ACCESS_VIEWER, get_drills },
  { { "v1", "silences" }, MUSTER_ACCESS_VIEWER, muster_query_get_silences },
  { { "v1", "silences", "preview" }, MUSTER_ACCESS_VIEWER, muster_query_preview_silence },
  { { "v1", "maintenance" }, MUSTER_ACCESS_VIEWER, muster_query_get_maintenance },
  { { "v1", "maintenance", "preview" }, MUSTER_ACCESS_VIEWER, muster_query_preview_maintenance },
  { { "v1", "schedules" }, MUSTER_ACCESS_VIEWER, muster_query_get_schedules },
  { { "v1", "schedules", "*", "roster" }, MUSTER_ACCESS_VIEWER, muster_query_get_roster },
  { { "v1", "schedules", "*", "gaps" }, MUSTER_ACCESS_VIEWER, muster_query_get_gaps },
  { { "v1", "schedules", "*", "candidates" }, MUSTER_ACCESS_VIEWER, muster_query_get_candidates },
  { { "v1", "schedules", "*", "fairness" }, MUSTER_ACCESS_VIEWER, muster_query_get_fairness },
  { { "v1", "schedules", "*", "rebalance" }, MUSTER_ACCESS_VIEWER, muster_query_get_rebalance },
  { { "v1", "schedules", "*", "history" },
    MUSTER_ACCESS_VIEWER,
    muster_query_get_schedule_history },
  { { "v1", "schedules", "*", "handover" }, MUSTER_ACCESS_VIEWER, muster_query_get_handover },
  { { "v1", "shift-requests" }, MUSTER_ACCESS_VIEWER, muster_query_get_shift_requests },
  { { "v1", "handovers" }, MUSTER_ACCESS_VIEWER, muster_query_get_handovers },
  { { "v1", "oncall" }, MUSTER_ACCESS_VIEWER, muster_query_get_oncall },
  { { "v1", "notices" }, MUSTER_ACCESS_VIEWER, muster_query_get_notices },
  { { "v1", "readiness" }, MUSTER_ACCESS_VIEWER, muster_query_get_readiness },
  { { "v1", "storms" }, MUSTER_ACCESS_VIEWER, muster_query_get_storms },
  { { "v1", "dead-letters" }, MUSTER_ACCESS_MANAGER, muster_query_get_letters },
  { { "v1", "dead-letters", "preview" }, MUSTER_ACCESS_MANAGER, muster_query_preview_letter },
  { { "v1", "keys" }, MUSTER_ACCESS_ADMIN, muster_query_get_keys },
  { { "v1", "tokens" }, MUSTER_ACCESS_ADMIN, get_tokens },
  { { "v1", "calendars" }, MUSTER_ACCESS_VIEWER, muster_query_get_calendars },
};

static gboolean
matches (const MusterTarget *target, const char *const path[4], guint *incident)
{
  guint n = 0;

  *incident = 0;
  for (; n < 4 && path[n] != NULL; n++)
    {
      if (n >= target->segments_n)
        return FALSE;
      if (strcmp (path[n], "*") == 0)
        *incident = muster_incident_parse_id (target->segments[n], -1);
      else if (strcmp (path[n], target->segments[n]) != 0)
        return FALSE;
    }
  return n == target->segments_n;
}

static int
find_query (const MusterTarget *target, guint *incident)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    if (matches (target, queries[i].path, incident))
      return (int) i;
  return -1;
}

/**
 * muster_query_nth_path:
 * @nth: from 0 on
 *
 * Returns: (nullable): the path of a resource, for what has to know them all
 */
const char *const *
muster_query_nth_path (guint nth)
{
  return nth < G_N_ELEMENTS (queries) ? queries[nth].path : NULL;
}

/**
 * muster_query_find:
 * @target: of a GET
 * @required: (out): the access role it needs
 *
 * Returns: whether there is such a resource
 */
gboolean
muster_query_find (const MusterTarget *target, MusterAccess *required)
{
  guint incident;
  int i = find_query (target, &incident);

  if (i >= 0)
    *required = queries[i].access;
  return i >= 0;
}

static MusterWorkResult
run_query (MusterWork *work, MusterCommitter *committer)
{
  MusterQuery *self = (MusterQuery *) work;

  return self->func (self, committer);
}

static const MusterWorkFuncs query_funcs = { run_query, chain_committed, query_free };

/**
 * muster_query_handle:
 * @call: a GET that muster_query_find() knows
 *
 * Hands it over to the main thread.
 */
void
muster_query_handle (MusterCall *call)
{
  MusterQuery *self = g_new0 (MusterQuery, 1);

  self->work.funcs = &query_funcs;
  self->work.is_read = TRUE;
  self->call = *call;
  self->func = queries[find_query (call->target, &self->incident)].func;
  muster_call_submit (call, &self->work);
}
