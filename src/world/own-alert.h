/* own-alert.h - alerts of the hub's own: what it finds wrong by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

#define MUSTER_OWN_ALERT_LABELS_MAX 3

/* By nobody's key. What is known by @kind and @about is told again, or resolved, by the same. */
typedef struct
{
  const char *name; /* the label alertname: "HeartbeatMissing" */
  const char *kind; /* "heartbeat" */
  MusterUlid about; /* the object's id */
  const char *part; /* nullable: of that object */
  MusterReportStatus status;
  MusterSeverity severity;
  const char *title;
  const char *description; /* nullable */
  const char *service;     /* nullable */
  gint64 starts_us;        /* 0: nobody knows */
  struct
  {
    const char *name, *value;
  } labels[MUSTER_OWN_ALERT_LABELS_MAX]; /* up to the first without a name */
} MusterOwnAlert;

/* The events go to @batch, have their seqs and are folded. */
void muster_world_report_own (MusterWorld *world,
                              const MusterDecideContext *context,
                              const MusterOwnAlert *alert,
                              MusterBatch *batch);

G_END_DECLS
