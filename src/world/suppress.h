/* suppress.h - which alerts nobody is told of for now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* What holds back an alert, and the name of the rule by which it does. */
typedef struct
{
  MusterSuppressor suppressor;
  gint64 until_us;  /* MUSTER_NO_TIME: until what holds it is over */
  const char *rule; /* nullable; good while the rules are */
  char *why;        /* instead of that, where there is more to say; owned, nullable */
} MusterHold;

void muster_hold_clear (MusterHold *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterHold, muster_hold_clear)

/* An alert that comes in, or is there. */
typedef struct
{
  MusterUlid id;
  const MusterLabelSet *labels;
  MusterUlid key;     /* that it came by */
  MusterUlid service; /* that it is of; null: of none */
} MusterHeard;

/* What holds it back now; nothing holds back a drill. */
MusterHold
muster_world_find_hold (const MusterWorld *world, const MusterHeard *heard, gint64 now_us);
/* NULL: it has none. */
const char *muster_world_name_service (const MusterWorld *world, MusterUlid service);
gboolean muster_world_is_suppressed (const MusterWorld *world, const MusterAlert *alert);

/* The firing alerts that @silence would hold back and that nothing does yet: of MusterAlert, the
 * oldest first. */
GPtrArray *
muster_world_list_silenced (const MusterWorld *world, const MusterSilence *silence, gint64 now_us);

/* Likewise those that a maintenance window is about. */
GPtrArray *muster_world_list_selected (const MusterWorld *world, const MusterSelection *selection);

/* Says that @alert, of its incident or of none, is held back. */
MusterEvent *muster_world_emit_suppressed (const MusterWorld *world,
                                           MusterBatch *batch,
                                           const MusterAlert *alert,
                                           const MusterHold *hold,
                                           gint64 now_us);
/* After the end of an alert that somebody silenced until then; NULL: nobody did. */
MusterEvent *muster_world_emit_acknowledged_ended (const MusterWorld *world,
                                                   MusterUlid alert,
                                                   MusterBatch *batch);
/* Before an alert that is held back within an incident is resolved: it is counted again. NULL: it
 * is not held back there. */
MusterEvent *
muster_world_emit_released (const MusterWorld *world, const MusterAlert *alert, MusterBatch *batch);

G_END_DECLS
