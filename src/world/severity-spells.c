/* severity-spells.c - overrides of severities begin to hold and end, and raise what is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each is told once, with its instants, and so is each incident that it makes worse: whoever folds
 * the journal needs neither a calendar nor a metric for what is past. Nothing is made less bad when
 * one ends: how bad it was is how people have seen it.
 */
#include "world/severity-spells.h"

#include "world/members.h"
#include "world/severity-overrides.h"
#include "world/suppress.h"

#include <string.h>

/* --- fold --- */

static void
renew (MusterWorld *self, gint64 at_us)
{
  MusterRuleBook *rules = muster_world_get_rules (self);

  muster_override_spells_renew (rules->spells, rules->overrides, at_us);
}

static void
fold_started (MusterWorld *self, const MusterEvent *event)
{
  MusterOverrideSpell *spell = g_new0 (MusterOverrideSpell, 1);

  spell->id = muster_event_ulid (event, MUSTER_FACT_ID);
  spell->seq = event->seq;
  spell->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  spell->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  if (muster_event_has_field (event, MUSTER_FIELD_REASON))
    spell->why = muster_event_dup_text (event, MUSTER_FIELD_REASON);
  muster_override_spells_begin (muster_world_get_rules (self)->spells, spell);
  renew (self, event->at_us);
}

static gboolean
is_of_override (const MusterWorld *self, const MusterEvent *event)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (self),
                                                     muster_event_ulid (event, MUSTER_FACT_ID));

  return object != NULL && strcmp (object->type, MUSTER_OBJECT_SEVERITY_OVERRIDE) == 0;
}

/**
 * muster_world_fold_override:
 * @self: a hub's world, whose rules know of @event
 * @event: any event
 *
 * Folds what is about overrides of severities.
 */
void
muster_world_fold_override (MusterWorld *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED)
    fold_started (self, event);
  else if (event->kind == MUSTER_EVENT_SEVERITY_OVERRIDE_ENDED)
    {
      muster_override_spells_end (muster_world_get_rules (self)->spells,
                                  muster_event_ulid (event, MUSTER_FACT_ID));
      renew (self, event->at_us);
    }
  else if ((event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED ||
            event->kind == MUSTER_EVENT_RULE_DISABLED) &&
           is_of_override (self, event))
    renew (self, event->at_us);
}

/**
 * muster_world_restore_overrides:
 * @self: a hub's world that all parts of a snapshot were put into
 *
 * Has the overrides know which of them hold.
 */
void
muster_world_restore_overrides (MusterWorld *self)
{
  renew (self, muster_world_get_time (self));
}

/**
 * muster_world_find_override:
 * @world: a hub's world
 * @id: of an override
 *
 * Returns: (nullable) (transfer none): it, as it is configured
 */
MusterSeverityOverride *
muster_world_find_override (const MusterWorld *world, MusterUlid id)
{
  const GPtrArray *overrides = muster_world_get_rules (world)->overrides;

  for (guint i = 0; i < overrides->len; i++)
    {
      MusterSeverityOverride *override = g_ptr_array_index (overrides, i);

      if (muster_ulid_equal (override->id, id))
        return override;
    }
  return NULL;
}

/* --- what is open --- */

typedef struct
{
  const MusterWorld *world;
  MusterSeverityOverride *override;
  gint64 now_us;
  MusterSeverity worst;
} Raising;

static void
consider (MusterAlert *alert, gpointer user_data)
{
  Raising *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterSeverity raised;

  if (alert->status != MUSTER_ALERT_FIRING || self->worst == MUSTER_SEVERITY_CRITICAL ||
      muster_world_is_suppressed (self->world, alert))
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  raised = muster_severity_override_apply (
      self->override, (MusterSeverity) alert->unraised, &labels,
      muster_world_name_service (self->world, muster_alert_index_service (alerts, alert)),
      self->now_us);
  self->worst = muster_severity_worst (self->worst, raised);
}

static gboolean
may_be_raised (const MusterIncident *incident)
{
  return incident != NULL && incident->merged_into == 0 && muster_incident_is_open (incident) &&
         !incident->severity_by_person && muster_ulid_is_null (incident->drill) &&
         incident->severity != MUSTER_SEVERITY_CRITICAL;
}

static void
raise_one (Raising *self, const MusterIncident *incident, MusterBatch *batch)
{
  g_autofree char *reason = NULL;
  MusterEvent *event;

  self->worst = incident->severity;
  muster_world_foreach_alert (self->world, incident->number, consider, self);
  if (self->worst >= incident->severity)
    return;
  reason = muster_severity_override_explain (self->override, incident->severity, self->worst);
  event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_SEVERITY_SET);
  event->at_us = self->now_us;
  event->incident = incident->number;
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->worst);
  muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, reason, -1);
}

/* By the alerts that fire, as if they came now; what people have said of an incident stays. */
static void
raise_open (MusterWorld *world,
            const MusterDecideContext *context,
            MusterSeverityOverride *override,
            MusterBatch *batch)
{
  Raising self = { world, override, context->now_us, MUSTER_SEVERITY_NONE };
  guint first = muster_batch_length (batch);

  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      if (may_be_raised (incident))
        raise_one (&self, incident, batch);
    }
  muster_world_apply (world, batch, first);
}

/* --- beginning and ending --- */

/**
 * muster_world_begin_override:
 * @world: a hub's world
 * @context: time and chance
 * @spell: which override, since when, until when and why; copied
 * @batch: where the events go; they have their seqs and are folded
 *
 * Tells that it holds. O(alerts of the incidents that are open).
 */
void
muster_world_begin_override (MusterWorld *world,
                             const MusterDecideContext *context,
                             const MusterOverrideSpell *spell,
                             MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_SEVERITY_OVERRIDE_STARTED);
  MusterSeverityOverride *override;

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, spell->id);
  muster_event_set_int (event, MUSTER_FACT_STARTS, spell->starts_us);
  if (spell->ends_us != MUSTER_NO_TIME)
    muster_event_set_int (event, MUSTER_FACT_ENDS, spell->ends_us);
  if (spell->why != NULL)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, spell->why, -1);
  muster_world_apply (world, batch, first);
  override = muster_world_find_override (world, spell->id);
  if (override != NULL)
    raise_open (world, context, override, batch);
}

/**
 * muster_world_end_override:
 * @world: a hub's world
 * @context: time and chance
 * @id: of an override that holds
 * @by: why it does so no longer; static
 * @batch: where the event goes; it has its seq and is folded
 *
 * Tells that it holds no longer.
 */
void
muster_world_end_override (MusterWorld *world,
                           const MusterDecideContext *context,
                           MusterUlid id,
                           const char *by,
                           MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_SEVERITY_OVERRIDE_ENDED);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, id);
  muster_event_set_token (event, MUSTER_FACT_BY, by);
  muster_world_apply (world, batch, first);
}

/**
 * muster_world_run_overrides:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * One that was changed while it held ends, and begins again if it is still its time: what is open
 * is looked at by what it says now.
 *
 * Returns: whether one was due
 */
gboolean
muster_world_run_overrides (MusterWorld *world,
                            const MusterDecideContext *context,
                            MusterBatch *batch)
{
  static const char *const why[] = { [MUSTER_OVERRIDE_ENDS] = "time",
                                     [MUSTER_OVERRIDE_CHANGED] = "changed",
                                     [MUSTER_OVERRIDE_REMOVED] = "removed" };
  const MusterRuleBook *rules = muster_world_get_rules (world);
  MusterOverrideSpell spell;
  MusterOverrideDue due =
      muster_override_spells_find_due (rules->spells, rules->overrides, context->now_us, &spell);

  if (due == MUSTER_OVERRIDE_KEEPS)
    return FALSE;
  if (due == MUSTER_OVERRIDE_BEGINS)
    muster_world_begin_override (world, context, &spell, batch);
  else
    muster_world_end_override (world, context, spell.id, why[due], batch);
  return TRUE;
}
