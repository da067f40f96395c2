/* resolve.c - what the resolver says, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/resolve.h"

/**
 * muster_probe_resolver_words:
 * @error: what a lookup by GResolver ended with
 *
 * Returns: a constant that says it to someone who has to find out why
 */
const char *
muster_probe_resolver_words (const GError *error)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return "no such name, or none with an address";
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return "no name server answered, or they could not tell (temporary failure)";
  return "this machine's resolver failed";
}
