/* react.h - what is to be done about an event, once it is on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_EFFECT_NONE,
  MUSTER_EFFECT_RUN,       /* a built-in check; the event is the run.asked */
  MUSTER_EFFECT_CANARY,    /* the hub's own alert has come through */
  MUSTER_EFFECT_PAGE,      /* the event is the page.intended */
  MUSTER_EFFECT_UNPAGE,    /* what was to be told of the event's incident may be needless */
  MUSTER_EFFECT_TEST_PAGE, /* the event is the test-page.asked */
  MUSTER_EFFECT_SENT,      /* that a page was is on disk; the event says which */
  MUSTER_EFFECT_NOTICE,    /* what can wait; the event is the notice.told */
} MusterEffectType;

/* An effect's id is its event's own (run, page): doing it twice can be told. */
typedef struct
{
  MusterEffectType type;
  MusterBatch *batch; /* keeps the event alive */
  const MusterEvent *event;
} MusterEffect;

MusterEffectType muster_world_react (const MusterEvent *event);
/* Whoever knows keys, tokens or people by heart has to look again. */
gboolean muster_world_changes_access (const MusterEvent *event);

G_END_DECLS
