/* channel-trouble.c - alerts of the hub's own: pages do not leave by a channel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/channel-trouble.h"

#include "world/own-alert.h"

/**
 * muster_world_tell_channel:
 * @world: a hub's world
 * @context: time and chance
 * @channel: the id of one
 * @words: (nullable): why no page leaves by it; %NULL: they do
 * @batch: where the events go; they have their seqs and are folded
 *
 * Low, as whoever is to be paged by it is paged by their next rule.
 */
void
muster_world_tell_channel (MusterWorld *world,
                           const MusterDecideContext *context,
                           MusterUlid channel,
                           const char *words,
                           MusterBatch *batch)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (world), channel);
  const char *name = object != NULL ? object->name : "";
  g_autofree char *title = g_strdup_printf ("Pages do not leave by the channel %s", name);

  muster_world_report_own (
      world, context,
      &(MusterOwnAlert){
          .name = "PagesDoNotLeave",
          .kind = "channel",
          .about = channel,
          .status = words != NULL ? MUSTER_REPORT_FIRING : MUSTER_REPORT_RESOLVED,
          .severity = MUSTER_SEVERITY_LOW,
          .title = title,
          .description = words,
          .labels = { { "channel", name } },
      },
      batch);
}
