/* victim.c - a hub of this very program, that can be killed and started again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "victim.h"

#include "hub/cli.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

static GSubprocess *
spawn (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  return process;
}

static char *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) stream =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  return g_data_input_stream_read_line (stream, NULL, NULL, NULL);
}

void
victim_start (Victim *self)
{
  g_autofree char *listen = g_strconcat ("unix:", self->socket, NULL);
  const char *argv[] = { "/proc/self/exe", "serve", "--state", self->folder,
                         "--listen",       listen,  NULL };
  g_autofree char *ready = NULL;
  gint64 before_us = g_get_monotonic_time ();

  g_clear_object (&self->process);
  self->process = spawn (argv);
  ready = read_line (self->process);
  g_assert_nonnull (strstr (ready, "\"ready\":true"));
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 10 * G_USEC_PER_SEC);
}

static char *
make_key (const char *folder)
{
  const char *argv[] = {
    "/proc/self/exe", "key", "add", "--state", folder, "--service", "api", NULL
  };
  g_autoptr (GSubprocess) process = spawn (argv);
  char *key = read_line (process);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return key;
}

void
victim_init (Victim *self)
{
  g_autoptr (GError) error = NULL;

  *self = (Victim){ .folder = g_dir_make_tmp ("muster-XXXXXX", &error) };
  g_assert_no_error (error);
  self->socket = g_build_filename (self->folder, "s", NULL);
  self->key = make_key (self->folder);
  victim_start (self);
}

void
victim_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
victim_clear (Victim *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_assert_true (g_subprocess_wait_check (self->process, NULL, NULL));
  g_clear_object (&self->process);
  victim_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->socket);
  g_free (self->key);
}

char *
victim_ask (Victim *self, const char *method, const char *path, const char *body)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket);
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  g_autofree char *request = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                                              "Content-Length: %zu\r\n\r\n%s",
                                              method, path, strlen (body), body);
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, n);
  return g_string_free (answer, FALSE);
}

void
victim_assert_killed (Victim *self)
{
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (self->process));
  g_assert_cmpint (g_subprocess_get_term_sig (self->process), ==, SIGABRT);
}

gboolean
victim_lists (Victim *self, const char *path, const char *text)
{
  g_autofree char *answer = victim_ask (self, "GET", path, "");

  return strstr (answer, text) != NULL;
}

void
victim_assert_lists (Victim *self, const char *path, const char *text)
{
  g_autofree char *answer = victim_ask (self, "GET", path, "");

  if (strstr (answer, text) == NULL)
    g_error ("%s is not in %s", text, answer);
}

gboolean
victim_is_verb (int argc, char **argv, int *status)
{
  static const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  if (argc > 1 && strcmp (argv[1], "serve") == 0)
    *status = muster_verb_serve.run (argc - 1, argv + 1);
  else if (argc > 1 && strcmp (argv[1], "key") == 0)
    *status = muster_verb_key.run (argc - 1, argv + 1);
  else
    return FALSE;
  return TRUE;
}
