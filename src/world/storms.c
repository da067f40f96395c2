/* storms.c - more new alerts than may each open an incident: one takes them in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is discarded: what is folded is an alert of an incident as any other. Folding comes last:
 * an alert that belongs to an open incident by its labels or by what depends on what is there, also
 * in a storm.
 */
#include "world/storms.h"

#include "world/attach.h"
#include "world/joint.h"
#include "world/members.h"
#include "world/place.h"

#include <string.h>

/* The worst open incidents of their own also in a storm, but no more than a tenth of what makes
 * one: who calls everything critical has not said what is. */
#define CRITICAL_PART 10

#define TAKEN_IN_MAX 1000 /* incidents that it began with: each is two events */

/* --- deciding --- */

static MusterKeyWatch *
find_key (const MusterReporting *self)
{
  return muster_ulid_is_null (self->key_id)
             ? NULL
             : muster_intake_watch_get (muster_world_get_intake (self->world), self->key_id);
}

static gboolean
may_open_its_own (const MusterReporting *self, const MusterKeyWatch *key)
{
  return self->severity == MUSTER_SEVERITY_CRITICAL &&
         key->storm.n_critical < key->settings.flood / CRITICAL_PART;
}

static guint
open_incident (MusterReporting *self, const MusterKeyWatch *key, MusterUlid alert)
{
  const MusterObject *service =
      self->key != NULL
          ? muster_directory_get (muster_world_get_directory (self->world), self->key->service)
          : NULL;
  guint number = muster_world_last_incident (self->world) + 1;
  MusterEvent *event = muster_reporting_emit (self, MUSTER_EVENT_INCIDENT_OPENED, number);
  g_autofree char *title = NULL;
  char id[MUSTER_ULID_TEXT_BYTES + 1];
  MusterLabel group[] = { { "-storm", id, strlen ("-storm"), MUSTER_ULID_TEXT_BYTES } };

  title = g_strdup_printf ("Alert storm: over %u new alerts in %u minutes by the key of %s",
                           key->settings.flood, (guint) MUSTER_FLOOD_WINDOW,
                           service != NULL ? service->name : "no service");
  muster_ulid_format (alert, id); /* a group that no alert is of by its labels */
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->severity);
  if (service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert);
  muster_event_set_token (event, MUSTER_FACT_RULE, "storm");
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, self->drill);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, title, -1);
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_GROUP,
                           &(MusterLabelSet){ group, G_N_ELEMENTS (group) });
  muster_reporting_commit (self, event);
  muster_place_tell_routes (self, number);
  return number;
}

/* Has the graph put together in it what fails in several services? */
static gboolean
is_connected (const MusterWorld *world, guint incident)
{
  const GPtrArray *symptoms = muster_correlator_get (muster_world_get_correlator (world), incident);
  const MusterSymptom *first;

  if (symptoms == NULL || symptoms->len == 0)
    return FALSE;
  first = g_ptr_array_index (symptoms, 0);
  for (guint i = 1; i < symptoms->len; i++)
    {
      const MusterSymptom *other = g_ptr_array_index (symptoms, i);

      if (!muster_ulid_equal (first->service, other->service))
        return TRUE;
    }
  return FALSE;
}

/* The alerts that made the storm opened incidents before it was one. Those that nobody has touched,
 * that are not critical and that connect nothing are part of it. */
static gboolean
is_part (const MusterReporting *self, const MusterIncident *incident)
{
  const MusterEntry *opened =
      incident->entries->len > 0 ? g_ptr_array_index (incident->entries, 0) : NULL;

  return opened != NULL && opened->kind == MUSTER_EVENT_INCIDENT_OPENED &&
         opened->actor.type == MUSTER_ACTOR_KEY &&
         muster_ulid_equal (opened->actor.id, self->key_id) && muster_incident_is_open (incident) &&
         !muster_incident_is_touched (incident) && incident->severity != MUSTER_SEVERITY_CRITICAL &&
         muster_ulid_is_null (incident->storm_key) &&
         muster_ulid_equal (incident->drill, self->drill) &&
         !is_connected (self->world, incident->number);
}

static void
take_in (MusterReporting *self, guint storm)
{
  gint64 since_us = self->context->now_us - MUSTER_FLOOD_WINDOW * G_TIME_SPAN_MINUTE;
  guint first = muster_batch_length (self->batch), n = 0;

  for (guint number = storm; --number > 0 && n < TAKEN_IN_MAX;)
    {
      const MusterIncident *one = muster_world_get_incident (self->world, number);

      if (one == NULL || one->opened_us < since_us)
        break;
      if (!is_part (self, one))
        continue;
      n++;
      muster_joint_merge (self->world, self->batch,
                          &(MusterJoint){ .actor = { MUSTER_ACTOR_KEY, self->key_id },
                                          .now_us = self->context->now_us,
                                          .one = number,
                                          .other = storm,
                                          .reason = "the storm began with it" });
      muster_world_apply (self->world, self->batch, first);
      first = muster_batch_length (self->batch);
    }
  self->summary->last_seq = muster_world_get_seq (self->world);
}

static guint
begin (MusterReporting *self, const MusterKeyWatch *key, MusterUlid alert)
{
  guint number = open_incident (self, key, alert);

  take_in (self, number);
  return number;
}

/**
 * muster_storm_place:
 * @self: a body
 * @alert: an alert of it that no open incident takes in
 *
 * Decides whether it may open an incident of its own. A key that has brought more new alerts in
 * five minutes than it may is in a storm, until that is over. O(1); where a storm begins, O(what
 * was opened in those minutes), which becomes part of it.
 *
 * Returns: n of the INC-n that it is folded into; 0: it may
 */
guint
muster_storm_place (MusterReporting *self, MusterUlid alert)
{
  const MusterKeyWatch *key = find_key (self);
  const MusterIncident *incident;

  if (key == NULL || key->settings.flood == 0)
    return 0;
  if (key->storm.incident == 0 &&
      muster_flood_in_window (&key->flood, self->context->now_us) < key->settings.flood)
    return 0;
  if (key->storm.incident != 0 && may_open_its_own (self, key))
    return 0;
  incident = muster_world_get_root (self->world, key->storm.incident);
  return incident != NULL && muster_incident_is_open (incident) ? incident->number
                                                                : begin (self, key, alert);
}

/**
 * muster_world_is_storm:
 * @world: a hub's world
 * @incident: n of INC-n
 *
 * Returns: whether it was opened by a storm
 */
gboolean
muster_world_is_storm (const MusterWorld *world, guint incident)
{
  const MusterIncident *one = muster_world_get_incident (world, incident);

  return one != NULL && !muster_ulid_is_null (one->storm_key);
}

/**
 * muster_world_end_storm:
 * @world: a hub's world
 * @context: time and chance
 * @key: whose storm is over
 * @batch: where the event goes; it has its seq and is folded
 *
 * Says so, and what it came to.
 */
void
muster_world_end_storm (MusterWorld *world,
                        const MusterDecideContext *context,
                        const MusterKeyWatch *key,
                        MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_STORM_ENDED);

  event->at_us = context->now_us;
  event->incident = key->storm.incident;
  muster_event_set_int (event, MUSTER_FACT_ALERTS, (gint64) key->storm.folded);
  muster_event_set_int (event, MUSTER_FACT_DURATION,
                        key->storm.high_until_us - key->storm.start_us);
  muster_world_apply (world, batch, first);
}

/* --- fold --- */

/**
 * muster_world_count_new:
 * @self: a hub's world
 * @key: by which it came
 * @event: by which a new alert comes into an incident
 * @labels: (nullable): the alert's
 *
 * Counts it against what makes a storm, and what it is folded into.
 */
void
muster_world_count_new (MusterWorld *self,
                        MusterKeyWatch *key,
                        const MusterEvent *event,
                        const MusterLabelSet *labels)
{
  const MusterIncident *incident;

  muster_flood_count (&key->flood, event->at_us);
  if (key->storm.incident == 0)
    return;
  muster_storm_count (&key->storm, &key->flood, event->at_us);
  incident = muster_world_get_root (self, key->storm.incident);
  if (incident != NULL && incident->number == event->incident)
    muster_storm_fold (&key->storm, labels);
}

/* A storm that begins, or one of the worst beside it. */
static void
fold_opened (MusterWorld *self, const MusterEvent *event)
{
  MusterIntakeWatch *intake = muster_world_get_intake (self);
  MusterKeyWatch *key = event->actor.type == MUSTER_ACTOR_KEY
                            ? muster_intake_watch_get (intake, event->actor.id)
                            : NULL;

  if (key == NULL)
    return;
  if (muster_world_is_storm (self, event->incident))
    {
      muster_storm_begin (&key->storm, event->incident, event->at_us);
      muster_intake_watch_renew (intake);
    }
  else if (key->storm.incident != 0 &&
           muster_event_int (event, MUSTER_FACT_SEVERITY) == MUSTER_SEVERITY_CRITICAL)
    key->storm.n_critical++;
}

typedef struct
{
  const MusterAlertIndex *alerts;
  MusterStorm *storm;
} Folding;

static void
fold_alert (MusterAlert *alert, gpointer user_data)
{
  Folding *self = user_data;
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  muster_alert_get_labels (self->alerts, alert, &labels);
  muster_storm_fold (self->storm, &labels);
}

/* What it began with, or a person put into it, is folded into it as well. */
static void
fold_merged (MusterWorld *self, const MusterEvent *event)
{
  const MusterIncident *incident = muster_world_get_incident (self, event->incident);
  MusterKeyWatch *key = incident != NULL ? muster_intake_watch_get (muster_world_get_intake (self),
                                                                    incident->storm_key)
                                         : NULL;

  if (key != NULL && key->storm.incident == event->incident &&
      muster_event_has (event, MUSTER_FACT_FROM))
    muster_world_foreach_alert (self, (guint) muster_event_int (event, MUSTER_FACT_FROM),
                                fold_alert,
                                &(Folding){ muster_world_get_alerts (self), &key->storm });
}

/**
 * muster_world_fold_storm:
 * @self: a hub's world, whose incidents know of @event
 * @event: incident.opened, incident.merged or incident.storm-ended
 *
 * Folds what it tells of a storm.
 */
void
muster_world_fold_storm (MusterWorld *self, const MusterEvent *event)
{
  const MusterIncident *incident = muster_world_get_incident (self, event->incident);
  MusterKeyWatch *key;

  if (event->kind == MUSTER_EVENT_INCIDENT_OPENED)
    {
      fold_opened (self, event);
      return;
    }
  if (event->kind == MUSTER_EVENT_INCIDENT_MERGED)
    {
      fold_merged (self, event);
      return;
    }
  key = incident != NULL
            ? muster_intake_watch_get (muster_world_get_intake (self), incident->storm_key)
            : NULL;
  if (key == NULL || key->storm.incident != event->incident)
    return;
  muster_storm_end (&key->storm);
  muster_intake_watch_renew (muster_world_get_intake (self));
}
