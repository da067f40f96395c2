/* attach.h - which incident takes an alert in, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report.h"
#include "world/world.h"
G_BEGIN_DECLS

/* A new alert, before it has an incident. */
typedef struct
{
  const MusterReport *report;
  const MusterObject *key; /* nullable: that it came by */
  MusterUlid drill;
  gint64 now_us;
} MusterArrival;

typedef struct
{
  const MusterObject *service; /* nullable: that it is about */
  guint incident;              /* open, not merged into another; 0: a new one */
  gboolean by_graph;           /* because of what depends on what, not of its labels */
  char *reason;                /* in words, where by_graph; owned */
  MusterLabel items[MUSTER_GROUP_LABELS_MAX];
  MusterLabelSet group;           /* the labels of its group; views of the report */
  const MusterGroupingRule *rule; /* that says so */
  gboolean reopens;               /* .incident is resolved, and open again by this alert */
  guint previous;                 /* the incident that its group had before; 0: none */
  guint n_bridged;
  guint bridged[MUSTER_CANDIDATES_MAX]; /* incidents that it shows to be the same one */
} MusterAttachment;

/* The one decision. Reads the world only. */
void
muster_world_attach (const MusterWorld *world, const MusterArrival *arrival, MusterAttachment *out);
void muster_attachment_clear (MusterAttachment *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterAttachment, muster_attachment_clear)

/* The service that an alert is about; where services depend on one another also by the names of
 * workloads. Nullable. */
const MusterObject *muster_world_service_of (const MusterWorld *world,
                                             const MusterReport *report,
                                             const MusterObject *key);

G_END_DECLS
