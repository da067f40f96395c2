/* own-hub.c - the console's parts at a real musterd: found, started again, followed, cut off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first argument is the musterd. Everything is in a folder of the test's own.
 */
#include <glib/gstdio.h>

#include "console/board-feed.h"
#include "console/hub-process.h"
#include "console/private-hub.h"

static const char *program;

static gboolean
late_cb (gpointer what)
{
  g_error ("%s did not happen", (const char *) what);
  return G_SOURCE_REMOVE;
}

/* Until it holds; the deadline only ends a test that fails. */
#define wait_for(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const guint late = g_timeout_add_seconds (30, late_cb, (gpointer) #condition);                 \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (late);                                                                        \
  }                                                                                                \
  G_STMT_END

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* --- the private hub --- */

static void
test_private_hub (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (MusterPrivateHub) hub = muster_private_hub_new (clock, program);
  g_autoptr (MusterPrivateHub) other = muster_private_hub_new (clock, "/nonexistent/musterd");

  g_assert_false (muster_private_hub_has_state ());
  muster_private_hub_ensure (hub);
  wait_for (muster_private_hub_get_state (hub) == MUSTER_PRIVATE_HUB_RUNNING);
  g_assert_true (muster_private_hub_has_state ());

  /* a second console finds it, and needs no program */
  muster_private_hub_ensure (other);
  wait_for (muster_private_hub_get_state (other) == MUSTER_PRIVATE_HUB_RUNNING);
  muster_private_hub_stop (other);
  muster_private_hub_ensure (other);
  wait_for (muster_private_hub_get_state (other) == MUSTER_PRIVATE_HUB_RUNNING);

  muster_private_hub_stop (hub);
}

static void
test_missing_program (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (MusterPrivateHub) hub = muster_private_hub_new (clock, "/nonexistent/musterd");

  g_setenv ("FLATPAK_ID", "org.example.Nobody", TRUE); /* another socket */
  muster_private_hub_ensure (hub);
  wait_for (muster_private_hub_get_state (hub) == MUSTER_PRIVATE_HUB_FAILED);
  g_assert_nonnull (muster_private_hub_get_trouble (hub));
  muster_private_hub_stop (hub);
  g_unsetenv ("FLATPAK_ID");
}

/* --- the board --- */

static void
ready_cb (MusterHubProcess *process, const char *line, gboolean *is_ready)
{
  *is_ready = *is_ready || muster_hub_process_is_ready_line (line);
}

static MusterHubProcess *
start_hub (const char *state, const char *url)
{
  const char *const argv[] = { program, "serve", "--state", state, "--listen", url, NULL };
  gboolean is_ready = FALSE;
  MusterHubProcess *process = muster_hub_process_new (argv, MUSTER_HUB_PROCESS_DIES_WITH_US, NULL);

  g_assert_nonnull (process);
  g_signal_connect (process, "line", G_CALLBACK (ready_cb), &is_ready);
  wait_for (is_ready);
  g_signal_handlers_disconnect_by_data (process, &is_ready);
  return process;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer is_answered)
{
  g_assert_true (muster_replica_send_finish (MUSTER_REPLICA (source), result, NULL, NULL));
  *(gboolean *) is_answered = TRUE;
}

/* With @is_answered, until the hub has answered: a hub that is killed before leaves it waiting. */
static void
declare (MusterSession *session, const char *title, MusterSeverity severity, gboolean *is_answered)
{
  MusterCommand *command = muster_session_command (session, "incident.declare", 0);

  muster_command_set_text (command, "title", title);
  muster_command_set_int (command, "severity", severity);
  muster_replica_send_async (muster_session_get_replica (session), command, NULL,
                             is_answered ? answered_cb : NULL, is_answered);
}

static gboolean
is_state (MusterSession *session, MusterReplicaState state)
{
  return muster_replica_get_state (muster_session_get_replica (session)) == state;
}

static const MusterBoardRowData *
find (MusterBoardModel *model, const char *id)
{
  return muster_board_model_lookup (model, id);
}

static void
test_board (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "board", NULL);
  g_autofree char *state = g_build_filename (folder, "state", NULL);
  g_autofree char *url = g_strdup_printf ("unix:%s/s", folder);
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  g_autoptr (MusterHubProcess) hub =
      g_mkdir_with_parents (folder, 0700) == 0 ? start_hub (state, url) : NULL;
  g_autoptr (MusterSession) session = muster_session_new (url, NULL, folder, clock, NULL);
  g_autoptr (MusterBoardModel) model = muster_board_model_new ();
  g_autoptr (MusterBoardFeed) feed = muster_board_feed_new (session, model);
  gboolean is_answered = FALSE;

  muster_session_start (session);
  wait_for (is_state (session, MUSTER_REPLICA_LIVE));
  declare (session, "Checkout is down", MUSTER_SEVERITY_MAJOR, &is_answered);
  wait_for (find (model, "INC-1") && is_answered);
  g_assert_cmpstr (find (model, "INC-1")->title, ==, "Checkout is down");
  g_assert_cmpint (find (model, "INC-1")->severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_cmpuint (muster_board_feed_count_live (feed), ==, 1);

  /* the link breaks: rows are stale, and what is declared waits in sight */
  muster_hub_process_kill (hub);
  wait_for (is_state (session, MUSTER_REPLICA_OFFLINE));
  declare (session, "Declared without a link", MUSTER_SEVERITY_MINOR, NULL);
  wait_for (find (model, MUSTER_BOARD_PENDING_ID) && find (model, "INC-1")->is_stale);
  g_assert_true (find (model, MUSTER_BOARD_PENDING_ID)->is_pending);
  g_assert_cmpint (find (model, MUSTER_BOARD_PENDING_ID)->severity, ==, MUSTER_SEVERITY_MINOR);

  /* and is an incident when it is back */
  g_clear_object (&hub);
  hub = start_hub (state, url);
  muster_replica_reconnect (muster_session_get_replica (session));
  wait_for (find (model, "INC-2") && !find (model, MUSTER_BOARD_PENDING_ID));
  wait_for (!find (model, "INC-1")->is_stale);
  g_assert_cmpstr (find (model, "INC-2")->title, ==, "Declared without a link");

  muster_replica_send_async (muster_session_get_replica (session),
                             muster_session_command (session, "incident.resolve", 1), NULL, NULL,
                             NULL);
  wait_for (!find (model, "INC-1"));
  g_assert_cmpuint (muster_board_feed_get_resolved_today (feed)->len, ==, 1);
  muster_hub_process_kill (hub);
}

/* --- */

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("muster-own-hub-XXXXXX", NULL);

  int result;

  g_assert_cmpint (argc, >, 1);
  program = argv[1];
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/private-hub/is-found-or-started", test_private_hub);
  g_test_add_func ("/private-hub/missing-program", test_missing_program);
  g_test_add_func ("/board-feed/follows-the-hub", test_board);
  result = g_test_run ();
  remove_folder (home);
  return result;
}
