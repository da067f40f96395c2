/* rest.h - how long somebody rests before and after a shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/duty.h"
G_BEGIN_DECLS

typedef struct
{
  gint64 before_s, after_s; /* -1: there is no other shift */
} MusterRest;

/* Around what somebody is on call in [start, end), by all their duties (of MusterDuty, in order),
 * where shifts are parted by a day. */
MusterRest muster_rest_around (const GArray *duties, gint64 start_s, gint64 end_s);

G_END_DECLS
