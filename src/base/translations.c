/* translations.c - where the words of other languages are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/translations.h"

#include <libintl.h>

/* Run from the folder that it was built in, a program finds the translations built beside it. */
static char *
find_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *built = folder != NULL ? g_build_filename (folder, "..", "po", NULL) : NULL;

  if (built != NULL && g_file_test (built, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&built);
  return g_strdup (MUSTER_LOCALE_DIR);
}

/**
 * muster_translations_bind:
 *
 * Has gettext look for our words, in UTF-8, where they were installed or built. It translates them
 * if the program also chose a locale.
 */
void
muster_translations_bind (void)
{
  g_autofree char *folder = find_folder ();

  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
