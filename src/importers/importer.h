/* importer.h - the contract of an importer: another system's on-call as a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "importers/import.h"
G_BEGIN_DECLS

typedef struct
{
  const char *name;                       /* of "musterd import NAME" */
  const char *title;                      /* for people */
  void (*convert) (MusterImport *import); /* its files were read */
} MusterImporter;

extern const MusterImporter *const muster_importers[]; /* by name, NULL at the end; generated */

const MusterImporter *muster_importer_find (const char *name);

G_END_DECLS
