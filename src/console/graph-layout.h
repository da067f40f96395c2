/* graph-layout.h - where the boxes of a graph stand, layer by layer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* From what depends to what it depends on; nodes by number. */
typedef struct
{
  guint from;
  guint to;
} MusterGraphEdge;

typedef struct
{
  float x, y; /* 1 is a layer, or a place in one */
} MusterGraphPlace;

typedef struct
{
  guint n_layers;           /* columns; what nobody depends on is in the first */
  float height;             /* of the highest layer, in places */
  MusterGraphPlace *places; /* of each node: layer, and place in it */
  GPtrArray *ways; /* of each edge: GArray of MusterGraphPlace, from one end to the other */
} MusterGraphLayout;

MusterGraphLayout *
muster_graph_layout_new (guint n_nodes, const MusterGraphEdge *edges, guint n_edges);
void muster_graph_layout_free (MusterGraphLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGraphLayout, muster_graph_layout_free)

/* How often the ways cross one another; for tests. */
guint muster_graph_layout_crossings (const MusterGraphLayout *self);

G_END_DECLS
