/* explain.h - why an alert is where it is, and what an incident is about, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/root-ranking.h"
#include "world/world.h"
G_BEGIN_DECLS

/* "checkout → payments-db: depends on, 2 hops, 40 s later" */
char *muster_explain_candidate (const MusterWorld *world,
                                MusterUlid service,
                                const MusterCandidate *candidate);
/* Why an alert is in its incident; NULL where it is in none. */
char *muster_world_explain_alert (const MusterWorld *world, const MusterAlert *alert);
/* Of MusterRootCandidate, best first; NULL: nothing is known of services that fail. */
GArray *muster_world_rank (const MusterWorld *world, guint incident);

G_END_DECLS
