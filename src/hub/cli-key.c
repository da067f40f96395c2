/* cli-key.c - musterd key, musterd token: what lets others in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-writer.h"
#include "hub/ask.h"
#include "hub/cli-key-list.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  MusterCliPlace place;
  char *name; /* of the service or person */
  char *role;
  char *overlap;
  char *silence;
  int flood; /* -1: not said */
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  muster_cli_place_clear (&self->place);
  g_free (self->name);
  g_free (self->role);
  g_free (self->overlap);
  g_free (self->silence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
print_secret (const Options *options, const char *answer, const char *member)
{
  g_autofree char *secret = muster_answer_dup_member (answer, -1, member);
  g_autofree char *service = muster_answer_dup_member (answer, -1, "service");
  g_autoptr (GString) line = g_string_new (NULL);
  MusterJsonWriter writer;

  if (secret == NULL)
    return MUSTER_EXIT_INCOMPLETE;
  if (!options->json)
    {
      printf ("%s\n", secret);
      return MUSTER_EXIT_DONE;
    }
  muster_json_writer_init (&writer, line);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, member, secret);
  if (service != NULL)
    muster_json_member_string (&writer, "service", service);
  muster_json_end_object (&writer);
  printf ("%s\n", line->str);
  return MUSTER_EXIT_DONE;
}

static int
send_command (const MusterVerb *verb,
              const Options *options,
              MusterCommand *command,
              const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterCliHub) hub = muster_cli_hub_open (&options->place, &error);
  g_autofree char *answer = NULL;

  if (hub != NULL)
    answer = muster_cli_hub_command (hub, command, &error);
  if (answer == NULL)
    return muster_cli_fail (verb, error);
  return print_secret (options, answer, member);
}

static int
add_key (const Options *options)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("key.add"));

  muster_command_set_text (command, "service", options->name);
  return send_command (&muster_verb_key, options, command, "key");
}

static int
add_token (const Options *options)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("token.add"));
  MusterAccess access;

  if (options->role == NULL || !muster_access_parse (options->role, -1, &access))
    return muster_cli_usage (&muster_verb_token,
                             _ ("--role is viewer, responder, manager, admin, auditor, intake, "
                                "node or screen"));
  muster_command_set_text (command, "person", options->name);
  muster_command_set_int (command, "role", access);
  return send_command (&muster_verb_token, options, command, "token");
}

/* --- keys that there are --- */

static int
list_keys (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterCliHub) hub = muster_cli_hub_open (&options->place, &error);
  g_autofree char *json = NULL;

  if (hub != NULL)
    json = muster_cli_key_list (hub, &error);
  if (json == NULL)
    return muster_cli_fail (&muster_verb_key, error);
  if (options->json)
    printf ("%s", json);
  else
    muster_cli_key_print (json);
  return MUSTER_EXIT_DONE;
}

static void
set_arguments (const Options *options, MusterCommand *command)
{
  if (strcmp (command->spec->name, "key.rotate") == 0 && options->overlap != NULL)
    muster_command_set_text (command, "overlap", options->overlap);
  if (strcmp (command->spec->name, "key.configure") != 0)
    return;
  if (options->flood >= 0)
    muster_command_set_int (command, "flood", options->flood);
  if (options->silence != NULL)
    muster_command_set_text (command, "silence", options->silence);
}

/* What is done to one key; only a new token is printed. */
static int
change_key (const Options *options, const char *command_name, const char *key)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name (command_name));
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterCliHub) hub = muster_cli_hub_open (&options->place, &error);
  g_autofree char *answer = NULL;

  set_arguments (options, command);
  if (hub != NULL && muster_cli_key_find (hub, key, &command->object, &error))
    answer = muster_cli_hub_command (hub, command, &error);
  if (answer == NULL)
    return muster_cli_fail (&muster_verb_key, error);
  return command->spec->makes_secret ? print_secret (options, answer, "key") : MUSTER_EXIT_DONE;
}

static int
run_key_words (const Options *options, int argc, char **argv)
{
  static const struct
  {
    const char *word, *command;
  } words[] = { { "rotate", "key.rotate" },
                { "retire", "key.retire" },
                { "revoke", "key.revoke" },
                { "configure", "key.configure" } };
  const char *word = argc > 1 ? argv[1] : "";

  if (strcmp (word, "add") == 0 || strcmp (word, "list") == 0)
    {
      if (argc > 2)
        return muster_cli_surplus (&muster_verb_key, argv[2]);
      if (strcmp (word, "list") == 0)
        return list_keys (options);
      return options->name != NULL
                 ? add_key (options)
                 : muster_cli_usage (&muster_verb_key, _ ("say add, and --service NAME"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i].word) == 0)
      {
        if (argc > 3)
          return muster_cli_surplus (&muster_verb_key, argv[3]);
        return argc == 3 ? change_key (options, words[i].command, argv[2])
                         : muster_cli_usage (&muster_verb_key, _ ("say which key"));
      }
  if (argc > 1)
    return muster_cli_surplus (&muster_verb_key, word);
  return muster_cli_usage (&muster_verb_key, _ ("say add, and --service NAME"));
}

static int
run_key (int argc, char **argv)
{
  g_auto (Options) options = { .flood = -1 };
  const GOptionEntry entries[] = {
    { "service", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("For whom"), "NAME" },
    { "overlap", 0, 0, G_OPTION_ARG_STRING, &options.overlap,
      N_ ("How long the old token is valid beside the new one: 24h"), "SPAN" },
    { "flood", 0, 0, G_OPTION_ARG_INT, &options.flood,
      N_ ("More new alerts in five minutes are a storm; 0: none are"), "N" },
    { "silence", 0, 0, G_OPTION_ARG_STRING, &options.silence,
      N_ ("How long a silence is before it is told: learned, off, or a span"), "SPAN" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!muster_cli_parse (&muster_verb_key, entries, &options.place, &argc, &argv))
    return MUSTER_EXIT_USAGE;
  return run_key_words (&options, argc, argv);
}

static int
run_token (int argc, char **argv)
{
  g_auto (Options) options = { .flood = -1 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("For whom"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, N_ ("May do"), "ROLE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!muster_cli_parse (&muster_verb_token, entries, &options.place, &argc, &argv))
    return MUSTER_EXIT_USAGE;
  if (argc > 1 && (argc > 2 || strcmp (argv[1], "add") != 0))
    return muster_cli_surplus (&muster_verb_token, argv[argc > 2 ? 2 : 1]);
  if (argc < 2 || options.name == NULL)
    return muster_cli_usage (&muster_verb_token, _ ("say add, and --person NAME"));
  return add_token (&options);
}

const MusterVerb muster_verb_key = {
  .name = "key",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "add --service NAME | list | rotate KEY [--overlap SPAN] | retire KEY | revoke KEY | "
           "configure KEY [--flood N] [--silence SPAN] [--state DIR | --hub URL] [--json]",
  .help = N_ ("Make, list, rotate, revoke integration keys"),
  .run = run_key,
};

const MusterVerb muster_verb_token = {
  .name = "token",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "add [--state DIR | --hub URL] --person NAME --role ROLE [--json]",
  .help = N_ ("Make a token for a person or a machine"),
  .run = run_token,
};
