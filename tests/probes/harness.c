/* harness.c - runs a probe to its end, on a clock that the test moves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include <stdarg.h>
#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1772807102000000) /* 2026-03-06T14:25:02Z */

void
harness_init (Harness *self)
{
  memset (self, 0, sizeof *self);
  self->clock = muster_clock_new_manual (NOW_US);
  self->cancellable = g_cancellable_new ();
}

static void
forget (Harness *self)
{
  muster_probe_result_clear (&self->result);
  g_clear_error (&self->error);
  self->done = FALSE;
}

void
harness_clear (Harness *self)
{
  forget (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Harness *self = user_data;

  g_assert_false (self->done);
  g_assert_true (muster_probe_perform_finish (result, &self->result, &self->error) ==
                 (self->error == NULL));
  self->done = TRUE;
}

void
harness_start (Harness *self, const char *probe, ...)
{
  const MusterProbe *found = muster_probe_find (probe);
  g_autoptr (MusterProbeRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  MusterProbeGiven given[MUSTER_PROBE_ARGUMENTS_MAX];
  va_list list;
  const char *text;

  forget (self);
  g_assert_nonnull (found);
  va_start (list, probe);
  while ((text = va_arg (list, const char *)) != NULL)
    {
      char **pair = g_strsplit (text, "=", 2);

      given[pairs->len] = (MusterProbeGiven){ pair[0], pair[1] };
      g_ptr_array_add (pairs, pair);
    }
  va_end (list);
  run = muster_probe_run_new (found, given, pairs->len, self->clock, &error);
  g_assert_no_error (error);
  if (self->max_output_bytes > 0)
    run->max_output_bytes = self->max_output_bytes;
  muster_probe_perform_async (found, run, self->cancellable, done_cb, self);
  g_assert_false (self->done);
}

void
harness_wait (Harness *self)
{
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

void
harness_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
harness_assert_result (Harness *self, MusterProbeExit exit, const char *summary_has)
{
  g_assert_no_error (self->error);
  g_assert_true (self->done);
  g_assert_nonnull (self->result.summary);
  g_test_message ("%s", self->result.summary);
  g_assert_cmpstr (muster_probe_exit_to_string (self->result.exit), ==,
                   muster_probe_exit_to_string (exit));
  if (strstr (self->result.summary, summary_has) == NULL)
    g_error ("“%s” is not in “%s”", summary_has, self->result.summary);
  g_assert_null (strchr (self->result.summary, '\n'));
}

void
harness_assert_output (Harness *self, const char *has)
{
  if (g_strstr_len (self->result.output->str, (gssize) self->result.output->len, has) == NULL)
    g_error ("“%s” is not in “%s”", has, self->result.output->str);
}
