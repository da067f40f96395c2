/* api-calendars.c - GET /v1/calendars: which addresses of calendars there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/query.h"

#include <string.h>

/**
 * muster_query_get_calendars:
 * @self: GET /v1/calendars
 * @committer: whose calendars
 *
 * Lists them without their secrets, which nobody knows: to a manager all, to others their own.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_calendars (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  gboolean all = muster_access_allows (self->call.who.access, MUSTER_ACCESS_MANAGER);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_CALENDAR) == 0 &&
          (all || muster_ulid_equal (object->service, self->call.who.person)))
        muster_json_object (&writer, object, muster_world_get_rules (world));
    }
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
