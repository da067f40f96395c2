/* source.c - finds a source by its name or its sender's path
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/source.h"

/**
 * muster_source_find:
 * @name: SOURCE of /v1/intake/KEY/SOURCE
 *
 * Returns: (transfer none) (nullable): the source of that name
 */
const MusterSource *
muster_source_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; muster_sources[i] != NULL; i++)
    if (strcmp (muster_sources[i]->name, name) == 0)
      return muster_sources[i];
  return NULL;
}

/**
 * muster_source_for_path:
 * @path: a path as its sender knows it, from the first slash, without query: "/v2/enqueue"
 *
 * Returns: (transfer none) (nullable): the source whose senders post there
 */
const MusterSource *
muster_source_for_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  for (gsize i = 0; muster_sources[i] != NULL; i++)
    if (g_strcmp0 (muster_sources[i]->path, path) == 0)
      return muster_sources[i];
  return NULL;
}
