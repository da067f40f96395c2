/* batch.h - events that are decided, journaled and folded together, and their bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
G_BEGIN_DECLS

/* Reference counted (atomic), filled by one thread, then read by any. Everything its events point
 * to lives in its arena. */
typedef struct
{
  gatomicrefcount ref_count;
  MusterArena *arena;
  GPtrArray *events; /* of MusterEvent, in the arena, in order of seq */
} MusterBatch;

MusterBatch *muster_batch_new (void);
MusterBatch *muster_batch_ref (MusterBatch *self);
void muster_batch_unref (MusterBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterBatch, muster_batch_unref)

/* The new last event, all empty but its kind, version and class. Its seq is given at commit. */
MusterEvent *muster_batch_add (MusterBatch *self, MusterEventKind kind);
MusterEvent *muster_batch_get (const MusterBatch *self, guint i);
guint muster_batch_length (const MusterBatch *self);
/* Takes events off the end, back to @n of them. */
void muster_batch_truncate (MusterBatch *self, guint n);

/* Copy into the arena. @n may be -1. The empty text and NULL count as not set. */
void muster_batch_set_text (MusterBatch *self,
                            MusterEvent *event,
                            MusterFieldName name,
                            const char *text,
                            gssize n);
void muster_batch_set_labels (MusterBatch *self,
                              MusterEvent *event,
                              MusterFieldName name,
                              const MusterLabelSet *labels);

G_END_DECLS
