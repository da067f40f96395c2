/* cli-openapi.c - musterd openapi: the API's description
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli.h"
#include "hub/openapi.h"

#include <glib/gi18n.h>
#include <stdio.h>

static int
run (int argc, char **argv)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!muster_cli_parse (&muster_verb_openapi, NULL, NULL, &argc, &argv))
    return MUSTER_EXIT_USAGE;
  if (argc > 1)
    return muster_cli_surplus (&muster_verb_openapi, argv[1]);
  muster_openapi_append (out);
  fputs (out->str, stdout);
  return MUSTER_EXIT_DONE;
}

const MusterVerb muster_verb_openapi = {
  .name = "openapi",
  .usage = "",
  .help = N_ ("Print the description of the API"),
  .run = run,
};
