/* zone-notes.h - what the clocks of a zone were to show, by the zone data of that day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zone data changes with the system, and with it what was told to people (on-call rule 10).
 */
#pragma once
#include "model/batch.h"
G_BEGIN_DECLS

typedef struct
{
  char *zone;
  gint64 starts_us, ends_us; /* as far as it was looked */
  char *offsets;             /* "0:3600 1774746000:7200": from which second on, how many */
} MusterZoneNote;

void muster_zone_note_free (MusterZoneNote *self);

/* Of MusterZoneNote, one a zone, owned, by name. */
GPtrArray *muster_zone_notes_new (void);
/* TRUE: it is other data of a zone that was known. */
gboolean muster_zone_notes_fold (GPtrArray *self, const MusterEvent *event);
void muster_zone_notes_put (GPtrArray *self, MusterZoneNote *note /* transfer full */);
const MusterZoneNote *muster_zone_notes_find (const GPtrArray *self, const char *zone);

/* What the zone's data says now of [starts, ends). */
char *muster_zone_describe_offsets (GTimeZone *zone, gint64 starts_us, gint64 ends_us);

/* Between two instants clocks are @by_s further ahead than they were to be. */
typedef struct
{
  gint64 start_s, end_s;
  gint64 by_s;
} MusterZoneShift;

/* Of MusterZoneShift, in order: what differs between two descriptions up to @end_s. */
GArray *muster_zone_compare (const char *before, const char *after, gint64 end_s);

G_END_DECLS
