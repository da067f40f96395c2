/* alerts-joined.c - how many alerts joined which incident, told once for many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/alerts-joined.h"

#include "world/storms.h"

#include "world/members.h"

/* How long alerts that joined an incident may wait for the event that counts them. Their own events
 * are on disk by then; in a storm this is what keeps it from being as many again. */
#define WAIT_US (G_USEC_PER_SEC / 4)

/* @rule: "refired", "flapping", or NULL for those that are new */
static void
tell (const MusterWorld *world,
      const MusterGroup *group,
      const MusterTally *tally,
      const char *rule,
      guint n,
      MusterBatch *batch)
{
  const MusterIncident *incident = muster_world_get_root (world, group->incident);
  MusterEvent *event;

  if (n == 0 || incident == NULL)
    return;
  event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_ALERT_JOINED);
  event->actor = (MusterActor){ MUSTER_ACTOR_KEY, tally->key };
  event->incident = incident->number; /* it may have been merged into another since */
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, tally->first);
  muster_event_set_int (event, MUSTER_FACT_ALERTS, n);
  muster_event_set_token (event, MUSTER_FACT_RULE,
                          rule != NULL                                     ? rule
                          : muster_world_is_storm (world, group->incident) ? "storm"
                          : tally->reason != NULL                          ? "graph"
                                                                           : "group");
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, tally->worst);
  muster_batch_set_text (batch, event, MUSTER_FIELD_NAME, tally->name, -1);
  if (rule == NULL)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, tally->reason, -1);
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

  for (guint i = 0; group->tallies != NULL && i < group->tallies->len; i++)
    {
      const MusterTally *tally = g_ptr_array_index (group->tallies, i);

      tell (world, group, tally, NULL, tally->pending, batch);
      tell (world, group, tally, "refired", tally->refired, batch);
      tell (world, group, tally, "flapping", tally->flapped, batch);
    }
  if (group->tallies != NULL)
    g_ptr_array_set_size (group->tallies, 0);
  group->told_us = context->now_us;
  for (guint i = first; i < muster_batch_length (batch); i++)
    muster_batch_get (batch, i)->at_us = context->now_us;
  muster_world_apply (world, batch, first);
}

/* It leaves the list of those that were touched, and is added anew when it is touched again. */
static void
tell_last (MusterWorld *world,
           const MusterDecideContext *context,
           MusterGroup *group,
           MusterBatch *batch)
{
  muster_joined_tell_group (world, context, group, batch);
  g_clear_pointer (&group->tallies, g_ptr_array_unref);
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
    tell_last (world, context, g_ptr_array_index (touched, i), batch);
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
    tell_last (world, context, g_ptr_array_index (touched, n++), batch);
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

typedef struct
{
  guint n, n_firing;
  const MusterAlert *newest;
} Counted;

static void
count_alert (MusterAlert *alert, gpointer user_data)
{
  Counted *counted = user_data;

  counted->n++;
  counted->n_firing += alert->status == MUSTER_ALERT_FIRING;
  if (counted->newest == NULL)
    counted->newest = alert;
}

/* An incident has told of as many as it counts; those in the index beyond that were not. */
static void
restore_group (MusterWorld *world, const MusterIncident *incident, MusterGroup *group)
{
  MusterAlertIndex *alerts = muster_world_get_alerts (world);
  Counted counted = { 0 };
  MusterTally *tally;
  guint n, firing;

  muster_world_foreach_alert (world, incident->number, count_alert, &counted);
  n = counted.n - MIN (counted.n, incident->firing + incident->suppressed + incident->resolved);
  firing = counted.n_firing - MIN (counted.n_firing, incident->firing + incident->suppressed + n);
  if (n + firing == 0)
    return;
  tally = muster_groups_tally (muster_world_get_groups (world), group, NULL);
  tally->pending = n;
  tally->refired = firing;
  tally->worst = counted.newest->severity;
  tally->first = counted.newest->id;
  tally->key = muster_alert_index_key (alerts, counted.newest);
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

      if (incident != NULL && group != NULL && incident->merged_into == 0)
        restore_group (world, incident, group);
    }
}
