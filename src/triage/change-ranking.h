/* change-ranking.h - which change may have begun it: ranked, never asserted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/outside-cause.h"
#include "triage/service-graph.h"
G_BEGIN_DECLS

#define MUSTER_CHANGE_RANKING_MAX 1000 /* changes looked at */

/* A change before or about the start. Only the time is needed: the more is known, the more it
 * tells. */
typedef struct
{
  MusterUlid service;  /* null: of none that is known */
  gint64 at_us;        /* when it took effect */
  const char *kind;    /* "deploy", "push", "flag", …; this and all below nullable */
  const char *version; /* or commit: what was pushed and what was deployed are one change by it */
  const char *title;
  const char *files; /* paths, one a line */
  const char *diff;
} MusterChangeFacts;

/* What is known of the trouble. */
typedef struct
{
  const MusterServiceGraph *graph; /* nullable */
  const MusterUlid *failing;       /* services; the first is what it is about, if known */
  guint n_failing;
  gint64 onset_us;
  const MusterSign *signs;
  guint n_signs;
  double load; /* see outside-cause.h */
} MusterTrouble;

/* One part of a score. */
typedef struct
{
  const char *term; /* "time", "service", "words", "removed", "setting", "calls", "files", … */
  double points;
  char *text; /* in words */
} MusterSuspicion;

typedef struct
{
  guint change; /* index of the one that took effect */
  guint source; /* index of the push that it came from; the same where there is none */
  double score;
  GArray *parts; /* of MusterSuspicion, weightiest first */
  char *refuted_by;
} MusterSuspect;

typedef struct
{
  GPtrArray *suspects; /* of MusterSuspect, best first */
  guint n_later;       /* came when it had begun already */
  char *outside;       /* why no change is to blame, most likely; nullable */
} MusterChangeRanking;

MusterChangeRanking *
muster_change_ranking_new (const MusterChangeFacts *changes, guint n, const MusterTrouble *trouble);
void muster_change_ranking_free (MusterChangeRanking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterChangeRanking, muster_change_ranking_free)

/* "59 s", "4 min", "3 h", "2 days" */
char *muster_tell_duration (gint64 us);

G_END_DECLS
