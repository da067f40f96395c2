/* cli-dead-letter.c - musterd dead-letter: what could not be read, and reading it again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/ask.h"
#include "hub/cli.h"
#include "hub/letter-replay.h"
#include "hub/query.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  MusterCliPlace place;
  char *source;
  char *mapping;
  gboolean dry_run;
} Options;

static void
options_clear (Options *self)
{
  muster_cli_place_clear (&self->place);
  g_free (self->source);
  g_free (self->mapping);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static char *
ask (MusterCliHub *hub, const char *path, GError **error)
{
  g_autoptr (GBytes) answer = muster_cli_hub_get (hub, path, error);

  return answer != NULL ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer))
                        : NULL;
}

static char *
list_letters (MusterCliHub *hub, GError **error)
{
  MusterHub *direct = muster_cli_hub_direct (hub);
  GString *body;

  if (direct == NULL)
    return ask (hub, "/v1/dead-letters", error);
  body = g_string_new (NULL);
  muster_letters_append_json (muster_committer_get_world (muster_hub_get_committer (direct)), body);
  g_string_append_c (body, '\n');
  return g_string_free (body, FALSE);
}

static char *
preview_direct (MusterHub *hub, const Options *options, MusterUlid id, GError **error)
{
  MusterCommitter *committer = muster_hub_get_committer (hub);
  const MusterDeadLetter *letter =
      muster_world_get_dead_letter (muster_committer_get_world (committer), id);
  const MusterReading as = { options->source, options->mapping };
  MusterJsonWriter writer;
  GString *body;

  if (letter == NULL)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           _ ("There is no such dead letter"));
      return NULL;
    }
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_letter_preview (&writer, committer, letter, &as);
  g_string_append_c (body, '\n');
  return g_string_free (body, FALSE);
}

static char *
preview_letter (MusterCliHub *hub, const Options *options, MusterUlid id, GError **error)
{
  g_autoptr (GString) path = g_string_new ("/v1/dead-letters/preview?letter=");

  if (muster_cli_hub_direct (hub) != NULL)
    return preview_direct (muster_cli_hub_direct (hub), options, id, error);
  muster_ulid_append (id, path);
  if (options->source != NULL)
    {
      g_string_append (path, "&source=");
      g_string_append_uri_escaped (path, options->source, NULL, FALSE);
    }
  if (options->mapping != NULL)
    {
      g_string_append (path, "&mapping=");
      g_string_append_uri_escaped (path, options->mapping, NULL, FALSE);
    }
  return ask (hub, path->str, error);
}

static char *
replay_letter (MusterCliHub *hub, const Options *options, MusterUlid id, GError **error)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("letter.replay"));

  command->object = id;
  if (options->source != NULL)
    muster_command_set_text (command, "source", options->source);
  if (options->mapping != NULL)
    muster_command_set_text (command, "mapping", options->mapping);
  return muster_cli_hub_command (hub, command, error);
}

/* What cannot be read in a dry run is what is wrong. */
static int
print_answer (const Options *options, const char *answer)
{
  g_autofree char *problem =
      options->dry_run ? muster_answer_dup_member (answer, -1, "error") : NULL;

  printf ("%s", answer);
  return problem != NULL ? MUSTER_EXIT_WRONG : MUSTER_EXIT_DONE;
}

static int
work (const Options *options, const char *letter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterCliHub) hub = NULL;
  g_autofree char *answer = NULL;
  MusterUlid id = { 0, 0 };

  if (letter != NULL && !muster_ulid_parse (letter, -1, &id))
    return muster_cli_usage (
        &muster_verb_dead_letter,
        _ ("a letter is told by the id that “musterd dead-letter list” shows"));
  hub = muster_cli_hub_open (&options->place, &error);
  if (hub != NULL)
    answer = letter == NULL     ? list_letters (hub, &error)
             : options->dry_run ? preview_letter (hub, options, id, &error)
                                : replay_letter (hub, options, id, &error);
  if (answer == NULL)
    return muster_cli_fail (&muster_verb_dead_letter, error);
  return print_answer (options, answer);
}

static int
run (int argc, char **argv)
{
  const MusterVerb *verb = &muster_verb_dead_letter;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_ ("Read it as this source"), "NAME" },
    { "mapping", 0, 0, G_OPTION_ARG_STRING, &options.mapping, N_ ("Read it with this mapping"),
      "NAME" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only say what would become of it"),
      NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (!muster_cli_parse (verb, entries, &options.place, &argc, &argv))
    return MUSTER_EXIT_USAGE;
  if (argc == 2 && strcmp (argv[1], "list") == 0)
    return work (&options, NULL);
  if (argc == 3 && strcmp (argv[1], "replay") == 0)
    return work (&options, argv[2]);
  if (argc > 1 && strcmp (argv[1], "list") != 0 && strcmp (argv[1], "replay") != 0)
    return muster_cli_surplus (verb, argv[1]);
  if (argc > 2)
    return muster_cli_surplus (verb, argv[strcmp (argv[1], "list") == 0 ? 2 : 3]);
  return muster_cli_usage (verb, _ ("say list, or replay and the id of a letter"));
}

const MusterVerb muster_verb_dead_letter = {
  .name = "dead-letter",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "list | replay ID [--source NAME] [--mapping NAME] [--dry-run] "
           "[--state DIR | --hub URL]",
  .help = N_ ("List what could not be read, and read it again"),
  .run = run,
};
