/* main.c - muster, the console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/translations.h"
#include "console/application.h"
#include "console/style.h"

#include <errno.h>
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

int
main (int argc, char **argv)
{
  g_autoptr (MusterApplication) app = NULL;

  forbid_core_dumps ();
  setlocale (LC_ALL, "");
  muster_translations_bind ();
  muster_style_register ();
  app = muster_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
