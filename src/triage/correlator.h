/* correlator.h - what fails in each incident, and which of them a failing service may belong to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/cooccurrence.h"
#include "triage/service-graph.h"
#include "triage/symptom.h"
G_BEGIN_DECLS

#define MUSTER_CANDIDATES_MAX 8
#define MUSTER_AFFINITY_MIN   0.5 /* below it an alert is another trouble */

typedef struct
{
  guint incident;
  double affinity;
  guint64 where;     /* of the incident; 0: its alerts do not say */
  MusterReach reach; /* how the nearest symptom of the incident lies to the service */
  gint64 after_us;   /* how long after that symptom began; negative: before */
  double learnt;     /* from -1 to 1: what past incidents say of such alerts */
  guint together;    /* in how many incidents they were */
} MusterCandidate;

/* The symptoms of incidents, found by service and place. Drills are worlds of their own. */
typedef struct _MusterCorrelator MusterCorrelator;

MusterCorrelator *muster_correlator_new (void);
void muster_correlator_free (MusterCorrelator *self);

/* TRUE: something new about the incident, another service or another kind of alert. */
gboolean muster_correlator_see (MusterCorrelator *self,
                                guint incident,
                                MusterUlid drill,
                                const MusterSighting *sighting);
/* Puts a symptom back; for snapshots. */
void muster_correlator_restore (MusterCorrelator *self,
                                guint incident,
                                MusterUlid drill,
                                MusterSymptom *symptom);
/* Only what is open is found. */
void muster_correlator_set_open (MusterCorrelator *self, guint incident, gboolean is_open);
/* All symptoms of one incident become another's. */
void muster_correlator_merge (MusterCorrelator *self, guint from, guint into);
void muster_correlator_forget (MusterCorrelator *self, guint incident);
/* Of MusterSymptom; NULL: none. */
const GPtrArray *muster_correlator_get (const MusterCorrelator *self, guint incident);

/* What incidents that are over teach, and people's merges and splits. */
MusterCooccurrence *muster_correlator_get_learnt (const MusterCorrelator *self);
/* The incident is over; drills teach nothing. */
void muster_correlator_learn (MusterCorrelator *self, guint incident);
/* Of guint64: the kinds of its alerts. */
GArray *muster_correlator_list_kinds (const MusterCorrelator *self, guint incident);

/* Does a service fail in an open incident? @where: 0: wherever. */
gboolean
muster_correlator_is_failing (const MusterCorrelator *self, MusterUlid service, guint64 where);

/* How many different things fail in it: services, kinds of alerts of them. */
guint muster_correlator_count (const MusterCorrelator *self, guint incident);

/* Best first; those of MUSTER_AFFINITY_MIN and more. */
guint muster_correlator_find (const MusterCorrelator *self,
                              const MusterServiceGraph *graph,
                              MusterUlid drill,
                              const MusterSighting *sighting,
                              MusterCandidate out[MUSTER_CANDIDATES_MAX]);

G_END_DECLS
