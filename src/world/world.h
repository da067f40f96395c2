/* world.h - the whole: everything that the journal tells, folded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
#include "model/incident.h"
#include "response/timeline-text.h"
#include "triage/alert-index.h"
#include "triage/correlator.h"
#include "triage/durations.h"
#include "triage/flaps.h"
#include "triage/groups.h"
#include "triage/maintenance.h"
#include "triage/silences.h"
#include "triage/suppressions.h"
#include "world/answers.h"
#include "world/directory.h"
#include "world/heartbeats.h"
#include "world/intake-watch.h"
#include "world/page-reaches.h"
#include "world/paging.h"
#include "world/recorded-change.h"
#include "world/rule-book.h"
#include "world/service-map.h"
#include "world/shift-book.h"
G_BEGIN_DECLS

/* Which parts are folded: a console leaves the triage index to its hub (protocol §4). */
typedef enum
{
  MUSTER_WORLD_HUB,
  MUSTER_WORLD_CONSOLE,
} MusterWorldParts;

/* A body that no source could read; the newest of them are kept. */
typedef struct
{
  MusterUlid id;
  guint64 seq;
  gint64 at_us;
  MusterUlid key;
  gint64 n_bytes; /* of the whole body */
  char *source;
  char *reason;
  char *text;         /* its first bytes; nullable */
  char *content_type; /* nullable */
  char *target;       /* where it was posted, without the key; nullable */
  gint64 replayed_us; /* MUSTER_NO_TIME: it was not */
  MusterActor replayer;
  char *replayed_as;   /* a source; nullable */
  char *replayed_with; /* a mapping; nullable */
} MusterDeadLetter;

/* How long an alert without an end of its own is believed, Prometheus' and ours (wire-formats 2.2).
 */
#define MUSTER_RESOLVE_TIMEOUT_US (5 * G_TIME_SPAN_MINUTE)

typedef struct _MusterWorld MusterWorld;

MusterWorld *muster_world_new (MusterWorldParts parts, MusterHashSeed seed);
void muster_world_free (MusterWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterWorld, muster_world_free)

/* Total and free of time: see architecture §1. @event->seq must follow the last one. */
void muster_world_evolve (MusterWorld *self, const MusterEvent *event);
/* A line that this reader may not read: only the seq moves on. */
void muster_world_skip (MusterWorld *self, guint64 seq);

/* When time next makes something happen, µs UTC; G_MAXINT64: nothing waits. */
gint64 muster_world_next_deadline (const MusterWorld *self);

guint64 muster_world_get_seq (const MusterWorld *self);
MusterIncident *muster_world_get_incident (const MusterWorld *self, guint number); /* or NULL */
guint muster_world_last_incident (const MusterWorld *self); /* the highest number; 0: none */
MusterDirectory *muster_world_get_directory (const MusterWorld *self);
MusterPagings *muster_world_get_pagings (const MusterWorld *self);
MusterShiftBook *muster_world_get_shifts (const MusterWorld *self);
MusterPageReaches *muster_world_get_page_reaches (const MusterWorld *self);
/* A schedule as it holds, with who stands in for whom; NULL: it cannot be read. Until the next
 * event. */
const MusterScheduleBody *muster_world_get_schedule (const MusterWorld *self,
                                                     const MusterObject *schedule);
MusterAnswers *muster_world_get_answers (const MusterWorld *self);   /* NULL on a console */
MusterAlertIndex *muster_world_get_alerts (const MusterWorld *self); /* NULL on a console */
MusterGroups *muster_world_get_groups (const MusterWorld *self);     /* NULL on a console */
const MusterServiceGraph *muster_world_get_services (const MusterWorld *self); /* a hub's */
MusterRuleBook *muster_world_get_rules (const MusterWorld *self);            /* NULL on a console */
MusterSilences *muster_world_get_silences (const MusterWorld *self);         /* NULL on a console */
MusterMaintenance *muster_world_get_maintenance (const MusterWorld *self);   /* likewise */
MusterSuppressions *muster_world_get_suppressions (const MusterWorld *self); /* likewise */
MusterDurations *muster_world_get_durations (const MusterWorld *self);       /* likewise */
MusterFlaps *muster_world_get_flaps (const MusterWorld *self);               /* likewise */
const GQueue *muster_world_get_dead_letters (const MusterWorld *self); /* of MusterDeadLetter */
/* Of MusterRecordedChange, oldest first; none on a console. */
const GQueue *muster_world_get_changes (const MusterWorld *self);
MusterHeartbeats *muster_world_get_heartbeats (const MusterWorld *self); /* NULL on a console */
MusterIntakeWatch *muster_world_get_intake (const MusterWorld *self);    /* likewise */
guint64 muster_world_count_refused (const MusterWorld *self);
MusterNames muster_world_get_names (const MusterWorld *self);   /* "Sarah Chen" */
MusterNames muster_world_get_handles (const MusterWorld *self); /* "sarah" */

MusterCorrelator *muster_world_get_correlator (const MusterWorld *self); /* NULL on a console */
/* The incident that one was merged into, and that into another, …; itself where it was not. */
MusterIncident *muster_world_get_root (const MusterWorld *self, guint number); /* or NULL */
/* The number of the incident that an alert counts in; 0: none. */
guint muster_world_number_of (const MusterWorld *self, const MusterAlert *alert);

/* For snapshots (snapshot.c). */
void muster_world_restore_seq (MusterWorld *self, guint64 seq, gint64 at_us);
void muster_world_restore_incident (MusterWorld *self, MusterIncident *incident);
void muster_world_restore_dead_letter (MusterWorld *self, MusterDeadLetter *letter);
void muster_world_restore_change (MusterWorld *self, MusterRecordedChange *change);
void muster_world_restore_refused (MusterWorld *self, guint64 n);
gint64 muster_world_get_time (const MusterWorld *self); /* of the last event */
void muster_world_restored (MusterWorld *self);
MusterDeadLetter *muster_dead_letter_new (const MusterEvent *refused);
MusterDeadLetter *muster_world_get_dead_letter (const MusterWorld *self, MusterUlid id);
void muster_world_fold_replayed (MusterWorld *self, const MusterEvent *event);
/* Whether all of it was kept, so that it can be read again. */
gboolean muster_dead_letter_is_whole (const MusterDeadLetter *self);
void muster_dead_letter_free (MusterDeadLetter *self);

G_END_DECLS
