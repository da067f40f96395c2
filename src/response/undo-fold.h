/* undo-fold.h - how an event is taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* The part of an incident that a line's event set, as MusterIncidentField; -1: none. */
int muster_entry_field (const MusterEntry *entry);
/* Can the line's event be taken back at all, whatever happened since? */
gboolean muster_entry_can_undo (const MusterEntry *entry);
gboolean muster_entry_is_joint (const MusterEntry *entry);
void muster_incident_fold_undone (MusterIncident *self, const MusterEvent *event);
void muster_incident_set_observer (MusterIncident *self, MusterUlid person, gboolean on);

G_END_DECLS
