/* reopen.c - a state folder from one process to the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "journal/sqlite-journal.h"
#include "journal/state-lock.h"
#include "state.h"
#include <glib/gstdio.h>
#include <sqlite3.h>

static void
close_journal (MusterJournal *journal)
{
  muster_journal_close (journal);
  g_assert_finalize_object (journal);
}

static void
test_reopen (void)
{
  g_autoptr (char) dir = state_new ();
  g_autofree char *wal = g_build_filename (dir, "journal.db-wal", NULL);
  g_autoptr (MusterBatch) last = NULL;
  MusterSha256 before, after;

  for (guint round = 0; round < 4; round++)
    {
      MusterJournal *journal = state_open (dir);
      g_autoptr (MusterBatch) all = replay_all (journal, 0);

      g_assert_cmpuint (muster_journal_get_head (journal, &after), ==, round * 7);
      g_assert_true (muster_ulid_equal (muster_journal_get_id (journal), state_journal_id ()));
      if (round > 0)
        g_assert_cmpmem (after.bytes, 32, before.bytes, 32);
      append_random (journal, 5);
      append_random (journal, 2);
      muster_journal_get_head (journal, &before);
      close_journal (journal);
      /* closed in order, there is one file to copy */
      g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
    }
}

static void
test_private (void)
{
  g_autoptr (char) dir = state_new ();
  static const char *const names[] = { "journal.db", "journal.db-wal", "lock" };
  MusterJournal *journal = state_open (dir);

  append_random (journal, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      GStatBuf status;

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
  close_journal (journal);
}

static void
test_busy (void)
{
  g_autoptr (char) dir = state_new ();
  MusterJournal *journal = state_open (dir);
  g_autoptr (GError) second = NULL, verify = NULL;
  MusterVerifyReport report;

  g_assert_null (muster_sqlite_journal_open (dir, state_journal_id (), &second));
  g_assert_error (second, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_BUSY);
  g_assert_false (muster_journal_verify (dir, &report, &verify));
  g_assert_error (verify, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_BUSY);
  append_random (journal, 1);
  close_journal (journal);
  close_journal (state_open (dir));
}

static void
test_must_be_there (void)
{
  g_autoptr (char) dir = state_new ();
  g_autofree char *path = g_build_filename (dir, "journal.db", NULL);
  g_autoptr (GError) missing = NULL, empty = NULL, verify = NULL;
  MusterVerifyReport report;

  g_assert_null (muster_sqlite_journal_open (dir, (MusterUlid){ 0, 0 }, &missing));
  g_assert_error (missing, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (muster_journal_verify (dir, &report, &verify));
  g_assert_error (verify, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (muster_sqlite_journal_open (dir, (MusterUlid){ 0, 0 }, &empty));
  g_assert_error (empty, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_INCOMPLETE);
  g_assert_cmpint (verify_state (dir).outcome, ==, MUSTER_VERIFY_INCOMPLETE);
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (muster_sqlite_journal_open ("/nowhere/at/all", state_journal_id (), &error));
  g_assert_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
}

static void
run_sql (const char *dir, const char *sql)
{
  g_autofree char *path = g_build_filename (dir, "journal.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* R36: an older program refuses what a newer one wrote, and does not call it tampered. */
static void
test_newer_format (void)
{
  g_autoptr (char) dir = state_new ();
  g_autofree char *id = muster_ulid_to_string (state_journal_id ());
  g_autofree char *text = g_strdup_printf ("format=2\njournal=%s\n", id);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *sql = g_strdup_printf ("UPDATE meta SET value = '2' WHERE name = 'format';"
                                          "UPDATE meta SET value = '%s' WHERE name = 'sum'",
                                          sum);
  g_autoptr (GError) open = NULL, verify = NULL;
  MusterVerifyReport report;

  close_journal (state_open (dir));
  run_sql (dir, sql);
  g_assert_null (muster_sqlite_journal_open (dir, state_journal_id (), &open));
  g_assert_error (open, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
  g_assert_nonnull (strstr (open->message, "newer"));
  g_assert_false (muster_journal_verify (dir, &report, &verify));
  g_assert_error (verify, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED);
}

/* What somebody put into the schema is not run. */
static void
test_planted_trigger (void)
{
  g_autoptr (char) dir = state_new ();
  MusterJournal *journal = state_open (dir);

  append_random (journal, 2);
  close_journal (journal);
  run_sql (dir, "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM journal; END");
  journal = state_open (dir);
  append_random (journal, 2);
  close_journal (journal);
  g_assert_cmpuint (verify_state (dir).n_events, ==, 4);
}

static void
test_not_a_database (void)
{
  g_autoptr (char) dir = state_new ();
  g_autofree char *path = g_build_filename (dir, "journal.db", NULL);
  g_autofree char *noise = g_strnfill (20000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, noise, -1, NULL));
  g_assert_null (muster_sqlite_journal_open (dir, state_journal_id (), &error));
  g_assert_error (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_TAMPERED);
  g_assert_cmpint (verify_state (dir).outcome, ==, MUSTER_VERIFY_TAMPERED);
}

/* Pages of the file itself, as a bad disk would: never clean, unless the page holds nothing. */
static void
test_damaged_pages (void)
{
  g_autoptr (char) dir = state_new ();
  g_autofree char *path = g_build_filename (dir, "journal.db", NULL);
  MusterJournal *journal = state_open (dir);
  g_autofree char *bytes = NULL;
  const gsize page = 16384;
  gsize n;

  for (guint i = 0; i < 20; i++)
    append_random (journal, 30);
  close_journal (journal);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  for (gsize at = page; at < n; at += page)
    {
      g_autofree char *damaged = g_memdup2 (bytes, n);
      g_autoptr (GError) error = NULL;
      MusterVerifyReport report;

      memset (damaged + at, 0, page);
      g_assert_true (g_file_set_contents_full (path, damaged, (gssize) n, G_FILE_SET_CONTENTS_NONE,
                                               0600, NULL));
      if (muster_journal_verify (dir, &report, &error))
        g_assert_cmpint (report.outcome, !=, MUSTER_VERIFY_CLEAN);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reopen/reopen", test_reopen);
  g_test_add_func ("/reopen/private", test_private);
  g_test_add_func ("/reopen/busy", test_busy);
  g_test_add_func ("/reopen/must-be-there", test_must_be_there);
  g_test_add_func ("/reopen/no-folder", test_no_folder);
  g_test_add_func ("/reopen/newer-format", test_newer_format);
  g_test_add_func ("/reopen/planted-trigger", test_planted_trigger);
  g_test_add_func ("/reopen/not-a-database", test_not_a_database);
  g_test_add_func ("/reopen/damaged-pages", test_damaged_pages);
  return g_test_run ();
}
