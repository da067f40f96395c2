/* dns.c - the addresses of a host, as this machine's resolver sees them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/probe.h"
#include "probes/resolve.h"
#include <glib/gi18n.h>

typedef struct
{
  MusterProbeRun *run;
  gint64 started_boot_us;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *self = data;

  muster_probe_run_free (self->run);
  g_free (self);
}

static MusterProbeResult *
describe_failure (const char *host, const char *took, const GError *error)
{
  const char *words = muster_probe_resolver_words (error);
  GString *output = g_string_new (NULL);

  g_string_append_printf (output, "%s: %s\n%s\n", host, words, error->message);
  return muster_probe_result_new (MUSTER_PROBE_EXIT_FAILED,
                                  g_strdup_printf ("%s: %s, after %s", host, words, took), output);
}

static MusterProbeResult *
describe_addresses (const char *host, const char *took, GList *addresses)
{
  GString *output = g_string_new (NULL);
  guint n = g_list_length (addresses);

  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *text = g_inet_address_to_string (l->data);
      g_string_append_printf (output, "%s\t%s\n", host, text);
    }
  return muster_probe_result_new (
      MUSTER_PROBE_EXIT_OK,
      g_strdup_printf ("%s: %u %s in %s", host, n, n == 1 ? "address" : "addresses", took), output);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *took = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);
  Lookup *self = g_task_get_task_data (task);
  const char *host = muster_probe_run_get (self->run, "host");
  MusterProbeResult *out;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  took =
      muster_probe_duration_text (muster_clock_boot_us (self->run->clock) - self->started_boot_us);
  out = error != NULL ? describe_failure (host, took, error)
                      : describe_addresses (host, took, addresses);
  g_resolver_free_addresses (addresses);
  g_task_return_pointer (task, out, (GDestroyNotify) muster_probe_result_free);
}

static void
run_async (const MusterProbeRun *run,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Lookup *self = g_new0 (Lookup, 1);

  g_task_set_source_tag (task, run_async);
  g_task_set_task_data (task, self, lookup_free);
  self->run = muster_probe_run_copy (run);
  self->started_boot_us = muster_clock_boot_us (run->clock);
  g_resolver_lookup_by_name_async (resolver, muster_probe_run_get (run, "host"), cancellable,
                                   found_cb, task);
}

static const MusterProbeArgument arguments[] = {
  { "host", MUSTER_PROBE_ARGUMENT_HOST, TRUE },
  { NULL },
};

const MusterProbe muster_probe_dns = {
  .name = "dns",
  /* Translators: a check that asks the resolver for the addresses of a host */
  .title = N_ ("DNS lookup"),
  .arguments = arguments,
  .run_async = run_async,
  .run_finish = muster_probe_task_finish,
};
