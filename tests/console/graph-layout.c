/* graph-layout.c - a graph in layers: what depends stands left, nothing on top of another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/graph-data.h"

#include <string.h>

static void
assert_apart (const MusterGraphLayout *layout, guint n_nodes)
{
  for (guint a = 0; a < n_nodes; a++)
    for (guint b = a + 1; b < n_nodes; b++)
      g_assert_true (layout->places[a].x != layout->places[b].x ||
                     ABS (layout->places[a].y - layout->places[b].y) > 0.999f);
}

static void
test_layers (void)
{
  /* web → checkout → payments → db, checkout → cart, web → search */
  static const MusterGraphEdge edges[] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 1, 4 }, { 0, 5 } };
  g_autoptr (MusterGraphLayout) layout = muster_graph_layout_new (6, edges, G_N_ELEMENTS (edges));

  g_assert_cmpuint (layout->n_layers, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    g_assert_cmpfloat (layout->places[edges[i].from].x, <, layout->places[edges[i].to].x);
  g_assert_cmpuint (muster_graph_layout_crossings (layout), ==, 0);
  assert_apart (layout, 6);
}

/* Two that cross as they are numbered. */
static void
test_crossing (void)
{
  static const MusterGraphEdge edges[] = { { 0, 3 }, { 1, 2 } };
  g_autoptr (MusterGraphLayout) layout = muster_graph_layout_new (4, edges, G_N_ELEMENTS (edges));

  g_assert_cmpuint (muster_graph_layout_crossings (layout), ==, 0);
}

static void
test_circle (void)
{
  static const MusterGraphEdge edges[] = { { 0, 1 }, { 1, 2 }, { 2, 0 }, { 1, 1 } };
  g_autoptr (MusterGraphLayout) layout = muster_graph_layout_new (3, edges, G_N_ELEMENTS (edges));
  const GArray *back = g_ptr_array_index (layout->ways, 2);

  g_assert_cmpuint (layout->n_layers, ==, 3);
  g_assert_cmpfloat (g_array_index (back, MusterGraphPlace, 0).x, ==, layout->places[2].x);
  assert_apart (layout, 3);
}

static void
test_nothing (void)
{
  g_autoptr (MusterGraphLayout) none = muster_graph_layout_new (0, NULL, 0);
  g_autoptr (MusterGraphLayout) one = muster_graph_layout_new (1, NULL, 0);

  g_assert_cmpuint (none->n_layers, ==, 0);
  g_assert_cmpuint (one->n_layers, ==, 1);
  g_assert_cmpfloat (one->height, ==, 1);
}

static void
fill_random (MusterGraphEdge *edges, guint n_edges, guint n_nodes)
{
  for (guint i = 0; i < n_edges; i++)
    edges[i] = (MusterGraphEdge){ (guint) g_test_rand_int_range (0, (int) n_nodes),
                                  (guint) g_test_rand_int_range (0, (int) n_nodes) };
}

/* Whatever depends on what: all apart, within the picture, ways from end to end, and twice the
 * same. */
static void
test_any (void)
{
  for (guint round = 0; round < 200; round++)
    {
      guint n_nodes = (guint) g_test_rand_int_range (1, 41);
      guint n_edges = (guint) g_test_rand_int_range (0, 80);
      g_autofree MusterGraphEdge *edges = g_new0 (MusterGraphEdge, n_edges + 1);
      g_autoptr (MusterGraphLayout) layout = NULL, again = NULL;

      fill_random (edges, n_edges, n_nodes);
      layout = muster_graph_layout_new (n_nodes, edges, n_edges);
      again = muster_graph_layout_new (n_nodes, edges, n_edges);
      assert_apart (layout, n_nodes);
      g_assert_cmpmem (layout->places, n_nodes * sizeof *layout->places, again->places,
                       n_nodes * sizeof *again->places);
      for (guint i = 0; i < n_nodes; i++)
        {
          g_assert_cmpfloat (layout->places[i].y, >=, 0);
          g_assert_cmpfloat (layout->places[i].y, <=, layout->height - 1 + 0.001f);
          g_assert_cmpfloat (layout->places[i].x, <, (float) layout->n_layers);
        }
      for (guint i = 0; i < n_edges; i++)
        {
          const GArray *way = g_ptr_array_index (layout->ways, i);

          g_assert_cmpfloat (g_array_index (way, MusterGraphPlace, 0).x, ==,
                             layout->places[edges[i].from].x);
          g_assert_cmpfloat (g_array_index (way, MusterGraphPlace, way->len - 1).y, ==,
                             layout->places[edges[i].to].y);
        }
    }
}

static const char answer[] =
    "{\"items\":[{\"service\":\"db\",\"severity\":2,\"alerts\":3,\"startsAt\":"
    "\"2026-03-06T14:25:02Z\",\"about\":true,\"path\":true,\"dependsOn\":[]},"
    "{\"service\":\"checkout\",\"severity\":9,\"alerts\":1,\"startsAt\":"
    "\"2026-03-06T14:25:42Z\",\"about\":false,\"path\":true,\"dependsOn\":[\"db\",\"gone\"]},"
    "{\"service\":\"web\",\"severity\":0,\"alerts\":0,\"about\":false,\"path\":false,"
    "\"dependsOn\":[\"checkout\"],\"new\":[1]}],\"more\":37}";

static MusterGraphData *
read_data (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return muster_graph_data_read (bytes, error);
}

static void
test_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterGraphData) data = read_data (answer, &error);
  g_autofree char *words = NULL, *root = NULL, *checkout = NULL, *web = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (data->nodes->len, ==, 3);
  g_assert_cmpuint (data->edges->len, ==, 2);
  g_assert_true (muster_graph_data_is_failing_edge (data, 0));
  g_assert_false (muster_graph_data_is_failing_edge (data, 1));
  words = muster_graph_data_tell (data);
  g_assert_cmpstr (words, ==,
                   "db most likely began it. 2 of 3 services here fail, and 37 more are near.");
  root = muster_graph_data_describe (data, 0);
  g_assert_cmpstr (root, ==, "db, failing, began it · 3 alerts");
  checkout = muster_graph_data_describe (data, 1);
  g_assert_cmpstr (checkout, ==, "checkout, failing, 1 alert · 40 s later, depends on db, gone");
  web = muster_graph_data_describe (data, 2);
  g_assert_cmpstr (web, ==, "web, no alert, depends on checkout");
}

/* What is no such answer is an error, or nothing. */
static void
test_hostile (void)
{
  static const char *const none[] = { "", "[]", "{\"items\":[{\"service\":1,", "null",
                                      "{\"items\":[{\"alerts\":\"x\"}]}" };
  static const char *const empty[] = { "{}", "{\"items\":[],\"more\":0}" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_data (none[i], &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr (MusterGraphData) data = read_data (empty[i], NULL);
      g_autofree char *words = muster_graph_data_tell (data);

      g_assert_cmpstr (words, ==, "None of the services of this incident is known.");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph-layout/layers", test_layers);
  g_test_add_func ("/graph-layout/crossing", test_crossing);
  g_test_add_func ("/graph-layout/circle", test_circle);
  g_test_add_func ("/graph-layout/nothing", test_nothing);
  g_test_add_func ("/graph-layout/any", test_any);
  g_test_add_func ("/graph-data/words", test_words);
  g_test_add_func ("/graph-data/hostile", test_hostile);
  return g_test_run ();
}
