/* cadence.h - how often something is usually heard of, and how long a silence is worth a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Lengths of gaps, four steps for each doubling: 1 s to more than a year. */
#define MUSTER_CADENCE_STEPS 104

/* No silence shorter than this is worth a word. */
#define MUSTER_CADENCE_FLOOR_US (15 * G_TIME_SPAN_MINUTE)

/* What was learned of the gaps between events: how much time was spent in gaps of which length. By
 * time, not by number: a sender that is lively for an hour and then says nothing for days has a few
 * long gaps among many short ones, and is nearly always in one of the long ones. */
typedef struct
{
  guint n; /* gaps */
  gint64 seconds[MUSTER_CADENCE_STEPS];
} MusterCadence;

void muster_cadence_learn (MusterCadence *self, gint64 gap_us);
/* The gap that 95 % of the time is spent in, or in shorter ones; 0: nothing was learned. */
gint64 muster_cadence_usual_us (const MusterCadence *self);
/* How long a silence has to be before it is told; 0: too little is known to tell one at all. */
gint64 muster_cadence_patience_us (const MusterCadence *self);
gint64 muster_cadence_learned_us (const MusterCadence *self); /* how much time it was learned in */

G_END_DECLS
