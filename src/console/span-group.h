/* span-group.h - the rows of a form that ask from when to when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS

/* signals: "changed" */
#define MUSTER_TYPE_SPAN_GROUP (muster_span_group_get_type ())
G_DECLARE_FINAL_TYPE (MusterSpanGroup, muster_span_group, MUSTER, SPAN_GROUP, AdwPreferencesGroup)

/* Times are told and typed in @zone. */
void muster_span_group_set (MusterSpanGroup *self, GTimeZone *zone, gint64 from_s, gint64 to_s);
/* NULL, and the times; or what is wrong with them, in words. Of one that has begun only what is
 * still to come counts. */
const char *
muster_span_group_read (MusterSpanGroup *self, gint64 now_s, gint64 *out_from_s, gint64 *out_to_s);

G_END_DECLS
