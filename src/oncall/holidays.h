/* holidays.h - days on which whoever is on call had rather not be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/duty.h"
G_BEGIN_DECLS

#define MUSTER_HOLIDAYS_MAX 1000

/* The "holidays" of a schedule's or a person's body, dates such as "2026-12-25": of gint64, days
 * since 1970-01-01, in order. NULL: it has none; what is no date is passed over. */
GArray *muster_holidays_read (const char *body);
/* How long @duties (of MusterDuty) are within these days on the wall of @zone, and of how many of
 * them they have a part. */
gint64
muster_holidays_measure (const GArray *days, const GArray *duties, GTimeZone *zone, guint *out_n);

G_END_DECLS
