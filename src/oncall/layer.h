/* layer.h - a rotation, restricted to some hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
#include "oncall/layer-shift.h"
#include "oncall/member-sets.h"
#include "oncall/restriction.h"
#include "oncall/rotation.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_ADVANCE_CALENDAR, /* turns go on, worked or not */
  MUSTER_ADVANCE_SHIFT,    /* a turn is so many shifts that were worked */
} MusterAdvance;

typedef struct
{
  char *name;
  GTimeZone *zone;
  gboolean rotates;        /* else the first member is always on */
  MusterRotation rotation; /* if it rotates */
  MusterAdvance advance;
  GPtrArray *members; /* of GArray of guint: who is on together; an empty one is vacant */
  GPtrArray *shifts;  /* of MusterLayerShift, from a calendar: instead of members; nullable */
  GArray *hours;      /* of MusterDutyHours (muster_restriction_add()); empty: always */
} MusterLayer;

MusterLayer *muster_layer_new (const char *name, GTimeZone *zone);
void muster_layer_free (MusterLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLayer, muster_layer_free)
void muster_layer_set_zone (MusterLayer *self, GTimeZone *zone);
/* @people: NULL with 0 for vacant. */
void muster_layer_add_member (MusterLayer *self, const guint *people, guint n);

/* May it be? MUSTER_MODEL_ERROR_INVALID */
gboolean muster_layer_check (const MusterLayer *self, GError **error);
/* No more stretches than that come of it. */
gint64 muster_layer_count_most (const MusterLayer *self, gint64 from_s, gint64 to_s);

/* Its turns, each of whom they are: also when they are restricted to other hours. */
MusterTimeline *muster_layer_resolve_turns (const MusterLayer *self,
                                            const GArray *sets,
                                            gint64 from_s,
                                            gint64 to_s);
/* Who is on call of it. */
MusterTimeline *
muster_layer_resolve (const MusterLayer *self, MusterMemberSets *sets, gint64 from_s, gint64 to_s);

G_END_DECLS
