/* canary.h - an alert that only the hub waits for, to know that alerts come through (security R40)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Once a minute it comes in by the hub's own door with a key of its own, is decoded, decided, put
 * on disk and published, and its effect ends the way. It is no alert to anybody: it has no
 * incident, no series and no page.
 */
#pragma once
#include "base/clock.h"
#include "hub/access.h"
G_BEGIN_DECLS

#define MUSTER_CANARY_US      (60 * G_USEC_PER_SEC)
#define MUSTER_CANARY_LATE_US (150 * G_USEC_PER_SEC) /* two that did not come through */

typedef struct _MusterCanary MusterCanary;

/* @address: as --listen has it, where the hub takes intake. @access: neither owned. */
MusterCanary *
muster_canary_new (MusterClock *clock, MusterAccessTable *access, const char *address);
void muster_canary_free (MusterCanary *self);

/* Its effect: it is on disk and published. */
void muster_canary_arrive (MusterCanary *self);
/* Whether one came through lately. */
gboolean muster_canary_is_well (const MusterCanary *self);
/* How long the last one took, µs; -1: there was none. */
gint64 muster_canary_get_took (const MusterCanary *self);
guint64 muster_canary_get_n (const MusterCanary *self); /* how many came through */

G_END_DECLS
