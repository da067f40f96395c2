/* due.c - what time alone makes happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/due.h"

#include "world/alerts-report.h"
#include "world/disabled-rules.h"
#include "world/escalate.h"
#include "world/escalating.h"
#include "world/flapping.h"
#include "world/intake-keys.h"
#include "world/maintenance-fold.h"
#include "world/pings.h"
#include "world/severity-spells.h"
#include "world/shift-due.h"
#include "world/suppress.h"

static void
end_alert (MusterWorld *world,
           const MusterAlert *alert,
           const MusterDecideContext *context,
           MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *released = muster_world_emit_released (world, alert, batch);
  MusterEvent *event;

  if (released != NULL)
    released->at_us = context->now_us;
  event = muster_batch_add (batch, MUSTER_EVENT_ALERT_RESOLVED);
  event->at_us = context->now_us;
  event->incident = muster_world_number_of (world, alert);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "time");
  muster_event_set_int (event, MUSTER_FACT_ENDS, alert->ends_us);
  event = muster_world_emit_acknowledged_ended (world, alert->id, batch);
  if (event != NULL)
    event->at_us = context->now_us;
  muster_world_apply (world, batch, first);
}

static void
start_silence (MusterWorld *world,
               const MusterSilence *silence,
               const MusterDecideContext *context,
               MusterBatch *batch)
{
  g_autoptr (GPtrArray) alerts = muster_world_list_silenced (world, silence, context->now_us);
  const MusterHold hold = { .suppressor = { MUSTER_SUPPRESSED_BY_SILENCE, silence->id },
                            .until_us = MUSTER_NO_TIME };
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_SILENCE_STARTED);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, silence->id);
  for (guint i = 0; i < alerts->len; i++)
    muster_world_emit_suppressed (world, batch, g_ptr_array_index (alerts, i), &hold,
                                  context->now_us);
  muster_world_apply (world, batch, first);
}

static void
end_silence (MusterWorld *world,
             const MusterSilence *silence,
             const MusterDecideContext *context,
             MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_SILENCE_ENDED);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, silence->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "time");
  muster_world_apply (world, batch, first);
}

/* FALSE: nothing is due. */
static gboolean
run_one (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch)
{
  const MusterSilence *silence =
      muster_silences_find_due (muster_world_get_silences (world), context->now_us);
  const MusterSuppression *held;
  const MusterAlert *alert;

  if (muster_world_send_bundle (world, context, batch) ||
      muster_world_escalate (world, context, batch))
    return TRUE;
  if (silence != NULL)
    {
      if (silence->state == MUSTER_SILENCE_PENDING)
        start_silence (world, silence, context, batch);
      else
        end_silence (world, silence, context, batch);
      return TRUE;
    }
  if (muster_world_run_disabled (world, context, batch) ||
      muster_world_run_maintenance (world, context, batch) ||
      muster_world_run_overrides (world, context, batch) ||
      muster_world_run_shifts (world, context, batch))
    return TRUE;
  held = muster_suppressions_peek_orphan (muster_world_get_suppressions (world));
  if (held == NULL)
    held = muster_suppressions_peek_ended (muster_world_get_suppressions (world), context->now_us);
  if (held != NULL)
    {
      muster_world_release (world, context, held, batch);
      return TRUE;
    }
  if (muster_world_miss_heartbeat (world, context, batch) ||
      muster_world_mind_key (world, context, batch) ||
      muster_world_calm_one (world, context, batch))
    return TRUE;
  alert = muster_alert_index_pop_ended (muster_world_get_alerts (world), context->now_us);
  if (alert != NULL)
    end_alert (world, alert, context, batch);
  return alert != NULL;
}

/**
 * muster_world_run_due:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 * @max: after how many to stop
 *
 * Says what time alone makes happen by now.
 */
void
muster_world_run_due (MusterWorld *world,
                      const MusterDecideContext *context,
                      MusterBatch *batch,
                      guint max)
{
  guint first = muster_batch_length (batch);

  while (muster_batch_length (batch) - first < max && run_one (world, context, batch))
    continue;
}
