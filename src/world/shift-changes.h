/* shift-changes.h - who stands in for whom, beside what a schedule says itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
#include "oncall/modifier.h"
G_BEGIN_DECLS

/* A modifier that somebody made by a command. A schedule that is configured anew keeps it. */
typedef struct
{
  MusterUlid id;
  guint64 seq;  /* of its event: the order in which they hold */
  gint64 at_us; /* when it was made */
  MusterActor actor;
  MusterUlid schedule;
  MusterUlid person, other; /* people, as in a MusterModifier; null where there is none */
  MusterUlid request;       /* that it follows from; null: none */
  MusterModifierKind kind;
  gint64 starts_us, ends_us; /* whole seconds */
  char *reason;              /* nullable */
} MusterShiftChange;

/* Of a shift.covered or shift.swapped; NULL: it is none that this version knows. */
MusterShiftChange *muster_shift_change_new (const MusterEvent *event);
MusterShiftChange *muster_shift_change_copy (const MusterShiftChange *self);
void muster_shift_change_free (MusterShiftChange *self);

typedef struct _MusterShiftChanges MusterShiftChanges;

MusterShiftChanges *muster_shift_changes_new (void);
void muster_shift_changes_free (MusterShiftChanges *self);

void muster_shift_changes_add (MusterShiftChanges *self,
                               MusterShiftChange *change /* transfer full */);
void muster_shift_changes_fold (MusterShiftChanges *self, const MusterEvent *event);
MusterShiftChange *muster_shift_changes_get (const MusterShiftChanges *self, MusterUlid id);
/* All, and those of a schedule: of MusterShiftChange, in the order in which they were made. */
const GPtrArray *muster_shift_changes_list (const MusterShiftChanges *self);
const GPtrArray *muster_shift_changes_list_of (const MusterShiftChanges *self, MusterUlid schedule);
/* Owned copies of those of a schedule as they will be once @batch is folded from @first on. */
GPtrArray *muster_shift_changes_foresee (const MusterShiftChanges *self,
                                         MusterUlid schedule,
                                         const MusterBatch *batch,
                                         guint first);

const char *muster_modifier_kind_to_string (MusterModifierKind kind);
gboolean muster_modifier_kind_from_string (const char *text, MusterModifierKind *out);

G_END_DECLS
