/* disk.c - tests of the disk check, also with a mount that hangs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include "probes/disk-survey.h"
#include <errno.h>

static GMutex lock;
static GCond changed;
static gboolean released;
static guint n_released;

/* Stands for file systems of every kind, by their path. */
static int
ask (const char *path, struct statvfs *out)
{
  if (g_str_equal (path, "/hangs"))
    {
      g_mutex_lock (&lock);
      while (!released)
        g_cond_wait (&changed, &lock);
      n_released++;
      g_cond_broadcast (&changed);
      g_mutex_unlock (&lock);
    }
  if (g_str_equal (path, "/denied"))
    {
      errno = EACCES;
      return -1;
    }
  *out = (struct statvfs){ .f_frsize = 4096, .f_bsize = 512, .f_blocks = 1000, .f_bfree = 300 };
  out->f_bavail = 250;
  out->f_files = 100;
  out->f_ffree = 10;
  if (g_str_equal (path, "/liar"))
    *out = (struct statvfs){ .f_frsize = 4096, .f_blocks = G_MAXUINT64, .f_bfree = 5 };
  return 0;
}

static GPtrArray *
make_mounts (const char *const *points)
{
  GPtrArray *mounts = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_mount_free);

  for (guint i = 0; points[i] != NULL; i++)
    {
      MusterMount *mount = g_new0 (MusterMount, 1);
      mount->point = g_strdup (points[i]);
      g_ptr_array_add (mounts, mount);
    }
  return mounts;
}

static void
surveyed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GArray **rows = user_data;

  *rows = muster_disk_survey_finish (result, NULL);
  g_assert_nonnull (*rows);
}

static void
test_rows (void)
{
  static const char *const points[] = { "/a", "/denied", "/liar", NULL };
  g_autoptr (GPtrArray) mounts = make_mounts (points);
  g_autoptr (GArray) rows = NULL;
  const MusterDiskRow *row;

  muster_disk_survey_async (mounts, ask, NULL, surveyed_cb, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  row = &g_array_index (rows, MusterDiskRow, 0);
  g_assert_true (row->answered);
  g_assert_cmpuint (row->size_bytes, ==, 4096000);
  g_assert_cmpuint (row->used_bytes, ==, 700 * 4096);
  g_assert_cmpuint (row->available_bytes, ==, 250 * 4096);
  g_assert_cmpuint (row->inodes, ==, 100);
  g_assert_cmpuint (row->inodes_used, ==, 90);
  row = &g_array_index (rows, MusterDiskRow, 1);
  g_assert_cmpint (row->error_number, ==, EACCES);
  row = &g_array_index (rows, MusterDiskRow, 2);
  g_assert_true (row->answered);
  g_assert_cmpuint (row->used_bytes, <=, row->size_bytes);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* What answered before the one that hangs is there, the rest is marked, and the main loop never
 * waits. */
static void
test_hanging_mount (void)
{
  static const char *const points[] = { "/hangs", "/a", NULL };
  g_autoptr (GPtrArray) mounts = make_mounts (points);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) rows = NULL;

  g_idle_add (cancel_cb, cancellable);
  muster_disk_survey_async (mounts, ask, cancellable, surveyed_cb, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (g_array_index (rows, MusterDiskRow, 0).answered);
  g_assert_false (g_array_index (rows, MusterDiskRow, 1).answered);

  g_mutex_lock (&lock); /* the server is back: the thread that was left behind ends quietly */
  released = TRUE;
  g_cond_broadcast (&changed);
  while (n_released == 0)
    g_cond_wait (&changed, &lock);
  g_mutex_unlock (&lock);
  harness_settle ();
}

static void
test_percent (void)
{
  g_assert_cmpuint (muster_disk_percent (0, 0), ==, 0);
  g_assert_cmpuint (muster_disk_percent (0, 10), ==, 0);
  g_assert_cmpuint (muster_disk_percent (10, 0), ==, 100);
  g_assert_cmpuint (muster_disk_percent (1, 999), ==, 1); /* up, as df does */
  g_assert_cmpuint (muster_disk_percent (50, 50), ==, 50);
  g_assert_cmpuint (muster_disk_percent (G_MAXUINT64, G_MAXUINT64), ==, 50);
}

static void
test_here (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "disk", NULL);
  harness_wait (&harness);
  g_assert_no_error (harness.error);
  harness_assert_output (&harness, "inodes  on\n");
}

static void
test_one_path (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "disk", "path=/", NULL);
  harness_wait (&harness);
  harness_assert_output (&harness, " %");
  harness_start (&harness, "disk", "path=/there/is/no/such/path", NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED,
                         "/there/is/no/such/path: No such file or directory");
}

static void
test_cancelled (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "disk", NULL);
  g_cancellable_cancel (harness.cancellable);
  harness_wait (&harness);
  g_assert_error (harness.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/disk/rows", test_rows);
  g_test_add_func ("/probes/disk/hanging-mount", test_hanging_mount);
  g_test_add_func ("/probes/disk/percent", test_percent);
  g_test_add_func ("/probes/disk/here", test_here);
  g_test_add_func ("/probes/disk/one-path", test_one_path);
  g_test_add_func ("/probes/disk/cancelled", test_cancelled);
  return g_test_run ();
}
