/* fetch.h - a snapshot, fetched and made into a world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
#include "link/hub-link.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  MusterWorld *world;
  MusterSha256 chain; /* after the world's seq */
  char *journal;      /* whose seqs they are */
} MusterFetched;

void muster_fetched_free (MusterFetched *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterFetched, muster_fetched_free)

/* GET /v1/snapshot; decoded on a thread of its own. */
void muster_fetch_snapshot_async (MusterHubLink *link,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
MusterFetched *
muster_fetch_snapshot_finish (MusterHubLink *link, GAsyncResult *result, GError **error);

G_END_DECLS
