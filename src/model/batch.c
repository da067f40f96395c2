/* batch.c - events that belong together, and their bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/batch.h"

#include <string.h>

#define BLOCK_BYTES (32 * 1024)

/**
 * muster_batch_new:
 *
 * Returns: (transfer full): an empty batch
 */
MusterBatch *
muster_batch_new (void)
{
  MusterBatch *self = g_new0 (MusterBatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->arena = muster_arena_new (BLOCK_BYTES);
  self->events = g_ptr_array_new ();
  return self;
}

/**
 * muster_batch_ref:
 * @self: a batch
 *
 * Returns: @self
 */
MusterBatch *
muster_batch_ref (MusterBatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * muster_batch_unref:
 * @self: a batch
 *
 * Lets go of it, and of its events with the last.
 */
void
muster_batch_unref (MusterBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->events);
  muster_arena_free (self->arena);
  g_free (self);
}

/**
 * muster_batch_add:
 * @self: a batch
 * @kind: what happened
 *
 * Adds an event that has nothing but its kind and version. It gets the payload of its kind's class
 * with the first field.
 *
 * Returns: (transfer none): the event
 */
MusterEvent *
muster_batch_add (MusterBatch *self, MusterEventKind kind)
{
  const MusterEventSpec *spec = muster_event_spec (kind);
  MusterEvent *event = muster_arena_alloc (self->arena, sizeof *event);

  memset (event, 0, sizeof *event);
  event->kind = kind;
  event->version = spec->version;
  event->claimed_us = MUSTER_NO_TIME;
  g_ptr_array_add (self->events, event);
  return event;
}

/**
 * muster_batch_get:
 * @self: a batch
 * @i: which, from 0
 *
 * Returns: (transfer none): the event
 */
MusterEvent *
muster_batch_get (const MusterBatch *self, guint i)
{
  return g_ptr_array_index (self->events, i);
}

/**
 * muster_batch_length:
 * @self: a batch
 *
 * Returns: how many events it holds
 */
guint
muster_batch_length (const MusterBatch *self)
{
  return self->events->len;
}

/**
 * muster_batch_truncate:
 * @self: a batch
 * @n: how many to keep
 *
 * Takes events off its end; their memory stays with the batch.
 */
void
muster_batch_truncate (MusterBatch *self, guint n)
{
  if (n < self->events->len)
    g_ptr_array_set_size (self->events, (gint) n);
}

static MusterField *
field_to_set (MusterBatch *self, MusterEvent *event, MusterFieldName name)
{
  const MusterEventSpec *spec = muster_event_spec (event->kind);

  if (event->payload == MUSTER_PAYLOAD_NONE)
    event->payload = spec->payload;
  if (event->fields == NULL)
    event->fields =
        muster_arena_alloc (self->arena, MUSTER_EVENT_FIELDS_MAX * sizeof (MusterField));
  for (guint i = 0; i < spec->n_fields; i++)
    if (spec->fields[i] == name)
      {
        event->fields_set |= (guint16) (1u << i);
        return &event->fields[i];
      }
  return NULL;
}

/**
 * muster_batch_set_text:
 * @self: a batch
 * @event: an event of it
 * @name: a payload field of its kind that is text or JSON
 * @text: (nullable): UTF-8, copied
 * @n: its bytes, or -1
 *
 * Sets a field; the empty text leaves it unset.
 */
void
muster_batch_set_text (MusterBatch *self,
                       MusterEvent *event,
                       MusterFieldName name,
                       const char *text,
                       gssize n)
{
  gsize length = text == NULL ? 0 : n < 0 ? strlen (text) : (gsize) n;
  MusterField *field;

  if (length == 0)
    return;
  field = field_to_set (self, event, name);
  g_return_if_fail (field != NULL);
  field->text.bytes = muster_arena_strndup (self->arena, text, length);
  field->text.n = length;
}

/**
 * muster_batch_set_labels:
 * @self: a batch
 * @event: an event of it
 * @name: a payload field of its kind that is an object of strings
 * @labels: copied
 *
 * Sets a field; the empty set leaves it unset.
 */
void
muster_batch_set_labels (MusterBatch *self,
                         MusterEvent *event,
                         MusterFieldName name,
                         const MusterLabelSet *labels)
{
  MusterField *field;
  gsize n = 0;
  char *bytes;

  if (labels == NULL || labels->n == 0)
    return;
  field = field_to_set (self, event, name);
  g_return_if_fail (field != NULL);
  for (guint i = 0; i < labels->n; i++)
    n += (gsize) labels->items[i].name_n + labels->items[i].value_n;
  field->labels.n = labels->n;
  field->labels.items = muster_arena_alloc (self->arena, labels->n * sizeof (MusterLabel));
  bytes = muster_arena_alloc (self->arena, n);
  for (guint i = 0; i < labels->n; i++)
    {
      MusterLabel *to = &field->labels.items[i];

      *to = labels->items[i];
      to->name = memcpy (bytes, to->name, to->name_n);
      bytes += to->name_n;
      to->value = memcpy (bytes, to->value, to->value_n);
      bytes += to->value_n;
    }
}
