/* root-ranking.h - which service an incident is about, most likely
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/service-graph.h"
#include "triage/symptom.h"
G_BEGIN_DECLS

typedef struct
{
  guint node;
  guint explains;       /* failing services that depend on it */
  gboolean is_inferred; /* has no alert itself: not confirmed */
  double score;
} MusterRootCandidate;

/* Of MusterRootCandidate, best first. @symptoms: of MusterSymptom. */
GArray *muster_root_ranking (const MusterServiceGraph *graph, const GPtrArray *symptoms);

G_END_DECLS
