/* cli-export.c - musterd export: a postmortem of an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"
#include "hub/postmortem.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  MusterCliPlace place;
  char *incident;
  char *format;
  char *output;
} Options;

static GString *
export_from_state (MusterHub *hub, guint number, const MusterExporter *exporter, GError **error)
{
  const MusterWorld *world = muster_committer_get_world (muster_hub_get_committer (hub));
  const MusterIncident *incident = muster_world_get_incident (world, number);
  GString *out;

  if (incident == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "There is no incident INC-%u", number);
      return NULL;
    }
  out = g_string_new (NULL);
  if (muster_postmortem_write (world, incident, exporter, out, error))
    return out;
  g_string_free (out, TRUE);
  return NULL;
}

static GString *
export_from_hub (MusterCliHub *hub, guint number, const char *format, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/export?format=%s", number, format);
  g_autoptr (GBytes) body = muster_cli_hub_get (hub, path, error);

  if (body == NULL)
    return NULL;
  return g_string_new_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
}

/* "-": standard output. A file that is there is not written over. */
static gboolean
write_output (const char *path, const GString *text, GError **error)
{
  int fd = strcmp (path, "-") == 0 ? dup (STDOUT_FILENO)
                                   : g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  gsize written = 0;

  while (fd >= 0 && written < text->len)
    {
      gssize n = write (fd, text->str + written, text->len - written);

      if (n < 0)
        break;
      written += (gsize) n;
    }
  if (fd >= 0 && written == text->len && close (fd) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s cannot be written: %s",
               path, g_strerror (errno));
  return FALSE;
}

/* Nothing is made only to say that nothing is in it. */
static gboolean
has_journal (const MusterCliPlace *place, GError **error)
{
  g_autofree char *path =
      place->state != NULL ? g_build_filename (place->state, "journal.db", NULL) : NULL;

  if (path == NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "There is no journal in %s", place->state);
  return FALSE;
}

static int export(const Options *options, const MusterExporter *exporter, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (MusterCliHub) hub = NULL;

  if (has_journal (&options->place, &error))
    hub = muster_cli_hub_open (&options->place, &error);
  if (hub == NULL)
    return muster_cli_fail (&muster_verb_export, error);
  text = muster_cli_hub_direct (hub) != NULL
             ? export_from_state (muster_cli_hub_direct (hub), number, exporter, &error)
             : export_from_hub (hub, number, exporter->name, &error);
  if (text == NULL || !write_output (options->output, text, &error))
    return muster_cli_fail (&muster_verb_export, error);
  return MUSTER_EXIT_DONE;
}

static int
complain_format (void)
{
  g_autoptr (GString) problem = g_string_new ("say --format: one of");

  for (guint i = 0; muster_exporters[i] != NULL; i++)
    g_string_append_printf (problem, "%s %s", i > 0 ? "," : "", muster_exporters[i]->name);
  return muster_cli_usage (&muster_verb_export, problem->str);
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "incident", 0, 0, G_OPTION_ARG_STRING, &options.incident, N_ ("Which"), "ID" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("As what"), "FORMAT" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Where to; - prints"), "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  const MusterExporter *exporter = NULL;
  guint number = 0;
  int result;

  gboolean parsed = muster_cli_parse (&muster_verb_export, entries, &options.place, &argc, &argv);

  if (options.format != NULL)
    exporter = muster_exporter_find (options.format);
  if (options.incident != NULL)
    number = muster_incident_parse_id (options.incident, -1);
  if (!parsed)
    result = MUSTER_EXIT_USAGE;
  else if (argc > 1)
    result = muster_cli_surplus (&muster_verb_export, argv[1]);
  else if (number == 0 || options.output == NULL)
    result = muster_cli_usage (&muster_verb_export, _ ("say --incident INC-N and --output FILE"));
  else if (exporter == NULL)
    result = complain_format ();
  else
    result = export(&options, exporter, number);
  muster_cli_place_clear (&options.place);
  g_free (options.incident);
  g_free (options.format);
  g_free (options.output);
  return result;
}

const MusterVerb muster_verb_export = {
  .name = "export",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "[--state DIR | --hub URL] --incident ID --format FORMAT --output FILE",
  .help = N_ ("Write an incident's postmortem"),
  .run = run,
};
