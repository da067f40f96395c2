/* decide-paging.c - commands about who is told next, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"

#define SNOOZE_MAX_US (7 * G_TIME_SPAN_DAY)

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, (int) code, message);
  return FALSE;
}

gboolean
muster_decide_snooze (MusterDeciding *self, GError **error)
{
  gint64 until_us = muster_command_int (self->command, "until");

  if (until_us <= self->context->now_us || until_us > self->context->now_us + SNOOZE_MAX_US)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "Say until when, within the next seven days");
  if (!muster_decide_acknowledge (self, error))
    return FALSE;
  muster_event_set_int (muster_deciding_emit (self, MUSTER_EVENT_ESCALATION_SNOOZED),
                        MUSTER_FACT_ENDS, until_us);
  return TRUE;
}

gboolean
muster_decide_escalate (MusterDeciding *self, GError **error)
{
  const MusterPaging *paging =
      muster_pagings_get (muster_world_get_pagings (self->world), self->incident->number);

  if (!muster_incident_is_open (self->incident))
    return fail (error, MUSTER_MODEL_ERROR_STATE, "The incident is resolved. Reopen it first");
  if (self->incident->acknowledged)
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "Somebody has acknowledged it, so nobody else is told. Page whom you need");
  for (guint i = 0; paging != NULL && i < paging->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (paging->escalating, i);
      MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_ESCALATION_HASTENED);

      muster_event_set_int (event, MUSTER_FACT_OF, (gint64) one->seq);
      if (muster_command_int (self->command, "all") != 0)
        muster_event_set_int (event, MUSTER_FACT_ON, TRUE);
      muster_event_set_token (event, MUSTER_FACT_BY, "asked");
    }
  return TRUE;
}
