/* main.c - musterd: the hub's command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "base/translations.h"
#include "base/version.h"
#include "hub/cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static const MusterVerb *const verbs[] = {
  &muster_verb_serve,   &muster_verb_apply,       &muster_verb_key,         &muster_verb_token,
  &muster_verb_secret,  &muster_verb_journal,     &muster_verb_drill,       &muster_verb_export,
  &muster_verb_changes, &muster_verb_group,       &muster_verb_maintenance, &muster_verb_route,
  &muster_verb_openapi, &muster_verb_dead_letter, &muster_verb_oncall,      &muster_verb_import,
};

/* Secrets pass through this process: no core of it, no debugger of others (security R26). */
static void
keep_memory_private (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0);
}

static int
print_help (FILE *to)
{
  fprintf (to, "%s\n\n", _ ("Usage: musterd VERB [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (to, "  %-12s %s\n", verbs[i]->name, _ (verbs[i]->help));
  fprintf (to, "\n%s\n", _ ("musterd VERB --help says more."));
  return to == stdout ? MUSTER_EXIT_DONE : MUSTER_EXIT_USAGE;
}

/* What could not be written was not done: a key that nobody has read is of no use. */
static int
check_output (int result)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return result;
  fprintf (stderr, "musterd: standard output cannot be written: %s\n", g_strerror (errno));
  return MUSTER_EXIT_WRONG;
}

static int
complain_verb (const char *name)
{
  g_autofree char *safe = muster_safe_text (name, -1, FALSE);

  if (*name == '\0')
    fprintf (stderr, "musterd: %s\n", _ ("say a verb"));
  else
    fprintf (stderr, _ ("musterd: there is no verb “%s”\n"), safe);
  return print_help (stderr);
}

int
main (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "";

  keep_memory_private ();
  setlocale (LC_CTYPE, "");
  setlocale (LC_MESSAGES, ""); /* and numbers stay as formats want them */
  muster_translations_bind ();
  if (strcmp (name, "--version") == 0)
    {
      printf ("musterd %s\n", MUSTER_VERSION);
      return MUSTER_EXIT_DONE;
    }
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0)
    return check_output (print_help (stdout));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (name, verbs[i]->name) == 0)
      return check_output (verbs[i]->run (argc - 1, argv + 1));
  return complain_verb (name);
}
