/* channel-trouble.h - alerts of the hub's own: pages do not leave by a channel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/alerts-report.h"
G_BEGIN_DECLS

/* @words: why; NULL: they do again. One alert a channel, however many pages. */
void muster_world_tell_channel (MusterWorld *world,
                                const MusterDecideContext *context,
                                MusterUlid channel,
                                const char *words,
                                MusterBatch *batch);

G_END_DECLS
