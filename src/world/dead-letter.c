/* dead-letter.c - a body that no source could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/world.h"

/**
 * muster_dead_letter_new:
 * @refused: an event intake.refused
 *
 * Returns: (transfer full): what was refused
 */
MusterDeadLetter *
muster_dead_letter_new (const MusterEvent *refused)
{
  MusterDeadLetter *self = g_new0 (MusterDeadLetter, 1);

  self->id = muster_event_ulid (refused, MUSTER_FACT_ID);
  self->seq = refused->seq;
  self->at_us = refused->at_us;
  self->key = muster_event_ulid (refused, MUSTER_FACT_KEY);
  self->n_bytes = muster_event_int (refused, MUSTER_FACT_BYTES);
  self->source = muster_event_dup_text (refused, MUSTER_FIELD_SOURCE);
  self->reason = muster_event_dup_text (refused, MUSTER_FIELD_REASON);
  self->text = muster_event_dup_field (refused, MUSTER_FIELD_TEXT);
  return self;
}

/**
 * muster_dead_letter_free:
 * @self: a dead letter
 *
 * Frees it.
 */
void
muster_dead_letter_free (MusterDeadLetter *self)
{
  g_free (self->source);
  g_free (self->reason);
  g_free (self->text);
  g_free (self);
}
