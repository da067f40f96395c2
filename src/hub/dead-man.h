/* dead-man.h - tells others that this hub lives, so that they notice when it does not (R40)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/canary.h"
#include "hub/committer.h"
#include "hub/outbound.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommitter *committer; /* none owned */
  MusterClock *clock;
  const MusterCanary *canary; /* nullable; while it is not well nobody is told */
  const char *state;          /* folder with the secrets; nullable */
} MusterDeadManSettings;

typedef struct _MusterDeadMan MusterDeadMan;

MusterDeadMan *muster_dead_man_new (const MusterDeadManSettings *settings);
void muster_dead_man_free (MusterDeadMan *self);
void muster_dead_man_set_outbound (MusterDeadMan *self, const MusterOutbound *outbound);
/* As the world has them configured now. */
void muster_dead_man_renew (MusterDeadMan *self, const MusterWorld *world);

/* How it goes with one. */
typedef struct
{
  MusterUlid id;
  const char *name;
  gint64 heard_us;   /* when it last answered well, UTC; MUSTER_NO_TIME: not since the start */
  const char *error; /* why it did not the last time; NULL: it did, or was not asked yet */
} MusterDeadManState;

typedef void (*MusterDeadManFunc) (const MusterDeadManState *state, gpointer user_data);
void
muster_dead_man_foreach (const MusterDeadMan *self, MusterDeadManFunc func, gpointer user_data);

G_END_DECLS
