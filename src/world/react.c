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
  if (event->kind == MUSTER_EVENT_NOTICE_TOLD)
    return MUSTER_EFFECT_NOTICE;
  if (event->kind == MUSTER_EVENT_TEST_PAGE_ASKED)
    return MUSTER_EFFECT_TEST_PAGE;
  if (event->kind == MUSTER_EVENT_PAGE_SENT || event->kind == MUSTER_EVENT_TEST_PAGE_SENT)
    return MUSTER_EFFECT_SENT;
  if (event->kind == MUSTER_EVENT_HUB_CANARY)
    return MUSTER_EFFECT_CANARY;
  if (event->kind == MUSTER_EVENT_INCIDENT_ACKNOWLEDGED ||
      event->kind == MUSTER_EVENT_INCIDENT_MERGED ||
      (event->kind == MUSTER_EVENT_INCIDENT_STAGE_SET &&
       muster_event_int (event, MUSTER_FACT_STAGE) == MUSTER_STAGE_RESOLVED))
    return MUSTER_EFFECT_UNPAGE;
  return MUSTER_EFFECT_NONE;
}

/**
 * muster_world_changes_access:
 * @event: an event that is folded
 *
 * Returns: whether it changes who may do what: keys, tokens, people, drills
 */
gboolean
muster_world_changes_access (const MusterEvent *event)
{
  return event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED ||
         event->kind == MUSTER_EVENT_ACCESS_GRANTED || event->kind == MUSTER_EVENT_ACCESS_REVOKED ||
         event->kind == MUSTER_EVENT_KEY_ROTATED || event->kind == MUSTER_EVENT_KEY_RETIRED ||
         event->kind == MUSTER_EVENT_DRILL_STARTED || event->kind == MUSTER_EVENT_DRILL_ENDED;
}
