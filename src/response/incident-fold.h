/* incident-fold.h - what an event does to an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* Total: an event that makes no sense here changes nothing but the seq. */
void muster_incident_fold (MusterIncident *self, const MusterEvent *event);

/* A line of the timeline, with nothing but who did when what. */
MusterEntry *muster_entry_of_event (const MusterEvent *event);

/* Does it tell what alerts did, and no person? */
gboolean muster_entry_is_of_alerts (const MusterEntry *entry);
/* Is @next one run with the line before it, so that the two are told as one? */
gboolean muster_entry_continues (const MusterEntry *last, const MusterEntry *next);
void muster_entry_extend (MusterEntry *run, const MusterEntry *next);

G_END_DECLS
