/* wall-time.h - what the clock on a wall shows, and which instant that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* A wall time is in seconds as if the wall stood in UTC: it has no zone until it is turned into an
 * instant. */

/* "2026-03-02T09:00" or with seconds; FALSE: it is none. */
gboolean muster_wall_time_parse (const char *text, gint64 *out_s);
void muster_wall_time_append (gint64 wall_s, GString *out);

/* "Europe/Berlin"; NULL: there is no such zone. */
GTimeZone *muster_time_zone_new (const char *name);

/* What the wall shows at @utc_s, and the instant at which it first shows @wall_s or more. */
gint64 muster_wall_time_at (GTimeZone *zone, gint64 utc_s);
gint64 muster_wall_time_to_utc (GTimeZone *zone, gint64 wall_s);

/* The same for many times of one zone: it remembers how long its wall goes evenly. */
typedef struct
{
  GTimeZone *zone;               /* borrowed */
  gint64 from_s, to_s, offset_s; /* instants between which nothing changes */
} MusterWallClock;

void muster_wall_clock_init (MusterWallClock *self, GTimeZone *zone);
gint64 muster_wall_clock_show (MusterWallClock *self, gint64 utc_s);
gint64 muster_wall_clock_find (MusterWallClock *self, gint64 wall_s);

/* Wall times in [from, to) that are passed over. */
typedef struct
{
  gint64 from_s, to_s;
} MusterWallGap;

/* The first instant in (from, to] at which the wall is put forward; one past @to: there is none. */
gint64
muster_wall_clock_next_gap (MusterWallClock *self, gint64 from_s, gint64 to_s, MusterWallGap *out);

G_END_DECLS
