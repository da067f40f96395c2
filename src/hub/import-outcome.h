/* import-outcome.h - what comes of an import, and how it does beside the other system
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/import-compare.h"
#include "hub/oncall-team.h"
G_BEGIN_DECLS

typedef struct
{
  MusterImport *import;   /* not owned */
  char *text;             /* a team file */
  MusterOncallTeam *team; /* the same, read */
  GPtrArray *comparisons; /* of MusterImportComparison, as the import's schedules */
} MusterImportOutcome;

MusterImportOutcome *muster_import_outcome_new (MusterImport *import, GError **error);
void muster_import_outcome_free (MusterImportOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImportOutcome, muster_import_outcome_free)

G_END_DECLS
