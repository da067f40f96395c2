/* folder.c - folders of a program's own, and their end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/folder.h"

#include <glib/gstdio.h>

#define DEPTH_MAX 16 /* what we make is never so deep */

static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
remove_tree (const char *path, guint depth)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (is_folder (child) && depth > 0)
        remove_tree (child, depth - 1);
      else
        g_unlink (child);
    }
  return g_rmdir (path) == 0;
}

/**
 * muster_folder_remove:
 * @path: a folder that only this user may write to
 *
 * Removes it and all that is in it. A symbolic link goes; what it points to stays.
 *
 * Returns: whether nothing of it is left
 */
gboolean
muster_folder_remove (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return is_folder (path) && remove_tree (path, DEPTH_MAX);
}
