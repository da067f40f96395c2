/* small-shifts.h - a rota on a small hub, and what people do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "small-hub.h"

/* The schedule "s": a week each for ana, ben and cho, from Monday 2026-03-02 09:00 UTC on. */
void small_hub_put_rota (SmallHub *self);
const MusterObject *small_hub_rota (const SmallHub *self);
/* Gives a command of random arguments something to be about, if it is one about shifts. */
void small_hub_aim (SmallHub *self, MusterCommand *command);

/* An instant of 2026: "03-09T09:00". */
gint64 small_instant (const char *text);
/* kind NULL: a swap. */
MusterCommand *small_override (SmallHub *self,
                               const char *kind,
                               const char *people, /* "ana" or "ana,ben" */
                               const char *from,
                               const char *to);
/* Who is on call then, as "ana, ben". */
char *small_on_call (const SmallHub *self, gint64 at_us);
