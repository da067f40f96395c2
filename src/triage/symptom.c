/* symptom.c - a service that fails, as an incident's alerts tell it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/symptom.h"

#include <string.h>

/**
 * muster_symptom_new:
 * @sighting: where; it is not added
 *
 * Returns: (transfer full): a symptom without alerts
 */
MusterSymptom *
muster_symptom_new (const MusterSighting *sighting)
{
  MusterSymptom *self = g_new0 (MusterSymptom, 1);

  self->service = sighting->service;
  self->where = sighting->where;
  self->first_us = self->last_us = sighting->at_us;
  self->severity = MUSTER_SEVERITY_NONE;
  self->n_labels = sighting->n_labels;
  memcpy (self->labels, sighting->labels, sizeof self->labels);
  return self;
}

/* Beyond the last place kinds count together: what has so many has enough to tell. */
static gboolean
add_kind (MusterSymptom *self, const MusterSymptomKind *kind)
{
  for (guint i = 0; i < self->n_kinds; i++)
    if (self->kinds[i].kind == kind->kind)
      {
        self->kinds[i].n += kind->n;
        return FALSE;
      }
  if (self->n_kinds == MUSTER_SYMPTOM_KINDS_MAX)
    return FALSE;
  self->kinds[self->n_kinds++] = *kind;
  return TRUE;
}

/**
 * muster_symptom_add:
 * @self: a symptom
 * @sighting: an alert of its service, in its place
 *
 * Takes an alert in.
 *
 * Returns: whether it is the first of its kind
 */
gboolean
muster_symptom_add (MusterSymptom *self, const MusterSighting *sighting)
{
  self->first_us = MIN (self->first_us, sighting->at_us);
  self->last_us = MAX (self->last_us, sighting->at_us);
  self->severity = muster_severity_worst (self->severity, sighting->severity);
  self->n++;
  return add_kind (self, &(MusterSymptomKind){ sighting->kind, 1, sighting->cues });
}

/**
 * muster_symptom_merge:
 * @self: a symptom
 * @other: one of the same service and place
 *
 * Takes all of its alerts in.
 */
void
muster_symptom_merge (MusterSymptom *self, const MusterSymptom *other)
{
  self->first_us = MIN (self->first_us, other->first_us);
  self->last_us = MAX (self->last_us, other->last_us);
  self->severity = muster_severity_worst (self->severity, other->severity);
  self->n += other->n;
  for (guint i = 0; i < other->n_kinds; i++)
    add_kind (self, &other->kinds[i]);
}

/**
 * muster_symptom_has_kind:
 * @self: a symptom
 * @kind: an alert's kind
 *
 * Returns: whether it has an alert of that kind
 */
gboolean
muster_symptom_has_kind (const MusterSymptom *self, guint64 kind)
{
  for (guint i = 0; i < self->n_kinds; i++)
    if (self->kinds[i].kind == kind)
      return TRUE;
  return FALSE;
}
