/* alert-fold.c - what events make of the alerts that a hub knows, and of their groups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/alert-fold.h"

#include "world/flapping.h"
#include "world/gate.h"
#include "world/members.h"
#include "world/suppression-fold.h"

/* It fires again; maybe as another alert. */
static void
note_return (MusterWorld *self, const MusterEvent *event, const MusterAlert *older)
{
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ALERT);

  if (older == NULL || older->status != MUSTER_ALERT_RESOLVED)
    return;
  if (!muster_ulid_equal (older->id, id))
    muster_flaps_rename (muster_world_get_flaps (self), older->id, id);
  muster_flaps_note (muster_world_get_flaps (self), id, older->ends_us, event->at_us);
}

static void
fold_fired (MusterWorld *self, const MusterEvent *event)
{
  const MusterLabelSet none = { NULL, 0 };
  const MusterLabelSet *labels = muster_event_labels (event, MUSTER_FIELD_LABELS);
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (self), id);

  if (alert == NULL)
    {
      MusterAlertIdentity identity = { muster_event_ulid (event, MUSTER_FACT_KEY),
                                       muster_event_text (event, MUSTER_FIELD_DEDUP),
                                       labels != NULL ? labels : &none };
      MusterAlert *older;

      alert = muster_alert_index_add (muster_world_get_alerts (self), &identity, id, &older);
      note_return (self, event, older);
      if (event->incident > 0)
        muster_alert_index_attach (muster_world_get_alerts (self), alert, event->incident);
    }
  else
    {
      note_return (self, event, alert);
      alert->count++;
    }
  muster_alert_index_set_service (muster_world_get_alerts (self), alert,
                                  muster_event_ulid (event, MUSTER_FACT_SERVICE));
  alert->seq = event->seq;
  alert->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  alert->last_seen_us = event->at_us;
  alert->severity = (guint8) muster_event_int (event, MUSTER_FACT_SEVERITY);
  alert->unraised = (guint8) (muster_event_has (event, MUSTER_FACT_UNRAISED)
                                  ? muster_event_int (event, MUSTER_FACT_UNRAISED)
                                  : alert->severity);
  alert->timed = muster_event_int (event, MUSTER_FACT_TIMED) != 0;
  muster_alert_index_set_firing (muster_world_get_alerts (self), alert,
                                 muster_event_int (event, MUSTER_FACT_ENDS));
  muster_world_note_firing (self, alert, TRUE);
  muster_world_fold_sighting (self, event, alert);
}

/* How long it lasted, where its sender says so. */
static void
learn (MusterWorld *self, const MusterEvent *event, const MusterAlert *alert)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  g_autofree char *name = NULL;

  if (g_strcmp0 (muster_event_token (event, MUSTER_FACT_BY), "time") == 0)
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  name = muster_label_set_dup_value (&labels, "alertname");
  if (name != NULL)
    muster_durations_add (muster_world_get_durations (self),
                          muster_alert_index_service (alerts, alert), name,
                          alert->ends_us - alert->starts_us);
}

static void
fold_resolved (MusterWorld *self, const MusterEvent *event)
{
  MusterAlert *alert = muster_alert_index_get (muster_world_get_alerts (self),
                                               muster_event_ulid (event, MUSTER_FACT_ALERT));
  gint64 ends_us = muster_event_int (event, MUSTER_FACT_ENDS);

  if (alert != NULL)
    {
      muster_alert_index_set_resolved (muster_world_get_alerts (self), alert,
                                       ends_us != MUSTER_NO_TIME ? ends_us : event->at_us);
      learn (self, event, alert);
      muster_flaps_note (muster_world_get_flaps (self), alert->id, MUSTER_NO_TIME, event->at_us);
      muster_suppressions_remove (muster_world_get_suppressions (self), alert->id);
      muster_world_note_firing (self, alert, FALSE);
    }
}

/* A declared incident has a group that no alert is of by its labels: for what is merged into it. */
static void
put_own_group (MusterWorld *self, guint number)
{
  MusterLabel label = { "-incident", (const char *) &number, 9, sizeof number };

  muster_groups_put (muster_world_get_groups (self), &(MusterLabelSet){ &label, 1 },
                     (MusterUlid){ 0, 0 }, number);
}

static void
fold_opened (MusterWorld *self, const MusterEvent *event)
{
  const MusterLabelSet none = { NULL, 0 };
  const MusterLabelSet *group = muster_event_labels (event, MUSTER_FIELD_GROUP);

  muster_groups_put (muster_world_get_groups (self), group != NULL ? group : &none,
                     muster_event_ulid (event, MUSTER_FACT_DRILL), event->incident);
  muster_gate_open (self, group != NULL ? group : &none);
}

/* Reads what an incident keeps its group as, "[name, value, …]". @out has room for
 * MUSTER_GROUP_LABELS_MAX. */
static void
read_group (const MusterIncident *incident, MusterJsonReader *reader, MusterLabelSet *out)
{
  MusterText name, value;

  out->n = 0;
  if (incident->group == NULL)
    return;
  muster_json_reader_begin (reader, incident->group, strlen (incident->group), NULL);
  muster_json_reader_enter_array (reader);
  while (out->n < MUSTER_GROUP_LABELS_MAX && muster_json_reader_next_item (reader) &&
         muster_json_reader_string (reader, &name) && muster_json_reader_next_item (reader) &&
         muster_json_reader_string (reader, &value))
    out->items[out->n++] =
        (MusterLabel){ name.bytes, value.bytes, (guint16) name.n, (guint16) value.n };
}

static void
fold_reopened (MusterWorld *self, const MusterEvent *event)
{
  const MusterIncident *incident = muster_world_get_incident (self, event->incident);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterLabel items[MUSTER_GROUP_LABELS_MAX];
  MusterLabelSet group = { items, 0 };

  if (incident == NULL || incident->declared)
    return;
  read_group (incident, reader, &group);
  muster_gate_open (self, &group);
}

/* Protocol §2: nothing resolves by time that was only not heard of because the hub was down. */
static void
fold_started (MusterWorld *self, const MusterEvent *event)
{
  gint64 timeout_us = muster_event_int (event, MUSTER_FACT_RESOLVE_TIMEOUT);

  muster_alert_index_grant_grace (muster_world_get_alerts (self),
                                  event->at_us + MAX (timeout_us, 0));
  muster_heartbeats_grant_grace (muster_world_get_heartbeats (self), event->at_us);
}

/* Nor by a clock that was set forward: what is alive will be heard of again. */
static void
fold_stepped (MusterWorld *self, const MusterEvent *event)
{
  muster_alert_index_grant_grace (muster_world_get_alerts (self),
                                  event->at_us + MUSTER_RESOLVE_TIMEOUT_US);
  muster_heartbeats_grant_grace (muster_world_get_heartbeats (self), event->at_us);
}

/**
 * muster_world_fold_alert:
 * @self: a hub's world
 * @event: any event
 *
 * Folds what is about alerts, the groups that take them in, and the time that they are given.
 */
void
muster_world_fold_alert (MusterWorld *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_ALERT_FIRED)
    fold_fired (self, event);
  else if (event->kind == MUSTER_EVENT_ALERT_RESOLVED)
    fold_resolved (self, event);
  else if (event->kind == MUSTER_EVENT_ALERT_FLAPPING || event->kind == MUSTER_EVENT_ALERT_CALMED)
    muster_world_fold_flapping (self, event);
  else if (event->kind == MUSTER_EVENT_INCIDENT_OPENED)
    fold_opened (self, event);
  else if (event->kind == MUSTER_EVENT_INCIDENT_REOPENED)
    fold_reopened (self, event);
  else if (event->kind == MUSTER_EVENT_INCIDENT_DECLARED)
    put_own_group (self, event->incident);
  else if (event->kind == MUSTER_EVENT_HUB_STARTED)
    fold_started (self, event);
  else if (event->kind == MUSTER_EVENT_CLOCK_STEPPED)
    fold_stepped (self, event);
}

/**
 * muster_world_restore_group:
 * @self: a hub's world
 * @incident: an incident of a snapshot
 * @reader: for that
 *
 * Makes the group whose alerts the incident takes in.
 */
void
muster_world_restore_group (MusterWorld *self,
                            const MusterIncident *incident,
                            MusterJsonReader *reader)
{
  MusterLabel items[MUSTER_GROUP_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  if (incident->declared)
    {
      put_own_group (self, incident->number);
      return;
    }
  read_group (incident, reader, &labels);
  muster_groups_put (muster_world_get_groups (self), &labels, incident->drill, incident->number);
}
