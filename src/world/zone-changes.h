/* zone-changes.h - other zone data moved somebody's shifts: they are told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* Notes what the clocks of all zones that schedules name are to show, where that is not known or
 * is something else, and tells whose shifts begin or end at another instant by it. */
void muster_world_note_zones (const MusterWorld *world,
                              const MusterDecideContext *context,
                              MusterBatch *batch);

G_END_DECLS
