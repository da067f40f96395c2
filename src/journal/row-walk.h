/* row-walk.h - events of one row by rising seqs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/payload-block.h"
#include "journal/row.h"
G_BEGIN_DECLS

/* It only goes on, so a row is walked once, however many of its events are wanted. */
typedef struct
{
  const MusterRow *row; /* NULL: none */
  guint64 at;           /* the event whose head begins at @head, in the row */
  const char *head;
  MusterPayloadCursor payloads[MUSTER_ROW_PAYLOADS_MAX];
  MusterPayloadEntry entries[MUSTER_ROW_PAYLOADS_MAX]; /* taken last */
  gboolean has_entry[MUSTER_ROW_PAYLOADS_MAX];
} MusterRowWalk;

void muster_row_walk_begin (MusterRowWalk *self, const MusterRow *row);
gboolean muster_row_walk_holds (const MusterRowWalk *self, guint64 seq);
/* FALSE: its head is missing. Leaf and digest are not looked for. */
gboolean muster_row_walk_to (MusterRowWalk *self, guint64 seq, MusterRowEvent *out);

G_END_DECLS
