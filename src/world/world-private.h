/* world-private.h - what a world is made of: for the two files that make it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/text-index.h"
#include "world/world.h"
G_BEGIN_DECLS

struct _MusterWorld
{
  guint64 seq;
  gint64 at_us;
  GPtrArray *incidents; /* by number - 1; NULL where none is known */
  MusterDirectory *directory;
  MusterPagings *pagings;
  MusterShiftBook *shifts;
  MusterPageReaches *reaches;
  MusterAnswers *answers; /* hub only, as all below */
  MusterAlertIndex *alerts;
  MusterGroups *groups;
  MusterServiceMap *services;
  MusterRuleBook *rules;
  MusterSilences *silences;
  MusterMaintenance *maintenance;
  MusterSuppressions *suppressions;
  MusterDurations *durations;
  MusterFlaps *flaps;
  MusterCorrelator *correlator;
  MusterTextIndex *texts; /* of what is open */
  GQueue closed;          /* of Closed, see world.c */
  GQueue dead_letters;    /* of MusterDeadLetter, oldest first */
  guint64 n_refused;
  MusterHeartbeats *heartbeats;
  MusterIntakeWatch *intake;
  GQueue changes; /* of MusterRecordedChange, oldest first */
};

G_END_DECLS
