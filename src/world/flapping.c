/* flapping.c - what is told of an alert that comes and goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every change is in the journal and counts. While an alert flaps the timeline is silent about its
 * changes, and an incident of it that was resolved is opened again instead of a new one.
 */
#include "world/flapping.h"

/**
 * muster_world_is_flapping:
 * @world: a hub's world
 * @alert: an alert's id
 *
 * Returns: whether it comes and goes
 */
gboolean
muster_world_is_flapping (const MusterWorld *world, MusterUlid alert)
{
  const MusterFlap *flap = muster_flaps_get (muster_world_get_flaps (world), alert);

  return flap != NULL && flap->calm_us > 0;
}

static void
name_alert (const MusterWorld *world, MusterBatch *batch, MusterEvent *event, MusterUlid id)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (world);
  const MusterAlert *alert = muster_alert_index_get (alerts, id);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  g_autofree char *name = NULL;

  muster_event_set_ulid (event, MUSTER_FACT_ALERT, id);
  if (alert == NULL)
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  name = muster_label_set_dup_value (&labels, "alertname");
  muster_batch_set_text (batch, event, MUSTER_FIELD_NAME, name, -1);
}

/**
 * muster_flapping_watch:
 * @self: a body
 * @report: an alert of it
 * @alert: its id; it fires, or is over, since now
 *
 * Says that it flaps, once it changed as often as its rule of grouping says.
 */
void
muster_flapping_watch (MusterReporting *self, const MusterReport *report, MusterUlid alert)
{
  const MusterFlap *flap = muster_flaps_get (muster_world_get_flaps (self->world), alert);
  const MusterGroupingRule *rule;
  g_autofree char *reason = NULL;
  MusterEvent *event;
  guint n;

  if (flap == NULL || flap->calm_us > 0)
    return;
  rule = muster_grouping_find (muster_world_get_rules (self->world)->grouping, &report->labels);
  n = muster_flap_count (flap, self->context->now_us - rule->flap_within_us);
  if (rule->flap_changes == 0 || n < rule->flap_changes)
    return;
  event = muster_reporting_emit (
      self, MUSTER_EVENT_ALERT_FLAPPING,
      muster_world_number_of (
          self->world, muster_alert_index_get (muster_world_get_alerts (self->world), alert)));
  reason = g_strdup_printf ("%u changes within %d min", n,
                            (int) (rule->flap_within_us / G_TIME_SPAN_MINUTE));
  name_alert (self->world, self->batch, event, alert);
  muster_event_set_int (event, MUSTER_FACT_DURATION, rule->flap_calm_us);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON, reason, -1);
  muster_reporting_commit (self, event);
}

/**
 * muster_world_calm_one:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the event goes; it has its seq and is folded
 *
 * Says that an alert no longer flaps, and how it is.
 *
 * Returns: %FALSE: none is calm yet
 */
gboolean
muster_world_calm_one (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  gint64 at_us;
  const MusterFlap *flap = muster_flaps_first_calm (muster_world_get_flaps (world), &at_us);
  const MusterAlert *alert;
  MusterEvent *event;

  if (at_us > context->now_us)
    return FALSE;
  alert = muster_alert_index_get (muster_world_get_alerts (world), flap->alert);
  event = muster_batch_add (batch, MUSTER_EVENT_ALERT_CALMED);
  event->at_us = context->now_us;
  event->incident = alert != NULL ? muster_world_number_of (world, alert) : 0;
  name_alert (world, batch, event, flap->alert);
  muster_event_set_token (event, MUSTER_FACT_BY,
                          alert != NULL && alert->status == MUSTER_ALERT_FIRING ? "firing"
                                                                                : "resolved");
  muster_world_apply (world, batch, first);
  return TRUE;
}

/**
 * muster_world_fold_flapping:
 * @world: a hub's world
 * @event: an alert.flapping or alert.calmed
 *
 * Notes from when to when an alert flaps.
 */
void
muster_world_fold_flapping (MusterWorld *world, const MusterEvent *event)
{
  gint64 calm_us = event->kind == MUSTER_EVENT_ALERT_FLAPPING
                       ? MAX (muster_event_int (event, MUSTER_FACT_DURATION), 1)
                       : 0;

  muster_flaps_set_calm (muster_world_get_flaps (world),
                         muster_event_ulid (event, MUSTER_FACT_ALERT), calm_us);
}
