/* alerts-joined.c - how many alerts joined which incident, told once for many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/alerts-joined.h"

/* How long alerts that joined an incident may wait for the event that counts them. Their own events
 * are on disk by then; in a storm this is what keeps it from being as many again. */
#define WAIT_US (G_USEC_PER_SEC / 4)

static void
tell (const MusterGroup *group, guint n, const char *rule, MusterBatch *batch)
{
  MusterEvent *event;

  if (n == 0)
    return;
  event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_ALERT_JOINED);
  event->actor = (MusterActor){ MUSTER_ACTOR_KEY, group->key };
  event->incident = group->incident;
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, group->first);
  muster_event_set_int (event, MUSTER_FACT_ALERTS, n);
  muster_event_set_token (event, MUSTER_FACT_RULE, rule);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, group->worst);
  muster_batch_set_text (batch, event, MUSTER_FIELD_NAME, group->name, -1);
}

/**
 * muster_joined_tell_group:
 * @world: a hub's world
 * @context: time and chance
 * @group: a group of it
 * @batch: where the events go; they have their seqs and are folded
 *
 * Tells what the reports since the last time left to tell of this group.
 */
void
muster_joined_tell_group (MusterWorld *world,
                          const MusterDecideContext *context,
                          MusterGroup *group,
                          MusterBatch *batch)
{
  guint first = muster_batch_length (batch);

  tell (group, group->pending, "group", batch);
  tell (group, group->refired, "refired", batch);
  group->pending = group->refired = 0;
  group->told_us = context->now_us;
  group->worst = MUSTER_SEVERITY_NONE;
  for (guint i = first; i < muster_batch_length (batch); i++)
    muster_batch_get (batch, i)->at_us = context->now_us;
  muster_world_apply (world, batch, first);
}

/**
 * muster_world_tell_joined:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Tells what the reports since the last time left to tell.
 */
void
muster_world_tell_joined (MusterWorld *world,
                          const MusterDecideContext *context,
                          MusterBatch *batch)
{
  GPtrArray *touched = muster_groups_get_touched (muster_world_get_groups (world));

  for (guint i = 0; i < touched->len; i++)
    muster_joined_tell_group (world, context, g_ptr_array_index (touched, i), batch);
  g_ptr_array_set_size (touched, 0);
}

/* A clock that was set back may not hold it. */
static gboolean
is_due (const MusterGroup *group, gint64 now_us)
{
  return ABS (now_us - group->told_us) >= WAIT_US;
}

/**
 * muster_world_tell_joined_due:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Tells of the groups that were touched first, up to one that was told a short while ago. Whoever
 * stands behind that was touched later, so it waits no longer than that may.
 */
void
muster_world_tell_joined_due (MusterWorld *world,
                              const MusterDecideContext *context,
                              MusterBatch *batch)
{
  GPtrArray *touched = muster_groups_get_touched (muster_world_get_groups (world));
  guint n = 0;

  while (n < touched->len && is_due (g_ptr_array_index (touched, n), context->now_us))
    muster_joined_tell_group (world, context, g_ptr_array_index (touched, n++), batch);
  if (n > 0)
    g_ptr_array_remove_range (touched, 0, n);
}

/**
 * muster_world_next_joined:
 * @world: a hub's world
 *
 * Returns: the instant, µs UTC, when muster_world_tell_joined_due() next has something to tell;
 *   %G_MAXINT64: nothing waits
 */
gint64
muster_world_next_joined (const MusterWorld *world)
{
  const GPtrArray *touched = muster_groups_get_touched (muster_world_get_groups (world));

  if (touched->len == 0)
    return G_MAXINT64;
  return ((const MusterGroup *) g_ptr_array_index (touched, 0))->told_us + WAIT_US;
}

/* An incident has told of as many as it counts; those in the index beyond that were not. */
static void
restore_group (MusterWorld *world, const MusterIncident *incident, MusterGroup *group)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (world);
  const MusterAlert *newest = muster_alert_index_first (alerts, incident->number);
  guint n = 0, firing = 0;

  for (const MusterAlert *alert = newest; alert != NULL; alert = alert->older, n++)
    firing += alert->status == MUSTER_ALERT_FIRING;
  n -= MIN (n, incident->firing + incident->suppressed + incident->resolved);
  firing -= MIN (firing, incident->firing + incident->suppressed + n);
  if (n + firing == 0)
    return;
  group->pending = n;
  group->refired = firing;
  group->worst = newest->severity;
  group->first = newest->id;
  group->key = muster_alert_index_key (alerts, newest);
  muster_groups_touch (muster_world_get_groups (world), group);
}

/**
 * muster_world_restore_joined:
 * @world: a hub's world, folded to the journal's end
 *
 * Finds the alerts whose own events are in the journal, but that no event says have joined: the hub
 * was killed in between.
 */
void
muster_world_restore_joined (MusterWorld *world)
{
  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);
      MusterGroup *group = muster_groups_of_incident (muster_world_get_groups (world), i);

      if (incident != NULL && group != NULL)
        restore_group (world, incident, group);
    }
}
