/* react.c - what is to be done about an event
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/react.h"

/**
 * muster_world_react:
 * @event: an event that is folded
 *
 * Says which effect follows from it. Acting waits for the commit.
 *
 * Returns: the effect's type
 */
MusterEffectType
muster_world_react (const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_RUN_ASKED)
    return MUSTER_EFFECT_RUN;
  if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
    return MUSTER_EFFECT_PAGE;
  return MUSTER_EFFECT_NONE;
}
