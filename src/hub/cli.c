/* cli.c - what musterd's verbs share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"

#include "base/crypto.h"
#include "base/json-writer.h"
#include "base/safe-text.h"
#include "hub/ask.h"
#include "hub/listener.h"
#include "hub/routes.h"
#include "wire/command-codec.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_BYTES_MAX 64 /* of what was typed, in a complaint */

struct _MusterCliHub
{
  MusterHub *direct;
  gboolean is_borrowed;
  MusterHubLink *link;
};

/**
 * muster_cli_usage:
 * @verb: a verb
 * @problem: (nullable): what is wrong
 *
 * Says how the verb is used, on standard error.
 *
 * Returns: %MUSTER_EXIT_USAGE
 */
int
muster_cli_usage (const MusterVerb *verb, const char *problem)
{
  g_autofree char *said = muster_safe_text (problem, -1, FALSE); /* it may quote an argument */

  if (problem != NULL)
    fprintf (stderr, "musterd %s: %s\n", verb->name, said);
  /* TRANSLATORS: the first placeholder is a verb of the command line, the second what it takes */
  fprintf (stderr, _ ("Usage: musterd %s %s\n"), verb->name, verb->usage);
  return MUSTER_EXIT_USAGE;
}

/**
 * muster_cli_surplus:
 * @verb: a verb
 * @word: a word that it does not take
 *
 * Says so on standard error.
 *
 * Returns: %MUSTER_EXIT_USAGE
 */
int
muster_cli_surplus (const MusterVerb *verb, const char *word)
{
  g_autofree char *cut = muster_cut_text (word, strlen (word), SHOWN_BYTES_MAX);
  g_autofree char *problem =
      g_strdup_printf (_ ("“%s” is not understood"), cut != NULL ? cut : word);

  return muster_cli_usage (verb, problem);
}

/**
 * muster_cli_check_listen:
 * @verb: a verb
 * @addresses: (nullable) (array zero-terminated=1): where it is to listen
 *
 * Looks at addresses before anything is made for them.
 *
 * Returns: whether they are right; if not, the usage is printed
 */
gboolean
muster_cli_check_listen (const MusterVerb *verb, const char *const *addresses)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (!muster_listen_spec_check (addresses[i], FALSE, &error))
      {
        muster_cli_usage (verb, error->message);
        return FALSE;
      }
  return TRUE;
}

/**
 * muster_cli_fail:
 * @verb: a verb
 * @error: why it failed
 *
 * Says so on standard error.
 *
 * Returns: %MUSTER_EXIT_WRONG
 */
int
muster_cli_fail (const MusterVerb *verb, const GError *error)
{
  g_autofree char *message = muster_safe_text (error->message, -1, TRUE);

  fprintf (stderr, "musterd %s: %s\n", verb->name, message);
  return MUSTER_EXIT_WRONG;
}

/* The options that say where, the same for every verb. */
static void
add_place_options (GOptionContext *context, MusterCliPlaces places, MusterCliPlace *place)
{
  const GOptionEntry state[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &place->state, N_ ("The hub’s state folder"), "DIR" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  const GOptionEntry hub[] = {
    { "hub", 0, 0, G_OPTION_ARG_STRING, &place->hub, N_ ("The running hub at URL"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &place->token_file, N_ ("Your token for it"),
      "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (places & MUSTER_CLI_STATE)
    g_option_context_add_main_entries (context, state, GETTEXT_PACKAGE);
  if (places & MUSTER_CLI_HUB)
    g_option_context_add_main_entries (context, hub, GETTEXT_PACKAGE);
}

/* The help begins with the whole name of the verb. */
static gboolean
parse_as (const MusterVerb *verb, GOptionContext *context, int *argc, char ***argv, GError **error)
{
  g_autofree char *program = g_strdup (g_get_prgname ());
  g_autofree char *name = g_strdup_printf ("musterd %s", verb->name);
  gboolean ok;

  g_set_prgname (name);
  ok = g_option_context_parse (context, argc, argv, error);
  g_set_prgname (program != NULL ? program : "musterd");
  return ok;
}

/**
 * muster_cli_parse:
 * @verb: a verb
 * @entries: (nullable): its own options
 * @place: (nullable): filled in with those that say where; %NULL for a verb without places
 * @argc: (inout): how many words
 * @argv: (inout): the words; what is no option stays
 *
 * Returns: whether the options are right; if not, the usage is printed
 */
gboolean
muster_cli_parse (const MusterVerb *verb,
                  const GOptionEntry *entries,
                  MusterCliPlace *place,
                  int *argc,
                  char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (verb->usage);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (place != NULL || verb->places == 0, FALSE);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, verb->help);
  if (place != NULL)
    add_place_options (context, verb->places, place);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!parse_as (verb, context, argc, argv, &error))
    {
      muster_cli_usage (verb, error->message);
      return FALSE;
    }
  if (place != NULL && place->state != NULL && place->hub != NULL)
    {
      muster_cli_usage (verb, _ ("--state and --hub: say one of them"));
      return FALSE;
    }
  return TRUE;
}

/**
 * muster_cli_place_clear:
 * @self: where a verb works
 *
 * Frees what was said.
 */
void
muster_cli_place_clear (MusterCliPlace *self)
{
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->hub, g_free);
  g_clear_pointer (&self->token_file, g_free);
}

/**
 * muster_cli_place_dup_state:
 * @self: where a verb works
 *
 * Returns: (transfer full): the state folder that was said, else the private hub's
 */
char *
muster_cli_place_dup_state (const MusterCliPlace *self)
{
  return self->state != NULL ? g_strdup (self->state) : muster_default_state_dir ();
}

static void
write_addresses (MusterJsonWriter *writer, const char *name, char **addresses)
{
  muster_json_name (writer, name);
  muster_json_begin_array (writer);
  for (guint i = 0; addresses[i] != NULL; i++)
    muster_json_string (writer, addresses[i]);
  muster_json_end_array (writer);
}

/**
 * muster_cli_print_ready:
 * @hub: a hub that accepts connections
 *
 * Says so: {"ready":true,"listen":[…],"journal":{"seq":N}}, and where it takes mail, "lmtp":[…]
 */
void
muster_cli_print_ready (const MusterHub *hub)
{
  g_auto (GStrv) addresses = muster_hub_get_addresses (hub);
  g_autoptr (GString) line = g_string_new (NULL);
  MusterWorld *world = muster_committer_get_world (muster_hub_get_committer (hub));
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, line);
  muster_json_begin_object (&writer);
  muster_json_member_bool (&writer, "ready", TRUE);
  write_addresses (&writer, "listen", addresses);
  if (muster_hub_get_lmtp (hub) != NULL)
    {
      g_auto (GStrv) mail = muster_lmtp_server_get_addresses (muster_hub_get_lmtp (hub));

      write_addresses (&writer, "lmtp", mail);
    }
  muster_json_name (&writer, "journal");
  muster_json_begin_object (&writer);
  muster_json_member_int (&writer, "seq", (gint64) muster_world_get_seq (world));
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
  printf ("%s\n", line->str);
  fflush (stdout);
}

/**
 * muster_cli_speak_to_all:
 *
 * Leaves the locale of who started us: a hub answers many, and a console says things in the
 * language of its own reader.
 */
void
muster_cli_speak_to_all (void)
{
  setlocale (LC_MESSAGES, "C");
}

/**
 * muster_default_state_dir:
 *
 * Returns: (transfer full): the private hub's state folder (protocol §8)
 */
char *
muster_default_state_dir (void)
{
  return g_build_filename (g_get_user_state_dir (), "muster", "hub", NULL);
}

/**
 * muster_default_socket_path:
 *
 * Returns: (transfer full): the private hub's socket (protocol §8)
 */
char *
muster_default_socket_path (void)
{
  const char *flatpak = g_getenv ("FLATPAK_ID");

  if (flatpak != NULL)
    return g_build_filename (g_get_user_runtime_dir (), "app", flatpak, "hub.sock", NULL);
  return g_build_filename (g_get_user_runtime_dir (), "muster", "hub.sock", NULL);
}

static gboolean
read_token (const char *path, char **token, GError **error)
{
  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, token, NULL, error))
    return FALSE;
  g_strstrip (*token);
  return TRUE;
}

/**
 * muster_cli_hub_open:
 * @place: where it is
 * @error: return location
 *
 * Opens a state folder directly, which no hub may be running on, or names a running hub.
 *
 * Returns: (transfer full) (nullable): where to work
 */
MusterCliHub *
muster_cli_hub_open (const MusterCliPlace *place, GError **error)
{
  g_autoptr (MusterCliHub) self = g_new0 (MusterCliHub, 1);
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autofree char *url = NULL, *token = NULL, *socket = NULL;

  if (place->state != NULL)
    {
      MusterHubSettings settings = { .state = place->state, .clock = clock };

      self->direct = muster_hub_new (&settings, error);
      if (self->direct == NULL)
        return NULL;
      muster_hub_start (self->direct);
      return g_steal_pointer (&self);
    }
  if (!read_token (place->token_file, &token, error))
    return NULL;
  socket = muster_default_socket_path ();
  url = place->hub != NULL ? g_strdup (place->hub) : g_strconcat ("unix:", socket, NULL);
  self->link = muster_hub_link_new (
      &(MusterHubLinkOptions){
          .url = url, .token = token, .clock = clock, .fill = muster_random_fill },
      error);
  return self->link != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * muster_cli_hub_borrow:
 * @hub: a hub of this process
 *
 * Returns: (transfer full): a way to work on it
 */
MusterCliHub *
muster_cli_hub_borrow (MusterHub *hub)
{
  MusterCliHub *self = g_new0 (MusterCliHub, 1);

  self->direct = hub;
  self->is_borrowed = TRUE;
  return self;
}

/**
 * muster_cli_hub_free:
 * @self: where a verb worked
 *
 * Ends it in order.
 */
void
muster_cli_hub_free (MusterCliHub *self)
{
  if (self->direct != NULL && !self->is_borrowed)
    {
      muster_hub_stop (self->direct);
      muster_hub_free (self->direct);
    }
  g_clear_object (&self->link);
  g_free (self);
}

/**
 * muster_cli_hub_direct:
 * @self: where a verb works
 *
 * Returns: (transfer none) (nullable): the hub on a state folder
 */
MusterHub *
muster_cli_hub_direct (MusterCliHub *self)
{
  return self->direct;
}

/**
 * muster_cli_hub_link:
 * @self: where a verb works
 *
 * Returns: (transfer none) (nullable): the link to a running hub
 */
MusterHubLink *
muster_cli_hub_link (MusterCliHub *self)
{
  return self->link;
}

/* --- commands --- */

static char *
post_command (MusterCliHub *self, const MusterCommand *command, GError **error)
{
  g_autofree char *path = muster_command_dup_path (command);
  GString *json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL, answer = NULL;

  muster_command_append_json (command, json);
  body = g_string_free_to_bytes (json);
  answer = muster_ask_post (self->link, path, body, NULL, error);
  if (answer == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

/**
 * muster_cli_hub_command:
 * @self: where a verb works
 * @command: what is wanted
 * @error: return location
 *
 * Has a command decided, and waits until it is on disk.
 *
 * Returns: (transfer full) (nullable): the answer, as the API gives it
 */
char *
muster_cli_hub_command (MusterCliHub *self, MusterCommand *command, GError **error)
{
  g_autoptr (GString) answer = NULL;
  MusterDecided decided;

  if (self->direct == NULL)
    return post_command (self, command, error);
  if (!muster_hub_do (self->direct, command, &decided, error))
    return NULL;
  answer = g_string_new (NULL);
  muster_decided_append_json (command, &decided,
                              muster_committer_get_world (muster_hub_get_committer (self->direct)),
                              answer);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

/**
 * muster_cli_hub_get:
 * @self: where a verb works: a running hub
 * @path: what to get
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the body
 */
GBytes *
muster_cli_hub_get (MusterCliHub *self, const char *path, GError **error)
{
  g_return_val_if_fail (self->link != NULL, NULL);
  return muster_ask_get (self->link, path, NULL, error);
}
