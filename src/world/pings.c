/* pings.c - heartbeats that are heard, and that are missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A missing heartbeat is an alert of the hub's own, known by the heartbeat's id. A ping costs no
 * event but where it ends one.
 */
#include "world/pings.h"

#include "world/own-alert.h"

#include <string.h>

static void
report_heartbeat (MusterWorld *world,
                  const MusterDecideContext *context,
                  const MusterHeartbeat *heartbeat,
                  MusterReportStatus status,
                  MusterBatch *batch)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (world), heartbeat->id);
  g_autofree char *title = g_strdup_printf ("Heartbeat %s is missing", object->name);
  g_auto (MusterHeartbeatBody) body = { 0 };

  muster_heartbeat_body_read (object->body, &body, NULL);
  muster_world_report_own (world, context,
                           &(MusterOwnAlert){
                               .name = "HeartbeatMissing",
                               .kind = "heartbeat",
                               .about = heartbeat->id,
                               .status = status,
                               .severity = MUSTER_SEVERITY_MINOR,
                               .title = title,
                               .service = body.service,
                               .starts_us = heartbeat->heard_us,
                               .labels = { { "heartbeat", object->name } },
                           },
                           batch);
}

/* A key may speak for the heartbeats of its service, and for those of none. */
static gboolean
may_ping (const MusterDirectory *directory, const MusterObject *heartbeat, const MusterObject *key)
{
  g_auto (MusterHeartbeatBody) body = { 0 };
  const MusterObject *service;

  if (!muster_heartbeat_body_read (heartbeat->body, &body, NULL) || body.service == NULL)
    return TRUE;
  service = muster_directory_resolve (directory, MUSTER_OBJECT_SERVICE, body.service);
  return service == NULL || key == NULL || muster_ulid_equal (service->id, key->service);
}

/* By its name; without one, the only one that the key may speak for. */
static const MusterObject *
find_heartbeat (const MusterDirectory *directory, MusterText name, const MusterObject *key)
{
  const GPtrArray *objects = muster_directory_objects (directory);
  const MusterObject *found = NULL;

  if (name.n > 0)
    {
      found =
          muster_directory_find (directory, MUSTER_OBJECT_HEARTBEAT, name.bytes, (gssize) name.n);
      return found != NULL && may_ping (directory, found, key) ? found : NULL;
    }
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_HEARTBEAT) != 0 ||
          !may_ping (directory, object, key))
        continue;
      if (found != NULL)
        return NULL;
      found = object;
    }
  return found;
}

/**
 * muster_world_hear_pings:
 * @world: a hub's world
 * @context: time and chance
 * @reports: a decoded body
 * @key: the id of its integration key
 * @batch: where the events go; they have their seqs and are folded
 * @summary: what the answer waits for, and how many pings nobody waits for
 *
 * Hears its pings.
 */
void
muster_world_hear_pings (MusterWorld *world,
                         const MusterDecideContext *context,
                         const MusterReports *reports,
                         MusterUlid key,
                         MusterBatch *batch,
                         MusterReportSummary *summary)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  MusterHeartbeats *heartbeats = muster_world_get_heartbeats (world);

  for (guint i = 0; i < reports->pings->len; i++)
    {
      const MusterPing *ping = &g_array_index (reports->pings, MusterPing, i);
      const MusterObject *object =
          find_heartbeat (directory, ping->name, muster_directory_get (directory, key));
      MusterHeartbeat *heartbeat =
          object != NULL ? muster_heartbeats_get (heartbeats, object->id) : NULL;

      if (heartbeat == NULL)
        {
          summary->n_unknown_pings++;
          continue;
        }
      muster_heartbeats_hear (heartbeats, heartbeat, context->now_us);
      report_heartbeat (world, context, heartbeat, MUSTER_REPORT_RESOLVED, batch);
      summary->last_seq = muster_world_get_seq (world);
    }
}

/**
 * muster_world_miss_heartbeat:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Looks at the heartbeat that is due first.
 *
 * Returns: whether it was due
 */
gboolean
muster_world_miss_heartbeat (MusterWorld *world,
                             const MusterDecideContext *context,
                             MusterBatch *batch)
{
  MusterHeartbeats *heartbeats = muster_world_get_heartbeats (world);
  gint64 at_us;
  MusterHeartbeat *heartbeat = muster_heartbeats_first (heartbeats, &at_us);

  if (heartbeat == NULL || at_us > context->now_us)
    return FALSE;
  report_heartbeat (world, context, heartbeat,
                    heartbeat->removed ? MUSTER_REPORT_RESOLVED : MUSTER_REPORT_FIRING, batch);
  muster_heartbeats_tell (heartbeats, heartbeat, context->now_us);
  return TRUE;
}
