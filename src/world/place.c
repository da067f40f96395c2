/* place.c - an alert comes into its incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/place.h"

#include "world/about.h"
#include "world/alerts-joined.h"
#include "world/attach.h"
#include "world/flapping.h"
#include "world/hold-back.h"
#include "world/joint.h"
#include "world/storms.h"

/**
 * muster_place_clear:
 * @self: a place
 *
 * Frees what it holds.
 */
void
muster_place_clear (MusterPlace *self)
{
  g_clear_pointer (&self->reason, g_free);
}

/* --- what is told of it --- */

/* The name that is to be told of an alert: none where the incident says it. */
static char *
name_to_tell (const MusterReporting *self, guint incident, const MusterReport *report)
{
  const MusterIncident *known = muster_world_get_incident (self->world, incident);
  g_autofree char *name = muster_label_set_dup_value (&report->labels, "alertname");

  if (known != NULL && (g_strcmp0 (known->alert_name, name) == 0 ||
                        !muster_ulid_is_null (known->storm_key))) /* it is of too many names */
    return NULL;
  return g_steal_pointer (&name);
}

static void
touch (MusterReporting *self,
       MusterGroup *group,
       const MusterReport *report,
       MusterUlid alert,
       const MusterPlace *place)
{
  MusterGroups *groups = muster_world_get_groups (self->world);
  g_autofree char *name = name_to_tell (self, place->incident, report);
  MusterTally *tally = muster_groups_tally (groups, group, name);

  if (tally == NULL)
    {
      muster_joined_tell_group (self->world, self->context, group, self->batch);
      tally = muster_groups_tally (groups, group, name);
    }
  if (tally->pending == 0 && tally->refired == 0 && tally->flapped == 0)
    {
      tally->first = alert;
      tally->key = self->key_id;
    }
  if (tally->reason == NULL)
    tally->reason = g_strdup (place->reason);
  tally->worst = (guint8) muster_severity_worst ((MusterSeverity) tally->worst, self->severity);
  if (place->again && muster_world_is_flapping (self->world, alert))
    tally->flapped++;
  else if (place->again)
    tally->refired++;
  else
    tally->pending++;
}

/* --- routes --- */

/**
 * muster_reporting_find_routes:
 * @self: a body
 * @report: an alert of it
 *
 * Finds the routes that take an alert, and takes the severity that they give it. Drills are
 * nobody's else.
 *
 * Returns: (transfer full) (nullable) (element-type MusterRoute): the routes; %NULL: there are no
 *   rules
 */
GPtrArray *
muster_reporting_find_routes (MusterReporting *self, const MusterReport *report)
{
  const GPtrArray *rules = muster_world_get_rules (self->world)->routes;
  GPtrArray *routes = NULL;
  MusterSeverity severity;

  if (rules->len == 0 || !muster_ulid_is_null (self->drill))
    return NULL;
  routes = muster_routes_find (rules, &report->labels, self->context->now_us, NULL, NULL);
  severity = routes->len > 0 ? muster_route_get_severity (g_ptr_array_index (routes, 0))
                             : MUSTER_SEVERITY_NONE;
  if (severity != MUSTER_SEVERITY_NONE)
    {
      self->severity = severity;
      muster_reporting_raise (self, report);
    }
  return routes;
}

/**
 * muster_place_tell_routes:
 * @self: a body
 * @incident: n of an INC-n that was just opened
 *
 * Tells who hears of it, by the routes of the alert at hand.
 */
void
muster_place_tell_routes (MusterReporting *self, guint incident)
{
  for (guint i = 0; self->routes != NULL && i < self->routes->len; i++)
    {
      const MusterRoute *route = g_ptr_array_index (self->routes, i);
      const MusterRouteTarget *target = muster_route_get_target (route);
      g_autofree char *name = NULL;
      MusterEvent *event;

      if (target->kind == NULL)
        continue;
      name = g_strdup_printf ("%s %s", target->kind, target->name);
      event = muster_reporting_emit (self, MUSTER_EVENT_INCIDENT_ROUTED, incident);
      muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
      muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                             route->name != NULL ? route->name : route->path, -1);
      muster_reporting_commit (self, event);
    }
}

static guint
open_incident (MusterReporting *self,
               const MusterReport *report,
               const MusterAttachment *attachment,
               MusterUlid alert)
{
  guint number = muster_world_last_incident (self->world) + 1;
  MusterEvent *event = muster_reporting_emit (self, MUSTER_EVENT_INCIDENT_OPENED, number);
  g_autofree char *title = muster_report_dup_title (report);
  const MusterArrival arrival = { report, self->key, self->drill, self->context->now_us };
  g_autofree char *quiet =
      muster_hold_back_why (self->world, &arrival, attachment->service, self->severity);
  gsize n = 0;
  const char *summary = muster_label_set_get (&report->annotations, "description", &n);

  /* that it is worse, and why, is told apart: by muster_place_settle() */
  muster_event_set_int (event, MUSTER_FACT_SEVERITY,
                        self->raised != NULL ? self->unraised : self->severity);
  if (attachment->service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, attachment->service->id);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert);
  muster_event_set_token (event, MUSTER_FACT_RULE, "group");
  if (attachment->previous > 0)
    muster_event_set_int (event, MUSTER_FACT_FROM, attachment->previous);
  if (report->starts_us != MUSTER_NO_TIME && report->starts_us < event->at_us)
    muster_event_set_int (event, MUSTER_FACT_START, report->starts_us);
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, self->drill);
  if (quiet != NULL)
    {
      muster_event_set_int (event, MUSTER_FACT_DUE, event->at_us + MUSTER_HOLD_BACK_US);
      muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON, quiet, -1);
    }
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, title, -1);
  if (summary != NULL)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_SUMMARY, summary, (gssize) n);
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_GROUP, &attachment->group);
  muster_reporting_commit (self, event);
  muster_place_tell_routes (self, number);
  return number;
}

static void
reopen (MusterReporting *self, const MusterAttachment *attachment)
{
  MusterEvent *event =
      muster_reporting_emit (self, MUSTER_EVENT_INCIDENT_REOPENED, attachment->incident);

  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                         "an alert of it fires soon after it was resolved", -1);
  muster_reporting_commit (self, event);
}

/**
 * muster_place_raise:
 * @self: a body, with an alert whose severity is known
 * @number: n of the INC-n that it is in
 *
 * A worse alert makes its incident worse, unless a person has said how bad it is.
 */
void
muster_place_raise (MusterReporting *self, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (self->world, number);
  MusterEvent *event;

  if (incident == NULL || !muster_incident_is_open (incident) || incident->severity_by_person ||
      self->severity >= incident->severity)
    return;
  event = muster_reporting_emit (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET, number);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->severity);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                         self->raised != NULL ? self->raised : "a worse alert joined", -1);
  muster_reporting_commit (self, event);
}

/* --- its place --- */

/* One trouble, as this alert shows: what nobody has touched yet becomes part of the other. */
static void
merge_bridged (MusterReporting *self, const MusterAttachment *attachment)
{
  for (guint i = 0; i < attachment->n_bridged; i++)
    {
      guint first = muster_batch_length (self->batch);

      muster_joint_merge (self->world, self->batch,
                          &(MusterJoint){ .actor = { MUSTER_ACTOR_KEY, self->key_id },
                                          .now_us = self->context->now_us,
                                          .one = attachment->bridged[i],
                                          .other = attachment->incident,
                                          .reason = attachment->reason });
      muster_world_apply (self->world, self->batch, first);
    }
  self->summary->last_seq = muster_world_get_seq (self->world);
}

/* A rule that people wrote says what one incident is, and so what it is about: who opened it. Only
 * what the graph adds to it may change that. */
static gboolean
may_set_about (const MusterPlace *place)
{
  return place->reason != NULL || !place->by_rule;
}

static void
set_about (MusterReporting *self, const MusterReport *report, const MusterPlace *place)
{
  g_autofree char *title = muster_report_dup_title (report);
  guint first = muster_batch_length (self->batch);

  muster_about_settle (self->world, self->batch,
                       &(MusterAboutCause){ .actor = { MUSTER_ACTOR_KEY, self->key_id },
                                            .now_us = self->context->now_us,
                                            .incident = place->incident,
                                            .service = place->service,
                                            .title = title });
  muster_world_apply (self->world, self->batch, first);
}

/**
 * muster_place_find:
 * @self: a body
 * @report: an alert of it
 * @id: its id
 * @place: (out): which incident takes it in, and why; to be cleared
 *
 * Finds an incident for an alert; a new one where there is none.
 */
void
muster_place_find (MusterReporting *self,
                   const MusterReport *report,
                   MusterUlid id,
                   MusterPlace *place)
{
  const MusterArrival arrival = { report, self->key, self->drill, self->context->now_us };
  g_auto (MusterAttachment) attachment = { 0 };

  muster_world_attach (self->world, &arrival, &attachment);
  place->incident = attachment.incident;
  if (place->incident == 0)
    place->incident = muster_storm_place (self, id);
  if (place->incident == 0)
    place->incident = open_incident (self, report, &attachment, id);
  place->by_rule = attachment.rule->n_names > 0;
  if (attachment.reopens)
    reopen (self, &attachment);
  if (attachment.service != NULL)
    place->service = attachment.service->id;
  if (attachment.n_bridged > 0)
    merge_bridged (self, &attachment);
  place->n_known =
      muster_correlator_count (muster_world_get_correlator (self->world), place->incident);
  place->reason = g_steal_pointer (&attachment.reason);
}

/**
 * muster_place_settle:
 * @self: a body
 * @report: an alert of it
 * @id: its id
 * @place: where it is now
 *
 * Does what follows from an alert being in its incident: that is told, soon; it may be what the
 * incident is about, or make it worse.
 */
void
muster_place_settle (MusterReporting *self,
                     const MusterReport *report,
                     MusterUlid id,
                     const MusterPlace *place)
{
  const MusterCorrelator *correlator = muster_world_get_correlator (self->world);
  MusterGroup *group =
      muster_groups_of_incident (muster_world_get_groups (self->world), place->incident);
  guint n_known;

  if (group != NULL)
    touch (self, group, report, id, place);
  n_known = muster_correlator_count (correlator, place->incident);
  if (n_known != place->n_known && may_set_about (place) &&
      muster_about_may_change (self->world, &(MusterAboutChange){ place->incident, place->service,
                                                                  place->n_known, n_known }))
    set_about (self, report, place);
  if (!place->again)
    muster_place_raise (self, place->incident);
}
