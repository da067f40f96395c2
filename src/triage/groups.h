/* groups.h - which open incident takes which alerts in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/label-set.h"
#include "base/ulid.h"
G_BEGIN_DECLS

#define MUSTER_TALLIES_MAX 8

/* Alerts of one name that joined an incident and are not told yet. */
typedef struct
{
  guint pending;
  guint refired;
  guint flapped;    /* fired again, of those that come and go */
  guint8 worst;     /* MusterSeverity among both */
  MusterUlid first; /* of them */
  MusterUlid key;   /* that it came by */
  char *name;       /* of the alerts, where the incident does not say it; owned, nullable */
  char *reason;     /* why the first joined, where its labels do not say it; owned, nullable */
} MusterTally;

/* The alerts that an incident takes in: they agree on its labels. What joined is told once for many
 * bodies: the counts wait from muster_world_report() to muster_world_tell_joined(). */
typedef struct
{
  MusterFingerprint print;
  guint incident;     /* n of INC-n */
  gint64 told_us;     /* when it was last told */
  GPtrArray *tallies; /* of MusterTally; nullable */
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
/* The tally of that name, which has to be told; NULL: there are too many to add one. */
MusterTally *muster_groups_tally (MusterGroups *self, MusterGroup *group, const char *name);
/* The groups with something pending, in the order in which they were touched. */
GPtrArray *muster_groups_get_touched (MusterGroups *self);
void muster_groups_forget_incident (MusterGroups *self, guint incident);

G_END_DECLS
