/* cli-import.c - musterd import: schedules and policies of other systems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/civil-date.h"
#include "base/clock.h"
#include "base/instant.h"
#include "base/json-writer.h"
#include "base/safe-text.h"
#include "hub/cli.h"
#include "hub/import-calendar.h"
#include "hub/import-outcome.h"
#include "importers/importer.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_MAX 10 /* differences of a schedule */

typedef struct
{
  char *output, *at;
  char *schedule, *config; /* of a calendar */
  char **compare;
  gboolean json;
} Options;

/* --- files --- */

static gboolean
add_files (MusterImport *import, char **files, gboolean is_final, GError **error)
{
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      gsize n;

      if (!g_file_get_contents (files[i], &text, &n, error) ||
          !muster_import_add_file (import, files[i], text, n, is_final, error))
        return FALSE;
    }
  return TRUE;
}

/* --- in words --- */

static void
print_line (const MusterImportLine *line)
{
  g_autofree char *text = g_strdup_printf ("%s%s%s: %s", line->file, line->path != NULL ? ": " : "",
                                           line->path != NULL ? line->path : "", line->text);
  g_autofree char *safe = muster_safe_text (text, -1, FALSE);

  fprintf (stderr, "%s\n", safe);
}

static void
print_span (gint64 start_s, gint64 end_s, const char *words)
{
  g_autofree char *start = muster_instant_to_string (start_s * G_USEC_PER_SEC);
  g_autofree char *end = muster_instant_to_string (end_s * G_USEC_PER_SEC);

  fprintf (stderr, "  %s – %s  %s\n", start, end, words);
}

static const char *
somebody (const char *names)
{
  return *names != '\0' ? names : _ ("nobody");
}

static void
print_differences (const MusterImportComparison *self)
{
  for (guint i = 0; i < MIN (self->differences->len, SHOWN_MAX); i++)
    {
      const MusterImportDifference *difference = g_ptr_array_index (self->differences, i);
      /* Translators: who is on call in the other system, and who is here */
      g_autofree char *words = g_strdup_printf (
          _ ("there %s, here %s"), somebody (difference->there), somebody (difference->here));

      print_span (difference->start_s, difference->end_s, words);
    }
  if (self->differences->len > SHOWN_MAX)
    {
      guint n = self->differences->len - SHOWN_MAX;

      fprintf (stderr, ngettext ("  and %u more\n", "  and %u more\n", n), n);
    }
}

static gboolean
print_upcoming (const MusterImportOutcome *self,
                const MusterImportComparison *comparison,
                GError **error)
{
  const MusterScheduleBody *body = muster_oncall_team_find (self->team, comparison->schedule);
  g_autoptr (MusterRoster) roster = muster_schedule_resolve (
      body->schedule, self->import->at_s,
      self->import->at_s + MUSTER_IMPORT_COMPARE_DAYS * MUSTER_DAY_S, error);

  if (roster == NULL)
    return FALSE;
  fprintf (stderr, _ ("%s: there is nothing to compare with; on call for the next %d days:\n"),
           comparison->schedule, MUSTER_IMPORT_COMPARE_DAYS);
  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);
      g_autofree char *names = muster_import_name_set (body, span);

      print_span (span.start_s, span.end_s, somebody (names));
    }
  return TRUE;
}

static gboolean
print_words (const MusterImportOutcome *self, GError **error)
{
  for (guint i = 0; i < self->import->report->len; i++)
    print_line (g_ptr_array_index (self->import->report, i));
  if (self->import->n_unsaid > 0)
    fprintf (stderr, _ ("and %u more lines like these\n"), self->import->n_unsaid);
  for (guint i = 0; i < self->comparisons->len; i++)
    {
      const MusterImportComparison *comparison = g_ptr_array_index (self->comparisons, i);

      if (comparison->from_s == comparison->to_s)
        {
          if (!print_upcoming (self, comparison, error))
            return FALSE;
          continue;
        }
      /* Translators: a schedule, and hours */
      fprintf (stderr, _ ("%s: %.1f hours of %.1f differ\n"), comparison->schedule,
               (double) comparison->differing_s / 3600,
               (double) (comparison->to_s - comparison->from_s) / 3600);
      print_differences (comparison);
    }
  return TRUE;
}

/* --- as JSON --- */

static void
write_report (const MusterImport *import, MusterJsonWriter *writer)
{
  muster_json_name (writer, "report");
  muster_json_begin_array (writer);
  for (guint i = 0; i < import->report->len; i++)
    {
      const MusterImportLine *line = g_ptr_array_index (import->report, i);

      muster_json_begin_object (writer);
      muster_json_member_string (writer, "file", line->file);
      muster_json_member_string (writer, "path", line->path);
      muster_json_member_string (writer, "text", line->text);
      muster_json_member_bool (writer, "leftOut", line->is_left_out);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
  muster_json_member_int (writer, "unsaid", import->n_unsaid);
}

static void
write_comparison (const MusterImportComparison *self, MusterJsonWriter *writer)
{
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "schedule", self->schedule);
  muster_json_member_instant (writer, "from", self->from_s * G_USEC_PER_SEC);
  muster_json_member_instant (writer, "to", self->to_s * G_USEC_PER_SEC);
  muster_json_member_int (writer, "seconds", self->to_s - self->from_s);
  muster_json_member_int (writer, "differingSeconds", self->differing_s);
  muster_json_name (writer, "differences");
  muster_json_begin_array (writer);
  for (guint i = 0; i < MIN (self->differences->len, SHOWN_MAX); i++)
    {
      const MusterImportDifference *difference = g_ptr_array_index (self->differences, i);

      muster_json_begin_object (writer);
      muster_json_member_instant (writer, "start", difference->start_s * G_USEC_PER_SEC);
      muster_json_member_instant (writer, "end", difference->end_s * G_USEC_PER_SEC);
      muster_json_member_string (writer, "there", difference->there);
      muster_json_member_string (writer, "here", difference->here);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

static void
print_json (const MusterImportOutcome *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  write_report (self->import, &writer);
  muster_json_name (&writer, "compared");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < self->comparisons->len; i++)
    {
      const MusterImportComparison *comparison = g_ptr_array_index (self->comparisons, i);

      if (comparison->from_s < comparison->to_s)
        write_comparison (comparison, &writer);
    }
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  printf ("%s\n", out->str);
}

/* --- the verb --- */

static MusterExit
judge (const MusterImportOutcome *self)
{
  for (guint i = 0; i < self->comparisons->len; i++)
    if (((MusterImportComparison *) g_ptr_array_index (self->comparisons, i))->differing_s > 0)
      return MUSTER_EXIT_WRONG;
  return self->import->n_left_out > 0 ? MUSTER_EXIT_INCOMPLETE : MUSTER_EXIT_DONE;
}

static gboolean
tell (const MusterImportOutcome *self, const Options *options, GError **error)
{
  if (options->output != NULL && !g_file_set_contents (options->output, self->text, -1, error))
    return FALSE;
  if (options->output == NULL)
    fputs (self->text, stdout);
  if (!options->json)
    return print_words (self, error);
  print_json (self);
  return TRUE;
}

static int
import_files (const MusterImporter *importer, const Options *options, char **files, gint64 at_s)
{
  g_autoptr (MusterImport) import = muster_import_new (at_s);
  g_autoptr (MusterImportOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (!add_files (import, files, FALSE, &error) ||
      !add_files (import, options->compare, TRUE, &error))
    return muster_cli_fail (&muster_verb_import, error);
  importer->convert (import);
  if (import->schedules->len == 0 && import->policies->len == 0 && import->people->len == 0)
    {
      g_set_error (&error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                   _ ("%s: there is nothing of %s in it"), files[0], importer->title);
      return muster_cli_fail (&muster_verb_import, error);
    }
  outcome = muster_import_outcome_new (import, &error);
  if (outcome == NULL || !tell (outcome, options, &error))
    return muster_cli_fail (&muster_verb_import, error);
  return judge (outcome);
}

/* --- a calendar --- */

static char *
read_calendar (const Options *options,
               const char *file,
               MusterImportCalendar *import,
               GError **error)
{
  g_autoptr (GPtrArray) team = NULL;
  g_autofree char *base = g_path_get_basename (file);
  g_autofree char *layer = NULL, *text = NULL;
  gsize n;

  if (options->config != NULL)
    {
      team = muster_cli_read_team_file (options->config, error);
      if (team == NULL)
        return NULL;
    }
  if (!g_file_get_contents (file, &text, &n, error))
    return NULL;
  if (g_str_has_suffix (base, ".ics"))
    base[strlen (base) - strlen (".ics")] = '\0';
  layer = muster_is_name (base, -1) ? g_strdup (base) : g_strdup ("calendar");
  import->team = team;
  import->layer = layer;
  return muster_import_calendar_write (import, text, n, error);
}

static int
import_calendar (const Options *options, const char *file)
{
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  MusterImportCalendar import = { .schedule = options->schedule, .report = report };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_calendar (options, file, &import, &error);

  if (text == NULL ||
      (options->output != NULL && !g_file_set_contents (options->output, text, -1, &error)))
    return muster_cli_fail (&muster_verb_import, error);
  if (options->output == NULL)
    fputs (text, stdout);
  for (guint i = 0; i < report->len; i++)
    {
      g_autofree char *line = muster_safe_text (g_ptr_array_index (report, i), -1, FALSE);

      fprintf (stderr, "%s: %s\n", file, line);
    }
  return import.n_unknown > 0 ? MUSTER_EXIT_INCOMPLETE : MUSTER_EXIT_DONE;
}

static int
run_calendar (const Options *options, int argc, char **argv)
{
  if (argc > 3)
    return muster_cli_surplus (&muster_verb_import, argv[3]);
  if (argc < 3 || options->schedule == NULL)
    return muster_cli_usage (&muster_verb_import, _ ("say the calendar, and --schedule"));
  return import_calendar (options, argv[2]);
}

static int
run_verb (const Options *options, int argc, char **argv)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  gint64 at_us = muster_clock_now_us (clock);
  const MusterImporter *importer = argc > 1 ? muster_importer_find (argv[1]) : NULL;

  if (argc > 1 && strcmp (argv[1], "calendar") == 0)
    return run_calendar (options, argc, argv);
  if (argc > 1 && importer == NULL)
    return muster_cli_surplus (&muster_verb_import, argv[1]);
  if (argc < 3)
    return muster_cli_usage (&muster_verb_import, _ ("say which system’s, and the files"));
  if (options->json && options->output == NULL)
    return muster_cli_usage (&muster_verb_import, _ ("with --json, say --output, and the file"));
  if (options->at != NULL && !muster_instant_parse (options->at, -1, &at_us))
    return muster_cli_usage (&muster_verb_import,
                             _ ("--at is a time such as 2026-06-01T00:00:00Z"));
  return import_files (importer, options, argv + 2, at_us / G_USEC_PER_SEC);
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Where the team file goes"),
      "FILE" },
    { "compare", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.compare,
      N_ ("What the system made of its schedules"), "FILE" },
    { "schedule", 0, 0, G_OPTION_ARG_STRING, &options.schedule,
      N_ ("What the calendar’s schedule is called"), "NAME" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_ ("The people of a calendar"),
      "FILE" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, N_ ("As if it were then"), "TIME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print the report as JSON"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result = MUSTER_EXIT_USAGE;

  if (muster_cli_parse (&muster_verb_import, entries, NULL, &argc, &argv))
    result = run_verb (&options, argc, argv);
  g_free (options.output);
  g_free (options.at);
  g_free (options.schedule);
  g_free (options.config);
  g_strfreev (options.compare);
  return result;
}

const MusterVerb muster_verb_import = {
  .name = "import",
  .usage = "pagerduty|opsgenie|grafana-oncall|goalert FILE.json… [--compare FINAL.json]… "
           "[--output TEAM.yaml [--json]] [--at TIME] | "
           "calendar FILE.ics --schedule NAME [--config TEAM.yaml] [--output FILE.yaml]",
  .help = N_ ("Make a team file of another system’s schedules and policies"),
  .run = run,
};
