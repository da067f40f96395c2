/* kill.c - whoever kills the hub finds everything it promised
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "state.h"

#define KILLS 20

static char *append_loop; /* the helper's path */

/* Reads a random number of promises, kills, and reads what was still under way. Returns the last.
 */
static guint64
run_and_kill (const char *dir)
{
  g_autofree char *seed = g_strdup_printf ("%u", (guint32) g_test_rand_int ());
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, append_loop, dir, seed, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  gint32 left = g_test_rand_int_range (1, 120);
  guint64 last = 0;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        break;
      g_assert_cmpuint (g_ascii_strtoull (line, NULL, 10), >, last);
      last = g_ascii_strtoull (line, NULL, 10);
      if (left-- == 0)
        g_subprocess_force_exit (child);
    }
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  return last;
}

static gboolean
count_cb (const MusterWritten *written, gpointer user_data)
{
  guint64 *n = user_data;

  g_assert_cmpuint (written->event->seq, ==, ++*n);
  g_assert_cmpuint (muster_event_text (written->event, MUSTER_FIELD_TEXT).n, >, 0);
  return TRUE;
}

static void
test_kill (void)
{
  g_autoptr (char) dir = state_new ();
  guint64 before = 0;

  for (guint i = 0; i < KILLS; i++)
    {
      guint64 promised = run_and_kill (dir), n = 0;
      g_autoptr (GError) error = NULL;
      MusterVerifyReport report = verify_state (dir);
      MusterJournal *journal;

      g_assert_cmpint (report.outcome, ==, MUSTER_VERIFY_CLEAN);
      g_assert_cmpuint (promised, >, before);
      g_assert_cmpuint (report.n_events, >=, promised);
      g_assert_cmpuint (report.n_erased, ==, 0);
      before = report.n_events;
      if (i % 5 != 4) /* most often the next process finds the WAL as it was left */
        continue;
      journal = state_open (dir);
      muster_journal_replay (journal, 0, count_cb, &n, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, report.n_events);
      muster_journal_close (journal);
      g_assert_finalize_object (journal);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  append_loop = argv[1];
  g_test_add_func ("/kill/kill", test_kill);
  return g_test_run ();
}
