/* timeline-telling.h - a line of the timeline being put into words: for the files that do it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

typedef struct
{
  const MusterEntry *entry;
  const char *actor;  /* who did it */
  const char *person; /* whom it is about */
} MusterTelling;

char *muster_tell_reason (char *text /* transfer full */, const char *reason);
char *muster_tell_page (const MusterTelling *telling);
char *muster_tell_person (const MusterTelling *telling);
char *muster_tell_policy (const MusterTelling *telling);
char *muster_tell_step (const MusterTelling *telling);
char *muster_tell_hastened (const MusterTelling *telling);
char *muster_tell_snoozed (const MusterTelling *telling);
char *muster_tell_resumed (const MusterTelling *telling);

G_END_DECLS
