/* group-turn.c - whether the incident of a group takes another alert in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/group-turn.h"

#include "world/flapping.h"

/* When the group's incident last took an alert in. */
static gint64
last_us (const MusterWorld *world, const MusterGroup *group, const MusterIncident *incident)
{
  const MusterAlert *newest =
      muster_alert_index_first (muster_world_get_alerts (world), group->incident);

  return newest != NULL ? MAX (incident->opened_us, muster_ulid_get_time (newest->id))
                        : incident->opened_us;
}

static gboolean
is_within_window (const MusterWorld *world,
                  const MusterGroupingRule *rule,
                  const MusterGroup *group,
                  const MusterIncident *incident,
                  gint64 now_us)
{
  gint64 since_us;

  if (rule->window_us == 0)
    return TRUE;
  since_us = rule->sliding ? last_us (world, group, incident) : incident->opened_us;
  return now_us - since_us < rule->window_us;
}

/* Those that are not told of yet are in it all the same. */
static guint
count_alerts (const MusterGroup *group, const MusterIncident *incident)
{
  guint n = incident->firing + incident->suppressed + incident->resolved;

  for (guint i = 0; group->tallies != NULL && i < group->tallies->len; i++)
    n += ((const MusterTally *) g_ptr_array_index (group->tallies, i))->pending;
  return n;
}

/* What people have reviewed is done with. */
static gboolean
may_reopen (const MusterGroupingRule *rule, const MusterIncident *incident, gint64 now_us)
{
  return rule->reopen_us > 0 && incident->stage == MUSTER_STAGE_RESOLVED &&
         now_us - incident->resolved_us < rule->reopen_us;
}

static gboolean
comes_and_goes (const MusterWorld *world, const MusterArrival *arrival)
{
  const MusterAlertIdentity identity = {
    arrival->key != NULL ? arrival->key->id : (MusterUlid){ 0, 0 },
    arrival->report->dedup,
    &arrival->report->labels,
  };
  const MusterAlert *older = muster_alert_index_find (muster_world_get_alerts (world), &identity);

  return older != NULL && muster_world_is_flapping (world, older->id);
}

/**
 * muster_world_find_turn:
 * @world: a hub's world
 * @arrival: a new alert
 * @out: (inout): with its rule and its group
 *
 * Finds the incident of the alert's group. It takes the alert in while it is open, within its
 * rule's window and not full; if it was resolved a short while ago, the rule may open it again, and
 * so does an alert that flaps.
 */
void
muster_world_find_turn (const MusterWorld *world,
                        const MusterArrival *arrival,
                        MusterAttachment *out)
{
  const MusterGroup *group =
      muster_groups_get (muster_world_get_groups (world), &out->group, arrival->drill);
  const MusterIncident *incident =
      group != NULL ? muster_world_get_root (world, group->incident) : NULL;

  if (incident == NULL)
    return;
  out->previous = incident->number;
  if (out->rule->max > 0 && count_alerts (group, incident) >= out->rule->max)
    return;
  if (muster_incident_is_open (incident))
    {
      if (is_within_window (world, out->rule, group, incident, arrival->now_us))
        out->incident = incident->number;
      return;
    }
  out->reopens = may_reopen (out->rule, incident, arrival->now_us) ||
                 (incident->stage == MUSTER_STAGE_RESOLVED && comes_and_goes (world, arrival));
  if (out->reopens)
    out->incident = incident->number;
}
