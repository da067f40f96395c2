/* timeline-text.h - a line of the timeline as a sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

/* Names are not the incident's: who holds them gives them. */
typedef struct
{
  const char *(*person) (gpointer user_data, MusterUlid person); /* never NULL */
  gpointer user_data;
} MusterNames;

char *muster_entry_sentence (const MusterEntry *entry, const MusterNames *names);
/* "Mike", "Prometheus key", "Muster": who did it. */
const char *muster_actor_name (MusterActor actor, const MusterNames *names);

G_END_DECLS
