/* shift-words.h - shifts in words, for people to read where they live
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/directory.h"
G_BEGIN_DECLS

/* Where a person lives: their own zone, else @otherwise. A new reference. */
GTimeZone *muster_person_ref_zone (const MusterObject *person, GTimeZone *otherwise);

/* "Sat 12 Dec 09:00"; with the year where that is not the one of @now_s. */
void muster_shift_words_append (GString *out, GTimeZone *zone, gint64 at_s, gint64 now_s);

/* "Sat 12 Dec 09:00 to Sat 19 Dec 09:00", "Sat 12 Dec 09:00 to 11:00" */
typedef struct
{
  gint64 start_s, end_s;
} MusterShiftSpan;
void
muster_shift_words_append_span (GString *out, GTimeZone *zone, MusterShiftSpan span, gint64 now_s);

G_END_DECLS
