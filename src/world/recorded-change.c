/* recorded-change.c - one change as the world knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/recorded-change.h"

#include "base/json-writer.h"

/**
 * muster_recorded_change_free:
 * @self: (nullable): a change
 *
 * Frees it.
 */
void
muster_recorded_change_free (MusterRecordedChange *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->kind);
  g_free (self->source);
  g_free (self->version);
  g_free (self->url);
  g_free (self->labels);
  g_free (self);
}

/**
 * muster_recorded_change_new:
 * @event: a change.recorded
 *
 * Returns: (transfer full): the change it tells of
 */
MusterRecordedChange *
muster_recorded_change_new (const MusterEvent *event)
{
  MusterRecordedChange *self = g_new0 (MusterRecordedChange, 1);
  const MusterLabelSet *labels = muster_event_labels (event, MUSTER_FIELD_LABELS);

  self->id = muster_event_ulid (event, MUSTER_FACT_ID);
  self->seq = event->seq;
  self->at_us = event->at_us;
  self->start_us = muster_event_int (event, MUSTER_FACT_START);
  if (self->start_us == MUSTER_NO_TIME)
    self->start_us = event->claimed_us != MUSTER_NO_TIME ? event->claimed_us : event->at_us;
  self->key = muster_event_ulid (event, MUSTER_FACT_KEY);
  if (event->actor.type == MUSTER_ACTOR_PERSON)
    self->person = event->actor.id;
  self->service = muster_event_ulid (event, MUSTER_FACT_SERVICE);
  self->title = muster_event_dup_text (event, MUSTER_FIELD_TITLE);
  self->kind = muster_event_dup_field (event, MUSTER_FIELD_KIND);
  self->source = muster_event_dup_field (event, MUSTER_FIELD_SOURCE);
  self->version = muster_event_dup_field (event, MUSTER_FIELD_VERSION);
  self->url = muster_event_dup_field (event, MUSTER_FIELD_URL);
  if (labels != NULL && labels->n > 0)
    self->labels = muster_json_dup_labels (labels);
  return self;
}
