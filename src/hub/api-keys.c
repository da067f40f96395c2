/* api-keys.c - GET /v1/keys: integration keys, and how each does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/query.h"

#include <string.h>

static void
member_time (MusterJsonWriter *writer, const char *name, gint64 at_us)
{
  if (at_us != MUSTER_NO_TIME)
    {
      muster_json_member_instant (writer, name, at_us);
      return;
    }
  muster_json_name (writer, name);
  muster_json_null (writer);
}

/* The first 48 bits of its id. */
static gint64
made_us (const MusterObject *key)
{
  return (gint64) (key->id.hi >> 16) * 1000;
}

/* null: not known. */
static void
member_seconds (MusterJsonWriter *writer, const char *name, gint64 span_us)
{
  muster_json_name (writer, name);
  if (span_us > 0)
    muster_json_int (writer, span_us / G_USEC_PER_SEC);
  else
    muster_json_null (writer);
}

static void
write_health (MusterJsonWriter *writer, const MusterKeyWatch *watch)
{
  gboolean is_silent = watch->told_us != MUSTER_NO_TIME;

  member_time (writer, "lastEventAt", watch->heard_us);
  muster_json_member_string (writer, "lastSource", watch->source);
  muster_json_member_int (writer, "alerts", (gint64) watch->alerts);
  muster_json_member_int (writer, "requests", (gint64) watch->requests);
  muster_json_member_int (writer, "refused", (gint64) watch->refused);
  member_seconds (writer, "usualSeconds", muster_cadence_usual_us (&watch->cadence));
  member_seconds (writer, "silentAfterSeconds", muster_key_watch_patience_us (watch));
  member_time (writer, "silentSince", is_silent ? watch->since_us : MUSTER_NO_TIME);
  muster_json_member_int (writer, "flood", watch->settings.flood);
}

/**
 * muster_json_key:
 * @writer: a writer
 * @world: a hub's world
 * @key: an integration key
 *
 * Writes it as one object: what it is for, when it was last heard of and how often it usually is.
 */
void
muster_json_key (MusterJsonWriter *writer, const MusterWorld *world, const MusterObject *key)
{
  const MusterObject *service =
      muster_directory_get (muster_world_get_directory (world), key->service);
  const MusterKeyWatch *watch = muster_intake_watch_get (muster_world_get_intake (world), key->id);

  muster_json_begin_object (writer);
  muster_json_object_members (writer, key);
  muster_json_member_string (writer, "serviceName", service != NULL ? service->name : NULL);
  muster_json_member_instant (writer, "madeAt", made_us (key));
  member_time (writer, "oldTokenEndsAt", key->old_until_us);
  if (watch != NULL)
    write_health (writer, watch);
  muster_json_end_object (writer);
}

/**
 * muster_keys_append_json:
 * @world: a hub's world
 * @body: where to
 *
 * Writes the list of the keys that are in force.
 */
void
muster_keys_append_json (const MusterWorld *world, GString *body)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_KEY) == 0)
        muster_json_key (&writer, world, object);
    }
  muster_query_end_list (&writer, NULL);
}

/**
 * muster_query_get_keys:
 * @self: GET /v1/keys
 * @committer: whose keys
 *
 * Lists them.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_keys (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);

  muster_keys_append_json (muster_committer_get_world (committer), body);
  return muster_query_answer_json (self, committer, body);
}
