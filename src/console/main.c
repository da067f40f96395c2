/* main.c - muster, the console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/application.h"
#include "console/style.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Tokens pass through the memory of this program: it leaves no picture of it on disk. */
static void
forbid_core_dumps (void)
{
  const struct rlimit none = { 0, 0 };
  /* a portal has to look into our folder in /proc to know the sandbox */
  const gboolean is_boxed = g_getenv ("FLATPAK_ID") != NULL;

  if (setrlimit (RLIMIT_CORE, &none) != 0 || (!is_boxed && prctl (PR_SET_DUMPABLE, 0) != 0))
    g_message ("core dumps stay as they are: %s", g_strerror (errno));
}

/* Run from the folder that it was built in, it finds the translations built beside it. */
static char *
find_translations (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *built = folder ? g_build_filename (folder, "..", "po", NULL) : NULL;

  if (built && g_file_test (built, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&built);
  return g_strdup (MUSTER_LOCALE_DIR);
}

int
main (int argc, char **argv)
{
  g_autofree char *translations = find_translations ();
  g_autoptr (MusterApplication) app = NULL;

  forbid_core_dumps ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  muster_style_register ();
  app = muster_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
