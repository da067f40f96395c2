/* cli-journal.c - musterd journal verify, tail, export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"
#include "hub/state.h"
#include "hub/visible-json.h"
#include "journal/export.h"
#include "journal/sqlite-journal.h"
#include "journal/verify.h"

#include "base/json-writer.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TAIL_DEFAULT 20

typedef struct
{
  MusterCliPlace place;
  char *export_file;
  int n;
} Options;

static int
print_report (const MusterVerifyReport *report)
{
  static const char *const words[] = { "clean", "tampered", "incomplete" };
  g_autoptr (GString) line = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, line);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "journal", words[report->outcome]);
  muster_json_member_int (&writer, "events", (gint64) report->n_events);
  muster_json_member_int (&writer, "payloads", (gint64) report->n_payloads);
  muster_json_member_int (&writer, "erased", (gint64) report->n_erased);
  if (report->outcome == MUSTER_VERIFY_CLEAN)
    {
      char hex[2 * MUSTER_SHA256_BYTES + 1];

      muster_to_hex (report->chain.bytes, sizeof report->chain.bytes, hex);
      muster_json_member_string (&writer, "chain", hex);
    }
  else
    {
      muster_json_member_int (&writer, "firstBadSeq", (gint64) report->first_bad_seq);
      muster_json_member_int (&writer, "lastBadSeq", (gint64) report->last_bad_seq);
      muster_json_member_string (&writer, "reason", report->reason);
    }
  muster_json_end_object (&writer);
  printf ("%s\n", line->str);
  return (int) report->outcome; /* the exit codes of protocol §3 */
}

static int
verify (const Options *options, const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) in = NULL;
  MusterVerifyReport report;
  gboolean read;

  if (options->export_file != NULL)
    {
      file = g_file_new_for_path (options->export_file);
      in = g_file_read (file, NULL, &error);
      read = in != NULL && muster_export_verify (G_INPUT_STREAM (in), &report, &error);
    }
  else
    read = muster_journal_verify (state, &report, &error);
  if (read)
    return print_report (&report);
  if (options->export_file == NULL)
    muster_state_prefix_error (state, &error);
  return muster_cli_fail (&muster_verb_journal, error);
}

/* To a file the bytes that the digests are of; to a terminal what they say. */
static GOutputStream *
open_output (void)
{
  g_autoptr (GOutputStream) raw = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) buffered = g_buffered_output_stream_new (raw);
  g_autoptr (GConverter) visible = NULL;

  if (!isatty (STDOUT_FILENO))
    return g_steal_pointer (&buffered);
  visible = muster_visible_json_new ();
  return g_converter_output_stream_new (buffered, visible);
}

static int
print_events (const Options *options, const char *state, gboolean all)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterJournal) journal =
      muster_sqlite_journal_open (state, (MusterUlid){ 0, 0 }, &error);
  g_autoptr (GOutputStream) out = open_output ();
  gboolean printed;

  if (journal == NULL)
    {
      muster_state_prefix_error (state, &error);
      return muster_cli_fail (&muster_verb_journal, error);
    }
  printed = all ? muster_journal_export (journal, out, &error)
                : muster_journal_tail (journal, (guint64) options->n, out, &error);
  printed = printed && g_output_stream_flush (out, NULL, &error);
  muster_journal_close (journal);
  return printed ? MUSTER_EXIT_DONE : muster_cli_fail (&muster_verb_journal, error);
}

static int
run_verb (const Options *options, const char *verb)
{
  g_autofree char *state = muster_cli_place_dup_state (&options->place);

  if (strcmp (verb, "verify") == 0)
    return verify (options, state);
  if (strcmp (verb, "export") == 0)
    return print_events (options, state, TRUE);
  if (strcmp (verb, "tail") == 0 && options->n > 0)
    return print_events (options, state, FALSE);
  if (strcmp (verb, "tail") == 0)
    return muster_cli_usage (&muster_verb_journal, _ ("-n wants a whole number from 1"));
  return muster_cli_surplus (&muster_verb_journal, verb);
}

static int
run (int argc, char **argv)
{
  Options options = { .n = TAIL_DEFAULT };
  const GOptionEntry entries[] = {
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &options.export_file, N_ ("Verify FILE"), "FILE" },
    { "lines", 'n', 0, G_OPTION_ARG_INT, &options.n, N_ ("How many events"), "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result;

  if (!muster_cli_parse (&muster_verb_journal, entries, &options.place, &argc, &argv))
    result = MUSTER_EXIT_USAGE;
  else if (argc > 2)
    result = muster_cli_surplus (&muster_verb_journal, argv[2]);
  else if (argc < 2)
    result = muster_cli_usage (&muster_verb_journal, _ ("say verify, tail or export"));
  else
    result = run_verb (&options, argv[1]);
  muster_cli_place_clear (&options.place);
  g_free (options.export_file);
  return result;
}

const MusterVerb muster_verb_journal = {
  .name = "journal",
  .places = MUSTER_CLI_STATE,
  .usage = "verify | tail [-n N] | export [--state DIR] [--export FILE]",
  .help = N_ ("Check the journal, or print it as lines of JSON"),
  .run = run,
};
