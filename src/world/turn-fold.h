/* turn-fold.h - whose turn it is to be told, and what they have heard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
#include "world/paging.h"
G_BEGIN_DECLS

void
muster_turns_fold (MusterPaging *self, const MusterIncident *incident, const MusterEvent *event);
/* Of an escalation; of whom somebody has asked for and who is here. */
void muster_turns_remove_of (MusterPaging *self, guint64 seq);
void muster_turns_end_asked (MusterPaging *self, MusterUlid person);

G_END_DECLS
