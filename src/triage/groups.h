/* groups.h - which open incident takes which alerts in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/label-set.h"
#include "base/ulid.h"
G_BEGIN_DECLS

/* Alerts that agree on their group's labels. What joined is told once for many bodies: the counts
 * wait from muster_world_report() to muster_world_tell_joined(). */
typedef struct
{
  MusterFingerprint print;
  guint incident; /* n of the newest incident of the group */
  guint pending;  /* alerts that joined and are not told yet */
  guint refired;
  guint8 worst;     /* MusterSeverity among both */
  gint64 told_us;   /* when it was last told */
  MusterUlid first; /* of them */
  MusterUlid key;   /* that it came by */
  char *name;       /* of the alerts, where the group's labels do not say it; owned, nullable */
} MusterGroup;

typedef struct _MusterGroups MusterGroups;

MusterGroups *muster_groups_new (MusterHashSeed seed);
void muster_groups_free (MusterGroups *self);
/* @drill keeps drills apart from the real world and from one another. */
MusterGroup *
muster_groups_get (const MusterGroups *self, const MusterLabelSet *labels, MusterUlid drill);
MusterGroup *muster_groups_put (MusterGroups *self,
                                const MusterLabelSet *labels,
                                MusterUlid drill,
                                guint incident);
MusterGroup *muster_groups_of_incident (const MusterGroups *self, guint incident);
/* The groups with something pending, in the order in which they were touched. */
void muster_groups_touch (MusterGroups *self, MusterGroup *group);
GPtrArray *muster_groups_get_touched (MusterGroups *self);
void muster_groups_forget_incident (MusterGroups *self, guint incident);

G_END_DECLS
