/* similar-list.h - open incidents that look like one, as the hub suggests them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
#include <gio/gio.h>
G_BEGIN_DECLS

typedef struct
{
  guint incident;
  double score; /* 0 to 1 */
  double words; /* 0 to 1: how much they say the same */
  gint64 apart_us;
} MusterSimilarItem;

/* GET /v1/incidents/{id}/similar: of MusterSimilarItem, likest first. */
GPtrArray *muster_similar_list_read (GBytes *json, GError **error);
/* Those that are two incidents still, and that nobody keeps apart. Not owned by the list. */
GPtrArray *muster_similar_list_choose (const GPtrArray *items,
                                       const MusterWorld *world,
                                       const MusterIncident *incident);
/* "Looks like INC-7 (82%)" */
char *muster_similar_item_tell (const MusterSimilarItem *self);
/* "Ledger writes stall in eu · the same words, began 40 s apart" */
char *muster_similar_item_tell_why (const MusterSimilarItem *self, const MusterIncident *other);

G_END_DECLS
