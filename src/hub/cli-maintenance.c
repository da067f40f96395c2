/* cli-maintenance.c - musterd maintenance: which windows come, and what one would hold back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"
#include "hub/maintenance-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  MusterCliPlace place;
  int days;
} Options;

/* Of a state folder, by what answers the API. */
static GString *
ask_directly (MusterHub *hub, const Options *options, const char *window, GError **error)
{
  MusterCommitter *committer = muster_hub_get_committer (hub);
  const MusterMaintenanceView view = { muster_committer_get_world (committer),
                                       muster_committer_now_us (committer), (guint) options->days };
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  if (window != NULL)
    return muster_json_maintenance_preview (&writer, &view, window, NULL, error)
               ? g_steal_pointer (&out)
               : NULL;
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "items");
  muster_json_begin_array (&writer);
  muster_json_maintenance_list (&writer, &view);
  muster_json_end_array (&writer);
  muster_json_name (&writer, "cursor");
  muster_json_null (&writer);
  muster_json_end_object (&writer);
  return g_steal_pointer (&out);
}

static GString *
ask (const Options *options, const char *window, GError **error)
{
  g_autoptr (MusterCliHub) hub = muster_cli_hub_open (&options->place, error);
  g_autofree char *escaped = NULL, *path = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *bytes;
  gsize n;

  if (hub == NULL)
    return NULL;
  if (muster_cli_hub_direct (hub) != NULL)
    return ask_directly (muster_cli_hub_direct (hub), options, window, error);
  escaped = window != NULL ? g_uri_escape_string (window, NULL, FALSE) : NULL;
  path = window != NULL
             ? g_strdup_printf ("/v1/maintenance/preview?days=%d&window=%s", options->days, escaped)
             : g_strdup_printf ("/v1/maintenance?days=%d", options->days);
  body = muster_cli_hub_get (hub, path, error);
  if (body == NULL)
    return NULL;
  bytes = g_bytes_get_data (body, &n);
  return g_string_new_len (bytes, (gssize) n);
}

static int
print_answer (const Options *options, const char *window)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) answer = ask (options, window, &error);

  if (answer == NULL)
    return muster_cli_fail (&muster_verb_maintenance, error);
  printf ("%s\n", answer->str);
  return MUSTER_EXIT_DONE;
}

static int
run_verb (const Options *options, int argc, char **argv)
{
  gboolean lists = argc > 1 && strcmp (argv[1], "list") == 0;
  gboolean previews = argc > 1 && strcmp (argv[1], "preview") == 0;

  if (options->days < 1 || options->days > MUSTER_MAINTENANCE_DAYS_MAX)
    return muster_cli_usage (&muster_verb_maintenance, _ ("--days is 1 to 731"));
  if (argc > 1 && !lists && !previews)
    return muster_cli_surplus (&muster_verb_maintenance, argv[1]);
  if (argc > (lists ? 2 : 3))
    return muster_cli_surplus (&muster_verb_maintenance, argv[lists ? 2 : 3]);
  if (argc < (lists ? 2 : 3))
    return muster_cli_usage (&muster_verb_maintenance, _ ("say list, or preview and a window"));
  return print_answer (options, lists ? NULL : argv[2]);
}

static int
run (int argc, char **argv)
{
  Options options = { .days = MUSTER_MAINTENANCE_DAYS };
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &options.days, N_ ("How far ahead"), "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result = MUSTER_EXIT_USAGE;

  if (muster_cli_parse (&muster_verb_maintenance, entries, &options.place, &argc, &argv))
    result = run_verb (&options, argc, argv);
  muster_cli_place_clear (&options.place);
  return result;
}

const MusterVerb muster_verb_maintenance = {
  .name = "maintenance",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "list | preview WINDOW [--state DIR | --hub URL] [--days N]",
  .help = N_ ("List maintenance windows, and say what one would hold back"),
  .run = run,
};
