/* correlator.c - which open incidents a failing service may belong to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/correlator.h"

#include <math.h>
#include <string.h>

/* How long a trouble is believed to go on spreading: what begins so much later fits 1/e as well. */
#define SPREAD_US (5.0 * G_TIME_SPAN_MINUTE)
/* The parts of an affinity; the rest of 1 is for what past incidents teach. */
#define WEIGHT_TIME      0.45
#define WEIGHT_DISTANCE  0.25
#define WEIGHT_LIKENESS  0.15
#define WEIGHT_NAMESAKES 0.15 /* the same alert of several others */
#define NAMESAKES_MAX    32   /* looked at */
/* Of the part for time, where the graph does not say that one failing would make the other fail. */
#define UNCONNECTED 0.3

typedef struct
{
  guint number;
  MusterUlid drill;
  gboolean is_open;
  gint64 first_us, last_us; /* when its alerts began */
  guint64 where;            /* that its alerts say; 0: none does */
  guint n_things;           /* symptoms, and kinds of alerts of them */
  GPtrArray *symptoms;      /* of MusterSymptom */
} Incident;

/* Where something may be wrong. */
typedef struct
{
  MusterUlid service;
  guint64 where;
  MusterUlid drill;
} Site;

/* A kind of alert in a place; the kind stands for a service. */
typedef struct
{
  guint incident;
  MusterUlid service;
} Namesake;

/* In the table of sites: wherever it is, for alerts that do not say where they are. */
#define ANYWHERE G_MAXUINT64

struct _MusterCorrelator
{
  GHashTable *incidents; /* number → Incident */
  GHashTable *sites;     /* Site → GArray of guint: open incidents, oldest first */
  GHashTable *names;     /* Site, with the kind in .service.lo → GArray of Namesake, open ones */
};

static guint
hash_site (gconstpointer data)
{
  const Site *site = data;

  return muster_ulid_hash (&site->service) ^ (guint) (site->where * 0x9e3779b97f4a7c15u >> 32) ^
         muster_ulid_hash (&site->drill);
}

static gboolean
sites_equal (gconstpointer a, gconstpointer b)
{
  const Site *x = a, *y = b;

  return muster_ulid_equal (x->service, y->service) && x->where == y->where &&
         muster_ulid_equal (x->drill, y->drill);
}

static void
incident_free (Incident *self)
{
  g_ptr_array_unref (self->symptoms);
  g_free (self);
}

/**
 * muster_correlator_new:
 *
 * Returns: (transfer full): one that has seen nothing
 */
MusterCorrelator *
muster_correlator_new (void)
{
  MusterCorrelator *self = g_new0 (MusterCorrelator, 1);

  self->incidents = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) incident_free);
  self->sites =
      g_hash_table_new_full (hash_site, sites_equal, g_free, (GDestroyNotify) g_array_unref);
  self->names =
      g_hash_table_new_full (hash_site, sites_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * muster_correlator_free:
 * @self: a correlator
 *
 * Frees it.
 */
void
muster_correlator_free (MusterCorrelator *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->sites);
  g_hash_table_unref (self->incidents);
  g_free (self);
}

/* --- symptoms --- */

static Incident *
get_incident (const MusterCorrelator *self, guint number)
{
  return g_hash_table_lookup (self->incidents, GUINT_TO_POINTER (number));
}

static Incident *
get_or_add (MusterCorrelator *self, guint number, MusterUlid drill)
{
  Incident *incident = get_incident (self, number);

  if (incident != NULL)
    return incident;
  incident = g_new0 (Incident, 1);
  incident->number = number;
  incident->drill = drill;
  incident->is_open = TRUE;
  incident->first_us = G_MAXINT64;
  incident->last_us = G_MININT64;
  incident->symptoms = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->incidents, GUINT_TO_POINTER (number), incident);
  return incident;
}

/* What does not say where it is may be anywhere. */
static gboolean
is_place_of (guint64 one, guint64 other)
{
  return one == other || one == 0 || other == 0;
}

static MusterSymptom *
find_symptom (const Incident *incident, MusterUlid service, guint64 where)
{
  for (guint i = 0; i < incident->symptoms->len; i++)
    {
      MusterSymptom *symptom = g_ptr_array_index (incident->symptoms, i);

      if (muster_ulid_equal (symptom->service, service) && symptom->where == where)
        return symptom;
    }
  return NULL;
}

static void
enter_site (MusterCorrelator *self,
            const Incident *incident,
            const MusterSymptom *symptom,
            guint64 where)
{
  const Site site = { symptom->service, where, incident->drill };
  GArray *numbers = g_hash_table_lookup (self->sites, &site);
  guint i;

  if (numbers == NULL)
    {
      numbers = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->sites, g_memdup2 (&site, sizeof site), numbers);
    }
  for (i = 0; i < numbers->len && g_array_index (numbers, guint, i) < incident->number; i++)
    continue;
  if (i == numbers->len || g_array_index (numbers, guint, i) != incident->number)
    g_array_insert_val (numbers, i, incident->number);
}

static void
leave_site (MusterCorrelator *self,
            const Incident *incident,
            const MusterSymptom *symptom,
            guint64 where)
{
  const Site site = { symptom->service, where, incident->drill };
  GArray *numbers = g_hash_table_lookup (self->sites, &site);

  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    if (g_array_index (numbers, guint, i) == incident->number)
      g_array_remove_index (numbers, i);
  if (numbers != NULL && numbers->len == 0)
    g_hash_table_remove (self->sites, &site);
}

static Site
site_of_kind (const Incident *incident, guint64 where, guint64 kind)
{
  return (Site){ { 0, kind }, where, incident->drill };
}

static void
enter_kind (MusterCorrelator *self,
            const Incident *incident,
            const MusterSymptom *symptom,
            guint64 kind)
{
  const Site site = site_of_kind (incident, symptom->where, kind);
  const Namesake namesake = { incident->number, symptom->service };
  GArray *list = g_hash_table_lookup (self->names, &site);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (Namesake));
      g_hash_table_insert (self->names, g_memdup2 (&site, sizeof site), list);
    }
  g_array_append_val (list, namesake);
}

static void
leave_kind (MusterCorrelator *self,
            const Incident *incident,
            const MusterSymptom *symptom,
            guint64 kind)
{
  const Site site = site_of_kind (incident, symptom->where, kind);
  GArray *list = g_hash_table_lookup (self->names, &site);

  for (guint i = list != NULL ? list->len : 0; i-- > 0;)
    {
      const Namesake *namesake = &g_array_index (list, Namesake, i);

      if (namesake->incident == incident->number &&
          muster_ulid_equal (namesake->service, symptom->service))
        g_array_remove_index (list, i);
    }
  if (list != NULL && list->len == 0)
    g_hash_table_remove (self->names, &site);
}

static void
enter (MusterCorrelator *self, const Incident *incident, const MusterSymptom *symptom)
{
  enter_site (self, incident, symptom, symptom->where);
  enter_site (self, incident, symptom, ANYWHERE);
  for (guint i = 0; i < symptom->n_kinds; i++)
    enter_kind (self, incident, symptom, symptom->kinds[i].kind);
}

static void
leave (MusterCorrelator *self, const Incident *incident, const MusterSymptom *symptom)
{
  leave_site (self, incident, symptom, symptom->where);
  leave_site (self, incident, symptom, ANYWHERE);
  for (guint i = 0; i < symptom->n_kinds; i++)
    leave_kind (self, incident, symptom, symptom->kinds[i].kind);
}

static void
stretch (Incident *incident, gint64 first_us, gint64 last_us)
{
  incident->first_us = MIN (incident->first_us, first_us);
  incident->last_us = MAX (incident->last_us, last_us);
}

/**
 * muster_correlator_see:
 * @self: a correlator
 * @incident: n of INC-n, which takes the alert in
 * @drill: the drill it is of, or the null id
 * @sighting: the alert; one of no known service tells nothing
 *
 * Notes what fails in an incident.
 *
 * Returns: whether it is another service than those so far, or another kind of alert of one
 */
gboolean
muster_correlator_see (MusterCorrelator *self,
                       guint incident,
                       MusterUlid drill,
                       const MusterSighting *sighting)
{
  Incident *known;
  MusterSymptom *symptom;

  if (muster_ulid_is_null (sighting->service))
    return FALSE;
  known = get_or_add (self, incident, drill);
  stretch (known, sighting->at_us, sighting->at_us);
  symptom = find_symptom (known, sighting->service, sighting->where);
  if (symptom == NULL)
    {
      symptom = muster_symptom_new (sighting);
      g_ptr_array_add (known->symptoms, symptom);
      known->n_things++;
      if (known->where == 0)
        known->where = symptom->where;
      if (known->is_open)
        enter (self, known, symptom);
    }
  if (!muster_symptom_add (symptom, sighting))
    return FALSE;
  known->n_things++;
  if (known->is_open)
    enter_kind (self, known, symptom, sighting->kind);
  return TRUE;
}

/**
 * muster_correlator_restore:
 * @self: a correlator
 * @incident: n of INC-n
 * @drill: the drill it is of, or the null id
 * @symptom: (transfer full): of a service and place that the incident has none of
 *
 * Puts a symptom back.
 */
void
muster_correlator_restore (MusterCorrelator *self,
                           guint incident,
                           MusterUlid drill,
                           MusterSymptom *symptom)
{
  Incident *known = get_or_add (self, incident, drill);
  MusterSymptom *there = find_symptom (known, symptom->service, symptom->where);

  stretch (known, symptom->first_us, symptom->last_us);
  if (there != NULL)
    {
      if (known->is_open)
        leave (self, known, there);
      known->n_things -= 1 + there->n_kinds;
      muster_symptom_merge (there, symptom);
      g_free (symptom);
      symptom = there;
    }
  else
    g_ptr_array_add (known->symptoms, symptom);
  known->n_things += 1 + symptom->n_kinds;
  if (known->where == 0)
    known->where = symptom->where;
  if (known->is_open)
    enter (self, known, symptom);
}

/**
 * muster_correlator_set_open:
 * @self: a correlator
 * @incident: n of INC-n
 * @is_open: whether alerts may still join it
 *
 * Lets it be found, or not.
 */
void
muster_correlator_set_open (MusterCorrelator *self, guint incident, gboolean is_open)
{
  Incident *known = get_incident (self, incident);

  if (known == NULL || known->is_open == is_open)
    return;
  known->is_open = is_open;
  for (guint i = 0; i < known->symptoms->len; i++)
    if (is_open)
      enter (self, known, g_ptr_array_index (known->symptoms, i));
    else
      leave (self, known, g_ptr_array_index (known->symptoms, i));
}

/**
 * muster_correlator_merge:
 * @self: a correlator
 * @from: n of INC-n
 * @into: another's
 *
 * Makes the symptoms of one those of the other.
 */
void
muster_correlator_merge (MusterCorrelator *self, guint from, guint into)
{
  Incident *source = get_incident (self, from);

  if (source == NULL || from == into)
    return;
  muster_correlator_set_open (self, from, FALSE);
  while (source->symptoms->len > 0)
    muster_correlator_restore (self, into, source->drill,
                               g_ptr_array_steal_index (source->symptoms, 0));
  g_hash_table_remove (self->incidents, GUINT_TO_POINTER (from));
}

/**
 * muster_correlator_forget:
 * @self: a correlator
 * @incident: n of INC-n
 *
 * Lets go of its symptoms.
 */
void
muster_correlator_forget (MusterCorrelator *self, guint incident)
{
  muster_correlator_set_open (self, incident, FALSE);
  g_hash_table_remove (self->incidents, GUINT_TO_POINTER (incident));
}

/**
 * muster_correlator_get:
 * @self: a correlator
 * @incident: n of INC-n
 *
 * Returns: (nullable) (transfer none) (element-type MusterSymptom): what fails in it, in the order
 *   in which it was seen
 */
const GPtrArray *
muster_correlator_get (const MusterCorrelator *self, guint incident)
{
  const Incident *known = get_incident (self, incident);

  return known != NULL ? known->symptoms : NULL;
}

/**
 * muster_correlator_count:
 * @self: a correlator
 * @incident: n of INC-n
 *
 * Returns: a number that grows when something new fails in it
 */
guint
muster_correlator_count (const MusterCorrelator *self, guint incident)
{
  const Incident *known = get_incident (self, incident);

  return known != NULL ? known->n_things : 0;
}

/* --- candidates --- */

/* The symptom of a service in a place: that very one, else one that may be it. */
static const MusterSymptom *
find_near_symptom (const Incident *incident, MusterUlid service, guint64 where)
{
  const MusterSymptom *found = find_symptom (incident, service, where);

  for (guint i = 0; found == NULL && i < incident->symptoms->len; i++)
    {
      const MusterSymptom *symptom = g_ptr_array_index (incident->symptoms, i);

      if (muster_ulid_equal (symptom->service, service) && is_place_of (symptom->where, where))
        found = symptom;
    }
  return found;
}

static gint64
gap (const Incident *incident, gint64 at_us)
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

static double
affinity (const Incident *incident,
          const MusterSymptom *symptom,
          const MusterReach *reach,
          const MusterSighting *sighting)
{
  static const double nearness[] = { 1, 0.7, 0.4, 0, 0 };
  double time = exp (-(double) gap (incident, sighting->at_us) / SPREAD_US);

  if (reach->hops == 0 && muster_symptom_has_kind (symptom, sighting->kind))
    return 1; /* the same alert of the same service, from another of its processes */
  return WEIGHT_TIME * time * (is_connected (reach) ? 1 : UNCONNECTED) +
         WEIGHT_DISTANCE * nearness[reach->hops] +
         WEIGHT_LIKENESS * muster_sighting_likeness (sighting, symptom->labels, symptom->n_labels) +
         (reach->relation == MUSTER_RELATION_DISTANT ? WEIGHT_NAMESAKES : 0);
}

typedef struct
{
  MusterCandidate *items;
  guint n;
} Found;

static gboolean
is_better (const MusterCandidate *one, const MusterCandidate *other)
{
  return one->affinity > other->affinity ||
         (one->affinity == other->affinity && one->incident < other->incident);
}

/* Keeps the best, one an incident, best first. */
static void
offer (Found *self, const MusterCandidate *candidate)
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

static void
look_at (const MusterCorrelator *self,
         guint number,
         const MusterReach *reach,
         const MusterUlid service,
         const MusterSighting *sighting,
         Found *found)
{
  const Incident *incident = get_incident (self, number);
  const MusterSymptom *symptom = find_near_symptom (incident, service, sighting->where);
  MusterCandidate candidate;

  if (symptom == NULL || !is_place_of (incident->where, sighting->where))
    return;
  candidate = (MusterCandidate){ .incident = number,
                                 .affinity = affinity (incident, symptom, reach, sighting),
                                 .where = incident->where,
                                 .reach = *reach,
                                 .after_us = sighting->at_us - symptom->first_us };

  if (candidate.affinity >= MUSTER_AFFINITY_MIN)
    offer (found, &candidate);
}

static void
look_into (const MusterCorrelator *self,
           const GArray *numbers,
           const MusterReach *reach,
           const Site *site,
           const MusterSighting *sighting,
           Found *found)
{
  guint n = numbers != NULL ? MIN (numbers->len, MUSTER_CANDIDATES_MAX) : 0;

  for (guint i = 0; i < n; i++) /* the newest */
    look_at (self, g_array_index (numbers, guint, numbers->len - 1 - i), reach, site->service,
             sighting, found);
}

static void
look_around (const MusterCorrelator *self,
             const MusterReach *reach,
             const Site *site,
             const MusterSighting *sighting,
             Found *found)
{
  Site at = *site;

  at.where = sighting->where != 0 ? sighting->where : ANYWHERE;
  look_into (self, g_hash_table_lookup (self->sites, &at), reach, site, sighting, found);
  at.where = 0; /* what does not say where it is */
  if (sighting->where != 0)
    look_into (self, g_hash_table_lookup (self->sites, &at), reach, site, sighting, found);
}

/* Services that ring alike at the same time in the same place, connected by more than a few hops,
 * or by what nobody wrote down. */
static void
look_at_namesakes (const MusterCorrelator *self,
                   const MusterServiceGraph *graph,
                   guint node,
                   MusterUlid drill,
                   const MusterSighting *sighting,
                   Found *found)
{
  const GArray *list =
      g_hash_table_lookup (self->names, &(Site){ { 0, sighting->kind }, sighting->where, drill });
  MusterReach near[NAMESAKES_MAX];
  guint incidents[NAMESAKES_MAX], n = 0;

  for (guint i = list != NULL ? list->len : 0; i-- > 0 && n < NAMESAKES_MAX;)
    {
      const Namesake *namesake = &g_array_index (list, Namesake, i);
      guint other = muster_service_graph_find (graph, namesake->service);

      if (other == MUSTER_SERVICE_NONE || other == node ||
          !muster_service_graph_is_connected (graph, node, other) ||
          gap (get_incident (self, namesake->incident), sighting->at_us) > SPREAD_US)
        continue;
      near[n] = (MusterReach){ other, MUSTER_SERVICE_HOPS_MAX + 1, MUSTER_SERVICE_NONE,
                               MUSTER_RELATION_DISTANT };
      incidents[n++] = namesake->incident;
    }
  for (guint i = 0; n >= NAMESAKES_MIN && i < n; i++)
    look_at (self, incidents[i], &near[i], muster_service_graph_get_id (graph, near[i].node),
             sighting, found);
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
  Found found = { out, 0 };
  g_autoptr (GArray) reaches = NULL;

  if (node == MUSTER_SERVICE_NONE)
    return 0;
  look_around (self, &(MusterReach){ node, 0, MUSTER_SERVICE_NONE, MUSTER_RELATION_SAME },
               &(Site){ sighting->service, 0, drill }, sighting, &found);
  if (found.n > 0)
    return found.n;
  reaches = muster_service_graph_reach (graph, node);
  for (guint i = 1; i < reaches->len; i++)
    {
      const MusterReach *reach = &g_array_index (reaches, MusterReach, i);

      look_around (self, reach,
                   &(Site){ muster_service_graph_get_id (graph, reach->node), 0, drill }, sighting,
                   &found);
    }
  look_at_namesakes (self, graph, node, drill, sighting, &found);
  return found.n;
}
