/* due.h - what time alone makes happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* What muster_world_next_deadline() waited for: timed alerts end, heartbeats are missing, silences
 * and maintenance windows start and end, and what is held back no longer is heard. At most about
 * @max events; they have their seqs and are folded.
 */
void muster_world_run_due (MusterWorld *world,
                           const MusterDecideContext *context,
                           MusterBatch *batch,
                           guint max);

G_END_DECLS
