/* hold-back.h - whether to tell nobody of a new incident for a moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/attach.h"
#include "world/world.h"
G_BEGIN_DECLS

/* So long may what a service depends on show that this is its trouble. */
#define MUSTER_HOLD_BACK_US (30 * G_TIME_SPAN_SECOND)

/* Why, in words; NULL: it is told at once. */
char *muster_hold_back_why (const MusterWorld *world,
                            const MusterArrival *arrival,
                            const MusterObject *service,
                            MusterSeverity severity);

G_END_DECLS
