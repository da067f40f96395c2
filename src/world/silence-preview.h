/* silence-preview.h - what a silence would hold back, before there is one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  GPtrArray *alerts; /* of MusterAlert, the index's own; the oldest first */
  guint incidents_n; /* how many incidents they are of */
} MusterSilencePreview;

/* What a silence may be made of: not what would hold back nearly everything. */
MusterMatchers *muster_silence_parse_matchers (const char *text, GError **error);

MusterSilencePreview muster_silence_preview (const MusterWorld *world,
                                             MusterMatchers *matchers /* only looked at */,
                                             gint64 now_us);

G_END_DECLS
