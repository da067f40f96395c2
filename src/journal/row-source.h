/* row-source.h - rows in order, from wherever they are stored; reading events from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/row.h"
#include "wire/event-codec.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_ROW_FOUND,
  MUSTER_ROW_ORPHAN, /* a payload whose first_seq, in the row, is no batch's */
  MUSTER_ROW_END,
  MUSTER_ROW_ERROR,
} MusterRowResult;

typedef struct _MusterRowSource MusterRowSource;
struct _MusterRowSource
{
  /* Goes to the row that holds @seq, or to the first behind it if none does; @chain is what the row
   * before it says, zeros before the first. */
  gboolean (*seek) (MusterRowSource *self, guint64 seq, MusterSha256 *chain, GError **error);
  /* The next row; valid until the next call. */
  MusterRowResult (*next) (MusterRowSource *self, MusterRow *out, GError **error);
};

gboolean muster_row_event_binds (const MusterRowEvent *self, const MusterDecodedHead *head);

gboolean muster_row_source_replay (MusterRowSource *self,
                                   guint64 after_seq,
                                   MusterReplayFunc func,
                                   gpointer user_data,
                                   GError **error);
MusterBatch *muster_row_source_read (MusterRowSource *self,
                                     const guint64 *seqs,
                                     guint n,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
