/* graph-layout.c - where the boxes of a graph stand, layer by layer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* As Sugiyama, Tagawa and Toda (1981): break cycles, give each node its layer by the longest way,
 * put a bend into each layer that a long edge passes, order the layers by the barycentre of the
 * neighbours, and move the nodes towards these. The same graph gives the same picture. */
#include "console/graph-layout.h"

#include <stdlib.h>

#define SWEEPS 12 /* over all layers; more gains nothing that is seen */

/* A node, or a bend of an edge. */
typedef struct
{
  guint layer;
  float place;  /* in its layer */
  double wish;  /* where its neighbours are */
  GArray *left; /* of guint: vertices of the layer before */
  GArray *right;
} Vertex;

typedef struct
{
  guint n_nodes;
  const MusterGraphEdge *edges;
  guint n_edges;
  gboolean *is_back; /* of each edge: it closes a circle, and is laid as if it went the other way */
  GPtrArray *vertices; /* of Vertex; the nodes first */
  GPtrArray *layers;   /* of GArray of guint: vertices in their order */
  GPtrArray *chains;   /* of each edge: GArray of guint: vertices from left to right */
} Laying;

static void
vertex_free (gpointer data)
{
  Vertex *self = data;

  g_array_unref (self->left);
  g_array_unref (self->right);
  g_free (self);
}

static Vertex *
get (const Laying *self, guint vertex)
{
  return g_ptr_array_index (self->vertices, vertex);
}

static guint
add_vertex (Laying *self, guint layer)
{
  Vertex *vertex = g_new0 (Vertex, 1);

  vertex->layer = layer;
  vertex->left = g_array_new (FALSE, FALSE, sizeof (guint));
  vertex->right = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->vertices, vertex);
  return self->vertices->len - 1;
}

/* --- circles --- */

/* 0: not seen, 1: on the way, 2: done */
static void
walk (Laying *self, guint node, guint8 *seen)
{
  seen[node] = 1;
  for (guint i = 0; i < self->n_edges; i++)
    {
      if (self->edges[i].from != node)
        continue;
      if (seen[self->edges[i].to] == 1)
        self->is_back[i] = TRUE;
      else if (seen[self->edges[i].to] == 0)
        walk (self, self->edges[i].to, seen);
    }
  seen[node] = 2;
}

static void
break_circles (Laying *self)
{
  g_autofree guint8 *seen = g_new0 (guint8, self->n_nodes + 1);

  for (guint i = 0; i < self->n_nodes; i++)
    if (seen[i] == 0)
      walk (self, i, seen);
}

/* --- layers --- */

static guint
left_of (const Laying *self, guint edge)
{
  return self->is_back[edge] ? self->edges[edge].to : self->edges[edge].from;
}

static guint
right_of (const Laying *self, guint edge)
{
  return self->is_back[edge] ? self->edges[edge].from : self->edges[edge].to;
}

/* As far left as what depends on it allows. */
static void
choose_layers (Laying *self)
{
  gboolean is_changed = TRUE;

  for (guint round = 0; is_changed && round <= self->n_nodes; round++)
    {
      is_changed = FALSE;
      for (guint i = 0; i < self->n_edges; i++)
        {
          guint least = get (self, left_of (self, i))->layer + 1;
          Vertex *right = get (self, right_of (self, i));

          if (left_of (self, i) == right_of (self, i) || right->layer >= least)
            continue;
          right->layer = least;
          is_changed = TRUE;
        }
    }
}

/* What nothing is left of goes beside what it depends on, so that no way is longer than it must. */
static void
pull_right (Laying *self)
{
  for (guint node = 0; node < self->n_nodes; node++)
    {
      guint nearest = G_MAXUINT;
      gboolean has_left = FALSE;

      for (guint i = 0; i < self->n_edges; i++)
        {
          has_left = has_left || (right_of (self, i) == node && left_of (self, i) != node);
          if (left_of (self, i) == node && right_of (self, i) != node)
            nearest = MIN (nearest, get (self, right_of (self, i))->layer);
        }
      if (!has_left && nearest != G_MAXUINT && nearest > 0)
        get (self, node)->layer = nearest - 1;
    }
}

static void
link_vertices (Laying *self, guint left, guint right)
{
  g_array_append_val (get (self, left)->right, right);
  g_array_append_val (get (self, right)->left, left);
}

static void
lay_edge (Laying *self, guint edge)
{
  GArray *chain = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = left_of (self, edge), end = right_of (self, edge);

  g_ptr_array_add (self->chains, chain);
  g_array_append_val (chain, at);
  if (at == end)
    return;
  while (get (self, at)->layer + 1 < get (self, end)->layer)
    {
      guint bend = add_vertex (self, get (self, at)->layer + 1);

      link_vertices (self, at, bend);
      g_array_append_val (chain, bend);
      at = bend;
    }
  link_vertices (self, at, end);
  g_array_append_val (chain, end);
}

static void
fill_layers (Laying *self)
{
  for (guint i = 0; i < self->vertices->len; i++)
    {
      Vertex *vertex = get (self, i);
      GArray *layer;

      while (self->layers->len <= vertex->layer)
        g_ptr_array_add (self->layers, g_array_new (FALSE, FALSE, sizeof (guint)));
      layer = g_ptr_array_index (self->layers, vertex->layer);
      vertex->place = (float) layer->len;
      g_array_append_val (layer, i);
    }
}

/* --- order --- */

static guint
count_between (const Laying *self, const GArray *layer)
{
  guint n = 0;

  for (guint a = 0; a < layer->len; a++)
    for (guint b = a + 1; b < layer->len; b++)
      {
        const GArray *of_a = get (self, g_array_index (layer, guint, a))->right;
        const GArray *of_b = get (self, g_array_index (layer, guint, b))->right;

        for (guint i = 0; i < of_a->len; i++)
          for (guint k = 0; k < of_b->len; k++)
            n += get (self, g_array_index (of_a, guint, i))->place >
                 get (self, g_array_index (of_b, guint, k))->place;
      }
  return n;
}

static guint
count_crossings (const Laying *self)
{
  guint n = 0;

  for (guint i = 0; i < self->layers->len; i++)
    n += count_between (self, g_ptr_array_index (self->layers, i));
  return n;
}

static double
mean_place (const Laying *self, const GArray *vertices, double otherwise)
{
  double sum = 0;

  for (guint i = 0; i < vertices->len; i++)
    sum += (double) get (self, g_array_index (vertices, guint, i))->place;
  return vertices->len > 0 ? sum / vertices->len : otherwise;
}

static int
compare_wishes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Laying *self = user_data;
  const Vertex *x = get (self, *(const guint *) a), *y = get (self, *(const guint *) b);

  if (x->wish != y->wish)
    return x->wish < y->wish ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static void
number_layer (const Laying *self, const GArray *layer)
{
  for (guint i = 0; i < layer->len; i++)
    get (self, g_array_index (layer, guint, i))->place = (float) i;
}

static void
order_layer (Laying *self, GArray *layer, gboolean by_left)
{
  for (guint i = 0; i < layer->len; i++)
    {
      Vertex *vertex = get (self, g_array_index (layer, guint, i));

      vertex->wish =
          mean_place (self, by_left ? vertex->left : vertex->right, (double) vertex->place);
    }
  g_array_sort_with_data (layer, compare_wishes, self);
  number_layer (self, layer);
}

static void
sweep (Laying *self, gboolean to_right)
{
  guint n = self->layers->len;

  for (guint i = 1; i < n; i++)
    order_layer (self, g_ptr_array_index (self->layers, to_right ? i : n - 1 - i), to_right);
}

static void
keep_order (const Laying *self, GArray *best)
{
  g_array_set_size (best, 0);
  for (guint i = 0; i < self->layers->len; i++)
    {
      GArray *layer = g_ptr_array_index (self->layers, i);

      g_array_append_vals (best, layer->data, layer->len);
    }
}

static void
restore_order (Laying *self, const GArray *best)
{
  guint at = 0;

  for (guint i = 0; i < self->layers->len; i++)
    {
      GArray *layer = g_ptr_array_index (self->layers, i);

      for (guint k = 0; k < layer->len; k++)
        g_array_index (layer, guint, k) = g_array_index (best, guint, at++);
      number_layer (self, layer);
    }
}

static void
reduce_crossings (Laying *self)
{
  g_autoptr (GArray) best = g_array_new (FALSE, FALSE, sizeof (guint));
  guint least = count_crossings (self);

  keep_order (self, best);
  for (guint i = 0; i < SWEEPS && least > 0; i++)
    {
      guint n;

      sweep (self, i % 2 == 0);
      n = count_crossings (self);
      if (n >= least)
        continue;
      least = n;
      keep_order (self, best);
    }
  restore_order (self, best);
}

/* --- places --- */

/* Each goes where its neighbours are, as far as those before and after it leave room. */
static void
move_layer (Laying *self, const GArray *layer)
{
  for (guint i = 0; i < layer->len; i++)
    {
      Vertex *vertex = get (self, g_array_index (layer, guint, i));
      double left = mean_place (self, vertex->left, (double) vertex->place);
      double right = mean_place (self, vertex->right, left);
      double wish = vertex->left->len > 0 ? (left + right) / 2 : right;

      vertex->wish = vertex->right->len + vertex->left->len > 0 ? wish : (double) vertex->place;
    }
  for (guint i = 0; i < layer->len; i++)
    {
      Vertex *vertex = get (self, g_array_index (layer, guint, i));
      float above = i > 0 ? get (self, g_array_index (layer, guint, i - 1))->place + 1 : -1e6f;
      float below =
          i + 1 < layer->len ? get (self, g_array_index (layer, guint, i + 1))->place - 1 : 1e6f;

      vertex->place = CLAMP ((float) vertex->wish, above, MAX (above, below));
    }
}

static float
move_up (Laying *self)
{
  float least = G_MAXFLOAT, most = -G_MAXFLOAT;

  for (guint i = 0; i < self->vertices->len; i++)
    least = MIN (least, get (self, i)->place);
  for (guint i = 0; i < self->vertices->len; i++)
    {
      get (self, i)->place -= least;
      most = MAX (most, get (self, i)->place);
    }
  return self->vertices->len > 0 ? most + 1 : 0;
}

static void
centre_layers (Laying *self)
{
  guint most = 0;

  for (guint i = 0; i < self->layers->len; i++)
    most = MAX (most, ((GArray *) g_ptr_array_index (self->layers, i))->len);
  for (guint i = 0; i < self->layers->len; i++)
    {
      const GArray *layer = g_ptr_array_index (self->layers, i);

      for (guint k = 0; k < layer->len; k++)
        get (self, g_array_index (layer, guint, k))->place += (float) (most - layer->len) / 2;
    }
}

static float
choose_places (Laying *self)
{
  centre_layers (self);
  for (guint round = 0; round < SWEEPS; round++)
    for (guint i = 0; i < self->layers->len; i++)
      move_layer (self,
                  g_ptr_array_index (self->layers, round % 2 == 0 ? i : self->layers->len - 1 - i));
  return move_up (self);
}

/* --- the whole --- */

static GArray *
make_way (const Laying *self, guint edge)
{
  const GArray *chain = g_ptr_array_index (self->chains, edge);
  GArray *way = g_array_new (FALSE, FALSE, sizeof (MusterGraphPlace));

  for (guint i = 0; i < chain->len; i++)
    {
      guint at = self->is_back[edge] ? chain->len - 1 - i : i;
      const Vertex *vertex = get (self, g_array_index (chain, guint, at));
      MusterGraphPlace place = { (float) vertex->layer, vertex->place };

      g_array_append_val (way, place);
    }
  return way;
}

/**
 * muster_graph_layout_new:
 * @n_nodes: how many there are
 * @edges: (array length=n_edges): from what depends to what it depends on; both < @n_nodes
 * @n_edges: how many
 *
 * Lays a graph out in layers from left to right: what depends on a thing is left of it, but where
 * things depend on one another in a circle. Made for some dozens of nodes; the time grows with the
 * square of the nodes in a layer.
 *
 * Returns: (transfer full): the layout
 */
MusterGraphLayout *
muster_graph_layout_new (guint n_nodes, const MusterGraphEdge *edges, guint n_edges)
{
  MusterGraphLayout *layout = g_new0 (MusterGraphLayout, 1);
  g_autofree gboolean *is_back = g_new0 (gboolean, n_edges + 1);
  g_autoptr (GPtrArray) vertices = g_ptr_array_new_with_free_func (vertex_free);
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) chains = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Laying laying = { n_nodes, edges, n_edges, is_back, vertices, layers, chains };

  for (guint i = 0; i < n_nodes; i++)
    add_vertex (&laying, 0);
  break_circles (&laying);
  choose_layers (&laying);
  pull_right (&laying);
  for (guint i = 0; i < n_edges; i++)
    lay_edge (&laying, i);
  fill_layers (&laying);
  reduce_crossings (&laying);
  layout->height = choose_places (&laying);
  layout->n_layers = layers->len;
  layout->places = g_new0 (MusterGraphPlace, n_nodes + 1);
  for (guint i = 0; i < n_nodes; i++)
    layout->places[i] =
        (MusterGraphPlace){ (float) get (&laying, i)->layer, get (&laying, i)->place };
  layout->ways = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < n_edges; i++)
    g_ptr_array_add (layout->ways, make_way (&laying, i));
  return layout;
}

/**
 * muster_graph_layout_free:
 * @self: a layout
 */
void
muster_graph_layout_free (MusterGraphLayout *self)
{
  g_free (self->places);
  g_ptr_array_unref (self->ways);
  g_free (self);
}

static gboolean
do_cross (const MusterGraphPlace *a, const MusterGraphPlace *b)
{
  return a[0].x == b[0].x && (a[0].y - b[0].y) * (a[1].y - b[1].y) < 0;
}

/**
 * muster_graph_layout_crossings:
 * @self: a layout
 *
 * Returns: how many pieces of ways cross between two layers
 */
guint
muster_graph_layout_crossings (const MusterGraphLayout *self)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, 2 * sizeof (MusterGraphPlace));
  guint n = 0;

  for (guint i = 0; i < self->ways->len; i++)
    {
      const GArray *way = g_ptr_array_index (self->ways, i);

      for (guint k = 0; k + 1 < way->len; k++)
        g_array_append_vals (pieces, &g_array_index (way, MusterGraphPlace, k), 1);
    }
  for (guint a = 0; a < pieces->len; a++)
    for (guint b = a + 1; b < pieces->len; b++)
      n += do_cross ((const MusterGraphPlace *) (gpointer) pieces->data + 2 * a,
                     (const MusterGraphPlace *) (gpointer) pieces->data + 2 * b);
  return n;
}
