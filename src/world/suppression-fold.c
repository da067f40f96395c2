/* suppression-fold.c - what events make of silences and rules, and of the alerts that they hold
 * back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/suppression-fold.h"

#include "world/disabled-rules.h"
#include "world/maintenance-fold.h"
#include "world/members.h"
#include "world/severity-spells.h"

#include <string.h>

static void
fold_set (MusterWorld *self, const MusterEvent *event)
{
  g_autoptr (MusterSilence) silence = g_new0 (MusterSilence, 1);
  g_autofree char *matchers = muster_event_dup_text (event, MUSTER_FIELD_MATCHERS);

  silence->matchers = muster_matchers_new ();
  if (!muster_matchers_parse (silence->matchers, matchers, NULL))
    return;
  silence->id = muster_event_ulid (event, MUSTER_FACT_ID);
  silence->service = muster_event_ulid (event, MUSTER_FACT_SERVICE);
  silence->alert = muster_event_ulid (event, MUSTER_FACT_ALERT);
  silence->actor = event->actor;
  silence->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  silence->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  silence->updated_us = event->at_us;
  silence->state =
      silence->starts_us <= event->at_us ? MUSTER_SILENCE_ACTIVE : MUSTER_SILENCE_PENDING;
  silence->author = muster_event_dup_field (event, MUSTER_FIELD_NAME);
  silence->comment = muster_event_dup_field (event, MUSTER_FIELD_TEXT);
  muster_silences_put (muster_world_get_silences (self), g_steal_pointer (&silence));
}

static void
fold_started (MusterWorld *self, const MusterEvent *event)
{
  MusterSilences *silences = muster_world_get_silences (self);
  MusterSilence *silence =
      muster_silences_get (silences, muster_event_ulid (event, MUSTER_FACT_ID));

  if (silence != NULL && silence->state == MUSTER_SILENCE_PENDING)
    muster_silences_start (silences, silence);
}

static void
fold_ended (MusterWorld *self, const MusterEvent *event)
{
  MusterSilences *silences = muster_world_get_silences (self);
  MusterSilence *silence =
      muster_silences_get (silences, muster_event_ulid (event, MUSTER_FACT_ID));

  if (silence == NULL || silence->state == MUSTER_SILENCE_EXPIRED)
    return;
  muster_silences_end (silences, silence, MIN (silence->ends_us, event->at_us));
  muster_suppressions_orphan (muster_world_get_suppressions (self), silence->id);
  muster_silences_forget (silences, event->at_us - MUSTER_SILENCE_KEPT_US);
}

static void
fold_suppressed (MusterWorld *self, const MusterEvent *event)
{
  MusterSuppressions *suppressions = muster_world_get_suppressions (self);
  MusterUlid alert = muster_event_ulid (event, MUSTER_FACT_ALERT);
  MusterSuppressor suppressor = {
    muster_suppressed_by_from_name (muster_event_token (event, MUSTER_FACT_BY)),
    muster_event_ulid (event, MUSTER_FACT_ID),
  };
  MusterSuppression *suppression;

  if (muster_alert_index_get (muster_world_get_alerts (self), alert) == NULL)
    return;
  suppression = muster_suppressions_put (suppressions, alert, suppressor,
                                         muster_event_int (event, MUSTER_FACT_ENDS));
  if (suppression->title == NULL && muster_event_has_field (event, MUSTER_FIELD_TITLE))
    suppression->title = muster_event_dup_text (event, MUSTER_FIELD_TITLE);
  if (muster_event_has_field (event, MUSTER_FIELD_NAME))
    suppression->rule = muster_event_dup_text (event, MUSTER_FIELD_NAME);
}

static void
fold_attached (MusterWorld *self, const MusterEvent *event)
{
  MusterAlertIndex *alerts = muster_world_get_alerts (self);
  MusterAlert *alert =
      muster_alert_index_get (alerts, muster_event_ulid (event, MUSTER_FACT_ALERT));

  if (alert == NULL || alert->incident != 0 || event->incident == 0)
    return;
  muster_alert_index_attach (alerts, alert, event->incident);
  muster_world_fold_sighting (self, event, alert);
}

/* --- inhibition --- */

static gboolean
is_of_drill (const MusterWorld *self, const MusterAlert *alert)
{
  const MusterObject *key =
      muster_directory_get (muster_world_get_directory (self),
                            muster_alert_index_key (muster_world_get_alerts (self), alert));

  return key != NULL && !muster_ulid_is_null (key->drill);
}

/**
 * muster_world_note_firing:
 * @self: a hub's world
 * @alert: an alert of its index
 * @fires: from now on, or no longer
 *
 * Keeps the rules of inhibition level with the alerts. What it held back waits to be looked at.
 */
void
muster_world_note_firing (MusterWorld *self, const MusterAlert *alert, gboolean fires)
{
  MusterInhibition *inhibition = muster_world_get_rules (self)->inhibition;
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  if (muster_inhibition_is_empty (inhibition) || is_of_drill (self, alert))
    return;
  muster_alert_get_labels (muster_world_get_alerts (self), alert, &labels);
  if (fires)
    muster_inhibition_add (inhibition, alert->id, &labels);
  else
    {
      muster_inhibition_remove (inhibition, alert->id, &labels);
      muster_suppressions_orphan (muster_world_get_suppressions (self), alert->id);
    }
}

static void
note_if_firing (MusterAlert *alert, gpointer world)
{
  if (alert->status == MUSTER_ALERT_FIRING)
    muster_world_note_firing (world, alert, TRUE);
}

/* Does what holds it back still do so? */
static gboolean
is_held (const MusterWorld *self, const MusterSuppression *held)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self);
  const MusterAlert *alert = muster_alert_index_get (alerts, held->alert);
  const MusterSilence *silence;
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterUlid source;

  if (held->suppressor.by == MUSTER_SUPPRESSED_BY_INHIBITION && alert != NULL)
    {
      muster_alert_get_labels (alerts, alert, &labels);
      return muster_inhibition_find_source (muster_world_get_rules (self)->inhibition, alert->id,
                                            &labels, &source) != NULL;
    }
  if (muster_suppressed_by_gate (held->suppressor.by) ||
      held->suppressor.by == MUSTER_SUPPRESSED_BY_MAINTENANCE)
    return TRUE; /* they say so themselves when it is over */
  silence = muster_silences_get (muster_world_get_silences (self), held->suppressor.id);
  return silence != NULL && silence->state != MUSTER_SILENCE_EXPIRED;
}

static void
find_orphans (MusterWorld *self)
{
  MusterSuppressions *suppressions = muster_world_get_suppressions (self);
  g_autoptr (GPtrArray) list = muster_suppressions_list (suppressions);

  for (guint i = 0; i < list->len; i++)
    {
      const MusterSuppression *held = g_ptr_array_index (list, i);

      if (!held->orphaned && !is_held (self, held))
        muster_suppressions_orphan (suppressions, held->suppressor.id);
    }
}

/* What waits by rules that are no longer so is looked at anew. */
static void
open_gates (MusterWorld *self)
{
  MusterSuppressions *suppressions = muster_world_get_suppressions (self);
  g_autoptr (GPtrArray) list = muster_suppressions_list (suppressions);

  for (guint i = 0; i < list->len; i++)
    {
      MusterSuppression *held = g_ptr_array_index (list, i);

      if (muster_suppressed_by_gate (held->suppressor.by))
        muster_suppressions_orphan_one (suppressions, held);
    }
}

static void
fold_configured (MusterWorld *self, const MusterEvent *event)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (self),
                                                     muster_event_ulid (event, MUSTER_FACT_ID));
  MusterRulesChange change;

  if (object == NULL)
    return;
  change = muster_rule_book_fold (muster_world_get_rules (self), object);
  if (change != MUSTER_RULES_UNCHANGED || strcmp (object->type, MUSTER_OBJECT_MAINTENANCE) == 0)
    muster_world_apply_disabled (self);
  if (change == MUSTER_RULES_GROUPING_CHANGED)
    open_gates (self);
  if (change != MUSTER_RULES_INHIBITION_CHANGED)
    return;
  muster_alert_index_foreach (muster_world_get_alerts (self), note_if_firing, self);
  find_orphans (self);
}

/**
 * muster_world_fold_suppression:
 * @self: a hub's world
 * @event: any event
 *
 * Folds what is about silences, maintenance windows, rules and suppressed alerts.
 */
void
muster_world_fold_suppression (MusterWorld *self, const MusterEvent *event)
{
  muster_world_fold_disabled (self, event);
  muster_world_fold_maintenance (self, event);
  if (event->kind == MUSTER_EVENT_SILENCE_SET)
    fold_set (self, event);
  else if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED ||
           event->kind == MUSTER_EVENT_RULE_DISABLED)
    fold_configured (self, event);
  else if (event->kind == MUSTER_EVENT_SILENCE_STARTED)
    fold_started (self, event);
  else if (event->kind == MUSTER_EVENT_SILENCE_ENDED)
    fold_ended (self, event);
  else if (event->kind == MUSTER_EVENT_ALERT_SUPPRESSED)
    fold_suppressed (self, event);
  else if (event->kind == MUSTER_EVENT_ALERT_RELEASED)
    muster_suppressions_remove (muster_world_get_suppressions (self),
                                muster_event_ulid (event, MUSTER_FACT_ALERT));
  else if (event->kind == MUSTER_EVENT_ALERT_ATTACHED)
    fold_attached (self, event);
  muster_world_fold_override (self, event); /* by the rules as they are now */
}

/**
 * muster_world_restore_suppression:
 * @self: a hub's world that all parts of a snapshot were put into
 *
 * Makes the rules and the windows, and finds the alerts that are held back by what is over.
 */
void
muster_world_restore_suppression (MusterWorld *self)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self));

  for (guint i = 0; i < objects->len; i++)
    muster_rule_book_fold (muster_world_get_rules (self), g_ptr_array_index (objects, i));
  muster_world_restore_overrides (self);
  muster_world_restore_maintenance (self);
  muster_world_apply_disabled (self);
  muster_alert_index_foreach (muster_world_get_alerts (self), note_if_firing, self);
}
