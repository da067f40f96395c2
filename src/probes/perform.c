/* perform.c - a probe with its deadline kept, its output capped and its time measured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/probe.h"

typedef struct
{
  const MusterProbe *probe;
  MusterProbeRun *run;
  GCancellable *inner; /* what the probe sees: cancelled by the caller or by the deadline */
  GCancellable *outer; /* the caller's; nullable */
  gulong outer_handler;
  MusterAlarm *alarm;
  gint64 started_boot_us;
  gboolean late;
} Performance;

static void
performance_free (gpointer data)
{
  Performance *self = data;

  if (self->outer_handler != 0)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_pointer (&self->alarm, muster_alarm_free);
  g_clear_pointer (&self->run, muster_probe_run_free);
  g_clear_object (&self->inner);
  g_clear_object (&self->outer);
  g_free (self);
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
deadline_cb (gpointer user_data)
{
  Performance *self = user_data;

  self->late = TRUE;
  g_cancellable_cancel (self->inner);
}

static MusterProbeResult *
late_result (const Performance *self)
{
  g_autofree char *deadline = muster_probe_duration_text (self->run->deadline_us);

  return muster_probe_result_new (MUSTER_PROBE_EXIT_TIMEOUT,
                                  g_strdup_printf ("No answer within %s", deadline), NULL);
}

static void
performed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Performance *self = g_task_get_task_data (task);
  MusterProbeResult *out = g_new0 (MusterProbeResult, 1);
  gboolean found = self->probe->run_finish (result, out, &error);

  muster_alarm_set (self->alarm, G_MAXINT64);
  if (!found && self->late && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      muster_probe_result_free (out);
      out = late_result (self);
      found = TRUE;
    }
  /* The caller's own cancellation wins over whatever the probe made of it (GTask sees to that). */
  if (!found)
    {
      muster_probe_result_free (out);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  out->duration_us = muster_clock_boot_us (self->run->clock) - self->started_boot_us;
  out->output_total_bytes = out->output->len;
  muster_probe_cap_output (out->output, self->run->max_output_bytes);
  g_task_return_pointer (task, out, (GDestroyNotify) muster_probe_result_free);
}

/**
 * muster_probe_perform_async:
 * @probe: what to run
 * @run: with what; need not outlive the call
 * @cancellable: (nullable): ends it early
 * @callback: called on the default main context, never before this returns
 * @user_data: for @callback
 *
 * Runs @probe and cancels it at the deadline, which is then its result and no error.
 */
void
muster_probe_perform_async (const MusterProbe *probe,
                            const MusterProbeRun *run,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  Performance *self;

  g_return_if_fail (probe != NULL && run != NULL);
  g_return_if_fail (run->deadline_us > 0);
  g_return_if_fail (run->max_output_bytes >= MUSTER_PROBE_OUTPUT_BYTES_MIN);

  task = g_task_new (NULL, cancellable, callback, user_data);
  self = g_new0 (Performance, 1);
  g_task_set_source_tag (task, muster_probe_perform_async);
  g_task_set_task_data (task, self, performance_free);
  self->probe = probe;
  self->run = muster_probe_run_copy (run);
  self->inner = g_cancellable_new ();
  self->started_boot_us = muster_clock_boot_us (run->clock);
  self->alarm = muster_alarm_new_boot (run->clock, deadline_cb, self);
  muster_alarm_set (self->alarm, self->started_boot_us + run->deadline_us);
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler =
          g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb), self->inner, NULL);
    }
  probe->run_async (self->run, self->inner, performed_cb, task);
}

/**
 * muster_probe_perform_finish:
 * @result: what the callback got
 * @out: (out caller-allocates): the result; clear it with muster_probe_result_clear()
 * @error: G_IO_ERROR_CANCELLED, or that the machine could not run the check at all
 *
 * Returns: FALSE if there is no result
 */
gboolean
muster_probe_perform_finish (GAsyncResult *result, MusterProbeResult *out, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, muster_probe_perform_async), FALSE);
  return muster_probe_task_finish (result, out, error);
}
