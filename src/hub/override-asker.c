/* override-asker.c - the metrics that overrides of severities depend on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each is asked at its interval, on the main thread. What is found goes to the committer only where
 * it changes what the world knows, or an alert that the metric cannot be read.
 */
#include "hub/override-asker.h"

#include "base/crypto.h"
#include "connectors/prometheus.h"
#include "hub/secrets.h"
#include "world/metric-overrides.h"
#include "world/severity-overrides.h"
#include "world/severity-spells.h"

#include <string.h>

#define TIMEOUT_MS 10000
/* Not all at once when the hub starts. */
#define STAGGER_US (G_USEC_PER_SEC / 10)
#define STAGGER_N  100

struct _MusterOverrideAsker
{
  MusterOverrideAskerSettings settings;
  MusterOutbound outbound;
  GPtrArray *list; /* of Asked */
};

typedef struct
{
  MusterOverrideAsker *asker;
  MusterSeverityOverride *override; /* as it is configured; its spell is the world's business */
  MusterMetricWatch watch;
  MusterMetricVerdict told; /* what the committer was given last; KEEPS: nothing since the start */
  MusterAlarm *alarm;
  GCancellable *cancellable;
  char *error;     /* why the last question had no answer; NULL: it had one, or was not asked */
  gint64 heard_us; /* of the last answer, UTC; MUSTER_NO_TIME: there was none */
  double value;    /* it */
} Asked;

/* --- what was found --- */

typedef struct
{
  MusterWork work; /* first */
  MusterMetricFinding finding;
  char *words;
} FindingWork;

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  FindingWork *self = (FindingWork *) work;

  muster_world_hear_metric (muster_committer_get_world (committer),
                            muster_committer_get_context (committer), &self->finding,
                            muster_committer_get_batch (committer));
  work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

static void
work_free (MusterWork *work)
{
  FindingWork *self = (FindingWork *) work;

  g_free (self->words);
  g_free (self);
}

/* FALSE: it cannot be stored now. */
static gboolean
submit (const Asked *self, MusterMetricVerdict verdict, const char *words)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free };
  MusterCommitter *committer = self->asker->settings.committer;
  FindingWork *work;

  if (muster_committer_is_failing (committer))
    return FALSE;
  work = g_new0 (FindingWork, 1);
  work->work.funcs = &funcs;
  work->words = g_strdup (words);
  work->finding =
      (MusterMetricFinding){ self->override->id, self->override->seq, verdict, work->words };
  muster_committer_submit (committer, &work->work);
  return TRUE;
}

static gboolean
holds (const Asked *self)
{
  const MusterSeverityOverride *known = muster_world_find_override (
      muster_committer_get_world (self->asker->settings.committer), self->override->id);

  return known != NULL && known->seq == self->override->seq && known->spell != NULL;
}

static void
settle (Asked *self, MusterMetricVerdict verdict, const char *words)
{
  gboolean is_news = verdict != self->told || (verdict == MUSTER_METRIC_HOLDS) != holds (self);

  if (verdict != MUSTER_METRIC_KEEPS && is_news && submit (self, verdict, words))
    self->told = verdict;
}

static void
hear (Asked *self, const MusterMetricValues *values)
{
  const MusterMetricCondition *metric = self->override->metric;
  double value = muster_metric_condition_choose (metric, values);
  g_autofree char *words = muster_metric_condition_explain (metric, value);
  MusterClock *clock = self->asker->settings.clock;
  MusterMetricVerdict verdict = muster_metric_watch_hear (&self->watch, metric, value, holds (self),
                                                          muster_clock_boot_us (clock));

  g_clear_pointer (&self->error, g_free);
  self->heard_us = muster_clock_now_us (clock);
  self->value = value;
  settle (self, verdict, verdict == MUSTER_METRIC_HOLDS ? words : NULL);
}

static void
miss (Asked *self, const char *error)
{
  gint64 now_us = muster_clock_boot_us (self->asker->settings.clock);

  g_free (self->error);
  self->error = g_strdup (error);
  settle (self, muster_metric_watch_miss (&self->watch, self->override->metric, now_us), error);
}

/* --- asking --- */

static gboolean
decode (const MusterOutboundAnswer *answer, MusterMetricValues *out, GError **error)
{
  gsize n;
  const char *json = g_bytes_get_data (answer->body, &n);
  g_autoptr (GError) why = NULL;
  gboolean decoded = muster_prometheus_answer_decode (json, n, out, &why);

  if (!decoded && (answer->status == 200 || answer->status == 400 || answer->status == 422))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (answer->status != 200)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "it answers with status %u",
                   answer->status);
      return FALSE;
    }
  if (out->n > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "it answers with no number");
  return FALSE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Asked *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = NULL;
  MusterMetricValues values;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return; /* it is gone */
  answer = muster_outbound_finish (result, &error);
  if (answer != NULL && decode (answer, &values, &error))
    hear (self, &values);
  else
    miss (self, error->message);
}

static void
ask_cb (gpointer user_data)
{
  Asked *self = user_data;
  const MusterMetricCondition *metric = self->override->metric;
  const MusterOverrideAskerSettings *settings = &self->asker->settings;
  g_autofree char *url = muster_prometheus_query_url (metric->url, metric->query);
  g_autofree char *authorization = muster_secret_get_bearer (settings->state, metric->token);
  const MusterOutboundRequest request = { .method = "GET",
                                          .url = url,
                                          .reach = MUSTER_OUTBOUND_NETWORK,
                                          .authorization = authorization,
                                          .answer_max = MUSTER_PROMETHEUS_ANSWER_MAX,
                                          .timeout_ms = TIMEOUT_MS };

  muster_alarm_set (self->alarm, muster_clock_boot_us (settings->clock) + metric->interval_us);
  muster_outbound_ask (&self->asker->outbound, &request, self->cancellable, answered_cb, self);
  if (authorization != NULL)
    muster_wipe (authorization, strlen (authorization));
}

/* --- which --- */

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  muster_alarm_free (self->alarm);
  muster_severity_override_free (self->override);
  g_free (self->error);
  g_free (self);
}

static void
add (MusterOverrideAsker *self, MusterSeverityOverride *override)
{
  gint64 now_us = muster_clock_boot_us (self->settings.clock);
  Asked *asked = g_new0 (Asked, 1);

  asked->asker = self;
  asked->override = override;
  asked->cancellable = g_cancellable_new ();
  asked->heard_us = MUSTER_NO_TIME;
  asked->alarm = muster_alarm_new_boot (self->settings.clock, ask_cb, asked);
  muster_metric_watch_begin (&asked->watch, now_us);
  muster_alarm_set (asked->alarm, now_us + self->list->len % STAGGER_N * STAGGER_US);
  g_ptr_array_add (self->list, asked);
}

static Asked *
find (const MusterOverrideAsker *self, MusterUlid id)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      Asked *asked = g_ptr_array_index (self->list, i);

      if (muster_ulid_equal (asked->override->id, id))
        return asked;
    }
  return NULL;
}

/* One that asks no more has nothing that could not be read. */
static void
drop_changed (MusterOverrideAsker *self, const MusterWorld *world)
{
  for (guint i = self->list->len; i > 0; i--)
    {
      Asked *asked = g_ptr_array_index (self->list, i - 1);
      const MusterSeverityOverride *known = muster_world_find_override (world, asked->override->id);

      asked->told = MUSTER_METRIC_KEEPS; /* the world may be another one */
      if (known != NULL && known->seq == asked->override->seq)
        continue;
      if (known == NULL || known->metric == NULL)
        submit (asked, MUSTER_METRIC_HOLDS_NOT, NULL);
      g_ptr_array_remove_index (self->list, i - 1);
    }
}

/**
 * muster_override_asker_renew:
 * @self: an asker
 * @world: what is configured
 *
 * Begins with what is new, and anew with what changed.
 */
void
muster_override_asker_renew (MusterOverrideAsker *self, const MusterWorld *world)
{
  const GPtrArray *overrides = muster_world_get_rules (world)->overrides;

  drop_changed (self, world);
  for (guint i = 0; i < overrides->len; i++)
    {
      const MusterSeverityOverride *override = g_ptr_array_index (overrides, i);
      const MusterObject *object =
          muster_directory_get (muster_world_get_directory (world), override->id);

      if (override->metric != NULL && object != NULL && find (self, override->id) == NULL)
        add (self, muster_severity_override_read (object));
    }
}

/**
 * muster_override_asker_new:
 * @settings: what it works with; copied
 *
 * Returns: (transfer full): asks nobody yet
 */
MusterOverrideAsker *
muster_override_asker_new (const MusterOverrideAskerSettings *settings)
{
  MusterOverrideAsker *self = g_new0 (MusterOverrideAsker, 1);

  self->settings = *settings;
  self->list = g_ptr_array_new_with_free_func (asked_free);
  return self;
}

/**
 * muster_override_asker_free:
 * @self: (transfer full): an asker
 *
 * Gives up what it asked.
 */
void
muster_override_asker_free (MusterOverrideAsker *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * muster_override_asker_set_outbound:
 * @self: an asker
 * @outbound: what makes requests from now on: for tests, which ask no network
 */
void
muster_override_asker_set_outbound (MusterOverrideAsker *self, const MusterOutbound *outbound)
{
  self->outbound = *outbound;
}

/**
 * muster_override_asker_write_json:
 * @self: an asker
 * @override: the id of an override
 * @writer: before a value
 *
 * Writes how it goes with its metric.
 */
void
muster_override_asker_write_json (const MusterOverrideAsker *self,
                                  MusterUlid override,
                                  MusterJsonWriter *writer)
{
  const Asked *asked = find (self, override);

  if (asked == NULL)
    {
      muster_json_null (writer);
      return;
    }
  muster_json_begin_object (writer);
  muster_json_member_bool (writer, "up", asked->error == NULL && asked->heard_us != MUSTER_NO_TIME);
  muster_json_member_string (writer, "error", asked->error);
  if (asked->heard_us != MUSTER_NO_TIME)
    {
      char value[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (value, sizeof value, "%.10g", asked->value);
      muster_json_member_instant (writer, "answeredAt", asked->heard_us);
      muster_json_member_string (writer, "value", value);
    }
  muster_json_end_object (writer);
}
