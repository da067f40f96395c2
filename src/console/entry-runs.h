/* entry-runs.h - what alerts did between two deeds of people, in a line for each rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

GArray *muster_entry_runs_new (const GPtrArray *entries);

G_END_DECLS
