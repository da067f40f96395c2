/* similar.h - open incidents that may be one: suggested, never merged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/text-index.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  guint incident;
  double score;
  double words;   /* 0 to 1: how much they say the same */
  double arrival; /* 0 to 1: how soon after each other they began */
  gint64 apart_us;
} MusterSimilarIncident;

/* A hub's world keeps the texts of its open incidents; NULL on a console. */
MusterTextIndex *muster_world_get_texts (const MusterWorld *world);
/* After an event of it was folded, and after a snapshot. */
void muster_world_note_text (MusterWorld *world, const MusterIncident *incident);
gboolean muster_event_changes_text (const MusterEvent *event);

/* Of MusterSimilarIncident, likest first; at most MUSTER_TEXT_MATCHES_MAX. */
GArray *muster_world_find_similar (const MusterWorld *world, const MusterIncident *incident);
/* "looks like INC-12: same words 0.8, arrived within 20 s" */
char *muster_similar_tell (const MusterSimilarIncident *similar);

G_END_DECLS
