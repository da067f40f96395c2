/* wall-reading.h - what tests read off the clock on a wall, minute by minute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Somebody who looks at a wall every minute and remembers the latest time it ever showed: what
 * starts at a wall time starts when that, or more, is shown for the first time. GDateTime reads
 * the wall, so nothing of it is the code under test. */
typedef struct
{
  GTimeZone *zone;
  gint64 utc_s;    /* the instant it was looked at last */
  gint64 latest_s; /* wall time */
} WallReading;

/* Begins to look two days before @utc_s, and looks until then. */
void wall_reading_begin (WallReading *self, GTimeZone *zone, gint64 utc_s);
void wall_reading_step (WallReading *self); /* a minute */

gint64 wall_time (const char *text);
gint64 instant (const char *text); /* "2026-03-08T07:00:00Z" */
/* One of some zones that are set back and forth in many ways. */
const char *random_zone_name (void);

G_END_DECLS
