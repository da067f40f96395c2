/* explain.c - why an alert is where it is, and what an incident is about, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/explain.h"

#include "world/members.h"

#define TOLD_MIN 0.2 /* of what past incidents taught */

static const char *
title_of (const MusterWorld *world, guint node)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);

  return muster_service_graph_get_name (graph, node);
}

/* ", 40 s later" */
static void
append_time (GString *out, gint64 after_us)
{
  gint64 seconds = ABS (after_us) / G_USEC_PER_SEC;

  if (seconds == 0)
    g_string_append (out, ", at the same time");
  else if (seconds < 120)
    g_string_append_printf (out, ", %d s %s", (int) seconds, after_us > 0 ? "later" : "earlier");
  else
    g_string_append_printf (out, ", %d min %s", (int) MIN (seconds / 60, G_MAXINT32),
                            after_us > 0 ? "later" : "earlier");
}

/* "; such alerts came together in 7 incidents" */
static void
append_learnt (GString *out, const MusterCandidate *candidate)
{
  if (candidate->learnt >= TOLD_MIN && candidate->together > 0)
    g_string_append_printf (out, "; such alerts came together in %u incidents",
                            candidate->together);
  else if (candidate->learnt <= -TOLD_MIN)
    g_string_append (out, "; people kept such alerts apart");
}

static void
append_hops (GString *out, guint hops)
{
  g_string_append_printf (out, hops == 1 ? ", %u hop" : ", %u hops", hops);
}

/* How @reach lies to a service. */
static GString *
tell_reach (const MusterWorld *world, const char *service, const MusterReach *reach)
{
  const char *other = title_of (world, reach->node);
  GString *out = g_string_new (NULL);

  if (reach->relation == MUSTER_RELATION_SAME)
    g_string_append_printf (out, "%s: it fails already", service);
  else if (reach->relation == MUSTER_RELATION_UPSTREAM)
    g_string_append_printf (out, "%s → %s: depends on", service, other);
  else if (reach->relation == MUSTER_RELATION_DOWNSTREAM)
    g_string_append_printf (out, "%s ← %s: is what it depends on", service, other);
  else if (reach->relation == MUSTER_RELATION_SHARED)
    g_string_append_printf (out, "%s, %s: both depend on %s", service, other,
                            title_of (world, reach->via));
  else if (reach->relation == MUSTER_RELATION_DISTANT)
    g_string_append_printf (out, "%s, %s: the same alert of several services", service, other);
  else
    g_string_append_printf (out, "%s, %s: %s depends on both", service, other,
                            title_of (world, reach->via));
  if (reach->hops > 0 && reach->relation != MUSTER_RELATION_DISTANT)
    append_hops (out, reach->hops);
  return out;
}

/**
 * muster_explain_candidate:
 * @world: a hub's world
 * @service: the service of an alert
 * @candidate: the incident that it joins
 *
 * Returns: (transfer full): why, in one line
 */
char *
muster_explain_candidate (const MusterWorld *world,
                          MusterUlid service,
                          const MusterCandidate *candidate)
{
  const char *name = muster_directory_title (muster_world_get_directory (world), service);
  GString *out = tell_reach (world, name, &candidate->reach);

  append_time (out, candidate->after_us);
  append_learnt (out, candidate);
  return g_string_free (out, FALSE);
}

static const MusterSymptom *
find_symptom (const GPtrArray *symptoms, MusterUlid service)
{
  for (guint i = 0; symptoms != NULL && i < symptoms->len; i++)
    {
      const MusterSymptom *symptom = g_ptr_array_index (symptoms, i);

      if (muster_ulid_equal (symptom->service, service))
        return symptom;
    }
  return NULL;
}

/* The way from a service to what the incident is about; where there is none, to the nearest other
 * that fails in it. */
static gboolean
find_way (const MusterWorld *world, const MusterIncident *incident, guint node, MusterReach *way)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  const GPtrArray *symptoms =
      muster_correlator_get (muster_world_get_correlator (world), incident->number);
  g_autoptr (GArray) reaches = muster_service_graph_reach (graph, node);
  gboolean found = FALSE;

  for (guint i = 1; i < reaches->len; i++)
    {
      const MusterReach *reach = &g_array_index (reaches, MusterReach, i);
      MusterUlid id = muster_service_graph_get_id (graph, reach->node);

      if (muster_ulid_equal (id, incident->service))
        {
          *way = *reach;
          return TRUE;
        }
      if (!found && find_symptom (symptoms, id) != NULL)
        {
          *way = *reach;
          found = TRUE;
        }
    }
  return found;
}

static char *
explain_way (const MusterWorld *world,
             const MusterIncident *incident,
             const MusterAlert *alert,
             const MusterReach *way)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  MusterUlid service = muster_alert_index_service (muster_world_get_alerts (world), alert);
  const MusterSymptom *other =
      find_symptom (muster_correlator_get (muster_world_get_correlator (world), incident->number),
                    muster_service_graph_get_id (graph, way->node));
  GString *out =
      tell_reach (world, muster_directory_title (muster_world_get_directory (world), service), way);

  if (other != NULL)
    append_time (out, alert->starts_us - other->first_us);
  else
    g_string_append (out, ", which has no alert itself");
  return g_string_free (out, FALSE);
}

/**
 * muster_world_explain_alert:
 * @world: a hub's world
 * @alert: an alert of its index
 *
 * Says why an alert is in its incident, from what is known now.
 *
 * Returns: (transfer full) (nullable): one line; %NULL: it is in none
 */
char *
muster_world_explain_alert (const MusterWorld *world, const MusterAlert *alert)
{
  const MusterServiceGraph *graph = muster_world_get_services (world);
  const MusterIncident *incident = muster_world_get_root (world, alert->incident);
  MusterUlid service = muster_alert_index_service (muster_world_get_alerts (world), alert);
  guint node = muster_service_graph_find (graph, service);
  MusterReach way;

  if (incident == NULL)
    return NULL;
  if (!muster_ulid_is_null (incident->storm_key))
    return g_strdup ("came in a storm of its key, and no open incident took it in");
  if (node != MUSTER_SERVICE_NONE && muster_service_graph_has_edges (graph))
    {
      if (muster_ulid_equal (service, incident->service))
        return g_strdup_printf ("%s: what the incident is about", title_of (world, node));
      if (find_way (world, incident, node, &way))
        return explain_way (world, incident, alert, &way);
    }
  return g_strdup (alert->older == NULL && alert->incident == incident->number
                       ? "opened the incident"
                       : "agrees with others in the labels that alerts are grouped by");
}

/**
 * muster_world_rank:
 * @world: a hub's world
 * @incident: n of INC-n
 *
 * Ranks the services that may have begun an incident.
 *
 * Returns: (transfer full) (nullable) (element-type MusterRootCandidate): best first
 */
GArray *
muster_world_rank (const MusterWorld *world, guint incident)
{
  const GPtrArray *symptoms = muster_correlator_get (muster_world_get_correlator (world), incident);

  if (symptoms == NULL || symptoms->len == 0)
    return NULL;
  return muster_root_ranking (muster_world_get_services (world), symptoms);
}
