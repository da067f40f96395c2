/* folder.c - what is removed, and what is not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/folder.h"
#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *top;
  char *own;   /* to be removed */
  char *other; /* to stay, with a file in it */
  char *kept;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->top = g_dir_make_tmp ("muster-folder-XXXXXX", NULL);
  self->own = g_build_filename (self->top, "own", NULL);
  self->other = g_build_filename (self->top, "other", NULL);
  self->kept = g_build_filename (self->other, "kept", NULL);
  g_assert_cmpint (g_mkdir (self->own, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (self->other, 0700), ==, 0);
  g_assert_true (g_file_set_contents (self->kept, "x", 1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_true (g_file_test (self->kept, G_FILE_TEST_EXISTS));
  g_unlink (self->kept);
  g_rmdir (self->other);
  g_assert_cmpint (g_rmdir (self->top), ==, 0);
  g_free (self->top);
  g_free (self->own);
  g_free (self->other);
  g_free (self->kept);
}

static void
test_all_of_it (Fixture *self, gconstpointer unused)
{
  g_autofree char *deep = g_build_filename (self->own, "a", "b", "c", NULL);
  g_autofree char *file = g_build_filename (deep, ".hidden", NULL);

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_true (muster_folder_remove (self->own));
  g_assert_false (g_file_test (self->own, G_FILE_TEST_EXISTS));
}

/* A link goes, and what it leads to stays. */
static void
test_links (Fixture *self, gconstpointer unused)
{
  static const char *const targets[] = { "../other", "../other/kept", "../nothing", "." };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *link = g_strdup_printf ("%s/link-%u", self->own, i);

      g_assert_cmpint (symlink (targets[i], link), ==, 0);
    }
  g_assert_true (muster_folder_remove (self->own));
}

/* What is no folder is left as it is. */
static void
test_no_folder (Fixture *self, gconstpointer unused)
{
  g_autofree char *link = g_build_filename (self->own, "link", NULL);
  g_autofree char *nothing = g_build_filename (self->own, "nothing", NULL);

  g_assert_cmpint (symlink (self->other, link), ==, 0);
  g_assert_false (muster_folder_remove (link));
  g_assert_false (muster_folder_remove (self->kept));
  g_assert_false (muster_folder_remove (nothing));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (muster_folder_remove (self->own));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/folder/all-of-it", Fixture, NULL, set_up, test_all_of_it, tear_down);
  g_test_add ("/folder/links", Fixture, NULL, set_up, test_links, tear_down);
  g_test_add ("/folder/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  return g_test_run ();
}
