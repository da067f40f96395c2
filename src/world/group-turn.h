/* group-turn.h - whether the incident of a group takes another alert in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/attach.h"
G_BEGIN_DECLS

/* Fills in .incident, .reopens and .previous by .rule and .group. */
void muster_world_find_turn (const MusterWorld *world,
                             const MusterArrival *arrival,
                             MusterAttachment *out);

G_END_DECLS
