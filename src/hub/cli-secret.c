/* cli-secret.c - musterd secret set: keeps a secret that configuration names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "base/safe-text.h"
#include "hub/cli.h"
#include "hub/secrets.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Standard input up to its end, without the last newline. */
static char *
read_secret (gsize *n)
{
  char *bytes = g_malloc (MUSTER_SECRET_BYTES_MAX + 2);
  gssize got;

  *n = 0;
  while (*n <= MUSTER_SECRET_BYTES_MAX &&
         (got = read (STDIN_FILENO, bytes + *n, MUSTER_SECRET_BYTES_MAX + 1 - *n)) > 0)
    *n += (gsize) got;
  if (*n > 0 && bytes[*n - 1] == '\n')
    (*n)--;
  bytes[*n] = '\0';
  return bytes;
}

static int
run (int argc, char **argv)
{
  g_auto (MusterCliPlace) place = { 0 };
  g_autofree char *folder = NULL, *secret = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept;
  gsize n;

  if (!muster_cli_parse (&muster_verb_secret, NULL, &place, &argc, &argv))
    return MUSTER_EXIT_USAGE;
  if (argc > 3)
    return muster_cli_surplus (&muster_verb_secret, argv[3]);
  if (argc != 3 || strcmp (argv[1], "set") != 0)
    return muster_cli_usage (&muster_verb_secret, _ ("say set NAME"));
  folder = muster_cli_place_dup_state (&place);
  secret = read_secret (&n);
  kept = muster_secret_set (folder, argv[2], secret, n, &error);
  muster_wipe (secret, n);
  return kept ? MUSTER_EXIT_DONE : muster_cli_fail (&muster_verb_secret, error);
}

const MusterVerb muster_verb_secret = {
  .name = "secret",
  .places = MUSTER_CLI_STATE,
  .usage = "set NAME [--state DIR] < SECRET",
  .help = N_ ("Keep a secret, read from standard input"),
  .run = run,
};
