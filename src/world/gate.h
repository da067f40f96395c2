/* gate.h - whether an alert is reason enough for a new incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/reporting.h"
#include "world/suppress.h"
G_BEGIN_DECLS

/* What holds an alert back that no open incident takes in; to be cleared. */
MusterHold
muster_gate_find (const MusterReporting *self, const MusterReport *report, MusterUlid id);
/* An incident of that group is open now: nothing has to wait for it. */
void muster_gate_open (MusterWorld *world, const MusterLabelSet *group);

G_END_DECLS
