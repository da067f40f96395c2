/* row-walk.c - events of one row by rising seqs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/row-walk.h"

#include <string.h>

/**
 * muster_row_walk_begin:
 * @self: (out): stands before the first event
 * @row: a row; must outlive the walk
 */
void
muster_row_walk_begin (MusterRowWalk *self, const MusterRow *row)
{
  *self = (MusterRowWalk){ .row = row, .head = row->heads.bytes };
  for (guint p = 0; p < row->n_payloads; p++)
    {
      muster_payload_cursor_init (&self->payloads[p], row->payloads[p].block,
                                  row->payloads[p].class_name);
      self->has_entry[p] = muster_payload_cursor_next (&self->payloads[p], &self->entries[p]);
    }
}

/**
 * muster_row_walk_holds:
 * @self: a walk, of a row or of none
 * @seq: an event's
 *
 * Returns: whether that event is of the row, as the row says
 */
gboolean
muster_row_walk_holds (const MusterRowWalk *self, guint64 seq)
{
  return self->row != NULL && seq >= (guint64) self->row->first_seq &&
         seq - (guint64) self->row->first_seq < (guint64) self->row->n;
}

/* The head of event @i of the row, without looking into those before it. */
static gboolean
walk_to_head (MusterRowWalk *self, guint64 i, MusterText *out)
{
  const char *end = self->row->heads.bytes + self->row->heads.n;
  const char *stop;

  for (; self->head < end && (stop = memchr (self->head, '\n', (gsize) (end - self->head))) != NULL;
       self->head = stop + 1, self->at++)
    if (self->at == i)
      {
        *out = (MusterText){ self->head, (gsize) (stop - self->head) };
        return TRUE;
      }
  return FALSE;
}

static void
walk_to_body (MusterRowWalk *self, guint64 i, MusterRowEvent *out)
{
  for (guint p = 0; p < self->row->n_payloads; p++)
    {
      while (self->has_entry[p] && self->entries[p].index < i)
        self->has_entry[p] = muster_payload_cursor_next (&self->payloads[p], &self->entries[p]);
      if (!self->has_entry[p] || self->entries[p].index != i)
        continue;
      out->class_name = self->row->payloads[p].class_name;
      out->body = self->entries[p].body;
      out->salt = self->entries[p].salt;
      return;
    }
}

/**
 * muster_row_walk_to:
 * @self: a walk
 * @seq: an event that it holds, not before the one found last
 * @out: (out): views of its head and payload
 *
 * Returns: whether its head is there
 */
gboolean
muster_row_walk_to (MusterRowWalk *self, guint64 seq, MusterRowEvent *out)
{
  guint64 i = seq - (guint64) self->row->first_seq;

  *out = (MusterRowEvent){ 0 };
  if (!walk_to_head (self, i, &out->head))
    return FALSE;
  walk_to_body (self, i, out);
  return TRUE;
}
