/* flapping.h - what is told of an alert that comes and goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/reporting.h"
G_BEGIN_DECLS

/* Whether the alert flaps now: what it does is not told each time. */
gboolean muster_world_is_flapping (const MusterWorld *world, MusterUlid alert);
/* After a change of the alert is folded: says so if it flaps from now on. */
void muster_flapping_watch (MusterReporting *self, const MusterReport *report, MusterUlid alert);
/* Says of one alert that it is calm, if it is time; FALSE: of none. */
gboolean
muster_world_calm_one (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch);
void muster_world_fold_flapping (MusterWorld *world, const MusterEvent *event);

G_END_DECLS
