/* rehearsal.c - what the alerts of the journal would have become by other rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both worlds are played by the code that decides live. An incident of them is resolved when all of
 * its alerts are over, as nobody is there to do it; nothing is silenced.
 */
#include "hub/rehearsal.h"

#include "hub/configure.h"
#include "hub/replay-world.h"
#include "world/snapshot.h"

#include <string.h>

#define LARGEST 5 /* incidents that are told of */

typedef struct
{
  MusterReplayWorld replay;
  GHashTable *alerts; /* MusterUlid * (owned), of the journal → the same of this world; firing */
} Stage;

struct _MusterRehearsal
{
  Stage now, then;
  guint alerts;
  MusterReports *reports;
};

/* --- one world --- */

static gboolean
stage_set (Stage *self, const char *configuration, gsize n, GError **error)
{
  muster_replay_world_init (&self->replay);
  self->alerts =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, g_free);
  return muster_world_load (self->replay.world, configuration, n, error);
}

static void
stage_clear (Stage *self)
{
  muster_replay_world_clear (&self->replay);
  g_clear_pointer (&self->alerts, g_hash_table_unref);
}

/* With nothing left of it nobody would keep it open. */
static void
resolve_empty (Stage *self, guint number)
{
  const MusterIncident *incident = muster_world_get_root (self->replay.world, number);
  g_autoptr (MusterBatch) batch = NULL;
  MusterEvent *event;

  if (incident == NULL || !muster_incident_is_open (incident) ||
      incident->firing + incident->suppressed > 0)
    return;
  batch = muster_batch_new ();
  event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_STAGE_SET);
  event->at_us = self->replay.context.now_us;
  event->incident = incident->number;
  muster_event_set_int (event, MUSTER_FACT_STAGE, MUSTER_STAGE_RESOLVED);
  muster_world_apply (self->replay.world, batch, 0);
}

static void
fire (Stage *self, const MusterReports *reports, const MusterEvent *event)
{
  const MusterReport *report = &g_array_index (reports->reports, MusterReport, 0);
  MusterUlid key = muster_event_ulid (event, MUSTER_FACT_KEY);
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  const MusterAlert *alert;

  muster_replay_world_report (&self->replay, reports, key);
  alert = muster_alert_index_find (muster_world_get_alerts (self->replay.world),
                                   &(MusterAlertIdentity){ key, report->dedup, &report->labels });
  if (alert != NULL)
    g_hash_table_replace (self->alerts, g_memdup2 (&id, sizeof id),
                          g_memdup2 (&alert->id, sizeof alert->id));
}

/* The journal names the alert; its sender had named its labels. */
static void
end (Stage *self, MusterReports *reports, const MusterEvent *event)
{
  MusterAlertIndex *alerts = muster_world_get_alerts (self->replay.world);
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_ALERT);
  const MusterUlid *own = g_hash_table_lookup (self->alerts, &id);
  const MusterAlert *alert = own != NULL ? muster_alert_index_get (alerts, *own) : NULL;
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  MusterReport *report;
  guint incident;

  if (alert == NULL)
    return;
  incident = alert->incident;
  muster_alert_get_labels (alerts, alert, &labels);
  muster_reports_reset (reports);
  report = muster_reports_add (reports);
  report->status = MUSTER_REPORT_RESOLVED;
  report->labels = labels;
  report->dedup = muster_alert_get_dedup (alert);
  report->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  muster_replay_world_report (&self->replay, reports, muster_alert_index_key (alerts, alert));
  g_hash_table_remove (self->alerts, &id);
  resolve_empty (self, incident);
}

/* --- both --- */

/**
 * muster_rehearsal_new:
 * @configuration: of a hub, with the ids of its keys and services
 * @n: its bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): two worlds that have seen no alert yet
 */
MusterRehearsal *
muster_rehearsal_new (const char *configuration, gsize n, GError **error)
{
  g_autoptr (MusterRehearsal) self = g_new0 (MusterRehearsal, 1);

  self->reports = muster_reports_new ();
  if (!stage_set (&self->now, configuration, n, error) ||
      !stage_set (&self->then, configuration, n, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * muster_rehearsal_free:
 * @self: a rehearsal
 *
 * Frees it.
 */
void
muster_rehearsal_free (MusterRehearsal *self)
{
  stage_clear (&self->now);
  stage_clear (&self->then);
  muster_reports_free (self->reports);
  g_free (self);
}

/**
 * muster_rehearsal_change:
 * @self: a rehearsal
 * @object: as for config.put, as are @name and @body
 * @name: its name
 * @body: JSON
 * @error: %MUSTER_MODEL_ERROR
 *
 * Puts an object into the world that is compared with what is in force.
 *
 * Returns: whether it may be so
 */
gboolean
muster_rehearsal_change (MusterRehearsal *self,
                         const char *object,
                         const char *name,
                         const char *body,
                         GError **error)
{
  return muster_world_put_object (self->then.replay.world, &self->then.replay.context,
                                  &(MusterConfigured){ object, name, body }, error);
}

static MusterText
name_of (const MusterWorld *world, MusterUlid service)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (world), service);

  return object != NULL ? (MusterText){ object->name, strlen (object->name) }
                        : (MusterText){ NULL, 0 };
}

static void
make_report (MusterRehearsal *self, const MusterEvent *event)
{
  const MusterLabelSet *labels = muster_event_labels (event, MUSTER_FIELD_LABELS);
  MusterReport *report;

  muster_reports_reset (self->reports);
  report = muster_reports_add (self->reports);
  report->status = MUSTER_REPORT_FIRING;
  if (labels != NULL)
    report->labels = *labels;
  report->dedup = muster_event_text (event, MUSTER_FIELD_DEDUP);
  report->title = muster_event_text (event, MUSTER_FIELD_TITLE);
  report->service =
      name_of (self->now.replay.world, muster_event_ulid (event, MUSTER_FACT_SERVICE));
  report->severity = (MusterSeverity) muster_event_int (
      event,
      muster_event_has (event, MUSTER_FACT_UNRAISED) ? MUSTER_FACT_UNRAISED : MUSTER_FACT_SEVERITY);
  report->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  report->ends_us = MUSTER_NO_TIME;
}

/* What a hub says itself follows from the rest, and drills are nobody's else. */
static gboolean
is_played (const MusterRehearsal *self, const MusterEvent *event)
{
  const MusterObject *key =
      muster_directory_get (muster_world_get_directory (self->now.replay.world),
                            muster_event_ulid (event, MUSTER_FACT_KEY));

  return key != NULL && muster_ulid_is_null (key->drill);
}

/**
 * muster_rehearsal_play:
 * @self: a rehearsal
 * @event: the next event of the journal
 *
 * Tells both worlds of an alert that fires or is over, at its own time.
 */
void
muster_rehearsal_play (MusterRehearsal *self, const MusterEvent *event)
{
  Stage *stages[] = { &self->now, &self->then };
  gboolean fires = event->kind == MUSTER_EVENT_ALERT_FIRED && is_played (self, event);

  if (!fires && event->kind != MUSTER_EVENT_ALERT_RESOLVED)
    return;
  self->alerts += fires;
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      muster_replay_world_advance (&stages[i]->replay, event->at_us);
      if (fires)
        {
          make_report (self, event);
          fire (stages[i], self->reports, event);
        }
      else
        end (stages[i], self->reports, event);
    }
}

/* --- what came of it --- */

static guint
count_alerts (const MusterIncident *incident)
{
  return incident->firing + incident->suppressed + incident->resolved;
}

static int
compare_incidents (gconstpointer a, gconstpointer b)
{
  const MusterIncident *x = *(const MusterIncident *const *) a;
  const MusterIncident *y = *(const MusterIncident *const *) b;
  guint x_n = count_alerts (x), y_n = count_alerts (y);

  if (x_n != y_n)
    return x_n > y_n ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

static GPtrArray *
list_incidents (const Stage *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 1; i <= muster_world_last_incident (self->replay.world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (self->replay.world, i);

      if (incident != NULL && incident->merged_into == 0)
        g_ptr_array_add (list, (gpointer) incident);
    }
  g_ptr_array_sort (list, compare_incidents);
  return list;
}

static void
write_stage (const Stage *self, const char *name, MusterJsonWriter *writer)
{
  g_autoptr (GPtrArray) incidents = list_incidents (self);

  muster_json_name (writer, name);
  muster_json_begin_object (writer);
  muster_json_member_int (writer, "incidents", incidents->len);
  muster_json_member_int (
      writer, "held",
      muster_suppressions_count (muster_world_get_suppressions (self->replay.world)));
  muster_json_name (writer, "largest");
  muster_json_begin_array (writer);
  for (guint i = 0; i < MIN (incidents->len, LARGEST); i++)
    {
      const MusterIncident *incident = g_ptr_array_index (incidents, i);

      muster_json_begin_object (writer);
      muster_json_member_string (writer, "title", incident->title);
      muster_json_member_int (writer, "alerts", count_alerts (incident));
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

/**
 * muster_rehearsal_write:
 * @self: a rehearsal
 * @writer: within an object
 *
 * Writes how many alerts were played, and for the rules in force ("now") and the others ("then")
 * how many incidents came of them, how many alerts are held back at the end, and the largest
 * incidents.
 */
void
muster_rehearsal_write (const MusterRehearsal *self, MusterJsonWriter *writer)
{
  muster_json_member_int (writer, "alerts", self->alerts);
  write_stage (&self->now, "now", writer);
  write_stage (&self->then, "then", writer);
}
