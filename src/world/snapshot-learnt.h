/* snapshot-learnt.h - what past incidents taught, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "triage/cooccurrence.h"
G_BEGIN_DECLS

#define MUSTER_SNAPSHOT_LEARNT "learnt" /* the part's name */

void muster_snapshot_save_learnt (const MusterCooccurrence *learnt, GString *out);
/* The rest of one line; @learnt (nullable): where it is put. */
void muster_snapshot_load_learnt (MusterCooccurrence *learnt, MusterJsonReader *reader);

G_END_DECLS
