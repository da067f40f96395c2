/* escalating.h - people being told of one incident: for the files that tell them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

typedef struct
{
  MusterWorld *world;
  const MusterDecideContext *context;
  MusterBatch *batch;
  const MusterIncident *incident;
  MusterPaging *paging;
} MusterEscalatingOf;

/* An event of the incident, now; and one of an escalation of it. */
MusterEvent *muster_escalating_emit (const MusterEscalatingOf *self, MusterEventKind kind);
MusterEvent *
muster_escalating_emit_of (const MusterEscalatingOf *self, MusterEventKind kind, guint64 seq);

/* The turn of each of these (of MusterObject) comes, or will when they are there. */
void muster_escalating_call (const MusterEscalatingOf *self,
                             const MusterEscalating *one,
                             guint step,
                             const GPtrArray *people);
/* A turn goes on by its next rule. */
void muster_escalating_tell (const MusterEscalatingOf *self, const MusterPersonTurn *turn);
/* Who was paged, other than on a desktop, is told that it is over. */
void muster_escalating_tell_resolved (const MusterEscalatingOf *self);
/* Whom alone a drill may page (protocol §7): who started it. FALSE: it is none. */
gboolean muster_incident_get_drill_person (const MusterIncident *incident,
                                           const MusterDirectory *directory,
                                           const MusterObject **out /* nullable */);
/* Sends off the bundle that is due; FALSE: none is. */
gboolean muster_world_send_bundle (MusterWorld *world,
                                   const MusterDecideContext *context,
                                   MusterBatch *batch);
/* What becomes of a bundle becomes of all that are in it. */
void muster_world_fold_bundle (MusterWorld *self, const MusterEvent *event);

G_END_DECLS
