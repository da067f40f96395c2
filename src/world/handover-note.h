/* handover-note.h - what the next shift has to know, from the world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_HANDOVER_AHEAD_US (24 * G_TIME_SPAN_HOUR)

/* Lines of Markdown, in the schedule's zone; NULL: there is nothing to tell. */
char *
muster_handover_note_write (const MusterWorld *world, const MusterObject *schedule, gint64 now_us);
/* Does a policy's step tell whoever is on call of it? */
gboolean muster_schedule_is_used (const MusterWorld *world, const MusterObject *schedule);
/* Who answers for a schedule: the owners of the teams whose services' policies use it, else those
 * who may configure it. Of MusterObject. */
GPtrArray *muster_schedule_list_owners (const MusterWorld *world, const MusterObject *schedule);

G_END_DECLS
