/* instant.h - RFC 3339 instants and durations in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Room for "2026-03-06T14:25:02.000123Z" and a zero. */
#define MUSTER_INSTANT_TEXT_BYTES 28

gboolean muster_instant_parse (const char *text, gssize n, gint64 *out_us);
gsize muster_instant_format (gint64 at_us, char out[MUSTER_INSTANT_TEXT_BYTES]);
void muster_instant_append (gint64 at_us, GString *out);
char *muster_instant_to_string (gint64 at_us);

/* "15m", "2h", "1h30m", "7d", "90s": unsigned, at most 366 days (security R10). */
gboolean muster_duration_parse (const char *text, gint64 *out_us, GError **error);

G_END_DECLS
