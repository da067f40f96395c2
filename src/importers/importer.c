/* importer.c - the table of importers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/importer.h"

/**
 * muster_importer_find:
 * @name: the name of a system
 *
 * Returns: (nullable) (transfer none): its importer
 */
const MusterImporter *
muster_importer_find (const char *name)
{
  for (guint i = 0; muster_importers[i] != NULL; i++)
    if (strcmp (muster_importers[i]->name, name) == 0)
      return muster_importers[i];
  return NULL;
}
