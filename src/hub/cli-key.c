/* cli-key.c - musterd key add, musterd token add: what lets others in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-writer.h"
#include "hub/ask.h"
#include "hub/cli.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  MusterCliPlace place;
  char *name; /* of the service or person */
  char *role;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  muster_cli_place_clear (&self->place);
  g_free (self->name);
  g_free (self->role);
}

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

static int
run (const MusterVerb *verb, int argc, char **argv, const char *name_option)
{
  Options options = { 0 };
  gboolean is_token = verb == &muster_verb_token;
  const GOptionEntry entries[] = {
    { name_option, 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("For whom"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    { is_token ? "role" : NULL, 0, 0, G_OPTION_ARG_STRING, &options.role, N_ ("May do"), "ROLE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result;

  if (!muster_cli_parse (verb, entries, &options.place, &argc, &argv))
    result = MUSTER_EXIT_USAGE;
  else if (argc > 1 && (argc > 2 || strcmp (argv[1], "add") != 0))
    result = muster_cli_surplus (verb, argv[argc > 2 ? 2 : 1]);
  else if (argc < 2 || options.name == NULL)
    result = muster_cli_usage (verb, is_token ? _ ("say add, and --person NAME")
                                              : _ ("say add, and --service NAME"));
  else
    result = is_token ? add_token (&options) : add_key (&options);
  options_clear (&options);
  return result;
}

static int
run_key (int argc, char **argv)
{
  return run (&muster_verb_key, argc, argv, "service");
}

static int
run_token (int argc, char **argv)
{
  return run (&muster_verb_token, argc, argv, "person");
}

const MusterVerb muster_verb_key = {
  .name = "key",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "add [--state DIR | --hub URL] --service NAME [--json]",
  .help = N_ ("Make an integration key"),
  .run = run_key,
};

const MusterVerb muster_verb_token = {
  .name = "token",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "add [--state DIR | --hub URL] --person NAME --role ROLE [--json]",
  .help = N_ ("Make a token for a person or a machine"),
  .run = run_token,
};
