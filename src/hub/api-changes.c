/* api-changes.c - GET /v1/changes: what was changed lately, newest first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "hub/api-json.h"
#include "hub/problem.h"
#include "hub/query.h"

/* What a query asks for. */
typedef struct
{
  gboolean by_service;
  MusterUlid service;
  gint64 since_us; /* of taking effect */
  guint64 before;  /* seq */
} Filter;

static gboolean
passes (const MusterRecordedChange *change, const Filter *filter)
{
  return change->seq < filter->before && change->start_us >= filter->since_us &&
         (!filter->by_service || muster_ulid_equal (change->service, filter->service));
}

static const char *
read_filter (const MusterQuery *self, const MusterWorld *world, Filter *out)
{
  const char *service = muster_query_parameter (self, "service");
  const char *since = muster_query_parameter (self, "since");
  const char *cursor = muster_query_parameter (self, "cursor");
  const MusterObject *object = NULL;

  *out = (Filter){ .by_service = service != NULL, .since_us = G_MININT64, .before = G_MAXUINT64 };
  if (service != NULL)
    object = muster_directory_resolve (muster_world_get_directory (world), MUSTER_OBJECT_SERVICE,
                                       service);
  if (service != NULL && object == NULL)
    return "There is no such service";
  if (object != NULL)
    out->service = object->id;
  if (since != NULL && !muster_instant_parse (since, -1, &out->since_us))
    return "since is no instant such as 2026-03-06T14:25:00Z";
  if (cursor != NULL &&
      !g_ascii_string_to_unsigned (cursor, 10, 1, G_MAXUINT64, &out->before, NULL))
    return "cursor is none that this list gave";
  return NULL;
}

/**
 * muster_query_get_changes:
 * @self: a query
 * @committer: whose world is asked
 *
 * Answers with the changes that pass the filter, in the order in which they were told, newest
 * first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_changes (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  guint limit = muster_query_page_size (self), n = 0;
  g_autofree char *next = NULL;
  const char *problem;
  guint64 last_seq = 0;
  MusterJsonWriter writer;
  Filter filter;
  GString *body;

  problem = read_filter (self, world, &filter);
  if (problem != NULL)
    {
      self->work.answer =
          muster_problem_new (400, "invalid", "The changes cannot be listed like this", problem);
      return MUSTER_WORK_DONE;
    }
  body = g_string_new (NULL);
  muster_query_begin_list (&writer, body);
  for (const GList *link = muster_world_get_changes (world)->tail; link != NULL; link = link->prev)
    {
      const MusterRecordedChange *change = link->data;

      if (!passes (change, &filter))
        continue;
      if (n++ == limit)
        {
          next = g_strdup_printf ("%" G_GUINT64_FORMAT, last_seq);
          break;
        }
      muster_json_change (&writer, world, change);
      last_seq = change->seq;
    }
  muster_query_end_list (&writer, next);
  return muster_query_answer_json (self, committer, body);
}
