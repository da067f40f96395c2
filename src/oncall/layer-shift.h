/* layer-shift.h - who is on from when to when, and perhaps again: what a calendar says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/recurrence.h"
#include "oncall/member-sets.h"
#include "oncall/timeline.h"
G_BEGIN_DECLS

#define MUSTER_LAYER_SHIFTS_MAX       10000 /* of a layer */
#define MUSTER_LAYER_SHIFT_PEOPLE_MAX 200   /* whom all of them name */
#define MUSTER_LAYER_CANDIDATES_MAX                                                                \
  10000                                  /* periods of all rules within two years (security R11)   \
                                          */
#define MUSTER_LAYER_COUNTED_MAX     100 /* rules that are so many times: each is gone through */
#define MUSTER_LAYER_SHIFT_LONGEST_S (G_GINT64_CONSTANT (400) * 86400)

/* Starts and ends are on the wall, so neighbours touch whatever the clock does. */
typedef struct
{
  GArray *people;          /* of guint */
  GTimeZone *zone;         /* nullable: the layer's */
  gint64 start_s;          /* a wall time */
  gint64 length_s;         /* on the wall, above 0 */
  MusterRecurrence *again; /* nullable: once */
  GArray *excluded;        /* of gint64: starts that it has not, ascending */
} MusterLayerShift;

MusterLayerShift *muster_layer_shift_new (gint64 start_s, gint64 length_s, GTimeZone *zone);
void muster_layer_shift_free (MusterLayerShift *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLayerShift, muster_layer_shift_free)

/* No more stretches than that come of it. */
gint64 muster_layer_shift_count_most (const MusterLayerShift *self, gint64 from_s, gint64 to_s);

/* Who is on by any of @shifts (of MusterLayerShift), as their set's number. */
MusterTimeline *muster_layer_shifts_resolve (const GPtrArray *shifts,
                                             GTimeZone *zone,
                                             MusterMemberSets *sets,
                                             gint64 from_s,
                                             gint64 to_s);

G_END_DECLS
