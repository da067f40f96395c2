/* suppressions.h - which alerts nobody is told of for now, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "model/event.h"
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_SUPPRESSED_BY_NONE,
  MUSTER_SUPPRESSED_BY_SILENCE,
  MUSTER_SUPPRESSED_BY_MAINTENANCE,
  MUSTER_SUPPRESSED_BY_INHIBITION,
  MUSTER_SUPPRESSED_BY_THRESHOLD, /* too few of its group fire */
  MUSTER_SUPPRESSED_BY_PAUSE,     /* it may be over before somebody could look */
  MUSTER_N_SUPPRESSORS,
} MusterSuppressedBy;

/* A gate holds back what would open an incident for too little. */
gboolean muster_suppressed_by_gate (MusterSuppressedBy by);
/* The word for it in events and answers: "silence"; NULL for none. */
const char *muster_suppressed_by_name (MusterSuppressedBy by);
MusterSuppressedBy muster_suppressed_by_from_name (const char *name);

typedef struct
{
  MusterSuppressedBy by;
  MusterUlid id; /* of the silence, the window's rule, the alert that inhibits, or the group */
} MusterSuppressor;

typedef struct
{
  MusterUlid alert;
  MusterSuppressor suppressor;
  char *title;       /* its sender's, for the incident that may follow; nullable */
  char *rule;        /* by which it is held back, where rules have names; nullable */
  gint64 until_us;   /* when it is looked at anew; MUSTER_NO_TIME: when what holds it is over */
  gboolean orphaned; /* nothing holds it back any more */
} MusterSuppression;

typedef struct _MusterSuppressions MusterSuppressions;

MusterSuppressions *muster_suppressions_new (void);
void muster_suppressions_free (MusterSuppressions *self);

/* An alert is suppressed by one thing at a time; a second takes the place of the first. */
MusterSuppression *muster_suppressions_put (MusterSuppressions *self,
                                            MusterUlid alert,
                                            MusterSuppressor suppressor,
                                            gint64 until_us);
void muster_suppressions_remove (MusterSuppressions *self, MusterUlid alert);
const MusterSuppression *muster_suppressions_get (const MusterSuppressions *self, MusterUlid alert);
/* What @id held back is held back by nothing now: each waits to be looked at anew. */
void muster_suppressions_orphan (MusterSuppressions *self, MusterUlid id);
void muster_suppressions_orphan_one (MusterSuppressions *self, MusterSuppression *suppression);
/* When the next one's time is over, µs UTC; G_MAXINT64: none has a time. */
gint64 muster_suppressions_next_end (const MusterSuppressions *self);
/* One whose time is over; NULL: none. */
const MusterSuppression *muster_suppressions_peek_ended (const MusterSuppressions *self,
                                                         gint64 now_us);
/* The oldest alert that waits; NULL: none does. */
const MusterSuppression *muster_suppressions_peek_orphan (const MusterSuppressions *self);
guint muster_suppressions_count_of (const MusterSuppressions *self, MusterUlid id);
guint muster_suppressions_count (const MusterSuppressions *self);
/* All, by the alerts' ids: for snapshots. */
GPtrArray *muster_suppressions_list (const MusterSuppressions *self);

G_END_DECLS
