/* span.h - a piece of time, [start, end)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  gint64 start_us; /* UTC epoch, included */
  gint64 end_us;   /* excluded; equal to start: empty */
} MusterSpan;

gboolean muster_span_contains (MusterSpan self, gint64 at_us);
MusterSpan muster_span_intersect (MusterSpan a, MusterSpan b);
gint64 muster_span_length_us (MusterSpan self);

G_END_DECLS
