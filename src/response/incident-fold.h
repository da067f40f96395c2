/* incident-fold.h - what an event does to an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* Total: an event that makes no sense here changes nothing but the seq. */
void muster_incident_fold (MusterIncident *self, const MusterEvent *event);

G_END_DECLS
