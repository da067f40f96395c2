/* candidates.c - which open incidents a failing service may belong to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/correlator-private.h"

#include <math.h>

/* How long a trouble is believed to go on spreading: what begins so much later fits 1/e as well. */
#define SPREAD_US (5.0 * G_TIME_SPAN_MINUTE)
/* The parts of an affinity. */
#define WEIGHT_TIME     0.45
#define WEIGHT_DISTANCE 0.25
#define WEIGHT_LIKENESS 0.15
#define WEIGHT_LEARNT   0.15 /* what past incidents say of such alerts; or several ring alike */
#define NAMESAKES_MAX   32   /* looked at */
/* Of the part for time, where the graph does not say that one failing would make the other fail. */
#define UNCONNECTED 0.3

/* What does not say where it is may be anywhere. */
static gboolean
is_place_of (guint64 one, guint64 other)
{
  return one == other || one == 0 || other == 0;
}

static const MusterCorrelated *
get_incident (const MusterCorrelator *self, guint number)
{
  return g_hash_table_lookup (self->incidents, GUINT_TO_POINTER (number));
}

/* The symptom of a service in a place: that very one, else one that may be it. */
static const MusterSymptom *
find_near_symptom (const MusterCorrelated *incident, MusterUlid service, guint64 where)
{
  const MusterSymptom *found = NULL;

  for (guint i = 0; i < incident->symptoms->len; i++)
    {
      const MusterSymptom *symptom = g_ptr_array_index (incident->symptoms, i);

      if (!muster_ulid_equal (symptom->service, service))
        continue;
      if (symptom->where == where)
        return symptom;
      if (found == NULL && is_place_of (symptom->where, where))
        found = symptom;
    }
  return found;
}

static gint64
gap (const MusterCorrelated *incident, gint64 at_us)
{
  if (at_us < incident->first_us)
    return incident->first_us - at_us;
  return MAX (at_us - incident->last_us, 0);
}

/* Would one of them failing make the other fail? Two that a third calls would not. */
static gboolean
is_connected (const MusterReach *reach)
{
  return reach->relation != MUSTER_RELATION_SIBLING;
}

/* As many others ring alike, all at once, that this is one storm: what the graph does not know. */
#define NAMESAKES_MIN 2
/* Services that share something are looked for no further. */
#define SHARED_MAX 256

/* One search. */
typedef struct
{
  const MusterCorrelator *correlator;
  const MusterServiceGraph *graph;
  MusterUlid drill;
  const MusterSighting *sighting;
  gboolean starved_only; /* one of both has to say that nothing arrives, and nothing else */
  MusterCandidate *items;
  guint n;
} Finding;

/* --- how well they fit --- */

/* Of the kinds of a symptom the one that says most; the sighting's own kind says nothing. */
static double
find_learnt (const Finding *self, const MusterSymptom *symptom, guint *together)
{
  double best = 0;

  *together = 0;
  for (guint i = 0; i < symptom->n_kinds; i++)
    {
      guint n;
      double one = symptom->kinds[i].kind != self->sighting->kind
                       ? muster_cooccurrence_find (self->correlator->learnt, self->sighting->kind,
                                                   symptom->kinds[i].kind, &n)
                       : 0;

      if (one > best || (one < 0 && best == 0))
        {
          best = one;
          *together = n;
        }
    }
  return best;
}

/* Do all of its alerts say that nothing arrives? */
static gboolean
is_starved (const MusterSymptom *symptom)
{
  for (guint i = 0; i < symptom->n_kinds; i++)
    if ((symptom->kinds[i].cues & MUSTER_CUE_STARVED) == 0)
      return FALSE;
  return TRUE;
}

static void
weigh (const Finding *self,
       const MusterCorrelated *incident,
       const MusterSymptom *symptom,
       MusterCandidate *candidate)
{
  static const double nearness[] = { 1, 0.7, 0.4, 0, 0 };
  const MusterReach *reach = &candidate->reach;
  double time = exp (-(double) gap (incident, self->sighting->at_us) / SPREAD_US);
  gboolean ring_alike = reach->relation == MUSTER_RELATION_DISTANT || self->starved_only;

  candidate->affinity = 1; /* the same alert of the same service, from another of its processes */
  if (reach->hops == 0 && muster_symptom_has_kind (symptom, self->sighting->kind))
    return;
  candidate->learnt = find_learnt (self, symptom, &candidate->together);
  candidate->affinity = WEIGHT_TIME * time * (is_connected (reach) ? 1 : UNCONNECTED) +
                        WEIGHT_DISTANCE * nearness[reach->hops] +
                        WEIGHT_LIKENESS * muster_sighting_likeness (self->sighting, symptom->labels,
                                                                    symptom->n_labels) +
                        WEIGHT_LEARNT * (ring_alike ? 1 : candidate->learnt);
}

static gboolean
is_better (const MusterCandidate *one, const MusterCandidate *other)
{
  return one->affinity > other->affinity ||
         (one->affinity == other->affinity && one->incident < other->incident);
}

/* Keeps the best, one an incident, best first. */
static void
offer (Finding *self, const MusterCandidate *candidate)
{
  guint i;

  for (i = 0; i < self->n && self->items[i].incident != candidate->incident; i++)
    continue;
  if (i < self->n && !is_better (candidate, &self->items[i]))
    return;
  if (i == self->n && self->n == MUSTER_CANDIDATES_MAX)
    {
      if (!is_better (candidate, &self->items[--i]))
        return;
    }
  else if (i == self->n)
    self->n++;
  for (; i > 0 && is_better (candidate, &self->items[i - 1]); i--)
    self->items[i] = self->items[i - 1];
  self->items[i] = *candidate;
}

/* --- where they are looked for --- */

static void
look_at (Finding *self, guint number, const MusterReach *reach)
{
  const MusterCorrelated *incident = get_incident (self->correlator, number);
  const MusterSighting *sighting = self->sighting;
  const MusterSymptom *symptom = find_near_symptom (
      incident, muster_service_graph_get_id (self->graph, reach->node), sighting->where);
  MusterCandidate candidate;

  if (symptom == NULL || !is_place_of (incident->where, sighting->where))
    return;
  if (self->starved_only && is_starved (symptom) == ((sighting->cues & MUSTER_CUE_STARVED) != 0))
    return;
  candidate = (MusterCandidate){ .incident = number,
                                 .where = incident->where,
                                 .reach = *reach,
                                 .after_us = sighting->at_us - symptom->first_us };
  weigh (self, incident, symptom, &candidate);
  if (candidate.affinity >= MUSTER_AFFINITY_MIN)
    offer (self, &candidate);
}

static void
look_into (Finding *self, const MusterSite *site, const MusterReach *reach)
{
  const GArray *numbers = muster_symptom_index_find (self->correlator->index, site);
  guint n = numbers != NULL ? MIN (numbers->len, MUSTER_CANDIDATES_MAX) : 0;

  for (guint i = 0; i < n; i++) /* the newest */
    look_at (self, g_array_index (numbers, guint, numbers->len - 1 - i), reach);
}

static void
look_around (Finding *self, const MusterReach *reach)
{
  guint64 where = self->sighting->where;
  MusterSite site = { muster_service_graph_get_id (self->graph, reach->node),
                      where != 0 ? where : MUSTER_SITE_ANYWHERE, self->drill };

  look_into (self, &site, reach);
  site.where = 0; /* what does not say where it is */
  if (where != 0)
    look_into (self, &site, reach);
}

/* Services that ring alike at the same time in the same place, connected by more than a few hops,
 * or by what nobody wrote down. */
static void
look_at_namesakes (Finding *self, guint node)
{
  const MusterSighting *sighting = self->sighting;
  const GArray *list = muster_symptom_index_find_kind (
      self->correlator->index, &(MusterSite){ { 0, 0 }, sighting->where, self->drill },
      sighting->kind);
  MusterReach near[NAMESAKES_MAX];
  guint incidents[NAMESAKES_MAX], n = 0;

  for (guint i = list != NULL ? list->len : 0; i-- > 0 && n < NAMESAKES_MAX;)
    {
      const MusterNamesake *namesake = &g_array_index (list, MusterNamesake, i);
      guint other = muster_service_graph_find (self->graph, namesake->service);

      if (other == MUSTER_SERVICE_NONE || other == node ||
          !muster_service_graph_is_connected (self->graph, node, other) ||
          gap (get_incident (self->correlator, namesake->incident), sighting->at_us) > SPREAD_US)
        continue;
      near[n] = (MusterReach){ other, MUSTER_SERVICE_HOPS_MAX + 1, MUSTER_SERVICE_NONE,
                               MUSTER_RELATION_DISTANT };
      incidents[n++] = namesake->incident;
    }
  for (guint i = 0; n >= NAMESAKES_MIN && i < n; i++)
    look_at (self, incidents[i], &near[i]);
}

static void
look_at_user (Finding *self, guint user, guint on, guint hops)
{
  look_around (self, &(MusterReach){ user, MIN (hops, MUSTER_SERVICE_HOPS_MAX + 1), on,
                                     MUSTER_RELATION_SHARED });
}

/* Who takes out what a service, by way of others, puts into something. */
static void
look_at_takers (Finding *self, guint node, const GArray *reaches)
{
  guint n, looked = 0;

  for (guint i = 1; i < reaches->len && looked < SHARED_MAX; i++)
    {
      const MusterReach *on = &g_array_index (reaches, MusterReach, i);
      const guint *users = muster_service_graph_get_downstream (self->graph, on->node, &n);

      for (guint k = 0; on->relation == MUSTER_RELATION_UPSTREAM && k < n; k++)
        if (users[k] != node && looked++ < SHARED_MAX)
          look_at_user (self, users[k], on->node, on->hops + 1);
    }
}

/* Who, by way of others, puts in what a service takes out. */
static void
look_at_senders (Finding *self, guint node)
{
  guint n, looked = 0;
  const guint *up = muster_service_graph_get_upstream (self->graph, node, &n);

  for (guint i = 0; i < n && looked < SHARED_MAX; i++)
    {
      g_autoptr (GArray) reaches = muster_service_graph_reach (self->graph, up[i]);

      for (guint k = 1; k < reaches->len; k++)
        {
          const MusterReach *reach = &g_array_index (reaches, MusterReach, k);

          if (reach->relation == MUSTER_RELATION_DOWNSTREAM && reach->node != node &&
              looked++ < SHARED_MAX)
            look_at_user (self, reach->node, up[i], reach->hops + 1);
        }
    }
}

/* Where nothing arrives, what should have sent it may fail far off, before a queue that both use.
 * Only where that is one incident: else who knows which. */
static void
look_along_queues (Finding *self, guint node, const GArray *reaches)
{
  self->starved_only = TRUE;
  if ((self->sighting->cues & MUSTER_CUE_STARVED) != 0)
    look_at_senders (self, node);
  else
    look_at_takers (self, node, reaches);
  if (self->n > 1)
    self->n = 0;
}

/**
 * muster_correlator_find:
 * @self: a correlator
 * @graph: which service depends on which
 * @drill: the drill of the alert, or the null id
 * @sighting: an alert
 * @out: (out): room for %MUSTER_CANDIDATES_MAX
 *
 * Finds the open incidents that an alert may belong to. Those that its own service fails in come
 * for one look; only where there is none are the services around it looked at.
 *
 * Returns: how many, best first
 */
guint
muster_correlator_find (const MusterCorrelator *self,
                        const MusterServiceGraph *graph,
                        MusterUlid drill,
                        const MusterSighting *sighting,
                        MusterCandidate out[MUSTER_CANDIDATES_MAX])
{
  guint node = muster_service_graph_find (graph, sighting->service);
  Finding finding = {
    .correlator = self, .graph = graph, .drill = drill, .sighting = sighting, .items = out
  };
  g_autoptr (GArray) reaches = NULL;

  if (node == MUSTER_SERVICE_NONE)
    return 0;
  look_around (&finding, &(MusterReach){ node, 0, MUSTER_SERVICE_NONE, MUSTER_RELATION_SAME });
  if (finding.n > 0)
    return finding.n;
  reaches = muster_service_graph_reach (graph, node);
  for (guint i = 1; i < reaches->len; i++)
    look_around (&finding, &g_array_index (reaches, MusterReach, i));
  look_at_namesakes (&finding, node);
  if (finding.n == 0)
    look_along_queues (&finding, node, reaches);
  return finding.n;
}
