/* service-graph.h - which service depends on which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

#define MUSTER_SERVICE_NONE      G_MAXUINT
#define MUSTER_SERVICE_HOPS_MAX  3    /* beyond it services have nothing to do with one another */
#define MUSTER_SERVICE_REACH_MAX 1024 /* services looked at around one */

/* How another service lies to one, by the shortest way. */
typedef enum
{
  MUSTER_RELATION_SAME,
  MUSTER_RELATION_UPSTREAM,   /* one depends on it */
  MUSTER_RELATION_DOWNSTREAM, /* it depends on one */
  MUSTER_RELATION_SHARED,     /* both depend on a third */
  MUSTER_RELATION_SIBLING,    /* a third depends on both */
  MUSTER_RELATION_DISTANT,    /* connected somehow, further away; never by reach() */
} MusterRelation;

typedef struct
{
  guint node;
  guint hops; /* 1 to MUSTER_SERVICE_HOPS_MAX; 2 for what is related by a third */
  guint via;  /* the third; else MUSTER_SERVICE_NONE */
  MusterRelation relation;
} MusterReach;

/* Services are numbered from 0 in the order in which they were added. */
typedef struct _MusterServiceGraph MusterServiceGraph;

MusterServiceGraph *muster_service_graph_new (void);
void muster_service_graph_free (MusterServiceGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterServiceGraph, muster_service_graph_free)
guint muster_service_graph_add (MusterServiceGraph *self, MusterUlid id, const char *name);
/* Another name of the same thing. */
void muster_service_graph_add_alias (MusterServiceGraph *self, guint node, const char *alias);
/* Who depends on whom, by name or alias; names are looked up when the graph is sealed. */
void muster_service_graph_add_edge (MusterServiceGraph *self, guint node, const char *upstream);
/* Everything is added. What follows is for a sealed graph. */
void muster_service_graph_seal (MusterServiceGraph *self);

guint muster_service_graph_size (const MusterServiceGraph *self);
gboolean muster_service_graph_has_edges (const MusterServiceGraph *self);
guint muster_service_graph_find (const MusterServiceGraph *self, MusterUlid id);
MusterUlid muster_service_graph_get_id (const MusterServiceGraph *self, guint node);
const char *muster_service_graph_get_name (const MusterServiceGraph *self, guint node);
/* The services that @node calls, and those that call it. */
const guint *
muster_service_graph_get_upstream (const MusterServiceGraph *self, guint node, guint *n);
const guint *
muster_service_graph_get_downstream (const MusterServiceGraph *self, guint node, guint *n);

/* Is there any way from one to the other, whatever its length and direction? */
gboolean
muster_service_graph_is_connected (const MusterServiceGraph *self, guint node, guint other);
/* Whom @node reaches, nearest first, itself first of all. */
GArray *muster_service_graph_reach (const MusterServiceGraph *self, guint node);
/* Only what @node depends on, nearest first, without itself. */
GArray *muster_service_graph_reach_upstream (const MusterServiceGraph *self, guint node);
/* How @other lies to @node; FALSE: in no way. */
gboolean muster_service_graph_relate (const MusterServiceGraph *self,
                                      guint node,
                                      guint other,
                                      MusterReach *out);

G_END_DECLS
