/* about.c - which service an incident is about, kept right as alerts come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/about.h"

#include "world/explain.h"
#include "world/members.h"

/* Another service has to be likelier by as much, so that nothing goes to and fro. */
#define MARGIN 0.02

/* Up to so many things that fail every one is looked at; then one in so many. */
#define LOOK_EVERY 64

/**
 * muster_about_may_change:
 * @world: a hub's world
 * @change: what is new
 *
 * Says whether the roots of an incident are to be ranked again: while little is known, every so
 * often, and whenever something fails that the service which the incident is about depends on.
 *
 * Returns: whether to call muster_about_settle()
 */
gboolean
muster_about_may_change (const MusterWorld *world, const MusterAboutChange *change)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  const MusterIncident *incident = muster_world_get_incident (world, change->incident);
  guint about, node = muster_service_graph_find (graph, change->service);
  g_autoptr (GArray) upstream = NULL;

  if (change->now <= LOOK_EVERY || change->now / LOOK_EVERY != change->before / LOOK_EVERY)
    return TRUE;
  if (incident == NULL || muster_ulid_equal (incident->service, change->service))
    return TRUE;
  about = muster_service_graph_find (graph, incident->service);
  if (about == MUSTER_SERVICE_NONE)
    return TRUE;
  upstream = muster_service_graph_reach_upstream (graph, about);
  for (guint i = 0; i < upstream->len; i++)
    if (g_array_index (upstream, MusterReach, i).node == node)
      return TRUE;
  return FALSE;
}

static double
score_of (const GArray *ranking, guint node)
{
  for (guint i = 0; i < ranking->len; i++)
    if (g_array_index (ranking, MusterRootCandidate, i).node == node)
      return g_array_index (ranking, MusterRootCandidate, i).score;
  return 0;
}

/* --- what is told of it --- */

typedef struct
{
  const MusterWorld *world;
  MusterUlid service;
  char *title;
} Looking;

static void
look_for_title (MusterAlert *alert, gpointer user_data)
{
  Looking *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  g_autofree char *name = NULL;

  if (self->title != NULL ||
      !muster_ulid_equal (muster_alert_index_service (alerts, alert), self->service))
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  name = muster_label_set_dup_value (&labels, "alertname");
  if (name != NULL)
    self->title = g_strdup_printf (
        "%s on %s", name,
        muster_directory_title (muster_world_get_directory (self->world), self->service));
}

static char *
make_title (const MusterWorld *world,
            const MusterAboutCause *cause,
            const MusterRootCandidate *root)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  const char *name = muster_service_graph_get_name (graph, root->node);
  Looking looking = { world, muster_service_graph_get_id (graph, root->node), NULL };

  if (root->is_inferred)
    return g_strdup_printf ("%s is suspected: what depends on it fails", name);
  if (cause->title != NULL && muster_ulid_equal (looking.service, cause->service))
    return g_strdup (cause->title);
  muster_world_foreach_alert (world, cause->incident, look_for_title, &looking);
  return looking.title != NULL ? looking.title : g_strdup (name);
}

static char *
make_reason (const MusterWorld *world,
             const MusterIncident *incident,
             const MusterRootCandidate *root)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  const char *name = muster_service_graph_get_name (graph, root->node);
  guint was = muster_service_graph_find (graph, incident->service);
  MusterReach reach;

  if (root->is_inferred)
    return g_strdup_printf ("%u services that depend on %s fail, nothing else explains them, and "
                            "it has no alert itself: not confirmed",
                            root->explains, name);
  if (was == root->node)
    return g_strdup_printf ("%s has an alert itself now: confirmed", name);
  if (was != MUSTER_SERVICE_NONE && muster_service_graph_relate (graph, was, root->node, &reach) &&
      reach.relation == MUSTER_RELATION_UPSTREAM)
    return g_strdup_printf ("%s → %s: depends on, %u %s",
                            muster_service_graph_get_name (graph, was), name, reach.hops,
                            reach.hops == 1 ? "hop" : "hops");
  return g_strdup_printf ("%s explains most of what fails", name);
}

static gboolean
is_news (const MusterIncident *incident,
         const MusterRootCandidate *root,
         guint was,
         double was_score)
{
  if (root->node == was)
    return incident->about_inferred && !root->is_inferred;
  return root->score >= was_score + MARGIN;
}

/**
 * muster_about_settle:
 * @world: a hub's world
 * @batch: where the event goes
 * @cause: what came
 *
 * Looks again which service the incident is about: the likeliest root. A person's word stands, of
 * the service and of the title.
 */
void
muster_about_settle (const MusterWorld *world, MusterBatch *batch, const MusterAboutCause *cause)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  const MusterIncident *incident = muster_world_get_incident (world, cause->incident);
  g_autoptr (GArray) ranking = NULL;
  g_autofree char *title = NULL, *reason = NULL;
  const MusterRootCandidate *root;
  MusterEvent *event;
  guint was;

  if (incident == NULL || incident->about_by_person || !muster_service_graph_has_edges (graph))
    return;
  ranking = muster_world_rank (world, cause->incident);
  if (ranking == NULL || ranking->len == 0)
    return;
  root = &g_array_index (ranking, MusterRootCandidate, 0);
  was = muster_service_graph_find (graph, incident->service);
  if (!is_news (incident, root, was, score_of (ranking, was)))
    return;
  title = make_title (world, cause, root);
  reason = make_reason (world, incident, root);
  event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_ABOUT_SET);
  event->at_us = cause->now_us;
  event->actor = cause->actor;
  event->incident = cause->incident;
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE,
                         muster_service_graph_get_id (graph, root->node));
  muster_event_set_token (event, MUSTER_FACT_RULE, root->is_inferred ? "inferred" : "graph");
  if (!incident->title_by_person)
    muster_batch_set_text (batch, event, MUSTER_FIELD_TITLE, title, -1);
  muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, reason, -1);
}
