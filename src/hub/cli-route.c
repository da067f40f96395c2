/* cli-route.c - musterd route: who would hear of an alert, and rules from elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/clock.h"
#include "base/safe-text.h"
#include "hub/cli.h"
#include "hub/route-test.h"
#include "wire/alertmanager-file.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *config;
  gboolean json;
} Options;

static gboolean
ask (const Options *options, const char *file, GString *out, GError **error)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (GPtrArray) objects = NULL;
  g_autofree char *event = NULL;
  gsize event_n;

  objects = muster_cli_read_team_file (options->config, error);
  if (objects == NULL || !g_file_get_contents (file, &event, &event_n, error))
    return FALSE;
  return muster_route_test (objects, event, event_n, muster_clock_now_us (clock), out, error);
}

static int
test_file (const Options *options, const char *file)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!ask (options, file, out, &error))
    return muster_cli_fail (&muster_verb_route, error);
  printf ("%s\n", out->str);
  return MUSTER_EXIT_DONE;
}

static int
import_file (const char *file)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize n;

  if (!g_file_get_contents (file, &text, &n, &error) ||
      !muster_alertmanager_file_convert (file, text, n, out, report, &error))
    return muster_cli_fail (&muster_verb_route, error);
  printf ("%s", out->str);
  for (guint i = 0; i < report->len; i++)
    {
      g_autofree char *line = muster_safe_text (g_ptr_array_index (report, i), -1, TRUE);

      fprintf (stderr, "%s\n", line);
    }
  return MUSTER_EXIT_DONE;
}

static int
run_verb (Options *options, int argc, char **argv)
{
  gboolean imports = argc > 1 && strcmp (argv[1], "import") == 0;

  if (argc > 1 && !imports && strcmp (argv[1], "test") != 0)
    return muster_cli_surplus (&muster_verb_route, argv[1]);
  if (argc < 3)
    return muster_cli_usage (&muster_verb_route, _ ("say test or import, and the file"));
  if (argc > 3)
    return muster_cli_surplus (&muster_verb_route, argv[3]);
  if (imports)
    return import_file (argv[2]);
  if (options->config == NULL)
    return muster_cli_usage (&muster_verb_route, _ ("say --config, and the file of the rules"));
  return test_file (options, argv[2]);
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
  int result = MUSTER_EXIT_USAGE;

  if (muster_cli_parse (&muster_verb_route, entries, NULL, &argc, &argv))
    result = run_verb (&options, argc, argv);
  g_free (options.config);
  return result;
}

const MusterVerb muster_verb_route = {
  .name = "route",
  .usage = "test EVENT.json --config FILE.yaml [--json] | import ALERTMANAGER.yml",
  .help = N_ ("Say who would hear of an alert, and by which rules"),
  .run = run,
};
