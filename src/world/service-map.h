/* service-map.h - the configured services as a graph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/service-graph.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* Made anew from the directory when a service was configured since. */
typedef struct _MusterServiceMap MusterServiceMap;

MusterServiceMap *muster_service_map_new (const MusterDirectory *directory);
void muster_service_map_free (MusterServiceMap *self);
const MusterServiceGraph *muster_service_map_get_graph (MusterServiceMap *self);

G_END_DECLS
