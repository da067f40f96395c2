/* writer.h - the thread that appends: group commit, order and failure, whatever stores the rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/row.h"
G_BEGIN_DECLS

/* Called on the writer's thread. */
typedef struct
{
  /* All of the row is there for good, or nothing of it. */
  gboolean (*store) (gpointer store, const MusterRow *row, GError **error);
  /* After a failure: what is really there. */
  gboolean (*get_head) (gpointer store, guint64 *seq, MusterSha256 *chain, GError **error);
  /* Between rows; @idle: nothing waits. */
  void (*housekeep) (gpointer store, gboolean idle);
} MusterWriterStore;

typedef struct _MusterWriter MusterWriter;

MusterWriter *muster_writer_new (const MusterWriterStore *type,
                                 gpointer store,
                                 guint64 head_seq,
                                 const MusterSha256 *chain);
void muster_writer_append (MusterWriter *self,
                           guint64 first_seq,
                           MusterBatch *batch,
                           MusterCommitFunc committed,
                           gpointer user_data);
void muster_writer_resume (MusterWriter *self);
void muster_writer_idle (MusterWriter *self);
guint64 muster_writer_get_head (MusterWriter *self, MusterSha256 *chain);
/* Stores what is queued, then ends the thread. */
void muster_writer_stop (MusterWriter *self);
void muster_writer_free (MusterWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterWriter, muster_writer_free)

G_END_DECLS
