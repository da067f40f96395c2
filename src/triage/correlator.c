/* correlator.c - what fails in each incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/correlator.h"

#include "triage/correlator-private.h"

static void
incident_free (MusterCorrelated *self)
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
  self->index = muster_symptom_index_new ();
  self->learnt = muster_cooccurrence_new ();
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
  muster_cooccurrence_free (self->learnt);
  muster_symptom_index_free (self->index);
  g_hash_table_unref (self->incidents);
  g_free (self);
}

/* --- symptoms --- */

static MusterCorrelated *
get_incident (const MusterCorrelator *self, guint number)
{
  return g_hash_table_lookup (self->incidents, GUINT_TO_POINTER (number));
}

static MusterCorrelated *
get_or_add (MusterCorrelator *self, guint number, MusterUlid drill)
{
  MusterCorrelated *incident = get_incident (self, number);

  if (incident != NULL)
    return incident;
  incident = g_new0 (MusterCorrelated, 1);
  incident->owner = (MusterSymptomOwner){ number, drill };
  incident->is_open = TRUE;
  incident->first_us = G_MAXINT64;
  incident->last_us = G_MININT64;
  incident->symptoms = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->incidents, GUINT_TO_POINTER (number), incident);
  return incident;
}

static MusterSymptom *
find_symptom (const MusterCorrelated *incident, MusterUlid service, guint64 where)
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
stretch (MusterCorrelated *incident, gint64 first_us, gint64 last_us)
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
  MusterCorrelated *known;
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
        muster_symptom_index_enter (self->index, &known->owner, symptom);
    }
  if (!muster_symptom_add (symptom, sighting))
    return FALSE;
  known->n_things++;
  if (known->is_open)
    muster_symptom_index_enter_kind (self->index, &known->owner, symptom, sighting->kind);
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
  MusterCorrelated *known = get_or_add (self, incident, drill);
  MusterSymptom *there = find_symptom (known, symptom->service, symptom->where);

  stretch (known, symptom->first_us, symptom->last_us);
  if (there != NULL)
    {
      if (known->is_open)
        muster_symptom_index_leave (self->index, &known->owner, there);
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
    muster_symptom_index_enter (self->index, &known->owner, symptom);
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
  MusterCorrelated *known = get_incident (self, incident);

  if (known == NULL || known->is_open == is_open)
    return;
  known->is_open = is_open;
  for (guint i = 0; i < known->symptoms->len; i++)
    if (is_open)
      muster_symptom_index_enter (self->index, &known->owner,
                                  g_ptr_array_index (known->symptoms, i));
    else
      muster_symptom_index_leave (self->index, &known->owner,
                                  g_ptr_array_index (known->symptoms, i));
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
  MusterCorrelated *source = get_incident (self, from);

  if (source == NULL || from == into)
    return;
  muster_correlator_set_open (self, from, FALSE);
  while (source->symptoms->len > 0)
    muster_correlator_restore (self, into, source->owner.drill,
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
  const MusterCorrelated *known = get_incident (self, incident);

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
  const MusterCorrelated *known = get_incident (self, incident);

  return known != NULL ? known->n_things : 0;
}

/**
 * muster_correlator_is_failing:
 * @self: a correlator
 * @service: a service
 * @where: a place; 0: wherever
 *
 * Returns: whether it fails there in an incident that is open, and no drill
 */
gboolean
muster_correlator_is_failing (const MusterCorrelator *self, MusterUlid service, guint64 where)
{
  const MusterSite there = { service, where != 0 ? where : MUSTER_SITE_ANYWHERE, { 0, 0 } };
  const MusterSite unsaid = { service, 0, { 0, 0 } };

  return muster_symptom_index_find (self->index, &there) != NULL ||
         muster_symptom_index_find (self->index, &unsaid) != NULL;
}

/* --- learning --- */

/**
 * muster_correlator_get_learnt:
 * @self: a correlator
 *
 * Returns: (transfer none): which kinds of alerts come together
 */
MusterCooccurrence *
muster_correlator_get_learnt (const MusterCorrelator *self)
{
  return self->learnt;
}

/**
 * muster_correlator_list_kinds:
 * @self: a correlator
 * @incident: n of INC-n
 *
 * Returns: (transfer full) (element-type guint64): the kinds of its alerts, some maybe twice
 */
GArray *
muster_correlator_list_kinds (const MusterCorrelator *self, guint incident)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (guint64));
  const MusterCorrelated *known = get_incident (self, incident);

  for (guint i = 0; known != NULL && i < known->symptoms->len; i++)
    {
      const MusterSymptom *symptom = g_ptr_array_index (known->symptoms, i);

      for (guint k = 0; k < symptom->n_kinds; k++)
        g_array_append_val (kinds, symptom->kinds[k].kind);
    }
  return kinds;
}

/**
 * muster_correlator_learn:
 * @self: a correlator
 * @incident: n of INC-n, which is over
 *
 * Learns which kinds of alerts came together in it.
 */
void
muster_correlator_learn (MusterCorrelator *self, guint incident)
{
  const MusterCorrelated *known = get_incident (self, incident);
  g_autoptr (GArray) kinds = NULL;

  if (known == NULL || !muster_ulid_is_null (known->owner.drill))
    return;
  kinds = muster_correlator_list_kinds (self, incident);
  muster_cooccurrence_learn (self->learnt, kinds);
}
