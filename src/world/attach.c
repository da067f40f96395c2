/* attach.c - which incident takes an alert in, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/attach.h"

#include "world/explain.h"
#include "world/group-turn.h"
#include "world/members.h"

#include <string.h>

#define POD_SUFFIXES_MAX 3 /* "checkout-6d4b75cb6d-hf2xk" */

/* --- which service --- */

static const MusterObject *
find_named (const MusterWorld *world, const char *name, gsize n)
{
  const MusterLabelSet none = { NULL, 0 };

  return n > 0 ? muster_directory_service_of (muster_world_get_directory (world), &none,
                                              (MusterText){ name, n }, NULL)
               : NULL;
}

/* "shop/checkout" is checkout, and a pod has its workload's name and more. */
static const MusterObject *
find_workload (const MusterWorld *world, const char *value, gsize n, gboolean is_pod)
{
  const char *slash = memrchr (value, '/', n);
  const MusterObject *service;

  if (slash != NULL)
    {
      n -= (gsize) (slash + 1 - value);
      value = slash + 1;
    }
  service = find_named (world, value, n);
  for (guint i = 0; is_pod && service == NULL && i < POD_SUFFIXES_MAX; i++)
    {
      const char *dash = memrchr (value, '-', n);

      if (dash == NULL)
        return NULL;
      n = (gsize) (dash - value);
      service = find_named (world, value, n);
    }
  return service;
}

static const MusterObject *
find_by_workload (const MusterWorld *world, const MusterLabelSet *labels)
{
  static const char *const names[] = { "service_name", "deployment", "statefulset",
                                       "daemonset",    "app",        "k8s_app",
                                       "container",    "job",        "pod" };
  const MusterObject *service = NULL;

  for (guint i = 0; service == NULL && i < G_N_ELEMENTS (names); i++)
    {
      gsize n;
      const char *value = muster_label_set_get (labels, names[i], &n);

      if (value != NULL)
        service = find_workload (world, value, n, strcmp (names[i], "pod") == 0);
    }
  return service;
}

/**
 * muster_world_service_of:
 * @world: a hub's world
 * @report: an alert
 * @key: (nullable): the integration key it came by
 *
 * Says which service an alert is about (protocol §6). Where no service depends on another, that is
 * all; else a workload's or a pod's name does as well, before the key's service.
 *
 * Returns: (nullable) (transfer none): the service
 */
const MusterObject *
muster_world_service_of (const MusterWorld *world,
                         const MusterReport *report,
                         const MusterObject *key)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *service;

  if (!muster_service_graph_has_edges (muster_world_get_services (world)))
    return muster_directory_service_of (directory, &report->labels, report->service, key);
  service = muster_directory_service_of (directory, &report->labels, report->service, NULL);
  if (service == NULL)
    service = find_by_workload (world, &report->labels);
  return service == NULL && key != NULL ? muster_directory_get (directory, key->service) : service;
}

/* --- which incident --- */

/* An alert that does not say where it is connects no two places: those elsewhere than the best are
 * left out. Returns: how many stay. */
static guint
keep_one_place (MusterCandidate *candidates, guint n)
{
  guint64 where = 0;
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      if (where != 0 && candidates[i].where != 0 && candidates[i].where != where)
        continue;
      where = where != 0 ? where : candidates[i].where;
      candidates[kept++] = candidates[i];
    }
  return kept;
}

static gboolean
are_apart (const MusterIncident *a, const MusterIncident *b)
{
  return muster_incident_is_apart (a, b->number) || muster_incident_is_apart (b, a->number);
}

/* Of several that the alert connects: the best that somebody works on, else the oldest. */
static const MusterIncident *
choose_survivor (const MusterWorld *world, const MusterCandidate *candidates, guint n)
{
  const MusterIncident *best = muster_world_get_incident (world, candidates[0].incident);
  const MusterIncident *survivor = best;

  for (guint i = 0; i < n; i++)
    {
      const MusterIncident *one = muster_world_get_incident (world, candidates[i].incident);

      if (are_apart (one, best))
        continue;
      if (muster_incident_is_touched (one))
        return one;
      if (one->number < survivor->number)
        survivor = one;
    }
  return survivor;
}

static void
attach_by_graph (const MusterWorld *world, const MusterArrival *arrival, MusterAttachment *out)
{
  const MusterReport *report = arrival->report;
  MusterCandidate candidates[MUSTER_CANDIDATES_MAX];
  MusterSighting sighting;
  const MusterIncident *survivor;
  guint n;

  muster_sighting_read (&sighting, &report->labels);
  sighting.service = out->service->id;
  sighting.at_us = report->starts_us != MUSTER_NO_TIME && report->starts_us < arrival->now_us
                       ? report->starts_us
                       : arrival->now_us;
  n = muster_correlator_find (muster_world_get_correlator (world),
                              muster_world_get_services (world), arrival->drill, &sighting,
                              candidates);
  n = keep_one_place (candidates, n);
  if (n == 0)
    return;
  survivor = choose_survivor (world, candidates, n);
  out->incident = survivor->number;
  out->by_graph = TRUE;
  out->reason = muster_explain_candidate (world, out->service->id, &candidates[0]);
  for (guint i = 0; i < n; i++)
    {
      const MusterIncident *one = muster_world_get_incident (world, candidates[i].incident);

      if (one != survivor && !muster_incident_is_touched (one) && !are_apart (one, survivor))
        out->bridged[out->n_bridged++] = one->number;
    }
}

/* A key's service stands for all that comes by the key: alone it connects nothing. */
static gboolean
may_connect (const MusterWorld *world, const MusterArrival *arrival, const MusterObject *service)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  guint node, n_up, n_down;

  if (service == NULL || !muster_service_graph_has_edges (graph))
    return FALSE;
  node = muster_service_graph_find (graph, service->id);
  if (node == MUSTER_SERVICE_NONE)
    return FALSE;
  muster_service_graph_get_upstream (graph, node, &n_up);
  muster_service_graph_get_downstream (graph, node, &n_down);
  return n_up + n_down > 0 || arrival->key == NULL ||
         !muster_ulid_equal (arrival->key->service, service->id);
}

/**
 * muster_world_attach:
 * @world: a hub's world
 * @arrival: a new alert
 * @out: (out): what takes it in; to be cleared
 *
 * Decides which incident takes an alert in. First that of its group, by the labels that the rule of
 * grouping names, if the rule lets it. Else, where services depend on one another, the open
 * incident whose failing services are connected with its own, lately. Else a new one. Expected
 * O(labels + K).
 */
void
muster_world_attach (const MusterWorld *world, const MusterArrival *arrival, MusterAttachment *out)
{
  const MusterReport *report = arrival->report;

  memset (out, 0, sizeof *out);
  out->group.items = out->items;
  out->service = muster_world_service_of (world, report, arrival->key);
  out->rule = muster_grouping_find (muster_world_get_rules (world)->grouping, &report->labels);
  muster_grouping_rule_choose (out->rule, &report->labels, report->service, &out->group);
  if (out->rule->n_names == 0 && muster_service_graph_has_edges (muster_world_get_services (world)))
    muster_sighting_choose_where (&report->labels, &out->group, MUSTER_GROUP_LABELS_MAX);
  muster_world_find_turn (world, arrival, out);
  if (out->incident == 0 && may_connect (world, arrival, out->service))
    attach_by_graph (world, arrival, out);
}

/**
 * muster_attachment_clear:
 * @self: an attachment
 *
 * Frees what it holds.
 */
void
muster_attachment_clear (MusterAttachment *self)
{
  g_clear_pointer (&self->reason, g_free);
}
