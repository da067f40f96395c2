/* cooccurrence.h - which kinds of alerts come together, as past incidents and people teach
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Beyond these all counts are halved, until there is room: what is old and rare is forgotten. */
#define MUSTER_COOCCURRENCE_KINDS_MAX 4096
#define MUSTER_COOCCURRENCE_PAIRS_MAX 32768
#define MUSTER_COOCCURRENCE_OF_ONE    32 /* kinds of one incident that are learnt from */

typedef struct
{
  guint64 a, b; /* a < b */
  guint together;
  guint apart; /* as people said */
} MusterKindPair;

typedef struct
{
  guint64 kind;
  guint n; /* incidents that had it */
} MusterKindCount;

typedef struct _MusterCooccurrence MusterCooccurrence;

MusterCooccurrence *muster_cooccurrence_new (void);
void muster_cooccurrence_free (MusterCooccurrence *self);

/* One incident is over, whose alerts were of these kinds. */
void muster_cooccurrence_learn (MusterCooccurrence *self, const GArray *kinds);
/* A person says that these belong together, or do not. Of guint64. */
void muster_cooccurrence_teach (MusterCooccurrence *self,
                                const GArray *kinds,
                                const GArray *others,
                                gboolean together);
/* From -1, never together, to 1, always; 0: nothing is known. @together: (out) (nullable): how
 * often they were. */
double
muster_cooccurrence_find (const MusterCooccurrence *self, guint64 a, guint64 b, guint *together);

/* For snapshots; lists are in order. */
guint muster_cooccurrence_get_incidents (const MusterCooccurrence *self);
GArray *muster_cooccurrence_list_kinds (const MusterCooccurrence *self); /* of MusterKindCount */
GArray *muster_cooccurrence_list_pairs (const MusterCooccurrence *self); /* of MusterKindPair */
void muster_cooccurrence_restore_incidents (MusterCooccurrence *self, guint n);
void muster_cooccurrence_restore_kind (MusterCooccurrence *self, const MusterKindCount *count);
void muster_cooccurrence_restore_pair (MusterCooccurrence *self, const MusterKindPair *pair);

G_END_DECLS
