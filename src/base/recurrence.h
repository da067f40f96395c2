/* recurrence.h - when something comes again: rules of RFC 5545, held to a budget (security R11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
G_BEGIN_DECLS

#define MUSTER_RECURRENCE_BYTES_MAX    1024
#define MUSTER_RECURRENCE_VALUES_MAX   64 /* in all its lists */
#define MUSTER_RECURRENCE_INTERVAL_MAX 10000
#define MUSTER_RECURRENCE_COUNT_MAX    10000
#define MUSTER_RECURRENCE_DAYS_MAX     10000 /* from the start to the last of a COUNT */
#define MUSTER_RECURRENCE_HORIZON_S    (G_GINT64_CONSTANT (731) * 86400)

typedef struct _MusterRecurrence MusterRecurrence;

/* "FREQ=WEEKLY;BYDAY=SU" from a wall time on; @zone is for an UNTIL in UTC. */
MusterRecurrence *
muster_recurrence_new (const char *rule, gint64 start_s, GTimeZone *zone, GError **error);
void muster_recurrence_free (MusterRecurrence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRecurrence, muster_recurrence_free)

/* The first wall time in [from, to) that it gives; FALSE: it gives none. Costs at most a look at
 * each day between them. */
gboolean
muster_recurrence_next (const MusterRecurrence *self, gint64 from_s, gint64 to_s, gint64 *out_s);

/* Days, weeks, months or years (hours: each) that it may be in within two years of its start. */
gint64 muster_recurrence_count_candidates (const MusterRecurrence *self);
/* No two of its times are nearer, on the wall; seconds. */
gint64 muster_recurrence_shortest (const MusterRecurrence *self);

G_END_DECLS
