/* cli-group.c - musterd group replay: what recorded alerts would have become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"
#include "hub/group-replay.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *config;
  gboolean json;
} Options;

static MusterGroupReplay *
open_replay (const char *config, GError **error)
{
  g_autoptr (GPtrArray) objects = NULL;

  if (config == NULL)
    {
      g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

      return muster_group_replay_new (nothing, error);
    }
  objects = muster_cli_read_team_file (config, error);
  return objects != NULL ? muster_group_replay_new (objects, error) : NULL;
}

static gboolean
replay (const Options *options, const char *file, GString *out, GError **error)
{
  g_autoptr (MusterGroupReplay) replay = open_replay (options->config, error);
  g_autofree char *record = NULL;
  gsize n;

  if (replay == NULL || !g_file_get_contents (file, &record, &n, error))
    return FALSE;
  if (!muster_group_replay_read (replay, record, n, error))
    {
      g_prefix_error (error, "%s: ", file);
      return FALSE;
    }
  muster_group_replay_run (replay);
  muster_group_replay_write (replay, out);
  return TRUE;
}

static int
replay_file (const Options *options, const char *file)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!replay (options, file, out, &error))
    return muster_cli_fail (&muster_verb_group, error);
  printf ("%s\n", out->str);
  return MUSTER_EXIT_DONE;
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_ ("Services and rules"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON, as it always does"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result;

  if (!muster_cli_parse (&muster_verb_group, entries, NULL, &argc, &argv))
    result = MUSTER_EXIT_USAGE;
  else if (argc > 1 && strcmp (argv[1], "replay") != 0)
    result = muster_cli_surplus (&muster_verb_group, argv[1]);
  else if (argc < 3)
    result = muster_cli_usage (&muster_verb_group, _ ("say replay, and the file of alerts"));
  else if (argc > 3)
    result = muster_cli_surplus (&muster_verb_group, argv[3]);
  else
    result = replay_file (&options, argv[2]);
  g_free (options.config);
  return result;
}

const MusterVerb muster_verb_group = {
  .name = "group",
  .usage = "replay ALERTS.ndjson [--config FILE.yaml] [--json]",
  .help = N_ ("Say what recorded alerts would have become"),
  .run = run,
};
