/* tcp.c - does a port take a connection, and how fast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/address.h"
#include "probes/probe.h"
#include "probes/resolve.h"
#include <glib/gi18n.h>

#define ADDRESSES_MAX 8

/* Addresses are tried one after another, so that each one's own answer is seen. */
typedef struct
{
  MusterProbeRun *run;
  GList *addresses; /* of GInetAddress; from the resolver */
  GList *next;
  GSocketConnection *connection; /* of the attempt under way */
  gint64 attempt_boot_us;
  char *last_words; /* how the last attempt ended */
  GString *output;
} Dial;

static void try_next (GTask *task);

static void
dial_free (gpointer data)
{
  Dial *self = data;

  muster_probe_run_free (self->run);
  g_resolver_free_addresses (self->addresses);
  g_clear_object (&self->connection);
  g_free (self->last_words);
  if (self->output != NULL)
    g_string_free (self->output, TRUE);
  g_free (self);
}

static void
finish (GTask *task, MusterProbeExit exit, const char *words)
{
  Dial *self = g_task_get_task_data (task);
  char *summary = g_strdup_printf ("%s port %s: %s", muster_probe_run_get (self->run, "host"),
                                   muster_probe_run_get (self->run, "port"), words);

  g_task_return_pointer (task,
                         muster_probe_result_new (exit, summary, g_steal_pointer (&self->output)),
                         (GDestroyNotify) muster_probe_result_free);
}

static void
note_attempt (Dial *self, char *words)
{
  g_autofree char *address = g_inet_address_to_string (self->next->data);

  g_free (self->last_words);
  self->last_words = words;
  g_string_append_printf (self->output, "%s port %s: %s\n", address,
                          muster_probe_run_get (self->run, "port"), words);
}

static const char *
connect_words (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return "connection refused";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return "timed out";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return "host unreachable";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return "network unreachable";
  return error->message;
}

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *took = NULL;
  Dial *self = g_task_get_task_data (task);
  gboolean connected =
      g_socket_connection_connect_finish (G_SOCKET_CONNECTION (object), result, &error);

  g_clear_object (&self->connection); /* the last reference closes it */
  took =
      muster_probe_duration_text (muster_clock_boot_us (self->run->clock) - self->attempt_boot_us);
  if (connected)
    {
      note_attempt (self, g_strdup_printf ("connected in %s", took));
      finish (task, MUSTER_PROBE_EXIT_OK, self->last_words);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      note_attempt (self, g_strdup_printf ("no answer after %s", took));
      finish (task, MUSTER_PROBE_EXIT_TIMEOUT, self->last_words);
      return;
    }
  note_attempt (self, g_strdup_printf ("%s after %s", connect_words (error), took));
  self->next = self->next->next;
  try_next (g_steal_pointer (&task));
}

static void
dial (GTask *task, GInetAddress *address)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (GSocketAddress) peer = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  Dial *self = g_task_get_task_data (task);
  const char *port = muster_probe_run_get (self->run, "port");

  peer = g_inet_socket_address_new (address, (guint16) g_ascii_strtoull (port, NULL, 10));
  socket = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, &error);
  if (socket == NULL)
    {
      note_attempt (self, g_strdup (error->message));
      self->next = self->next->next;
      try_next (g_steal_pointer (&owned));
      return;
    }
  self->attempt_boot_us = muster_clock_boot_us (self->run->clock);
  self->connection = g_socket_connection_factory_create_connection (socket);
  g_socket_connection_connect_async (self->connection, peer, g_task_get_cancellable (task),
                                     connected_cb, g_steal_pointer (&owned));
}

/* Takes over @task. */
static void
try_next (GTask *task)
{
  Dial *self = g_task_get_task_data (task);

  while (self->next != NULL)
    {
      const char *complaint = muster_probe_address_complaint (self->next->data);

      if (complaint == NULL)
        {
          dial (task, self->next->data);
          return;
        }
      note_attempt (self, g_strdup_printf ("not tried: it %s", complaint));
      self->next = self->next->next;
    }
  finish (task, MUSTER_PROBE_EXIT_FAILED, self->last_words);
  g_object_unref (task);
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Dial *self = g_task_get_task_data (task);
  GList *last;

  self->addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (error != NULL)
    {
      finish (task, MUSTER_PROBE_EXIT_FAILED, muster_probe_resolver_words (error));
      return;
    }
  last = g_list_nth (self->addresses, ADDRESSES_MAX);
  if (last != NULL)
    {
      last->prev->next = NULL;
      last->prev = NULL;
      g_resolver_free_addresses (last);
    }
  self->next = self->addresses;
  try_next (g_steal_pointer (&task));
}

static void
run_async (const MusterProbeRun *run,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Dial *self = g_new0 (Dial, 1);

  g_task_set_source_tag (task, run_async);
  g_task_set_check_cancellable (task, FALSE); /* cancelled, it still says how far it came */
  g_task_set_task_data (task, self, dial_free);
  self->run = muster_probe_run_copy (run);
  self->output = g_string_new (NULL);
  g_resolver_lookup_by_name_async (resolver, muster_probe_run_get (run, "host"), cancellable,
                                   resolved_cb, task);
}

static const MusterProbeArgument arguments[] = {
  { "host", MUSTER_PROBE_ARGUMENT_HOST, TRUE },
  { "port", MUSTER_PROBE_ARGUMENT_PORT, TRUE },
  { NULL },
};

const MusterProbe muster_probe_tcp = {
  .name = "tcp",
  /* Translators: a check that opens a TCP connection and closes it again */
  .title = N_ ("TCP connection"),
  .arguments = arguments,
  .run_async = run_async,
  .run_finish = muster_probe_task_finish,
};
