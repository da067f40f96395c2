/* timeline-entry.h - the lines of a timeline, and which of them are told as one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* A page's line: .was_number is how often it was tried in vain, .detail one of these or NULL;
 * .count is how many incidents it is about, .was_text the last of these or NULL. */
#define MUSTER_PAGE_IS_REPEAT "repeat" /* it may have come twice */
#define MUSTER_PAGE_IS_MOOT   "moot"   /* nobody needs it any more */
#define MUSTER_PAGE_IS_NOTICE "notice" /* it says that it is over */

/* Does it tell what alerts did, or that nobody has answered, and no person's deed? */
gboolean muster_entry_is_of_alerts (const MusterEntry *entry);
/* Is @next one run with the line before it, so that the two are told as one? */
gboolean muster_entry_continues (const MusterEntry *last, const MusterEntry *next);
void muster_entry_extend (MusterEntry *run, const MusterEntry *next);

/* For those that fold events. */
MusterEntry *muster_entry_of_event (const MusterEvent *event);
MusterEntry *muster_incident_add_entry (MusterIncident *self, const MusterEvent *event);
/* Takes @entry: a line of its own, or more of the last. */
void muster_incident_add_to_run (MusterIncident *self, MusterEntry *entry);
gboolean muster_entry_is_again (const MusterEntry *entry);
gboolean muster_entry_is_flap (const MusterEntry *entry);

G_END_DECLS
