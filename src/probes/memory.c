/* memory.c - how much memory this machine has left, and whether tasks wait for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/meminfo.h"
#include "probes/probe.h"
#include <glib/gi18n.h>

static void
append_amount (GString *out, const char *name, guint64 bytes)
{
  g_autofree char *text = g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);

  g_string_append_printf (out, "%-16s %s\n", name, text);
}

static void
append_pressure (GString *out, const char *resource)
{
  static const char *const kinds[] = { "some", "full" };
  g_autofree char *path = g_build_filename ("/proc/pressure", resource, NULL);
  g_autofree char *text = NULL;
  MusterPressure pressure;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return; /* a kernel without it, or with psi=0 */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (muster_pressure_parse (text, kinds[i], &pressure))
      g_string_append_printf (out, "%-6s %s  %6.2f %%  %6.2f %%  %6.2f %%\n", resource, kinds[i],
                              pressure.avg10, pressure.avg60, pressure.avg300);
}

static GString *
describe (const MusterMeminfo *info)
{
  GString *out = g_string_new (NULL);
  gsize before;

  append_amount (out, "Total", info->total);
  append_amount (out, "Available", info->available);
  append_amount (out, "Free", info->free);
  append_amount (out, "Page cache", info->cached);
  append_amount (out, "To be written", info->dirty);
  append_amount (out, "Swap", info->swap_total);
  append_amount (out, "Swap free", info->swap_free);
  g_string_append (out, "\nTime in which tasks waited: last 10 s, 60 s, 300 s\n");
  before = out->len;
  append_pressure (out, "memory");
  append_pressure (out, "cpu");
  append_pressure (out, "io");
  if (out->len == before)
    g_string_append (out, "This kernel does not measure it.\n");
  return out;
}

static char *
summarise (const MusterMeminfo *info)
{
  g_autofree char *available = g_format_size_full (info->available, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *total = g_format_size_full (info->total, G_FORMAT_SIZE_IEC_UNITS);
  double percent = 100.0 * (double) info->available / (double) info->total;

  return g_strdup_printf ("%s of %s available (%.0f %%)", available, total, percent);
}

/* Reads at once, on the calling thread: /proc is made by the kernel on the spot and no disk or
 * network can hold it up. */
static void
run_async (const MusterProbeRun *run,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  MusterMeminfo info;

  g_task_set_source_tag (task, run_async);
  if (!g_file_get_contents ("/proc/meminfo", &text, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!muster_meminfo_parse (text, &info))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               "/proc/meminfo does not say how much memory is available");
      return;
    }
  g_task_return_pointer (
      task, muster_probe_result_new (MUSTER_PROBE_EXIT_OK, summarise (&info), describe (&info)),
      (GDestroyNotify) muster_probe_result_free);
}

static const MusterProbeArgument arguments[] = {
  { NULL },
};

const MusterProbe muster_probe_memory = {
  .name = "memory",
  /* Translators: a check of how much memory a machine has left */
  .title = N_ ("Memory"),
  .arguments = arguments,
  .run_async = run_async,
  .run_finish = muster_probe_task_finish,
};
