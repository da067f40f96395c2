/* escalate.h - people are told of an incident, one after the other, until somebody answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* One thing that is due by now; the events have their seqs and are folded. FALSE: nothing is. */
gboolean
muster_world_escalate (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch);

G_END_DECLS
