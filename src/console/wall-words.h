/* wall-words.h - what the war-room screen says of an incident: titles, states, names, clocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* Never a note, a reason, a command or output: anybody may walk past the screen (ui.md §14). All is
 * safe text. */
char *muster_wall_title (const MusterIncident *incident);
char *muster_wall_impact (const MusterIncident *incident);              /* NULL: not known */
char *muster_wall_person (const MusterWorld *world, MusterUlid person); /* NULL: nobody */
char *muster_wall_helpers (const MusterWorld *world, const MusterIncident *incident);
const char *muster_wall_note (const MusterIncident *incident); /* of a card, translated */

/* The latest line of an incident's timeline that may be on the wall; or NULL. */
const MusterEntry *muster_wall_latest (const MusterIncident *incident);
char *muster_wall_sentence (const MusterWorld *world, const MusterEntry *entry);
const char *muster_wall_icon (const MusterEntry *entry);

G_END_DECLS
