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

G_END_DECLS
