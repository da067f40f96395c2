/* apart-fold.h - which incidents people keep apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* Into a list of incidents' numbers, unless it is there. */
void muster_incident_add_number (GArray *numbers, guint number);
void muster_incident_fold_kept_apart (MusterIncident *self, const MusterEvent *event);
void muster_incident_undo_kept_apart (MusterIncident *self, const MusterEntry *entry);

G_END_DECLS
