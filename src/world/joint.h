/* joint.h - two incidents become one, or two again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  MusterActor actor;
  MusterUlid command; /* null: none */
  gint64 now_us;
  guint one;          /* goes away, or comes back */
  guint other;        /* takes in, or gives back */
  const char *reason; /* nullable */
} MusterJoint;

/* Append what happens to @batch: without seqs, not folded. Both incidents are there. */
void muster_joint_merge (const MusterWorld *world, MusterBatch *batch, const MusterJoint *joint);
void muster_joint_unmerge (const MusterWorld *world, MusterBatch *batch, const MusterJoint *joint);
/* @alerts (of MusterAlert) go from @other to @one, which is opened already. */
void muster_joint_move (const MusterWorld *world,
                        MusterBatch *batch,
                        const MusterJoint *joint,
                        const GPtrArray *alerts);

G_END_DECLS
