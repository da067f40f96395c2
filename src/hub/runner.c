/* runner.c - acts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/runner.h"

#include "base/safe-text.h"
#include "model/error.h"
#include "probes/probe.h"

#include <string.h>

struct _MusterRunner
{
  MusterClock *clock;
  GCancellable *cancellable; /* of everything that runs */
};

typedef struct
{
  MusterCommitter *committer;
  MusterUlid run;
  guint incident;
} Run;

/**
 * muster_runner_new:
 * @clock: for durations
 *
 * Returns: (transfer full): a runner
 */
MusterRunner *
muster_runner_new (MusterClock *clock)
{
  MusterRunner *self = g_new0 (MusterRunner, 1);

  self->clock = g_object_ref (clock);
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * muster_runner_free:
 * @self: a runner
 *
 * Cancels what runs; what has not ended is told as unknown at the next start.
 */
void
muster_runner_free (MusterRunner *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_free (self);
}

/* --- arguments --- */

/* A JSON object of strings as what probes take; the array's text lives in @arena. */
static gboolean
read_arguments (const char *json,
                MusterArena *arena,
                MusterProbeGiven *given,
                guint *n,
                GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, value;

  *n = 0;
  muster_json_reader_begin (reader, json, strlen (json), arena);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name) &&
         muster_json_reader_string (reader, &value))
    if (*n == MUSTER_PROBE_ARGUMENTS_MAX)
      muster_json_reader_fail (reader, "too many arguments");
    else
      given[(*n)++] = (MusterProbeGiven){
        .name = muster_arena_strndup (arena, name.bytes, name.n),
        .value = muster_arena_strndup (arena, value.bytes, value.n),
      };
  return muster_json_reader_finish (reader, error);
}

/**
 * muster_runner_check:
 * @template_name: a built-in check's name
 * @arguments: a JSON object of strings
 * @error: return location for a #MusterModelError
 *
 * Returns: whether there is such a check and it takes these arguments
 */
gboolean
muster_runner_check (const char *template_name, const char *arguments, GError **error)
{
  const MusterProbe *probe = muster_probe_find (template_name);
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  g_autoptr (MusterClock) clock = muster_clock_new_manual (0); /* nothing runs by it */
  g_autoptr (MusterProbeRun) run = NULL;
  g_autoptr (GError) cause = NULL;
  MusterProbeGiven given[MUSTER_PROBE_ARGUMENTS_MAX];
  guint n;

  if (probe == NULL)
    return FALSE;
  if (read_arguments (arguments, arena, given, &n, &cause))
    run = muster_probe_run_new (probe, given, n, clock, &cause);
  if (run != NULL)
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, cause->message);
  return FALSE;
}

static MusterProbeRun *
make_run (const MusterRunner *self,
          const MusterProbe *probe,
          const MusterEvent *asked,
          GError **error)
{
  const MusterLabelSet *labels = muster_event_labels (asked, MUSTER_FIELD_ARGUMENTS);
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  MusterProbeGiven given[MUSTER_PROBE_ARGUMENTS_MAX];
  guint n = labels != NULL ? MIN (labels->n, MUSTER_PROBE_ARGUMENTS_MAX) : 0;

  for (guint i = 0; i < n; i++)
    given[i] = (MusterProbeGiven){
      .name = muster_arena_strndup (arena, labels->items[i].name, labels->items[i].name_n),
      .value = muster_arena_strndup (arena, labels->items[i].value, labels->items[i].value_n),
    };
  return muster_probe_run_new (probe, given, n, self->clock, error);
}

/* --- outcomes --- */

static void
tell_output (const Run *run, const MusterProbeResult *result)
{
  g_autofree char *text = NULL;
  MusterEvent *event;

  if (result->output == NULL || result->output->len == 0)
    return;
  text = muster_safe_text (result->output->str, (gssize) result->output->len, TRUE);
  event = muster_committer_emit (run->committer, MUSTER_EVENT_RUN_OUTPUT, run->incident);
  muster_event_set_ulid (event, MUSTER_FACT_RUN, run->run);
  muster_event_set_int (event, MUSTER_FACT_BYTES, (gint64) result->output_total_bytes);
  muster_batch_set_text (muster_committer_get_batch (run->committer), event, MUSTER_FIELD_TEXT,
                         text, -1);
  muster_committer_commit_event (run->committer, event);
}

static void
tell_end (const Run *run, const char *outcome, const char *summary, gint64 duration_us)
{
  g_autofree char *text = muster_safe_text (summary, -1, FALSE);
  MusterEvent *event =
      muster_committer_emit (run->committer, MUSTER_EVENT_RUN_ENDED, run->incident);

  muster_event_set_ulid (event, MUSTER_FACT_RUN, run->run);
  muster_event_set_token (event, MUSTER_FACT_OUTCOME, outcome);
  muster_event_set_int (event, MUSTER_FACT_DURATION, duration_us);
  muster_batch_set_text (muster_committer_get_batch (run->committer), event, MUSTER_FIELD_SUMMARY,
                         text, -1);
  muster_committer_commit_event (run->committer, event);
}

static void
performed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Run *run = user_data;
  g_auto (MusterProbeResult) outcome = { 0 };
  g_autoptr (GError) error = NULL;

  if (muster_probe_perform_finish (result, &outcome, &error))
    {
      tell_output (run, &outcome);
      tell_end (run, muster_probe_exit_to_string (outcome.exit), outcome.summary,
                outcome.duration_us);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_end (run, "failed", error->message, 0);
}

static void
start_run (MusterRunner *self, MusterCommitter *committer, const MusterEvent *asked)
{
  const MusterProbe *probe = muster_probe_find (muster_event_token (asked, MUSTER_FACT_TEMPLATE));
  g_autoptr (MusterProbeRun) arguments = NULL;
  g_autoptr (GError) error = NULL;
  Run *run = g_new (Run, 1);
  MusterEvent *started;

  *run = (Run){ committer, muster_event_ulid (asked, MUSTER_FACT_RUN), asked->incident };
  if (probe != NULL)
    arguments = make_run (self, probe, asked, &error);
  if (arguments == NULL)
    {
      tell_end (run, "failed", error != NULL ? error->message : "There is no such check", 0);
      g_free (run);
      return;
    }
  started = muster_committer_emit (committer, MUSTER_EVENT_RUN_STARTED, run->incident);
  muster_event_set_ulid (started, MUSTER_FACT_RUN, run->run);
  muster_committer_commit_event (committer, started);
  muster_probe_perform_async (probe, arguments, self->cancellable, performed_cb, run);
}

/* A page to the desktop is sent by being on the stream; the console that shows it says so. */
static void
send_page (MusterCommitter *committer, MusterServer *server, const MusterEvent *intended)
{
  MusterServerStats stats;
  MusterEvent *event;

  muster_server_get_stats (server, &stats);
  event = muster_committer_emit (
      committer, stats.streams > 0 ? MUSTER_EVENT_PAGE_SENT : MUSTER_EVENT_PAGE_REFUSED,
      intended->incident);
  muster_event_set_ulid (event, MUSTER_FACT_PAGE, muster_event_ulid (intended, MUSTER_FACT_PAGE));
  if (stats.streams == 0)
    muster_batch_set_text (muster_committer_get_batch (committer), event, MUSTER_FIELD_REASON,
                           "no console is connected", -1);
  muster_committer_commit_event (committer, event);
}

/**
 * muster_runner_act:
 * @self: a runner
 * @committer: where outcomes go
 * @server: who knows which consoles are connected
 * @effect: what follows from an event that is on disk
 *
 * Does it.
 */
void
muster_runner_act (MusterRunner *self,
                   MusterCommitter *committer,
                   MusterServer *server,
                   const MusterEffect *effect)
{
  if (effect->type == MUSTER_EFFECT_RUN)
    start_run (self, committer, effect->event);
  else if (effect->type == MUSTER_EFFECT_PAGE)
    send_page (committer, server, effect->event);
}
