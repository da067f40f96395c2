/* sighting.h - what an alert tells of where something is wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/label-set.h"
#include "base/ulid.h"
#include "model/severity.h"
G_BEGIN_DECLS

#define MUSTER_SIGHTING_LABELS_MAX 16

/* What an alert's name says of it, as far as English words do. A hint, never more: what the graph
 * says goes before it. */
typedef enum
{
  MUSTER_CUE_STARVED = 1 << 0,  /* nothing arrives: the trouble is before it, most often */
  MUSTER_CUE_WORKLOAD = 1 << 1, /* a process or machine is ill, not only what it answers */
} MusterCue;

/* Hashes are the same in every process: they stand in snapshots. */
typedef struct
{
  MusterUlid service; /* null: of none that is known */
  guint64 where;      /* cluster and environment; 0: not said */
  guint64 kind;       /* the alert's name; 0: none */
  guint cues;         /* MusterCue bits */
  MusterSeverity severity;
  gint64 at_us; /* when it began */
  guint n_labels;
  guint32 labels[MUSTER_SIGHTING_LABELS_MAX]; /* hashes of those that last */
} MusterSighting;

/* From the labels: where, kind, cues, labels. */
void muster_sighting_read (MusterSighting *self, const MusterLabelSet *labels);
/* Adds the labels that say where to @out, as far as it has room for @max. */
void muster_sighting_choose_where (const MusterLabelSet *labels, MusterLabelSet *out, guint max);
/* Does a label tell what is wrong, and not which process of many, or where, or how bad? */
gboolean muster_sighting_is_telling (const MusterLabel *label);
double muster_sighting_likeness (const MusterSighting *self, const guint32 *labels, guint n);

G_END_DECLS
