/* dead-letter.c - a body that no source could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/world.h"

#include <string.h>

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
  self->content_type = muster_event_dup_field (refused, MUSTER_FIELD_KIND);
  self->target = muster_event_dup_field (refused, MUSTER_FIELD_URL);
  self->replayed_us = MUSTER_NO_TIME;
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
  g_free (self->content_type);
  g_free (self->target);
  g_free (self->replayed_as);
  g_free (self->replayed_with);
  g_free (self);
}

/**
 * muster_dead_letter_is_whole:
 * @self: a dead letter
 *
 * Returns: whether all that came was kept
 */
gboolean
muster_dead_letter_is_whole (const MusterDeadLetter *self)
{
  return self->text != NULL && (gint64) strlen (self->text) == self->n_bytes;
}

/**
 * muster_world_get_dead_letter:
 * @self: a world
 * @id: of a letter
 *
 * Returns: (nullable) (transfer none): the letter, if it is kept still
 */
MusterDeadLetter *
muster_world_get_dead_letter (const MusterWorld *self, MusterUlid id)
{
  const GQueue *letters = muster_world_get_dead_letters (self);

  for (const GList *link = letters->tail; link != NULL; link = link->prev)
    if (muster_ulid_equal (((MusterDeadLetter *) link->data)->id, id))
      return link->data;
  return NULL;
}

/**
 * muster_world_fold_replayed:
 * @self: a world
 * @event: an event intake.replayed
 *
 * Notes on a letter who brought it in after all.
 */
void
muster_world_fold_replayed (MusterWorld *self, const MusterEvent *event)
{
  MusterDeadLetter *letter =
      muster_world_get_dead_letter (self, muster_event_ulid (event, MUSTER_FACT_ID));

  if (letter == NULL)
    return;
  letter->replayed_us = event->at_us;
  letter->replayer = event->actor;
  g_free (letter->replayed_as);
  g_free (letter->replayed_with);
  letter->replayed_as = muster_event_dup_field (event, MUSTER_FIELD_SOURCE);
  letter->replayed_with = muster_event_dup_field (event, MUSTER_FIELD_NAME);
}
