/* symptom.h - a service that fails, as an incident's alerts tell it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/sighting.h"
G_BEGIN_DECLS

#define MUSTER_SYMPTOM_KINDS_MAX 16

typedef struct
{
  guint64 kind;
  guint n; /* alerts */
  guint cues;
} MusterSymptomKind;

/* All alerts of one service, in one place, in one incident. */
typedef struct
{
  MusterUlid service;
  guint64 where;
  gint64 first_us, last_us; /* when its alerts began */
  MusterSeverity severity;  /* the worst */
  guint n;                  /* alerts */
  guint n_kinds;
  MusterSymptomKind kinds[MUSTER_SYMPTOM_KINDS_MAX];
  guint n_labels;
  guint32 labels[MUSTER_SIGHTING_LABELS_MAX]; /* of the first */
} MusterSymptom;

MusterSymptom *muster_symptom_new (const MusterSighting *sighting);
/* TRUE: there was none of its kind before. */
gboolean muster_symptom_add (MusterSymptom *self, const MusterSighting *sighting);
void muster_symptom_merge (MusterSymptom *self, const MusterSymptom *other);
gboolean muster_symptom_has_kind (const MusterSymptom *self, guint64 kind);

G_END_DECLS
