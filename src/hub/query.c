/* query.c - what GETs of the API have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/query.h"

#include "hub/problem.h"

#define PAGE_DEFAULT 100
#define PAGE_MAX     1000

/**
 * muster_query_parameter:
 * @self: a query
 * @name: a parameter's name
 *
 * Returns: (nullable): the first value of that name; %NULL: there is none
 */
const char *
muster_query_parameter (const MusterQuery *self, const char *name)
{
  return muster_target_get (self->call.target, name);
}

/**
 * muster_query_page_size:
 * @self: a query for a list
 *
 * Returns: how many items it wants at most
 */
guint
muster_query_page_size (const MusterQuery *self)
{
  const char *text = muster_query_parameter (self, "limit");
  guint64 limit;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT64, &limit, NULL))
    return PAGE_DEFAULT;
  return (guint) MIN (limit, PAGE_MAX);
}

/**
 * muster_query_answer_json:
 * @self: a query
 * @committer: whose world @body tells of
 * @body: (transfer full): JSON
 *
 * A read rests on what the open batch changed: it is answered when that is on disk.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_answer_json (MusterQuery *self, MusterCommitter *committer, GString *body)
{
  g_string_append_c (body, '\n');
  self->work.answer = muster_answer_new_take (200, "application/json", body);
  self->work.wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

/**
 * muster_query_begin_list:
 * @writer: (out): in the array of items
 * @body: empty
 *
 * Begins {"items":[…],"cursor":…}.
 */
void
muster_query_begin_list (MusterJsonWriter *writer, GString *body)
{
  muster_json_writer_init (writer, body);
  muster_json_begin_object (writer);
  muster_json_name (writer, "items");
  muster_json_begin_array (writer);
}

/**
 * muster_query_end_list:
 * @writer: after the last item
 * @cursor: (nullable): where the next page begins; %NULL: there is none
 *
 * Ends it.
 */
void
muster_query_end_list (MusterJsonWriter *writer, const char *cursor)
{
  muster_json_end_array (writer);
  muster_json_member_string (writer, "cursor", cursor);
  muster_json_end_object (writer);
}

/**
 * muster_query_find_incident:
 * @self: a query whose path has an incident's id
 * @world: where it is looked for
 *
 * Finds the incident; where there is none the query is answered so.
 *
 * Returns: (nullable): the incident
 */
const MusterIncident *
muster_query_find_incident (MusterQuery *self, const MusterWorld *world)
{
  const MusterIncident *incident = muster_world_get_incident (world, self->incident);

  if (incident == NULL)
    self->work.answer = muster_problem_new (404, "not-found", "There is no such incident",
                                            "No incident of this hub has that id");
  return incident;
}
