/* service-graph.c - which service depends on which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/service-graph.h"

#include <string.h>

typedef struct
{
  MusterUlid id;
  char *name;
} Service;

typedef struct
{
  guint from; /* depends on */
  guint to;
} Edge;

/* The neighbours of all services one after another, those of i from offsets[i] to offsets[i+1]. */
typedef struct
{
  guint *offsets;
  guint *nodes;
} Neighbours;

struct _MusterServiceGraph
{
  GArray *services;    /* of Service */
  GHashTable *by_id;   /* MusterUlid * → node + 1 */
  GHashTable *by_name; /* char * → node + 1, aliases too */
  GPtrArray *wanted;   /* of char *: the name of an edge's upstream, until it is sealed */
  GArray *edges;       /* of Edge */
  Neighbours up;
  Neighbours down;
  guint *parts; /* by service: which part of the graph it is in */
};

static void
service_clear (gpointer service)
{
  g_free (((Service *) service)->name);
}

/**
 * muster_service_graph_new:
 *
 * Returns: (transfer full): a graph without services
 */
MusterServiceGraph *
muster_service_graph_new (void)
{
  MusterServiceGraph *self = g_new0 (MusterServiceGraph, 1);

  self->services = g_array_new (FALSE, FALSE, sizeof (Service));
  g_array_set_clear_func (self->services, service_clear);
  self->by_id = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  return self;
}

static void
neighbours_clear (Neighbours *self)
{
  g_free (self->offsets);
  g_free (self->nodes);
}

/**
 * muster_service_graph_free:
 * @self: a graph
 *
 * Frees it.
 */
void
muster_service_graph_free (MusterServiceGraph *self)
{
  neighbours_clear (&self->up);
  neighbours_clear (&self->down);
  g_free (self->parts);
  g_array_unref (self->edges);
  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->services);
  g_free (self);
}

/**
 * muster_service_graph_add:
 * @self: a graph that is not sealed
 * @id: the service's id, not in it yet
 * @name: its name
 *
 * Returns: its number
 */
guint
muster_service_graph_add (MusterServiceGraph *self, MusterUlid id, const char *name)
{
  Service service = { id, g_strdup (name) };

  g_array_append_val (self->services, service);
  g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id),
                       GUINT_TO_POINTER (self->services->len));
  g_hash_table_replace (self->by_name, g_strdup (name), GUINT_TO_POINTER (self->services->len));
  return self->services->len - 1;
}

/**
 * muster_service_graph_add_alias:
 * @self: a graph that is not sealed
 * @node: a service
 * @alias: another name of it; a service's own name goes before another's alias
 *
 * Takes a name in.
 */
void
muster_service_graph_add_alias (MusterServiceGraph *self, guint node, const char *alias)
{
  if (!g_hash_table_contains (self->by_name, alias))
    g_hash_table_insert (self->by_name, g_strdup (alias), GUINT_TO_POINTER (node + 1));
}

/**
 * muster_service_graph_add_edge:
 * @self: a graph that is not sealed
 * @node: a service
 * @upstream: the name or alias of one that it depends on
 *
 * Takes a dependency in. A name of nobody, and of itself, counts for nothing.
 */
void
muster_service_graph_add_edge (MusterServiceGraph *self, guint node, const char *upstream)
{
  Edge edge = { node, MUSTER_SERVICE_NONE };

  g_array_append_val (self->edges, edge);
  g_ptr_array_add (self->wanted, g_strdup (upstream));
}

/* --- sealing --- */

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const Edge *x = a, *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return (x->to > y->to) - (x->to < y->to);
}

static void
resolve_names (MusterServiceGraph *self)
{
  guint n = 0;

  for (guint i = 0; i < self->edges->len; i++)
    {
      Edge edge = g_array_index (self->edges, Edge, i);
      gpointer found = g_hash_table_lookup (self->by_name, g_ptr_array_index (self->wanted, i));

      edge.to = found != NULL ? GPOINTER_TO_UINT (found) - 1 : edge.from;
      if (edge.to != edge.from)
        g_array_index (self->edges, Edge, n++) = edge;
    }
  g_array_set_size (self->edges, n);
  g_ptr_array_set_size (self->wanted, 0);
  g_array_sort (self->edges, compare_edges);
  n = 0;
  for (guint i = 0; i < self->edges->len; i++)
    {
      const Edge edge = g_array_index (self->edges, Edge, i);

      if (n == 0 || compare_edges (&edge, &g_array_index (self->edges, Edge, n - 1)) != 0)
        g_array_index (self->edges, Edge, n++) = edge;
    }
  g_array_set_size (self->edges, n);
}

static void
list_neighbours (const MusterServiceGraph *self, gboolean up, Neighbours *out)
{
  guint n = self->services->len;
  g_autofree guint *next = g_new0 (guint, n + 1);

  out->offsets = g_new0 (guint, n + 1);
  out->nodes = g_new0 (guint, MAX (self->edges->len, 1));
  for (guint i = 0; i < self->edges->len; i++)
    {
      const Edge *edge = &g_array_index (self->edges, Edge, i);

      out->offsets[(up ? edge->from : edge->to) + 1]++;
    }
  for (guint i = 0; i < n; i++)
    out->offsets[i + 1] += out->offsets[i];
  memcpy (next, out->offsets, (n + 1) * sizeof *next);
  for (guint i = 0; i < self->edges->len; i++)
    {
      const Edge *edge = &g_array_index (self->edges, Edge, i);

      out->nodes[next[up ? edge->from : edge->to]++] = up ? edge->to : edge->from;
    }
}

static guint
find_part (guint *parts, guint node)
{
  while (parts[node] != node)
    node = parts[node] = parts[parts[node]];
  return node;
}

static guint *
number_parts (const MusterServiceGraph *self)
{
  guint *parts = g_new (guint, MAX (self->services->len, 1));

  for (guint i = 0; i < self->services->len; i++)
    parts[i] = i;
  for (guint i = 0; i < self->edges->len; i++)
    {
      const Edge *edge = &g_array_index (self->edges, Edge, i);

      parts[find_part (parts, edge->from)] = find_part (parts, edge->to);
    }
  for (guint i = 0; i < self->services->len; i++)
    parts[i] = find_part (parts, i);
  return parts;
}

/**
 * muster_service_graph_seal:
 * @self: a graph
 *
 * Looks names up and orders what depends on what: O(edges log edges), once.
 */
void
muster_service_graph_seal (MusterServiceGraph *self)
{
  g_return_if_fail (self->up.offsets == NULL);
  resolve_names (self);
  list_neighbours (self, TRUE, &self->up);
  list_neighbours (self, FALSE, &self->down);
  self->parts = number_parts (self);
}

/* --- queries --- */

/**
 * muster_service_graph_size:
 * @self: a graph
 *
 * Returns: how many services it has
 */
guint
muster_service_graph_size (const MusterServiceGraph *self)
{
  return self->services->len;
}

/**
 * muster_service_graph_has_edges:
 * @self: a graph
 *
 * Returns: whether any service depends on another
 */
gboolean
muster_service_graph_has_edges (const MusterServiceGraph *self)
{
  return self->edges->len > 0;
}

/**
 * muster_service_graph_find:
 * @self: a graph
 * @id: a service's id
 *
 * Returns: its number; %MUSTER_SERVICE_NONE: it is not there
 */
guint
muster_service_graph_find (const MusterServiceGraph *self, MusterUlid id)
{
  gpointer found = g_hash_table_lookup (self->by_id, &id);

  return found != NULL ? GPOINTER_TO_UINT (found) - 1 : MUSTER_SERVICE_NONE;
}

/**
 * muster_service_graph_get_id:
 * @self: a graph
 * @node: a service of it
 *
 * Returns: its id
 */
MusterUlid
muster_service_graph_get_id (const MusterServiceGraph *self, guint node)
{
  return g_array_index (self->services, Service, node).id;
}

/**
 * muster_service_graph_get_name:
 * @self: a graph
 * @node: a service of it
 *
 * Returns: (transfer none): its name
 */
const char *
muster_service_graph_get_name (const MusterServiceGraph *self, guint node)
{
  return g_array_index (self->services, Service, node).name;
}

static const guint *
get_neighbours (const Neighbours *neighbours, guint node, guint *n)
{
  *n = neighbours->offsets[node + 1] - neighbours->offsets[node];
  return &neighbours->nodes[neighbours->offsets[node]];
}

/**
 * muster_service_graph_get_upstream:
 * @self: a sealed graph
 * @node: a service of it
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): what it depends on
 */
const guint *
muster_service_graph_get_upstream (const MusterServiceGraph *self, guint node, guint *n)
{
  return get_neighbours (&self->up, node, n);
}

/**
 * muster_service_graph_get_downstream:
 * @self: a sealed graph
 * @node: a service of it
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): what depends on it
 */
const guint *
muster_service_graph_get_downstream (const MusterServiceGraph *self, guint node, guint *n)
{
  return get_neighbours (&self->down, node, n);
}

/**
 * muster_service_graph_is_connected:
 * @self: a sealed graph
 * @node: a service of it
 * @other: another
 *
 * Returns: whether any way leads from one to the other
 */
gboolean
muster_service_graph_is_connected (const MusterServiceGraph *self, guint node, guint other)
{
  return self->parts[node] == self->parts[other];
}

/* --- around a service --- */

typedef struct
{
  const MusterServiceGraph *graph;
  GHashTable *seen; /* node + 1 */
  GArray *out;      /* of MusterReach */
} Reaching;

static void
reach (Reaching *self, const MusterReach *step)
{
  if (self->out->len < MUSTER_SERVICE_REACH_MAX &&
      g_hash_table_add (self->seen, GUINT_TO_POINTER (step->node + 1)))
    g_array_append_val (self->out, *step);
}

/* All neighbours, on one side, of those in the list that are related so and lie @hops away. */
static void
widen (Reaching *self, MusterRelation relation, guint hops)
{
  gboolean up = relation == MUSTER_RELATION_UPSTREAM;
  guint length = self->out->len;

  for (guint i = 0; i < length; i++)
    {
      const MusterReach at = g_array_index (self->out, MusterReach, i);
      guint n;
      const guint *next = get_neighbours (up ? &self->graph->up : &self->graph->down, at.node, &n);

      if (at.hops != hops || (hops > 0 && at.relation != relation))
        continue;
      for (guint k = 0; k < n; k++)
        reach (self, &(MusterReach){ next[k], hops + 1, MUSTER_SERVICE_NONE, relation });
    }
}

/* Those that are related to one by a third, which is a neighbour of both. */
static void
widen_by_third (Reaching *self, MusterRelation relation)
{
  gboolean shared = relation == MUSTER_RELATION_SHARED;
  guint length = self->out->len;

  for (guint i = 0; i < length; i++)
    {
      const MusterReach at = g_array_index (self->out, MusterReach, i);
      guint n;
      const guint *next =
          get_neighbours (shared ? &self->graph->down : &self->graph->up, at.node, &n);

      if (at.hops != 1 ||
          at.relation != (shared ? MUSTER_RELATION_UPSTREAM : MUSTER_RELATION_DOWNSTREAM))
        continue;
      for (guint k = 0; k < n; k++)
        reach (self, &(MusterReach){ next[k], 2, at.node, relation });
    }
}

static int
compare_reaches (gconstpointer a, gconstpointer b)
{
  const MusterReach *x = a, *y = b;

  if (x->hops != y->hops)
    return x->hops < y->hops ? -1 : 1;
  if (x->relation != y->relation)
    return x->relation < y->relation ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

/**
 * muster_service_graph_reach:
 * @self: a sealed graph
 * @node: a service of it
 *
 * Looks around a service: what it depends on and what depends on it, up to
 * %MUSTER_SERVICE_HOPS_MAX hops, and what is related to it by a third. Each service comes once, by
 * its shortest way, direct ways first; circles end where they began. No more than
 * %MUSTER_SERVICE_REACH_MAX services, however large the graph.
 *
 * Returns: (transfer full) (element-type MusterReach): nearest first
 */
GArray *
muster_service_graph_reach (const MusterServiceGraph *self, guint node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Reaching reaching = { self, seen, g_array_new (FALSE, FALSE, sizeof (MusterReach)) };

  reach (&reaching, &(MusterReach){ node, 0, MUSTER_SERVICE_NONE, MUSTER_RELATION_SAME });
  for (guint hops = 0; hops < MUSTER_SERVICE_HOPS_MAX; hops++)
    {
      widen (&reaching, MUSTER_RELATION_UPSTREAM, hops);
      widen (&reaching, MUSTER_RELATION_DOWNSTREAM, hops);
      if (hops == 1)
        {
          widen_by_third (&reaching, MUSTER_RELATION_SHARED);
          widen_by_third (&reaching, MUSTER_RELATION_SIBLING);
        }
    }
  g_array_sort (reaching.out, compare_reaches);
  return reaching.out;
}

/**
 * muster_service_graph_reach_upstream:
 * @self: a sealed graph
 * @node: a service of it
 *
 * As muster_service_graph_reach(), for one direction.
 *
 * Returns: (transfer full) (element-type MusterReach): what it depends on, nearest first
 */
GArray *
muster_service_graph_reach_upstream (const MusterServiceGraph *self, guint node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Reaching reaching = { self, seen, g_array_new (FALSE, FALSE, sizeof (MusterReach)) };

  reach (&reaching, &(MusterReach){ node, 0, MUSTER_SERVICE_NONE, MUSTER_RELATION_SAME });
  for (guint hops = 0; hops < MUSTER_SERVICE_HOPS_MAX; hops++)
    widen (&reaching, MUSTER_RELATION_UPSTREAM, hops);
  g_array_remove_index (reaching.out, 0);
  return reaching.out;
}

/**
 * muster_service_graph_relate:
 * @self: a sealed graph
 * @node: a service of it
 * @other: another
 * @out: (out): how it lies to @node
 *
 * Returns: whether it is within reach
 */
gboolean
muster_service_graph_relate (const MusterServiceGraph *self,
                             guint node,
                             guint other,
                             MusterReach *out)
{
  g_autoptr (GArray) reaches = muster_service_graph_reach (self, node);

  for (guint i = 0; i < reaches->len; i++)
    {
      *out = g_array_index (reaches, MusterReach, i);
      if (out->node == other)
        return TRUE;
    }
  return FALSE;
}
