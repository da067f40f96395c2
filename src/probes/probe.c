/* probe.c - built-in checks that run in our own process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/probe.h"
#include <string.h>

G_DEFINE_QUARK (muster - probe - error - quark, muster_probe_error)

/**
 * muster_probe_find:
 * @name: the name of a probe, from outside
 *
 * Returns: (nullable): the probe, or NULL if there is none of that name
 */
const MusterProbe *
muster_probe_find (const char *name)
{
  for (guint i = 0; muster_probes[i] != NULL; i++)
    if (g_strcmp0 (muster_probes[i]->name, name) == 0)
      return muster_probes[i];
  return NULL;
}

static int
find_argument (const MusterProbeArgument *arguments, const char *name)
{
  for (int i = 0; arguments[i].name != NULL; i++)
    if (g_str_equal (arguments[i].name, name))
      return i;
  return -1;
}

static gboolean
take_given (MusterProbeRun *self, const MusterProbeGiven *given, GError **error)
{
  int i = find_argument (self->arguments, given->name);
  const char *complaint;

  if (i < 0)
    {
      g_autofree char *name = g_strndup (given->name, 64);
      g_autofree char *shown = g_utf8_make_valid (name, -1);
      g_set_error (error, MUSTER_PROBE_ERROR, MUSTER_PROBE_ERROR_ARGUMENT,
                   "This check has no argument “%s”", shown);
      return FALSE;
    }
  complaint = self->values[i] != NULL
                  ? "is given twice"
                  : muster_probe_argument_complaint (self->arguments[i].type, given->value);
  if (complaint != NULL)
    {
      g_set_error (error, MUSTER_PROBE_ERROR, MUSTER_PROBE_ERROR_ARGUMENT, "Argument “%s” %s",
                   self->arguments[i].name, complaint);
      return FALSE;
    }
  self->values[i] = g_strdup (given->value);
  return TRUE;
}

/**
 * muster_probe_run_new:
 * @probe: what to run
 * @given: (array length=n_given): its arguments as they came in, in any order, strings that are
 *   not NULL
 * @n_given: how many
 * @clock: the time
 * @error: MUSTER_PROBE_ERROR_ARGUMENT: unknown, given twice, missing or of another type; says which
 *
 * Checks every argument against its type. The run gets MUSTER_PROBE_DEADLINE_US and
 * MUSTER_PROBE_OUTPUT_BYTES, which the caller may lower.
 *
 * Returns: (transfer full) (nullable): the run
 */
MusterProbeRun *
muster_probe_run_new (const MusterProbe *probe,
                      const MusterProbeGiven *given,
                      guint n_given,
                      MusterClock *clock,
                      GError **error)
{
  g_autoptr (MusterProbeRun) self = g_new0 (MusterProbeRun, 1);

  g_return_val_if_fail (probe != NULL, NULL);
  g_return_val_if_fail (MUSTER_IS_CLOCK (clock), NULL);

  self->arguments = probe->arguments;
  self->clock = g_object_ref (clock);
  self->deadline_us = MUSTER_PROBE_DEADLINE_US;
  self->max_output_bytes = MUSTER_PROBE_OUTPUT_BYTES;
  for (guint i = 0; i < n_given; i++)
    if (!take_given (self, &given[i], error))
      return NULL;
  for (guint i = 0; self->arguments[i].name != NULL; i++)
    if (self->arguments[i].required && self->values[i] == NULL)
      {
        g_set_error (error, MUSTER_PROBE_ERROR, MUSTER_PROBE_ERROR_ARGUMENT,
                     "Argument “%s” is missing", self->arguments[i].name);
        return NULL;
      }
  return g_steal_pointer (&self);
}

/**
 * muster_probe_run_copy:
 * @self: a run
 *
 * Returns: (transfer full): one like it, for a probe to keep
 */
MusterProbeRun *
muster_probe_run_copy (const MusterProbeRun *self)
{
  MusterProbeRun *copy = g_new0 (MusterProbeRun, 1);

  *copy = *self;
  g_object_ref (copy->clock);
  for (guint i = 0; i < MUSTER_PROBE_ARGUMENTS_MAX; i++)
    copy->values[i] = g_strdup (self->values[i]);
  return copy;
}

/**
 * muster_probe_run_get:
 * @self: a run
 * @name: the name of one of its probe's arguments
 *
 * Returns: (nullable): its value, or NULL if it was not given
 */
const char *
muster_probe_run_get (const MusterProbeRun *self, const char *name)
{
  int i = find_argument (self->arguments, name);

  g_return_val_if_fail (i >= 0, NULL);
  return self->values[i];
}

/**
 * muster_probe_run_free:
 * @self: (transfer full): a run
 */
void
muster_probe_run_free (MusterProbeRun *self)
{
  for (guint i = 0; i < MUSTER_PROBE_ARGUMENTS_MAX; i++)
    g_free (self->values[i]);
  g_clear_object (&self->clock);
  g_free (self);
}

/**
 * muster_probe_exit_to_string:
 * @exit: how a run ended
 *
 * Returns: the word that goes into the journal: ok, failed or timeout
 */
const char *
muster_probe_exit_to_string (MusterProbeExit exit)
{
  static const char *const words[] = {
    [MUSTER_PROBE_EXIT_OK] = "ok",
    [MUSTER_PROBE_EXIT_FAILED] = "failed",
    [MUSTER_PROBE_EXIT_TIMEOUT] = "timeout",
  };

  g_return_val_if_fail ((guint) exit < G_N_ELEMENTS (words), "failed");
  return words[exit];
}

/**
 * muster_probe_result_new:
 * @exit: how it ended
 * @summary: (transfer full): one line for people
 * @output: (transfer full) (nullable): everything that was seen
 *
 * Returns: (transfer full): a result, for g_task_return_pointer() with muster_probe_result_free()
 */
MusterProbeResult *
muster_probe_result_new (MusterProbeExit exit, char *summary, GString *output)
{
  MusterProbeResult *self = g_new0 (MusterProbeResult, 1);

  self->exit = exit;
  self->summary = summary;
  self->output = output != NULL ? output : g_string_new (NULL);
  return self;
}

/**
 * muster_probe_result_clear:
 * @self: a result, also one of zeros
 *
 * Frees what it holds and leaves zeros.
 */
void
muster_probe_result_clear (MusterProbeResult *self)
{
  g_free (self->summary);
  if (self->output != NULL)
    g_string_free (self->output, TRUE);
  memset (self, 0, sizeof *self);
}

/**
 * muster_probe_result_free:
 * @self: (transfer full): a result from muster_probe_result_new()
 */
void
muster_probe_result_free (MusterProbeResult *self)
{
  muster_probe_result_clear (self);
  g_free (self);
}

/**
 * muster_probe_task_finish:
 * @result: a GTask whose pointer is a MusterProbeResult
 * @out: (out caller-allocates): the result
 * @error: what the task ended with
 *
 * The run_finish() of every probe that is a GTask.
 *
 * Returns: FALSE if there is no result
 */
gboolean
muster_probe_task_finish (GAsyncResult *result, MusterProbeResult *out, GError **error)
{
  MusterProbeResult *found;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *out = *found;
  g_free (found);
  return TRUE;
}

static gboolean
continues_character (const GString *text, gsize at)
{
  return at < text->len && ((guchar) text->str[at] & 0xC0) == 0x80;
}

/**
 * muster_probe_cap_output:
 * @output: any bytes
 * @max_bytes: most bytes to keep, at least MUSTER_PROBE_OUTPUT_BYTES_MIN
 *
 * Keeps the first and the last half of what is too long and says between them how many bytes of
 * how many are left out (security R17).
 */
void
muster_probe_cap_output (GString *output, gsize max_bytes)
{
  g_autofree char *notice = NULL;
  gsize room, head, tail;

  g_return_if_fail (max_bytes >= MUSTER_PROBE_OUTPUT_BYTES_MIN);

  if (output->len <= max_bytes)
    return;
  room = max_bytes - 128; /* the notice is shorter: two numbers of at most 20 digits */
  head = room / 2;
  tail = output->len - room / 2;
  /* Split no UTF-8 character: it has at most three bytes that continue it. */
  for (guint i = 0; i < 3 && continues_character (output, head); i++)
    head--;
  for (guint i = 0; i < 3 && continues_character (output, tail); i++)
    tail++;
  notice = g_strdup_printf ("\n[%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes left out here]\n",
                            tail - head, output->len);
  g_string_erase (output, (gssize) head, (gssize) (tail - head));
  g_string_insert (output, (gssize) head, notice);
}

/**
 * muster_probe_duration_text:
 * @duration_us: a time, at least 0
 *
 * Returns: (transfer full): it with two digits or more of its largest unit: "0.21 ms", "3.4 s"
 */
char *
muster_probe_duration_text (gint64 duration_us)
{
  double ms = (double) MAX (duration_us, 0) / 1000;

  if (ms < 10)
    return g_strdup_printf ("%.2f ms", ms);
  if (ms < 1000)
    return g_strdup_printf ("%.0f ms", ms);
  return g_strdup_printf ("%.1f s", ms / 1000);
}
