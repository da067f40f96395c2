/* alerts-report.c - what monitors say becomes alerts and incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/alerts-report.h"

#include "base/safe-text.h"
#include "world/about.h"
#include "world/alerts-joined.h"
#include "world/attach.h"
#include "world/changes.h"
#include "world/joint.h"
#include "world/pings.h"
#include "world/suppress.h"

#include <string.h>

#define TITLE_BYTES_MAX        512
#define DEAD_LETTERS_LOOKED_AT 10

/* One body being decided. */
typedef struct
{
  MusterWorld *world;
  const MusterDecideContext *context;
  MusterBatch *batch;
  MusterReportSummary *summary;
  const MusterObject *key; /* NULL: not in the directory any more */
  MusterSeverity severity; /* of the report at hand */
  const GPtrArray *routes; /* of MusterRoute, that take it; NULL: there are no rules */
  MusterUlid key_id;
  MusterUlid drill;
} Reporting;

/* An alert and its incident. */
typedef struct
{
  guint incident;
  MusterUlid service; /* of the alert, or null */
  guint n_known;      /* what failed in the incident before */
  char *reason;       /* owned, nullable */
  gboolean again;
} Joining;

static void
joining_clear (Joining *self)
{
  g_clear_pointer (&self->reason, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Joining, joining_clear)

static MusterEvent *
emit (Reporting *self, MusterEventKind kind, guint incident)
{
  MusterEvent *event = muster_batch_add (self->batch, kind);

  event->at_us = self->context->now_us;
  if (!muster_ulid_is_null (self->key_id)) /* else the hub's own */
    event->actor = (MusterActor){ MUSTER_ACTOR_KEY, self->key_id };
  event->incident = incident;
  return event;
}

static void
commit (Reporting *self, MusterEvent *event)
{
  event->seq = muster_world_get_seq (self->world) + 1;
  self->summary->last_seq = event->seq;
  muster_world_evolve (self->world, event);
}

/* --- what a report says --- */

/**
 * muster_world_severity_of:
 * @world: a hub's world
 * @report: what a monitor says
 *
 * A rule of ours has the last word, and alone may say SEV-1 (protocol §1).
 *
 * Returns: how bad the alert is, before routes
 */
MusterSeverity
muster_world_severity_of (const MusterWorld *world, const MusterReport *report)
{
  MusterSeverity by_rule =
      muster_severity_map_find (muster_world_get_rules (world)->severities, &report->labels);
  gsize n;
  const char *word;

  if (by_rule != MUSTER_SEVERITY_NONE)
    return by_rule;
  if (report->severity != MUSTER_SEVERITY_NONE)
    return report->severity;
  word = muster_label_set_get (&report->labels, "severity", &n);
  if (word == NULL)
    word = muster_label_set_get (&report->labels, "priority", &n);
  return word != NULL ? muster_severity_from_alert (word, (gssize) n) : MUSTER_SEVERITY_INFO;
}

/* "summary", else "alertname on service" */
static char *
title_of (const MusterReport *report)
{
  g_autofree char *name = muster_label_set_dup_value (&report->labels, "alertname");
  g_autofree char *service = muster_label_set_dup_value (&report->labels, "service");
  char *cut;

  if (report->title.n > 0)
    {
      cut = muster_cut_text (report->title.bytes, report->title.n, TITLE_BYTES_MAX);
      return cut != NULL ? cut : muster_text_dup (report->title);
    }
  if (name == NULL)
    return g_strdup (service != NULL ? service : "Alert without a name");
  return service != NULL ? g_strdup_printf ("%s on %s", name, service) : g_steal_pointer (&name);
}

static gint64
ends_of (const Reporting *self, const MusterReport *report)
{
  if (report->ends_us != MUSTER_NO_TIME || !report->timed)
    return report->ends_us;
  return self->context->now_us + MUSTER_RESOLVE_TIMEOUT_US;
}

/* --- groups --- */

/* The name that is to be told of an alert: none where the incident says it. */
static char *
name_to_tell (const Reporting *self, guint incident, const MusterReport *report)
{
  const MusterIncident *known = muster_world_get_incident (self->world, incident);
  g_autofree char *name = muster_label_set_dup_value (&report->labels, "alertname");

  if (known != NULL && g_strcmp0 (known->alert_name, name) == 0)
    return NULL;
  return g_steal_pointer (&name);
}

static void
touch (Reporting *self,
       MusterGroup *group,
       const MusterReport *report,
       MusterUlid alert,
       const Joining *joining)
{
  MusterGroups *groups = muster_world_get_groups (self->world);
  g_autofree char *name = name_to_tell (self, joining->incident, report);
  MusterTally *tally = muster_groups_tally (groups, group, name);

  if (tally == NULL)
    {
      muster_joined_tell_group (self->world, self->context, group, self->batch);
      tally = muster_groups_tally (groups, group, name);
    }
  if (tally->pending == 0 && tally->refired == 0)
    {
      tally->first = alert;
      tally->key = self->key_id;
    }
  if (tally->reason == NULL)
    tally->reason = g_strdup (joining->reason);
  tally->worst = (guint8) muster_severity_worst ((MusterSeverity) tally->worst, self->severity);
  if (joining->again)
    tally->refired++;
  else
    tally->pending++;
}

/* --- routes --- */

/* Those that take the report, and the severity that they give it; drills are nobody's else. */
static GPtrArray *
find_routes (Reporting *self, const MusterReport *report)
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
    self->severity = severity;
  return routes;
}

static void
tell_routes (Reporting *self, guint incident)
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
      event = emit (self, MUSTER_EVENT_INCIDENT_ROUTED, incident);
      muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
      muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                             route->name != NULL ? route->name : route->path, -1);
      commit (self, event);
    }
}

static guint
open_incident (Reporting *self,
               const MusterReport *report,
               const MusterAttachment *attachment,
               MusterUlid alert)
{
  guint number = muster_world_last_incident (self->world) + 1;
  MusterEvent *event = emit (self, MUSTER_EVENT_INCIDENT_OPENED, number);
  g_autofree char *title = title_of (report);
  gsize n = 0;
  const char *summary = muster_label_set_get (&report->annotations, "description", &n);

  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->severity);
  if (attachment->service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, attachment->service->id);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert);
  muster_event_set_token (event, MUSTER_FACT_RULE, "group");
  if (report->starts_us != MUSTER_NO_TIME && report->starts_us < event->at_us)
    muster_event_set_int (event, MUSTER_FACT_START, report->starts_us);
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, self->drill);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, title, -1);
  if (summary != NULL)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_SUMMARY, summary, (gssize) n);
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_GROUP, &attachment->group);
  commit (self, event);
  tell_routes (self, number);
  return number;
}

/* A worse alert makes its incident worse, unless a person has said how bad it is. */
static void
raise_severity (Reporting *self, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (self->world, number);
  MusterEvent *event;

  if (incident == NULL || incident->severity_by_person || self->severity >= incident->severity)
    return;
  event = emit (self, MUSTER_EVENT_INCIDENT_SEVERITY_SET, number);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->severity);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON, "a worse alert joined", -1);
  commit (self, event);
}

/* --- one report --- */

static void
add_marks (Reporting *self, MusterEvent *event, guint marks)
{
  static const char *const words[] = { "time suspect", "cut", "renamed labels", "overflow" };
  char text[64] = "";
  gsize n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((marks & (1u << i)) != 0)
      {
        if (n > 0)
          n = g_strlcat (text, ", ", sizeof text);
        n = g_strlcat (text, words[i], sizeof text);
      }
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_MARKS, text, (gssize) n);
}

static void
fire (Reporting *self, const MusterReport *report, MusterUlid id, guint incident)
{
  const MusterObject *service = muster_world_service_of (self->world, report, self->key);
  MusterEvent *event = emit (self, MUSTER_EVENT_ALERT_FIRED, incident);

  muster_event_set_ulid (event, MUSTER_FACT_ALERT, id);
  muster_event_set_ulid (event, MUSTER_FACT_KEY, self->key_id);
  if (service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->severity);
  muster_event_set_int (event, MUSTER_FACT_STARTS,
                        report->starts_us != MUSTER_NO_TIME ? report->starts_us : event->at_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, ends_of (self, report));
  if (report->timed)
    muster_event_set_int (event, MUSTER_FACT_TIMED, TRUE);
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_LABELS, &report->labels);
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_ANNOTATIONS, &report->annotations);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_DEDUP, report->dedup.bytes,
                         (gssize) report->dedup.n);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, report->title.bytes,
                         (gssize) report->title.n);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_URL, report->url.bytes,
                         (gssize) report->url.n);
  if (report->marks != 0)
    add_marks (self, event, report->marks);
  commit (self, event);
  self->summary->n_new++;
}

static MusterHold
find_hold (const Reporting *self, MusterUlid id, const MusterReport *report)
{
  return muster_world_find_hold (self->world, id, &report->labels, self->key_id,
                                 self->context->now_us);
}

static void
suppress (Reporting *self,
          const MusterReport *report,
          const MusterAlert *alert,
          const MusterHold *hold)
{
  MusterEvent *event =
      muster_world_emit_suppressed (self->world, self->batch, alert, hold, self->context->now_us);

  event->actor = (MusterActor){ MUSTER_ACTOR_KEY, self->key_id };
  if (report != NULL)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, report->title.bytes,
                           (gssize) report->title.n);
  commit (self, event);
}

static void
hold_target (Reporting *self, const MusterAlert *alert)
{
  MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterHold hold;

  muster_alert_get_labels (alerts, alert, &labels);
  hold = muster_world_find_hold (self->world, alert->id, &labels,
                                 muster_alert_index_key (alerts, alert), self->context->now_us);
  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    suppress (self, NULL, alert, &hold);
}

/* An alert that stands for others fires: those that are heard already no longer are. */
static void
hold_targets (Reporting *self, const MusterReport *report, MusterUlid source)
{
  const MusterInhibition *inhibition = muster_world_get_rules (self->world)->inhibition;
  MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  g_autoptr (GArray) targets = NULL;

  if (muster_inhibition_is_empty (inhibition))
    return;
  targets = muster_inhibition_list_targets (inhibition, source, &report->labels);
  for (guint i = 0; i < targets->len; i++)
    {
      const MusterAlert *alert =
          muster_alert_index_get (alerts, g_array_index (targets, MusterUlid, i));
      MusterGroup *group;

      if (alert == NULL || muster_world_is_suppressed (self->world, alert))
        continue;
      group = muster_groups_of_incident (muster_world_get_groups (self->world),
                                         muster_world_number_of (self->world, alert));
      if (group != NULL) /* it is counted before it is held back */
        muster_joined_tell_group (self->world, self->context, group, self->batch);
      hold_target (self, alert);
    }
}

/* Of no incident until somebody may hear of it. */
static void
fire_suppressed (Reporting *self, const MusterReport *report, MusterUlid id, const MusterHold *hold)
{
  fire (self, report, id, 0);
  suppress (self, report, muster_alert_index_get (muster_world_get_alerts (self->world), id), hold);
}

/* One trouble, as this alert shows: what nobody has touched yet becomes part of the other. */
static void
merge_bridged (Reporting *self, const MusterAttachment *attachment)
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
may_set_about (const Reporting *self, const Joining *joining)
{
  return joining->reason != NULL ||
         muster_directory_grouping (muster_world_get_directory (self->world))->n == 0;
}

static void
set_about (Reporting *self, const MusterReport *report, const Joining *joining)
{
  g_autofree char *title = title_of (report);
  guint first = muster_batch_length (self->batch);

  muster_about_settle (self->world, self->batch,
                       &(MusterAboutCause){ .actor = { MUSTER_ACTOR_KEY, self->key_id },
                                            .now_us = self->context->now_us,
                                            .incident = joining->incident,
                                            .service = joining->service,
                                            .title = title });
  muster_world_apply (self->world, self->batch, first);
}

/* The incident that takes an alert in; a new one where there is none. */
static void
find_place (Reporting *self, const MusterReport *report, MusterUlid id, Joining *joining)
{
  const MusterArrival arrival = { report, self->key, self->drill, self->context->now_us };
  g_auto (MusterAttachment) attachment = { 0 };

  muster_world_attach (self->world, &arrival, &attachment);
  joining->incident = attachment.incident != 0 ? attachment.incident
                                               : open_incident (self, report, &attachment, id);
  if (attachment.service != NULL)
    joining->service = attachment.service->id;
  if (attachment.n_bridged > 0)
    merge_bridged (self, &attachment);
  joining->n_known =
      muster_correlator_count (muster_world_get_correlator (self->world), joining->incident);
  joining->reason = g_steal_pointer (&attachment.reason);
}

/* It is in its incident: that is told, and it may be what the incident is about. */
static void
settle (Reporting *self, const MusterReport *report, MusterUlid id, const Joining *joining)
{
  const MusterCorrelator *correlator = muster_world_get_correlator (self->world);
  MusterGroup *group =
      muster_groups_of_incident (muster_world_get_groups (self->world), joining->incident);
  guint n_known;

  if (group != NULL)
    touch (self, group, report, id, joining);
  n_known = muster_correlator_count (correlator, joining->incident);
  if (n_known != joining->n_known && may_set_about (self, joining) &&
      muster_about_may_change (
          self->world,
          &(MusterAboutChange){ joining->incident, joining->service, joining->n_known, n_known }))
    set_about (self, report, joining);
  if (!joining->again)
    raise_severity (self, joining->incident);
}

static void
fire_new (Reporting *self, const MusterReport *report)
{
  MusterUlid id = muster_ulid_source_next (self->context->ids, self->context->now_us);
  MusterHold hold = find_hold (self, id, report);
  g_autoptr (GPtrArray) routes = NULL;
  g_auto (Joining) joining = { 0 };

  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    {
      fire_suppressed (self, report, id, &hold);
      hold_targets (self, report, id);
      return;
    }
  self->routes = routes = find_routes (self, report);
  find_place (self, report, id, &joining);
  fire (self, report, id, joining.incident);
  settle (self, report, id, &joining);
  hold_targets (self, report, id);
}

/* The same alert in an incident that is still open: it comes back under its old id. */
static void
fire_again (Reporting *self, const MusterReport *report, const MusterAlert *alert)
{
  MusterHold hold = find_hold (self, alert->id, report);
  guint number = muster_world_number_of (self->world, alert);
  MusterGroup *group = muster_groups_of_incident (muster_world_get_groups (self->world), number);
  const Joining joining = {
    .incident = number,
    .service = muster_alert_index_service (muster_world_get_alerts (self->world), alert),
    .n_known = muster_correlator_count (muster_world_get_correlator (self->world), number),
    .again = TRUE,
  };

  fire (self, report, alert->id, number);
  settle (self, report, alert->id, &joining);
  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    {
      if (group != NULL) /* it is counted before it is held back */
        muster_joined_tell_group (self->world, self->context, group, self->batch);
      suppress (self, report, alert, &hold);
    }
  hold_targets (self, report, alert->id);
}

/* Known and firing: no event. The end moves, so that time does not resolve it. */
static void
repeat (Reporting *self, const MusterReport *report, MusterAlert *alert)
{
  MusterAlertIndex *alerts = muster_world_get_alerts (self->world);

  alert->count++;
  alert->last_seen_us = self->context->now_us;
  if (report->timed)
    muster_alert_index_set_ends (alerts, alert, ends_of (self, report));
  self->summary->n_repeated++;
  self->summary->last_seq = MAX (self->summary->last_seq, alert->seq);
}

/* It is so already, by an event that may not be on disk yet. */
static void
rest_on_world (Reporting *self)
{
  self->summary->last_seq = muster_world_get_seq (self->world);
}

static void
resolve (Reporting *self, const MusterReport *report, const MusterAlert *alert)
{
  MusterGroup *group;
  MusterEvent *event;
  guint number;

  if (alert->status != MUSTER_ALERT_FIRING)
    {
      rest_on_world (self);
      return;
    }
  /* the incident counts those that joined: none may leave before it is told of */
  number = muster_world_number_of (self->world, alert);
  group = muster_groups_of_incident (muster_world_get_groups (self->world), number);
  if (group != NULL)
    muster_joined_tell_group (self->world, self->context, group, self->batch);
  event = muster_world_emit_released (self->world, alert, self->batch);
  if (event != NULL)
    {
      event->at_us = self->context->now_us;
      event->actor = (MusterActor){ MUSTER_ACTOR_KEY, self->key_id };
      commit (self, event);
    }
  event = emit (self, MUSTER_EVENT_ALERT_RESOLVED, number);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "sender");
  muster_event_set_int (event, MUSTER_FACT_ENDS,
                        report->ends_us != MUSTER_NO_TIME ? report->ends_us : event->at_us);
  commit (self, event);
  self->summary->n_resolved++;
}

static void
acknowledge (Reporting *self, const MusterAlert *alert)
{
  const MusterIncident *incident = muster_world_get_root (self->world, alert->incident);

  if (incident == NULL || incident->acknowledged || !muster_incident_is_open (incident))
    {
      rest_on_world (self);
      return;
    }
  commit (self, emit (self, MUSTER_EVENT_INCIDENT_ACKNOWLEDGED, incident->number));
}

/* An alert that goes on firing after its incident was resolved is believed to be the old trouble
 * for as long as a monitor may take to notice; then it is a new incident, not silence. */
static gboolean
is_swallowed (const Reporting *self, const MusterIncident *incident)
{
  return self->context->now_us - incident->resolved_us < MUSTER_RESOLVE_TIMEOUT_US;
}

static MusterLabel
make_label (const char *name, const char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

static void decide_report (Reporting *self, const MusterReport *report);

static gboolean
is_over_budget (const Reporting *self, const MusterReport *report)
{
  guint max = self->context->series_max != 0 ? self->context->series_max : MUSTER_SERIES_MAX;

  return (report->marks & MUSTER_MARK_OVERFLOW) == 0 &&
         muster_alert_index_firing_of (muster_world_get_alerts (self->world), self->key_id) >= max;
}

/* A key with too many live series: what is new stands in one visible alert of the key, which still
 * pages (protocol §6). */
static void
fold_into_overflow (Reporting *self, const MusterReport *report)
{
  static const char title[] = "more live series than one key may have; new ones are folded here";
  MusterLabel items[] = { make_label ("alertname", "SeriesOverBudget") };
  MusterReport overflow = { .status = MUSTER_REPORT_FIRING,
                            .marks = MUSTER_MARK_OVERFLOW,
                            .labels = { items, G_N_ELEMENTS (items) },
                            .title = { title, sizeof title - 1 },
                            .severity = self->severity,
                            .starts_us = MUSTER_NO_TIME,
                            .ends_us = MUSTER_NO_TIME };

  decide_report (self, &overflow);
}

static void
report_firing (Reporting *self, const MusterReport *report, MusterAlert *alert)
{
  const MusterIncident *incident =
      alert != NULL ? muster_world_get_root (self->world, alert->incident) : NULL;
  gboolean is_open = incident != NULL && muster_incident_is_open (incident);

  if (alert != NULL && alert->status == MUSTER_ALERT_FIRING &&
      (is_open || (incident != NULL && is_swallowed (self, incident)) ||
       muster_world_is_suppressed (self->world, alert)))
    {
      repeat (self, report, alert);
      return;
    }
  self->severity = muster_world_severity_of (self->world, report);
  if (alert == NULL && is_over_budget (self, report))
    fold_into_overflow (self, report);
  else if (is_open)
    fire_again (self, report, alert);
  else
    fire_new (self, report);
}

static void
decide_report (Reporting *self, const MusterReport *report)
{
  MusterAlertIdentity identity = { self->key_id, report->dedup, &report->labels };
  MusterAlert *alert = muster_alert_index_find (muster_world_get_alerts (self->world), &identity);

  if (report->status == MUSTER_REPORT_FIRING)
    report_firing (self, report, alert);
  else if (alert == NULL)
    return; /* nothing of that name fires: nothing to end (wire-formats 2.3) */
  else if (report->status == MUSTER_REPORT_RESOLVED)
    resolve (self, report, alert);
  else
    acknowledge (self, alert);
}

static void
begin (Reporting *self, MusterUlid key)
{
  self->key_id = key;
  self->key = muster_directory_get (muster_world_get_directory (self->world), key);
  if (self->key != NULL)
    self->drill = self->key->drill;
  memset (self->summary, 0, sizeof *self->summary);
}

/**
 * muster_world_report:
 * @world: a hub's world
 * @context: time and chance
 * @reports: a decoded body
 * @key: the id of the integration key it came by
 * @batch: where the events go; they have their seqs and are folded
 * @summary: (out): what became of it
 *
 * Decides what a monitor reports: new, repeated, resolved; grouped into an open incident or opening
 * one. Expected O(labels) an alert, whatever the number of alerts.
 */
void
muster_world_report (MusterWorld *world,
                     const MusterDecideContext *context,
                     const MusterReports *reports,
                     MusterUlid key,
                     MusterBatch *batch,
                     MusterReportSummary *summary)
{
  Reporting self = { world, context, batch, summary };

  begin (&self, key);
  for (guint i = 0; i < reports->reports->len; i++)
    decide_report (&self, &g_array_index (reports->reports, MusterReport, i));
  muster_world_record_changes (world, context, reports, key, batch, summary);
  muster_world_hear_pings (world, context, reports, key, batch, summary);
}

static void
attach (Reporting *self, const MusterReport *report, MusterUlid alert)
{
  g_autoptr (GPtrArray) routes = find_routes (self, report);
  g_auto (Joining) joining = { 0 };
  MusterEvent *event;

  self->routes = routes;

  find_place (self, report, alert, &joining);
  event = emit (self, MUSTER_EVENT_ALERT_ATTACHED, joining.incident);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert);
  commit (self, event);
  settle (self, report, alert, &joining);
}

/**
 * muster_world_release:
 * @world: a hub's world
 * @context: time and chance
 * @held: of an alert that what held it back does so no longer; gone afterwards
 * @batch: where the events go; they have their seqs and are folded
 *
 * Looks anew at an alert that fires: something else holds it back, or it is heard, and has an
 * incident from now on.
 */
void
muster_world_release (MusterWorld *world,
                      const MusterDecideContext *context,
                      const MusterSuppression *held,
                      MusterBatch *batch)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (world);
  const MusterAlert *alert = muster_alert_index_get (alerts, held->alert);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  g_autofree char *title = g_strdup (held->title != NULL ? held->title : "");
  MusterReport report = { .labels = { items, 0 },
                          .title = { title, strlen (title) },
                          .severity = (MusterSeverity) alert->severity,
                          .starts_us = alert->starts_us,
                          .ends_us = alert->ends_us };
  MusterReportSummary summary;
  Reporting self = { world, context, batch, &summary };
  MusterHold hold;
  MusterEvent *event;

  begin (&self, muster_alert_index_key (alerts, alert));
  self.severity = report.severity;
  muster_alert_get_labels (alerts, alert, &report.labels);
  hold = find_hold (&self, alert->id, &report);
  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    {
      suppress (&self, &report, alert, &hold);
      return;
    }
  event = emit (&self, MUSTER_EVENT_ALERT_RELEASED, muster_world_number_of (world, alert));
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "over");
  commit (&self, event);
  if (alert->incident == 0)
    attach (&self, &report, alert->id);
}

/* The same complaint about the same key within a minute is in the list already: a sender that is
 * set up wrong does not fill the disk. */
static gboolean
is_kept_already (const MusterWorld *world, gint64 now_us, const MusterRefusedBody *refused)
{
  const GList *link = muster_world_get_dead_letters (world)->tail;

  for (guint i = 0; link != NULL && i < DEAD_LETTERS_LOOKED_AT; i++, link = link->prev)
    {
      const MusterDeadLetter *letter = link->data;

      if (letter->at_us > now_us - G_TIME_SPAN_MINUTE &&
          muster_ulid_equal (letter->key, refused->key) &&
          strcmp (letter->source, refused->source) == 0 &&
          strcmp (letter->reason, refused->reason) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
keep_dead_letter (Reporting *self, const MusterRefusedBody *refused)
{
  MusterEvent *event = emit (self, MUSTER_EVENT_INTAKE_REFUSED, 0);

  muster_event_set_ulid (event, MUSTER_FACT_ID,
                         muster_ulid_source_next (self->context->ids, self->context->now_us));
  muster_event_set_ulid (event, MUSTER_FACT_KEY, refused->key);
  muster_event_set_int (event, MUSTER_FACT_BYTES, refused->n_bytes);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_SOURCE, refused->source, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON, refused->reason, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, refused->text,
                         (gssize) refused->text_n);
  commit (self, event);
}

/**
 * muster_world_refuse_body:
 * @world: a hub's world
 * @context: time and chance
 * @refused: what came, and why it was not taken
 * @batch: where the events go; they have their seqs and are folded
 *
 * Keeps a refused body as a dead letter and raises an alert about it: a refusal is never silent.
 */
void
muster_world_refuse_body (MusterWorld *world,
                          const MusterDecideContext *context,
                          const MusterRefusedBody *refused,
                          MusterBatch *batch)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autofree char *title = NULL;
  MusterReportSummary summary;
  Reporting self = { world, context, batch, &summary };
  MusterLabel labels[] = { make_label ("alertname", "IntakeRefused"),
                           make_label ("source", refused->source) };
  MusterReport *report;

  begin (&self, refused->key);
  if (!is_kept_already (world, context->now_us, refused))
    keep_dead_letter (&self, refused);
  title = refused->too_large
              ? g_strdup_printf ("intake refused %" G_GINT64_FORMAT " bytes", refused->n_bytes)
              : g_strdup_printf ("intake could not read what %s sent", refused->source);
  report = muster_reports_add (reports);
  report->labels = (MusterLabelSet){ labels, G_N_ELEMENTS (labels) };
  report->severity = refused->too_large ? MUSTER_SEVERITY_MINOR : MUSTER_SEVERITY_LOW;
  report->title = (MusterText){ title, strlen (title) };
  muster_world_report (world, context, reports, refused->key, batch, &summary);
}
