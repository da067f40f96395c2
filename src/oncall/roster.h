/* roster.h - who is on call from when to when: a schedule, resolved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/schedule.h"
G_BEGIN_DECLS

/* All of [from, to): spans touch, and those that do are of different people. */
typedef struct
{
  MusterMemberSets *sets;
  MusterTimeline *timeline; /* of their numbers; MUSTER_NOBODY: a gap */
} MusterRoster;

typedef struct
{
  gint64 start_s, end_s;
  const guint *people; /* ascending; n 0: nobody */
  guint n;
} MusterRosterSpan;

/* FALSE, with MUSTER_MODEL_ERROR_INVALID: it is too much to resolve. */
MusterRoster *
muster_schedule_resolve (const MusterSchedule *self, gint64 from_s, gint64 to_s, GError **error);
void muster_roster_free (MusterRoster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRoster, muster_roster_free)

guint muster_roster_get_n_spans (const MusterRoster *self);
MusterRosterSpan muster_roster_get_span (const MusterRoster *self, guint i);
/* The span that @at_s, within the roster, is in. */
MusterRosterSpan muster_roster_get_at (const MusterRoster *self, gint64 at_s);

G_END_DECLS
