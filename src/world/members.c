/* members.c - which alerts are one incident's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/members.h"

/* How many merges may follow one another; a circle ends there. */
#define MERGES_MAX 64

/**
 * muster_world_get_root:
 * @self: a world
 * @number: n of INC-n
 *
 * Returns: (nullable) (transfer none): the incident that its alerts count in
 */
MusterIncident *
muster_world_get_root (const MusterWorld *self, guint number)
{
  MusterIncident *incident = muster_world_get_incident (self, number);

  for (guint i = 0; incident != NULL && incident->merged_into > 0 && i < MERGES_MAX; i++)
    incident = muster_world_get_incident (self, incident->merged_into);
  return incident;
}

/**
 * muster_world_number_of:
 * @self: a world
 * @alert: an alert
 *
 * Returns: n of the INC-n that it counts in; 0: none
 */
guint
muster_world_number_of (const MusterWorld *self, const MusterAlert *alert)
{
  const MusterIncident *root = muster_world_get_root (self, alert->incident);

  return root != NULL ? root->number : alert->incident;
}

/**
 * muster_world_list_members:
 * @self: a world
 * @number: n of INC-n
 * @members: (element-type guint): where its number is added, and those of what was merged into it
 *
 * Lists the incidents whose alerts count in one.
 */
void
muster_world_list_members (const MusterWorld *self, guint number, GArray *members)
{
  const MusterIncident *incident = muster_world_get_incident (self, number);

  g_array_append_val (members, number);
  for (guint i = 0; incident != NULL && i < incident->absorbed->len && members->len < 100000; i++)
    muster_world_list_members (self, g_array_index (incident->absorbed, guint, i), members);
}

/**
 * muster_world_foreach_alert:
 * @self: a hub's world
 * @incident: n of INC-n
 * @func: called for each alert that counts in it
 * @user_data: for @func
 *
 * Walks its alerts, and those of the incidents that were merged into it.
 */
void
muster_world_foreach_alert (const MusterWorld *self,
                            guint incident,
                            MusterAlertFunc func,
                            gpointer user_data)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));

  muster_world_list_members (self, incident, members);
  for (guint i = 0; i < members->len; i++)
    {
      MusterAlert *older;

      for (MusterAlert *alert = muster_alert_index_first (muster_world_get_alerts (self),
                                                          g_array_index (members, guint, i));
           alert != NULL; alert = older)
        {
          older = alert->older;
          func (alert, user_data);
        }
    }
}

/**
 * muster_world_read_sighting:
 * @self: a hub's world
 * @alert: an alert of its index
 * @out: (out): what it tells
 *
 * Reads what an alert tells of where something is wrong.
 */
void
muster_world_read_sighting (const MusterWorld *self, const MusterAlert *alert, MusterSighting *out)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  muster_alert_get_labels (muster_world_get_alerts (self), alert, &labels);
  muster_sighting_read (out, &labels);
  out->service = muster_alert_index_service (muster_world_get_alerts (self), alert);
  out->severity = (MusterSeverity) alert->severity;
  out->at_us = alert->starts_us;
}

static void
collect_alert (MusterAlert *alert, gpointer list)
{
  g_ptr_array_add (list, alert);
}

static int
compare_alerts (gconstpointer a, gconstpointer b)
{
  const MusterAlert *x = *(const MusterAlert *const *) a, *y = *(const MusterAlert *const *) b;

  return muster_ulid_compare (x->id, y->id);
}

/* What a storm takes in has nothing in common but that: it connects nothing. */
static gboolean
is_storm (const MusterIncident *incident)
{
  return !muster_ulid_is_null (incident->storm_key);
}

/* What fails in an incident, from the alerts that it has; in an order that a snapshot keeps. */
static void
see_again (MusterWorld *self, guint number)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();
  const MusterIncident *incident = muster_world_get_incident (self, number);

  muster_correlator_forget (muster_world_get_correlator (self), number);
  if (incident == NULL || is_storm (incident))
    return;
  muster_world_foreach_alert (self, number, collect_alert, alerts);
  g_ptr_array_sort (alerts, compare_alerts);
  for (guint i = 0; i < alerts->len; i++)
    {
      MusterSighting sighting;

      muster_world_read_sighting (self, g_ptr_array_index (alerts, i), &sighting);
      muster_correlator_see (muster_world_get_correlator (self), number, incident->drill,
                             &sighting);
    }
  muster_correlator_set_open (muster_world_get_correlator (self), number,
                              muster_incident_is_open (incident));
}

static void
remove_number (GArray *numbers, guint number)
{
  for (guint i = numbers->len; i-- > 0;)
    if (g_array_index (numbers, guint, i) == number)
      g_array_remove_index (numbers, i);
}

/* An incident that was merged into another is one of its own again. */
static void
leave_parent (MusterWorld *self, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (self, number);
  MusterIncident *parent =
      incident != NULL ? muster_world_get_incident (self, incident->merged_into) : NULL;

  if (parent != NULL)
    remove_number (parent->absorbed, number);
}

/* What a person merges or splits says which alerts belong together. */
static void
teach (MusterWorld *self, const MusterEvent *event, gboolean together)
{
  const MusterCorrelator *correlator = muster_world_get_correlator (self);
  const MusterIncident *incident = muster_world_get_incident (self, event->incident);
  g_autoptr (GArray) kinds = NULL, others = NULL;

  if (event->actor.type != MUSTER_ACTOR_PERSON || incident == NULL ||
      !muster_ulid_is_null (incident->drill))
    return;
  kinds =
      muster_correlator_list_kinds (correlator, (guint) muster_event_int (event, MUSTER_FACT_FROM));
  others = muster_correlator_list_kinds (correlator, event->incident);
  muster_cooccurrence_teach (muster_correlator_get_learnt (correlator), kinds, others, together);
}

/* The side that took in, or got back, closes the pair: by then both incidents are as they will be.
 */
static void
fold_merged (MusterWorld *self, const MusterEvent *event)
{
  MusterCorrelator *correlator = muster_world_get_correlator (self);
  const MusterIncident *incident = muster_world_get_incident (self, event->incident);
  guint from = (guint) muster_event_int (event, MUSTER_FACT_FROM);

  if (!muster_event_has (event, MUSTER_FACT_FROM))
    return;
  teach (self, event, TRUE);
  if (incident != NULL && is_storm (incident))
    muster_correlator_forget (correlator, from);
  else
    muster_correlator_merge (correlator, from, event->incident);
}

static void
fold_split (MusterWorld *self, const MusterEvent *event)
{
  MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (self),
                                               muster_event_ulid (event, MUSTER_FACT_ALERT));
  gint64 into = muster_event_int (event, MUSTER_FACT_INTO);

  if (muster_event_has (event, MUSTER_FACT_FROM))
    {
      see_again (self, (guint) muster_event_int (event, MUSTER_FACT_FROM));
      see_again (self, event->incident);
      teach (self, event, FALSE);
    }
  else if (alert != NULL && into > 0 && into <= MUSTER_INCIDENTS_MAX)
    muster_alert_index_move (muster_world_get_alerts (self), alert, (guint) into);
}

/**
 * muster_world_fold_leaving:
 * @self: a world
 * @event: an incident.split, before the incident itself folds it
 *
 * Takes an incident that was merged into another out of that one's list.
 */
void
muster_world_fold_leaving (MusterWorld *self, const MusterEvent *event)
{
  if (muster_event_has (event, MUSTER_FACT_FROM))
    leave_parent (self, event->incident);
}

/**
 * muster_world_fold_joint:
 * @self: a hub's world
 * @event: an incident.merged or incident.split
 *
 * Moves alerts, and what is known of them, from one incident to another.
 */
void
muster_world_fold_joint (MusterWorld *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_INCIDENT_MERGED)
    fold_merged (self, event);
  else
    fold_split (self, event);
}

/**
 * muster_world_fold_sighting:
 * @self: a hub's world
 * @event: by which an alert fires in an incident, or comes into one
 * @alert: the alert
 *
 * Notes what fails. Where no service depends on another that would connect nothing, and costs
 * nothing.
 */
void
muster_world_fold_sighting (MusterWorld *self, const MusterEvent *event, const MusterAlert *alert)
{
  const MusterIncident *incident = muster_world_get_incident (self, event->incident);
  MusterSighting sighting;

  if (event->incident == 0 || alert->service == 0 || (incident != NULL && is_storm (incident)) ||
      !muster_service_graph_has_edges (muster_world_get_services (self)))
    return;
  muster_world_read_sighting (self, alert, &sighting);
  muster_correlator_see (muster_world_get_correlator (self), event->incident,
                         incident != NULL ? incident->drill : (MusterUlid){ 0, 0 }, &sighting);
}
