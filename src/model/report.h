/* report.h - what a sender said, decoded: alerts, changes, pings, and what was refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/label-set.h"
#include "model/change.h"
#include "model/event.h"
#include "model/report-outcome.h"
#include "model/severity.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_REPORT_FIRING,
  MUSTER_REPORT_RESOLVED,
  MUSTER_REPORT_ACKNOWLEDGED, /* PagerDuty's acknowledge: known, someone has it */
} MusterReportStatus;

typedef enum
{
  MUSTER_MARK_TIME_SUSPECT = 1 << 0, /* a time out of R10's range: receive time used, text kept */
  MUSTER_MARK_CUT = 1 << 1,          /* a text over budget was cut (R8) */
  MUSTER_MARK_RENAMED = 1 << 2,      /* a label name was mapped to the alphabet (R8) */
  MUSTER_MARK_OVERFLOW = 1 << 3,     /* stands for label sets over budget */
} MusterMark;

/* One alert as its sender told it. All bytes live in the arena of the MusterReports or in the
 * request's body; nothing is ended by a zero. */
typedef struct
{
  MusterReportStatus status;
  guint marks;           /* MusterMark bits */
  MusterLabelSet labels; /* cleaned per R8; these identify it, unless dedup does */
  MusterLabelSet annotations;
  MusterText dedup;   /* the sender's own key (PagerDuty dedup_key, generic dedupKey); n 0: none */
  MusterText title;   /* n 0: made from the labels */
  MusterText service; /* the service's name by the sender's own field; n 0: none */
  MusterText url;     /* generatorURL, client_url; n 0: none */
  MusterSeverity severity; /* NONE: from the labels */
  gint64 starts_us;        /* MUSTER_NO_TIME: when received */
  gint64 ends_us;          /* MUSTER_NO_TIME: not said */
  gboolean timed;          /* resolves by itself when ends_us passes (API v2, wire-formats 2.2) */
} MusterReport;

typedef struct
{
  guint index;        /* which element of the sender's list */
  const char *reason; /* in words, in the arena */
  gboolean folded;    /* not lost: the overflow report stands for it */
} MusterRefusal;

/* A decoded body. */
typedef struct
{
  MusterArena *arena;
  GArray *reports;    /* of MusterReport */
  GArray *changes;    /* of MusterChange */
  GArray *pings;      /* of MusterPing */
  GArray *refusals;   /* of MusterRefusal */
  MusterText key;     /* the integration key where the format carries it (routing_key); n 0: none */
  MusterText request; /* an id of the request, where the answer has one (Opsgenie); n 0: none */
  guint values_over_budget;    /* label sets folded into the overflow report */
  const char *source;          /* the name of who decoded it, static; NULL: nobody did */
  gboolean is_replay;          /* a person brings it in again: its sender was not heard */
  gboolean wants_outcome;      /* of its one report: the sender is told, or may ask */
  MusterReportOutcome outcome; /* set where it is wanted, before the answer is written */
  guint truncated; /* alerts that the sender says it left out: what is missing is not resolved */
} MusterReports;

MusterReports *muster_reports_new (void);
void muster_reports_free (MusterReports *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterReports, muster_reports_free)
/* Empty again, for the next body; memory is kept. */
void muster_reports_reset (MusterReports *self);
/* A new last report, all empty, firing, without times. Valid until the next is added. */
MusterReport *muster_reports_add (MusterReports *self);
void muster_reports_refuse (MusterReports *self, guint index, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
