/* cli-serve.c - musterd serve: runs the hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"

#include "base/server-address.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <sys/stat.h>

#define PRIVATE_PORT 9693 /* protocol §8 */

typedef struct
{
  MusterCliPlace place;
  char *config;
  char *journal;
  char **listen;
  char **lmtp;
  char *url;
  char *ca;
  gboolean is_private;
} Options;

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* The socket for consoles, and a port on loopback for monitors of this machine: the usual one, or
 * another where that is taken. */
static gboolean
listen_private (MusterHub *hub, GError **error)
{
  g_autofree char *socket = muster_default_socket_path ();
  g_autofree char *folder = g_path_get_dirname (socket);
  g_autofree char *unix_address = g_strconcat ("unix:", socket, NULL);
  g_autofree char *port = g_strdup_printf ("127.0.0.1:%d", PRIVATE_PORT);
  g_autoptr (GError) taken = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0 || chmod (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "The folder %s cannot be made",
                   folder);
      return FALSE;
    }
  if (!muster_hub_listen (hub, unix_address, MUSTER_LISTENER_ALL, error))
    return FALSE;
  if (muster_hub_listen (hub, port, MUSTER_LISTENER_INTAKE, &taken))
    return TRUE;
  g_message ("%s; another port is used", taken->message);
  return muster_hub_listen (hub, "127.0.0.1:0", MUSTER_LISTENER_INTAKE, error);
}

static gboolean
listen_all (MusterHub *hub, const Options *options, const char *state, GError **error)
{
  g_autofree char *socket = g_strconcat ("unix:", state, "/hub.sock", NULL);
  const char *const fallback[] = { socket, NULL };
  const char *const *addresses =
      options->listen != NULL ? (const char *const *) options->listen : fallback;

  if (options->is_private)
    return listen_private (hub, error);
  for (guint i = 0; addresses[i] != NULL; i++)
    if (!muster_hub_listen (hub, addresses[i], MUSTER_LISTENER_ALL, error))
      return FALSE;
  return TRUE;
}

static gboolean
listen_mail (MusterHub *hub, const Options *options, GError **error)
{
  for (guint i = 0; options->lmtp != NULL && options->lmtp[i] != NULL; i++)
    if (!muster_hub_listen_lmtp (hub, options->lmtp[i], error))
      return FALSE;
  return TRUE;
}

/* A file that may not grow and a peer that went away are errors like others, not the end of us. */
static void
ignore_signals (void)
{
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
}

static int
serve (const Options *options, const char *state)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  MusterHubSettings settings = {
    .state = state,
    .clock = clock,
    .is_private = options->is_private,
    .serves = TRUE,
    .url = options->url,
    .ca_file = options->ca,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterHub) hub = muster_hub_new (&settings, &error);
  gboolean failed;

  if (hub == NULL)
    return muster_cli_fail (&muster_verb_serve, error);
  ignore_signals ();
  muster_cli_speak_to_all ();
  muster_hub_start (hub);
  failed = !listen_all (hub, options, state, &error) || !listen_mail (hub, options, &error);
  if (!failed && options->config != NULL)
    failed = !muster_cli_apply_file (hub, options->config, &error);
  if (!failed)
    {
      g_unix_signal_add (SIGTERM, quit_cb, loop);
      g_unix_signal_add (SIGINT, quit_cb, loop);
      muster_hub_watch_itself (hub);
      muster_cli_print_ready (hub); /* who reads it may end the hub at once */
      g_main_loop_run (loop);
    }
  muster_hub_stop (hub);
  return failed ? muster_cli_fail (&muster_verb_serve, error) : MUSTER_EXIT_DONE;
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "private", 0, 0, G_OPTION_ARG_NONE, &options.is_private, N_ ("One person's hub"), NULL },
    { "journal", 0, 0, G_OPTION_ARG_STRING, &options.journal, N_ ("Keep the journal there"),
      "URL" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_ ("Apply FILE first"), "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.listen, N_ ("Listen there"), "ADDRESS" },
    { "lmtp", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.lmtp, N_ ("Take mail there"), "ADDRESS" },
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url,
      N_ ("Where people reach it by links in pages"), "URL" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca, N_ ("Trust these certificates, too"),
      "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autofree char *state = NULL;
  int result;

  if (!muster_cli_parse (&muster_verb_serve, entries, &options.place, &argc, &argv))
    return MUSTER_EXIT_USAGE;
  if (argc > 1)
    result = muster_cli_surplus (&muster_verb_serve, argv[1]);
  else if (options.place.state == NULL && !options.is_private)
    result = muster_cli_usage (&muster_verb_serve, _ ("say --state DIR or --private"));
  else if (!muster_cli_check_listen (&muster_verb_serve, (const char *const *) options.listen) ||
           !muster_cli_check_listen (&muster_verb_serve, (const char *const *) options.lmtp))
    result = MUSTER_EXIT_USAGE;
  else if (options.url != NULL && !muster_is_server_address (options.url))
    result = muster_cli_usage (&muster_verb_serve,
                               _ ("--url takes an address such as https://muster.example.org"));
  else if (options.journal != NULL)
    result = muster_cli_usage (&muster_verb_serve, _ ("other journals are not there yet"));
  else
    {
      state = muster_cli_place_dup_state (&options.place);
      result = serve (&options, state);
    }
  muster_cli_place_clear (&options.place);
  g_free (options.config);
  g_free (options.journal);
  g_free (options.ca);
  g_strfreev (options.listen);
  g_strfreev (options.lmtp);
  g_free (options.url);
  return result;
}

const MusterVerb muster_verb_serve = {
  .name = "serve",
  .places = MUSTER_CLI_STATE,
  .usage = "--state DIR | --private [--config FILE] [--listen unix:PATH | ADDRESS:PORT]…"
           " [--lmtp unix:PATH | ADDRESS:PORT]… [--url URL] [--ca FILE]",
  .help = N_ ("Run the hub"),
  .run = run,
};
