/* api-storms.c - GET /v1/storms: what comes in faster than it may open incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/query.h"

#include <string.h>

#define LABELS_TOLD 3

/* What a minute brings as it goes on: this one so far, and of the last what is less than a minute
 * ago. */
static guint
rate_at (const MusterFlood *flood, gint64 now_us)
{
  gint64 minute = now_us / G_TIME_SPAN_MINUTE;
  guint64 left_us = (guint64) (G_TIME_SPAN_MINUTE - now_us % G_TIME_SPAN_MINUTE);

  return muster_flood_bar (flood, minute) +
         (guint) (muster_flood_bar (flood, minute - 1) * left_us / G_TIME_SPAN_MINUTE);
}

static void
write_bars (MusterJsonWriter *writer, const MusterFlood *flood, gint64 now_us)
{
  gint64 now = now_us / G_TIME_SPAN_MINUTE;

  muster_json_name (writer, "bars");
  muster_json_begin_array (writer);
  for (gint64 minute = now - MUSTER_FLOOD_BARS + 1; minute <= now; minute++)
    muster_json_int (writer, muster_flood_bar (flood, minute));
  muster_json_end_array (writer);
}

static void
write_labels (MusterJsonWriter *writer, const MusterTopLabels *top)
{
  const MusterTopLabel *best[LABELS_TOLD];
  guint n = top != NULL ? muster_top_labels_get (top, best, LABELS_TOLD) : 0;

  muster_json_name (writer, "labels");
  muster_json_begin_array (writer);
  for (guint i = 0; i < n; i++)
    {
      muster_json_begin_object (writer);
      muster_json_member_string (writer, "name", best[i]->name);
      muster_json_member_string (writer, "value", best[i]->value);
      muster_json_member_int (writer, "alerts", (gint64) (best[i]->n - best[i]->error));
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/* Those that joined are told to the incident a little later. */
static guint
count_inside (const MusterWorld *world, const MusterKeyWatch *key)
{
  const MusterIncident *incident = muster_world_get_root (world, key->storm.incident);
  const MusterGroup *group =
      muster_groups_of_incident (muster_world_get_groups (world), key->storm.incident);
  guint n = incident != NULL ? incident->firing : 0;

  for (guint i = 0; group != NULL && group->tallies != NULL && i < group->tallies->len; i++)
    {
      const MusterTally *tally = g_ptr_array_index (group->tallies, i);

      n += tally->pending + tally->refired;
    }
  return n;
}

static void
write_storm (MusterJsonWriter *writer,
             const MusterWorld *world,
             const MusterKeyWatch *key,
             gint64 now_us)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *object = muster_directory_get (directory, key->key);
  const MusterObject *service = muster_directory_get (directory, object->service);
  const MusterIncident *incident = muster_world_get_root (world, key->storm.incident);
  guint firing = muster_alert_index_firing (muster_world_get_alerts (world));
  guint inside = count_inside (world, key);

  muster_json_begin_object (writer);
  muster_json_name (writer, "incident");
  muster_json_incident_id (writer, incident != NULL ? incident->number : key->storm.incident);
  muster_json_member_ulid (writer, "key", key->key);
  muster_json_member_string (writer, "service", service != NULL ? service->name : NULL);
  muster_json_member_instant (writer, "startsAt", key->storm.start_us);
  muster_json_member_instant (writer, "overAt", muster_storm_over_us (&key->storm));
  muster_json_member_int (writer, "folded", (gint64) key->storm.folded);
  muster_json_member_int (writer, "perMinute", rate_at (&key->flood, now_us));
  muster_json_member_int (writer, "peak", key->storm.peak);
  muster_json_member_int (writer, "outside", firing > inside ? firing - inside : 0);
  write_labels (writer, key->storm.top);
  write_bars (writer, &key->flood, now_us);
  muster_json_end_object (writer);
}

/**
 * muster_query_get_storms:
 * @self: GET /v1/storms
 * @committer: whose
 *
 * Lists those that go on, with the figures of each: new alerts folded, a minute, at most a minute,
 * and each minute of the last hour; what most of them are sure to share; and how many alerts fire
 * outside of it. "overAt" is when it is over unless more come.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_storms (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      const MusterKeyWatch *key =
          strcmp (object->type, MUSTER_OBJECT_KEY) == 0
              ? muster_intake_watch_get (muster_world_get_intake (world), object->id)
              : NULL;

      if (key != NULL && key->storm.incident != 0)
        write_storm (&writer, world, key, muster_committer_now_us (committer));
    }
  muster_query_end_list (&writer, NULL);
  return muster_query_answer_json (self, committer, body);
}
