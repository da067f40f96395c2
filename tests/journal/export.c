/* export.c - the journal as lines, and what a check of them finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/export.h"
#include "journal/memory-journal.h"
#include "state.h"
#include "wire/event-codec.h"

static GBytes *
export_journal (MusterJournal *journal, guint64 tail)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  if (tail > 0)
    muster_journal_tail (journal, tail, stream, &error);
  else
    muster_journal_export (journal, stream, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static MusterVerifyReport
verify (const char *bytes, gsize n)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) n, NULL);
  g_autoptr (GError) error = NULL;
  MusterVerifyReport report;

  muster_export_verify (stream, &report, &error);
  g_assert_no_error (error);
  return report;
}

static char *
export_text (guint n_events)
{
  g_autoptr (MusterJournal) journal = muster_memory_journal_new (state_journal_id ());
  g_autoptr (GBytes) bytes = NULL;

  if (n_events > 0)
    append_random (journal, n_events);
  bytes = export_journal (journal, 0);
  muster_journal_close (journal);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_export_verifies (void)
{
  static const guint lengths[] = { 0, 1, 2, 100, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = export_text (lengths[i]);
      MusterVerifyReport report = verify (text, strlen (text));

      g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_CLEAN);
      g_assert_cmpuint (report.n_events, ==, lengths[i]);
      g_assert_cmpuint (report.n_erased, ==, 0);
      g_assert_true (muster_ulid_equal (report.id, state_journal_id ()));
    }
}

/* Every line is one of the stream, and says the event again. */
static void
test_lines_are_of_the_stream (void)
{
  g_autoptr (MusterJournal) journal = muster_memory_journal_new (state_journal_id ());
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterBatch) all = NULL, again = muster_batch_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;

  append_random (journal, 50);
  all = replay_all (journal, 0);
  bytes = export_journal (journal, 7);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (GError) error = NULL;
      MusterLine line;

      muster_line_decode (lines[i], strlen (lines[i]), reader, again, &line, &error);
      g_assert_no_error (error);
      g_assert_true (muster_event_equal (line.event, muster_batch_get (all, 43 + i)));
    }
  muster_journal_close (journal);
}

static void
test_tail_of_more_than_there_is (void)
{
  g_autoptr (MusterJournal) journal = muster_memory_journal_new (state_journal_id ());
  g_autoptr (GBytes) none = export_journal (journal, 5), some = NULL;
  const char *text;
  guint n = 0;

  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  append_random (journal, 3);
  some = export_journal (journal, 5);
  text = g_bytes_get_data (some, NULL);
  for (gsize i = 0; i < g_bytes_get_size (some); i++)
    n += text[i] == '\n';
  g_assert_cmpuint (n, ==, 3);
  muster_journal_close (journal);
}

/* The journal's id in the last line is bound by nothing; everything else is. */
static void
test_any_byte (void)
{
  g_autofree char *text = export_text (4);
  gsize n = strlen (text);
  const char *id = strstr (text, "{\"journal\":\"") + strlen ("{\"journal\":\"");

  for (gsize i = 0; i < n; i++)
    {
      char mask = (char) g_test_rand_int_range (1, 256);
      MusterVerifyReport report;

      if (text + i >= id && text + i < id + MUSTER_ULID_TEXT_BYTES)
        continue;
      text[i] ^= mask;
      report = verify (text, n);
      if (report.outcome == MUSTER_VERIFY_CLEAN)
        g_error ("byte %" G_GSIZE_FORMAT " ^ 0x%x", i, (guchar) mask);
      text[i] ^= mask;
    }
}

static void
test_cut_anywhere (void)
{
  g_autofree char *text = export_text (3);

  for (gsize n = 0; n < strlen (text); n++)
    {
      MusterVerifyReport report = verify (text, n);

      /* the last line, cut, is a line that is wrong */
      if (strstr (text, "{\"journal\"") < text + n)
        g_assert_cmpint (report.outcome, !=, MUSTER_VERIFY_CLEAN);
      else
        g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_INCOMPLETE);
    }
}

static void
test_line_taken_away (void)
{
  g_autofree char *text = export_text (6);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint gone = 0; gone < 6; gone++)
    {
      g_autoptr (GString) rest = g_string_new (NULL);
      MusterVerifyReport report;

      for (guint i = 0; i < 7; i++)
        if (i != gone)
          g_string_append_printf (rest, "%s\n", lines[i]);
      report = verify (rest->str, rest->len);
      g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_INCOMPLETE);
      g_assert_cmpuint (report.first_bad_seq, ==, gone + 1);
    }
}

static void
test_more_behind_the_end (void)
{
  g_autofree char *text = export_text (2);
  g_autofree char *twice = g_strconcat (text, text, NULL);

  g_assert_cmpint (verify (twice, strlen (twice)).outcome, ==, MUSTER_VERIFY_TAMPERED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/verifies", test_export_verifies);
  g_test_add_func ("/export/lines-are-of-the-stream", test_lines_are_of_the_stream);
  g_test_add_func ("/export/tail-of-more-than-there-is", test_tail_of_more_than_there_is);
  g_test_add_func ("/export/any-byte", test_any_byte);
  g_test_add_func ("/export/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/export/line-taken-away", test_line_taken_away);
  g_test_add_func ("/export/more-behind-the-end", test_more_behind_the_end);
  return g_test_run ();
}
