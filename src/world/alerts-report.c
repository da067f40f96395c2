/* alerts-report.c - what monitors say becomes alerts and incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/alerts-report.h"

#include "world/alerts-joined.h"
#include "world/attach.h"
#include "world/changes.h"
#include "world/flapping.h"
#include "world/gate.h"
#include "world/intake-keys.h"
#include "world/pings.h"
#include "world/place.h"
#include "world/suppress.h"

#include <string.h>

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

static gint64
ends_of (const MusterReporting *self, const MusterReport *report)
{
  if (report->ends_us != MUSTER_NO_TIME || !report->timed)
    return report->ends_us;
  return self->context->now_us + MUSTER_RESOLVE_TIMEOUT_US;
}

/* --- one report --- */

static void
add_marks (MusterReporting *self, MusterEvent *event, guint marks)
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
fire (MusterReporting *self, const MusterReport *report, MusterUlid id, guint incident)
{
  const MusterObject *service = muster_world_service_of (self->world, report, self->key);
  MusterEvent *event = muster_reporting_emit (self, MUSTER_EVENT_ALERT_FIRED, incident);

  muster_event_set_ulid (event, MUSTER_FACT_ALERT, id);
  muster_event_set_ulid (event, MUSTER_FACT_KEY, self->key_id);
  if (service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, self->severity);
  if (self->raised != NULL)
    muster_event_set_int (event, MUSTER_FACT_UNRAISED, self->unraised);
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
  muster_reporting_commit (self, event);
  self->summary->n_new++;
}

static MusterHold
find_hold (const MusterReporting *self, MusterUlid id, const MusterReport *report)
{
  const MusterObject *service =
      muster_maintenance_is_open (muster_world_get_maintenance (self->world))
          ? muster_world_service_of (self->world, report, self->key)
          : NULL;
  const MusterHeard heard = { id, &report->labels, self->key_id,
                              service != NULL ? service->id : (MusterUlid){ 0, 0 } };

  return muster_world_find_hold (self->world, &heard, self->context->now_us);
}

static void
suppress (MusterReporting *self,
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
  muster_reporting_commit (self, event);
}

static MusterHold
hold_of (const MusterReporting *self, const MusterAlert *alert, const MusterLabelSet *labels)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  const MusterHeard heard = { alert->id, labels, muster_alert_index_key (alerts, alert),
                              muster_alert_index_service (alerts, alert) };

  return muster_world_find_hold (self->world, &heard, self->context->now_us);
}

static void
hold_target (MusterReporting *self, const MusterAlert *alert)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterHold hold;

  muster_alert_get_labels (muster_world_get_alerts (self->world), alert, &labels);
  hold = hold_of (self, alert, &labels);
  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    suppress (self, NULL, alert, &hold);
}

/* An alert that stands for others fires: those that are heard already no longer are. */
static void
hold_targets (MusterReporting *self, const MusterReport *report, MusterUlid source)
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
fire_suppressed (MusterReporting *self,
                 const MusterReport *report,
                 MusterUlid id,
                 const MusterHold *hold)
{
  fire (self, report, id, 0);
  suppress (self, report, muster_alert_index_get (muster_world_get_alerts (self->world), id), hold);
}

static void
fire_new (MusterReporting *self, const MusterReport *report)
{
  MusterUlid id = muster_ulid_source_next (self->context->ids, self->context->now_us);
  g_auto (MusterHold) hold = find_hold (self, id, report);
  g_autoptr (GPtrArray) routes = NULL;
  g_auto (MusterPlace) place = { 0 };

  if (hold.suppressor.by == MUSTER_SUPPRESSED_BY_NONE)
    {
      self->routes = routes = muster_reporting_find_routes (self, report);
      hold = muster_gate_find (self, report, id);
    }
  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    {
      fire_suppressed (self, report, id, &hold);
      hold_targets (self, report, id);
      return;
    }
  muster_place_find (self, report, id, &place);
  fire (self, report, id, place.incident);
  muster_place_settle (self, report, id, &place);
  muster_flapping_watch (self, report, id);
  hold_targets (self, report, id);
}

/* The same alert in an incident that is still open: it comes back under its old id. */
static void
fire_again (MusterReporting *self, const MusterReport *report, const MusterAlert *alert)
{
  MusterHold hold = find_hold (self, alert->id, report);
  guint number = muster_world_number_of (self->world, alert);
  MusterGroup *group = muster_groups_of_incident (muster_world_get_groups (self->world), number);
  const MusterPlace place = {
    .incident = number,
    .service = muster_alert_index_service (muster_world_get_alerts (self->world), alert),
    .n_known = muster_correlator_count (muster_world_get_correlator (self->world), number),
    .again = TRUE,
  };

  fire (self, report, alert->id, number);
  muster_place_settle (self, report, alert->id, &place);
  muster_flapping_watch (self, report, alert->id);
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
repeat (MusterReporting *self, const MusterReport *report, MusterAlert *alert)
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
rest_on_world (MusterReporting *self)
{
  self->summary->last_seq = muster_world_get_seq (self->world);
}

static void
resolve (MusterReporting *self, const MusterReport *report, const MusterAlert *alert)
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
      muster_reporting_commit (self, event);
    }
  event = muster_reporting_emit (self, MUSTER_EVENT_ALERT_RESOLVED, number);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY,
                          muster_world_is_flapping (self->world, alert->id) ? "flapping"
                                                                            : "sender");
  muster_event_set_int (event, MUSTER_FACT_ENDS,
                        report->ends_us != MUSTER_NO_TIME ? report->ends_us : event->at_us);
  muster_reporting_commit (self, event);
  event = muster_world_emit_acknowledged_ended (self->world, alert->id, self->batch);
  if (event != NULL)
    {
      event->at_us = self->context->now_us;
      muster_reporting_commit (self, event);
    }
  muster_flapping_watch (self, report, alert->id);
  self->summary->n_resolved++;
}

static void
acknowledge (MusterReporting *self, const MusterAlert *alert)
{
  const MusterIncident *incident = muster_world_get_root (self->world, alert->incident);

  if (incident == NULL || incident->acknowledged || !muster_incident_is_open (incident))
    {
      rest_on_world (self);
      return;
    }
  muster_reporting_commit (
      self, muster_reporting_emit (self, MUSTER_EVENT_INCIDENT_ACKNOWLEDGED, incident->number));
}

/* An alert that goes on firing after its incident was resolved is believed to be the old trouble
 * for as long as a monitor may take to notice; then it is a new incident, not silence. */
static gboolean
is_swallowed (const MusterReporting *self, const MusterIncident *incident)
{
  return self->context->now_us - incident->resolved_us < MUSTER_RESOLVE_TIMEOUT_US;
}

static void decide_report (MusterReporting *self, const MusterReport *report);

static gboolean
is_over_budget (const MusterReporting *self, const MusterReport *report)
{
  guint max = self->context->series_max != 0 ? self->context->series_max : MUSTER_SERIES_MAX;

  return (report->marks & MUSTER_MARK_OVERFLOW) == 0 &&
         muster_alert_index_firing_of (muster_world_get_alerts (self->world), self->key_id) >= max;
}

/* A key with too many live series: what is new stands in one visible alert of the key, which still
 * pages (protocol §6). */
static void
fold_into_overflow (MusterReporting *self, const MusterReport *report)
{
  static const char title[] = "more live series than one key may have; new ones are folded here";
  MusterLabel items[] = { muster_make_label ("alertname", "SeriesOverBudget") };
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
report_firing (MusterReporting *self, const MusterReport *report, MusterAlert *alert)
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
  muster_reporting_raise (self, report);
  if (alert == NULL && is_over_budget (self, report))
    fold_into_overflow (self, report);
  else if (is_open)
    fire_again (self, report, alert);
  else
    fire_new (self, report);
}

/* Webhooks come late and out of order. Of two times that an alert fired the later one is meant: an
 * end before it began ends nothing, and a beginning long before it, when that is over, begins
 * nothing. Long, as senders that stand in for one another differ in when something began. What is
 * reported again and again says how it is now, whenever it began; and the same beginning as before
 * is believed, since a sender that lost sight of it says so, too: rather a page too many. */
static gboolean
is_outdated (const MusterReport *report, const MusterAlert *alert)
{
  gboolean fires = alert->status == MUSTER_ALERT_FIRING;

  if (report->timed || report->starts_us == MUSTER_NO_TIME)
    return FALSE;
  if (report->status == MUSTER_REPORT_FIRING)
    return !fires && report->starts_us < alert->starts_us - MUSTER_RESOLVE_TIMEOUT_US;
  return report->status == MUSTER_REPORT_RESOLVED && fires && report->ends_us != MUSTER_NO_TIME &&
         report->ends_us <= alert->starts_us && report->starts_us < alert->starts_us;
}

static void
decide_report (MusterReporting *self, const MusterReport *report)
{
  MusterAlertIdentity identity = { self->key_id, report->dedup, &report->labels };
  MusterAlert *alert = muster_alert_index_find (muster_world_get_alerts (self->world), &identity);

  if (alert != NULL && is_outdated (report, alert))
    rest_on_world (self);
  else if (report->status == MUSTER_REPORT_FIRING)
    report_firing (self, report, alert);
  else if (alert == NULL)
    return; /* nothing of that name fires: nothing to end (wire-formats 2.3) */
  else if (report->status == MUSTER_REPORT_RESOLVED)
    resolve (self, report, alert);
  else
    acknowledge (self, alert);
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
  MusterReporting self = { world, context, batch, summary };

  muster_reporting_begin (&self, key);
  muster_world_hear_key (world, context, reports, key, batch);
  for (guint i = 0; i < reports->reports->len; i++)
    decide_report (&self, &g_array_index (reports->reports, MusterReport, i));
  muster_world_record_changes (world, context, reports, key, batch, summary);
  muster_world_hear_pings (world, context, reports, key, batch, summary);
}

static void
attach (MusterReporting *self, const MusterReport *report, MusterUlid alert)
{
  g_autoptr (GPtrArray) routes = muster_reporting_find_routes (self, report);
  g_auto (MusterPlace) place = { 0 };
  MusterEvent *event;

  self->routes = routes;

  muster_place_find (self, report, alert, &place);
  event = muster_reporting_emit (self, MUSTER_EVENT_ALERT_ATTACHED, place.incident);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert);
  muster_reporting_commit (self, event);
  muster_place_settle (self, report, alert, &place);
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
                          .severity = (MusterSeverity) alert->unraised,
                          .starts_us = alert->starts_us,
                          .ends_us = alert->ends_us };
  MusterReportSummary summary;
  MusterReporting self = { world, context, batch, &summary };
  g_auto (MusterHold) hold = { 0 };
  MusterEvent *event;

  muster_reporting_begin (&self, muster_alert_index_key (alerts, alert));
  self.severity = report.severity;
  muster_alert_get_labels (alerts, alert, &report.labels);
  muster_reporting_raise (&self, &report);
  hold = hold_of (&self, alert, &report.labels);
  if (hold.suppressor.by == MUSTER_SUPPRESSED_BY_NONE && alert->incident == 0)
    hold = muster_gate_find (&self, &report, alert->id);
  if (hold.suppressor.by != MUSTER_SUPPRESSED_BY_NONE)
    {
      suppress (&self, &report, alert, &hold);
      return;
    }
  event = muster_reporting_emit (&self, MUSTER_EVENT_ALERT_RELEASED,
                                 muster_world_number_of (world, alert));
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "over");
  muster_reporting_commit (&self, event);
  if (alert->incident == 0)
    attach (&self, &report, alert->id);
  else if (self.raised != NULL)
    muster_place_raise (&self, muster_world_number_of (world, alert));
}
