/* poison.c - a body that ends the hub is not read a third time (security P12)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This program is its own musterd: "serve" runs the hub, with a table of sources that has one which
 * aborts. The hub is really killed, and started again.
 */
#include "hub/poison.h"
#include "hub/cli.h"
#include "sources/source.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

extern const MusterSource muster_source_generic;

static gboolean
decode_planted (const MusterIntake *in,
                MusterJsonReader *reader,
                MusterReports *out,
                GError **error)
{
  if (memmem (in->body, in->body_n, "poison", strlen ("poison")) != NULL)
    abort ();
  return muster_source_generic.decode (in, reader, out, error);
}

static void
reply_planted (const MusterReports *reports, MusterReply *out)
{
  if (reports->reports->len > 0 &&
      muster_text_equal (g_array_index (reports->reports, MusterReport, 0).title, "venom"))
    abort (); /* on the main thread */
  out->status = 202;
}

static const MusterSource planted = {
  .name = "planted",
  .title = "Aborts",
  .decode = decode_planted,
  .reply = reply_planted,
};

/* Instead of the table of the library. */
const MusterSource *const muster_sources[] = { &muster_source_generic, &planted, NULL };

/* --- a hub that can be killed --- */

typedef struct
{
  char *folder;
  char *socket;
  char *key;
  GSubprocess *process;
} Victim;

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

static void
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

static void
victim_init (Victim *self)
{
  g_autoptr (GError) error = NULL;

  *self = (Victim){ .folder = g_dir_make_tmp ("muster-XXXXXX", &error) };
  g_assert_no_error (error);
  self->socket = g_build_filename (self->folder, "s", NULL);
  self->key = make_key (self->folder);
  victim_start (self);
}

static void
remove_folder (const char *folder)
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

static void
victim_clear (Victim *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_assert_true (g_subprocess_wait_check (self->process, NULL, NULL));
  g_clear_object (&self->process);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->socket);
  g_free (self->key);
}

/* The whole answer; "" where the hub closed the connection without one. */
static char *
ask (Victim *self, const char *method, const char *path, const char *body)
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

/* Its status; 0: the hub ended. */
static guint
post (Victim *self, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/planted", self->key);
  g_autofree char *answer = ask (self, "POST", path, body);

  return g_str_has_prefix (answer, "HTTP/1.1 ") ? (guint) atoi (answer + 9) : 0;
}

static void
assert_killed (Victim *self)
{
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (self->process));
  g_assert_cmpint (g_subprocess_get_term_sig (self->process), ==, SIGABRT);
}

static void
assert_lists (Victim *self, const char *path, const char *text)
{
  g_autofree char *answer = ask (self, "GET", path, "");

  if (strstr (answer, text) == NULL)
    g_error ("%s is not in %s", text, answer);
}

/* Twice it is read, and the third time it is a dead letter; the rest is read all along. */
static void
test_quarantine (gconstpointer poison)
{
  Victim victim;

  victim_init (&victim);
  g_assert_cmpuint (post (&victim, "{\"summary\":\"well\"}"), ==, 202);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (post (&victim, poison), ==, 0);
      assert_killed (&victim);
      victim_start (&victim);
      g_assert_cmpuint (post (&victim, "{\"summary\":\"well\"}"), ==, 202);
    }
  assert_lists (&victim, "/v1/dead-letters", MUSTER_POISON_REASON); /* before it comes again */
  assert_lists (&victim, "/v1/alerts", "what planted sent ended the hub twice and was set aside");
  assert_lists (&victim, "/v1/alerts", "\"severity\":2");
  g_assert_cmpuint (post (&victim, poison), ==, 400);
  g_assert_cmpuint (post (&victim, "{\"summary\":\"well\"}"), ==, 202);
  victim_clear (&victim);
}

/* --- the file alone --- */

static MusterPoison *
open_in (const char *folder)
{
  g_autoptr (GError) error = NULL;
  MusterPoison *poison = muster_poison_open (folder, &error);

  g_assert_no_error (error);
  return poison;
}

/* What happened to be read beside it is read again, and forgotten when that went well. */
static void
test_innocent (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-XXXXXX", NULL);
  const MusterPoisonBody guilty = { .source = "a", .bytes = "guilty", .n = 6 };
  const MusterPoisonBody innocent = { .source = "a", .bytes = "innocent", .n = 8 };
  g_autoptr (MusterPoison) first = open_in (folder);
  g_autoptr (MusterPoison) second = NULL, third = NULL, fourth = NULL;
  MusterPoisonNote note;

  muster_poison_begin (first, &guilty);
  muster_poison_begin (first, &innocent); /* and it ends here */
  second = open_in (folder);
  g_assert_cmpuint (muster_poison_get_found (second)->len, ==, 0);
  g_assert_false (muster_poison_is_quarantined (second, &guilty));
  note = muster_poison_begin (second, &innocent);
  g_assert_true (note.is_alone);
  muster_poison_end (second, note, TRUE);
  note = muster_poison_begin (second, &innocent);
  g_assert_false (note.is_alone);
  muster_poison_end (second, note, TRUE);
  muster_poison_begin (second, &guilty); /* and again */
  third = open_in (folder);
  g_assert_cmpuint (muster_poison_get_found (third)->len, ==, 1);
  g_assert_cmpstr (((MusterPoisonFound *) muster_poison_get_found (third)->pdata[0])->text, ==,
                   "guilty");
  g_assert_true (muster_poison_is_quarantined (third, &guilty));
  g_assert_false (muster_poison_is_quarantined (third, &innocent));
  fourth = open_in (folder); /* nothing more to tell, and it stays */
  g_assert_cmpuint (muster_poison_get_found (fourth)->len, ==, 0);
  g_assert_true (muster_poison_is_quarantined (fourth, &guilty));
  remove_folder (folder);
}

/* More threads than there is room for are not noted, and nothing waits. */
static void
test_many (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-XXXXXX", NULL);
  g_autofree char *big = g_strnfill (100000, 'x');
  g_autoptr (MusterPoison) poison = open_in (folder);
  MusterPoisonNote notes[20];

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    notes[i] = muster_poison_begin (
        poison, &(MusterPoisonBody){ .source = "a", .bytes = big, .n = 100000 });
  g_assert_cmpint (notes[0].slot, ==, 0);
  g_assert_cmpint (notes[19].slot, ==, -1);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    muster_poison_end (poison, notes[i], TRUE);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  if (argc > 1 && strcmp (argv[1], "serve") == 0)
    return muster_verb_serve.run (argc - 1, argv + 1);
  if (argc > 1 && strcmp (argv[1], "key") == 0)
    return muster_verb_key.run (argc - 1, argv + 1);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/poison/innocent", test_innocent);
  g_test_add_func ("/hub/poison/many", test_many);
  g_test_add_data_func ("/hub/poison/reading", "{\"summary\":\"poison\"}", test_quarantine);
  g_test_add_data_func ("/hub/poison/deciding", "{\"summary\":\"venom\"}", test_quarantine);
  return g_test_run ();
}
