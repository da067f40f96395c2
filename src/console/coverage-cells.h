/* coverage-cells.h - a year in weeks: which of them have a gap
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/roster-outlook.h"
G_BEGIN_DECLS

/* signals: "chosen" (gint64 start_s): somebody wants to see that week */
#define MUSTER_TYPE_COVERAGE_CELLS (muster_coverage_cells_get_type ())
G_DECLARE_FINAL_TYPE (MusterCoverageCells, muster_coverage_cells, MUSTER, COVERAGE_CELLS, GtkWidget)

GtkWidget *muster_coverage_cells_new (void);
void muster_coverage_cells_set (MusterCoverageCells *self,
                                const MusterRosterOutlook *outlook,
                                GTimeZone *zone);

G_END_DECLS
