/* schedule.h - who is to be on call: layers, their versions, and modifiers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/layer.h"
#include "oncall/modifier.h"
G_BEGIN_DECLS

#define MUSTER_SCHEDULE_LAYERS_MAX    100
#define MUSTER_SCHEDULE_MEMBERS_MAX   10000 /* of a layer */
#define MUSTER_SCHEDULE_HOURS_MAX     100   /* of a layer, and of the coverage */
#define MUSTER_SCHEDULE_VERSIONS_MAX  10000
#define MUSTER_SCHEDULE_MODIFIERS_MAX 10000
/* Stretches of all layers that one resolving may make, about a second's work. */
#define MUSTER_SCHEDULE_STRETCHES_MAX 4000000

/* Instants that are asked for are in [0001, 10000). */
#define MUSTER_SCHEDULE_FIRST_S (G_GINT64_CONSTANT (-719162) * 86400)
#define MUSTER_SCHEDULE_END_S   (G_GINT64_CONSTANT (2932897) * 86400)

typedef enum
{
  MUSTER_SCHEDULE_STACK, /* the topmost layer that somebody is on call of */
  MUSTER_SCHEDULE_UNION, /* everybody of all layers */
} MusterScheduleMode;

/* What is so from an instant on, until the next version is. */
typedef struct
{
  gint64 from_s;     /* G_MININT64: it was ever so */
  GPtrArray *layers; /* of MusterLayer, bottom first */
} MusterScheduleVersion;

/* People are numbers from 0; what these mean the caller knows. */
typedef struct
{
  char *name;
  GTimeZone *zone;
  MusterScheduleMode mode;
  GArray *coverage;    /* of MusterDutyHours: when somebody has to be on call; empty: always */
  GPtrArray *versions; /* of MusterScheduleVersion, earliest first */
  GArray *modifiers;   /* of MusterModifier, in the order in which they were made */
} MusterSchedule;

MusterSchedule *muster_schedule_new (const char *name, GTimeZone *zone);
void muster_schedule_free (MusterSchedule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSchedule, muster_schedule_free)
/* Puts it where its instant belongs. */
MusterScheduleVersion *muster_schedule_add_version (MusterSchedule *self, gint64 from_s);

/* May it be? MUSTER_MODEL_ERROR_INVALID */
gboolean muster_schedule_check (const MusterSchedule *self, GError **error);

G_END_DECLS
