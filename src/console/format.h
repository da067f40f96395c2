/* format.h - numbers, times and durations as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* How near the next update is. */
typedef enum
{
  MUSTER_DUE_NONE, /* none is required */
  MUSTER_DUE_LATER,
  MUSTER_DUE_SOON, /* within MUSTER_DUE_SOON_US */
  MUSTER_DUE_OVERDUE,
} MusterDue;
#define MUSTER_DUE_SOON_US (5 * 60 * G_USEC_PER_SEC)

char *muster_format_clock (gint64 span_us);
char *muster_format_clock_reserve (gint64 span_us);
char *muster_format_span (gint64 span_us);
char *muster_format_span_spoken (gint64 span_us);
char *muster_format_count (guint64 n);
char *muster_format_time (gint64 at_us, GTimeZone *zone);
char *muster_format_time_of_day (gint64 at_us, GTimeZone *zone);
char *muster_format_date (gint64 at_us, gint64 now_us, GTimeZone *zone);

MusterDue muster_due_at (gint64 due_us, gint64 now_us);
char *muster_format_due (gint64 due_us, gint64 now_us);
char *muster_format_due_spoken (gint64 due_us, gint64 now_us);

G_END_DECLS
