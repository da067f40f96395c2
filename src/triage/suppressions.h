/* suppressions.h - which alerts nobody is told of for now, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_SUPPRESSED_BY_NONE,
  MUSTER_SUPPRESSED_BY_SILENCE,
  MUSTER_SUPPRESSED_BY_MAINTENANCE,
  MUSTER_SUPPRESSED_BY_INHIBITION,
  MUSTER_N_SUPPRESSORS,
} MusterSuppressedBy;

/* The word for it in events and answers: "silence"; NULL for none. */
const char *muster_suppressed_by_name (MusterSuppressedBy by);
MusterSuppressedBy muster_suppressed_by_from_name (const char *name);

typedef struct
{
  MusterSuppressedBy by;
  MusterUlid id; /* of the silence, the window's rule, or the alert that inhibits */
} MusterSuppressor;

typedef struct
{
  MusterUlid alert;
  MusterSuppressor suppressor;
  char *title;       /* its sender's, for the incident that may follow; nullable */
  char *rule;        /* by which it is held back, where rules have names; nullable */
  gboolean orphaned; /* nothing holds it back any more */
} MusterSuppression;

typedef struct _MusterSuppressions MusterSuppressions;

MusterSuppressions *muster_suppressions_new (void);
void muster_suppressions_free (MusterSuppressions *self);

/* An alert is suppressed by one thing at a time; a second takes the place of the first. */
MusterSuppression *
muster_suppressions_put (MusterSuppressions *self, MusterUlid alert, MusterSuppressor suppressor);
void muster_suppressions_remove (MusterSuppressions *self, MusterUlid alert);
const MusterSuppression *muster_suppressions_get (const MusterSuppressions *self, MusterUlid alert);
/* What @id held back is held back by nothing now: each waits to be looked at anew. */
void muster_suppressions_orphan (MusterSuppressions *self, MusterUlid id);
/* The oldest alert that waits; NULL: none does. */
const MusterSuppression *muster_suppressions_peek_orphan (const MusterSuppressions *self);
guint muster_suppressions_count_of (const MusterSuppressions *self, MusterUlid id);
guint muster_suppressions_count (const MusterSuppressions *self);
/* All, by the alerts' ids: for snapshots. */
GPtrArray *muster_suppressions_list (const MusterSuppressions *self);

G_END_DECLS
