/* alerts-report.h - the command that monitors give: these alerts fire, these no longer do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report.h"
#include "world/decide.h"
G_BEGIN_DECLS

typedef struct
{
  guint n_new;      /* fired, or fired again after they had resolved */
  guint n_repeated; /* fire already: a counter and a time, no event */
  guint n_resolved;
  guint n_unknown_pings; /* of heartbeats that nobody waits for */
  guint64 last_seq;      /* an answer must wait until this seq is on disk; 0: none */
} MusterReportSummary;

/* Decides one decoded body that came by @key (an id in the directory), folding as it goes, since
 * each alert's decision rests on those before it. Always accepts: what may not come in was refused
 * before (protocol §6). */
void muster_world_report (MusterWorld *world,
                          const MusterDecideContext *context,
                          const MusterReports *reports,
                          MusterUlid key,
                          MusterBatch *batch,
                          MusterReportSummary *summary);

/* How bad a report is by rules, its sender or its labels. */
MusterSeverity muster_world_severity_of (const MusterWorld *world, const MusterReport *report);

/* An alert that nothing holds back any more: it joins or opens an incident. */
void muster_world_release (MusterWorld *world,
                           const MusterDecideContext *context,
                           const MusterSuppression *held,
                           MusterBatch *batch);

/* A body that no source could read, or that was too large: it is kept and raises a low, or where
 * @too_large a high, alert of its key. @text (nullable) are its first bytes, UTF-8. */
typedef struct
{
  MusterUlid key;
  const char *source;
  const char *reason;
  const char *text;
  gsize text_n;
  gint64 n_bytes;
  gboolean too_large;
  const char *content_type; /* nullable */
  const char *target;       /* where it was posted, keys blacked out; nullable */
  gboolean is_poison;       /* to read it ends the hub: a high alert */
  gboolean is_part;         /* of a body the rest of which was taken in */
} MusterRefusedBody;

void muster_world_refuse_body (MusterWorld *world,
                               const MusterDecideContext *context,
                               const MusterRefusedBody *refused,
                               MusterBatch *batch);

G_END_DECLS
