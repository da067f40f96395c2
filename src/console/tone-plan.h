/* tone-plan.h - which tone sounds when, as long as pages wait for an answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "console/tone.h"
G_BEGIN_DECLS

/* A page that nobody has answered. */
typedef struct
{
  MusterUlid page;
  MusterTone tone;
} MusterSounding;

/* A SEV-3 sounds once, a SEV-2 twice, 30 s apart, a SEV-1 every 10 s for 5 min. Knows no speaker;
 * times are of a clock that never steps, µs. */
typedef struct _MusterTonePlan MusterTonePlan;

MusterTonePlan *muster_tone_plan_new (void);
void muster_tone_plan_free (MusterTonePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTonePlan, muster_tone_plan_free)

/* These wait now: the others have been answered. */
void
muster_tone_plan_set (MusterTonePlan *self, const MusterSounding *pages, guint n, gint64 now_us);
/* The firmest of what is due, which then is not due any more. */
MusterTone muster_tone_plan_take (MusterTonePlan *self, gint64 now_us);
/* When something is due next; G_MAXINT64: nothing is. */
gint64 muster_tone_plan_next_us (const MusterTonePlan *self);

G_END_DECLS
