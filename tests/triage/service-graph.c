/* service-graph.c - which service depends on which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/service-graph.h"

#include <string.h>

static MusterUlid
ulid (guint n)
{
  return (MusterUlid){ 7, n + 1 };
}

/* "a>b" says that a depends on b; "a=b" that b is another name of a. */
static MusterServiceGraph *
graph_of (const char *names, const char *edges)
{
  MusterServiceGraph *graph = muster_service_graph_new ();
  g_auto (GStrv) all = g_strsplit (names, " ", -1), pairs = g_strsplit (edges, " ", -1);

  for (guint i = 0; all[i] != NULL; i++)
    muster_service_graph_add (graph, ulid (i), all[i]);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      gsize n = strcspn (pairs[i], ">=");
      g_autofree char *from = g_strndup (pairs[i], n);

      for (guint k = 0; all[k] != NULL && n < strlen (pairs[i]); k++)
        if (strcmp (all[k], from) == 0 && pairs[i][n] == '>')
          muster_service_graph_add_edge (graph, k, pairs[i] + n + 1);
        else if (strcmp (all[k], from) == 0)
          muster_service_graph_add_alias (graph, k, pairs[i] + n + 1);
    }
  muster_service_graph_seal (graph);
  return graph;
}

/* What @node reaches, as "b up 1, c shared 2 by d". */
static char *
describe (const MusterServiceGraph *graph, guint node)
{
  static const char *const words[] = { "same", "up", "down", "shared", "sibling" };
  g_autoptr (GArray) reaches = muster_service_graph_reach (graph, node);
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < reaches->len; i++)
    {
      const MusterReach *reach = &g_array_index (reaches, MusterReach, i);

      g_string_append_printf (text, "%s%s %s %u", i > 1 ? ", " : "",
                              muster_service_graph_get_name (graph, reach->node),
                              words[reach->relation], reach->hops);
      if (reach->via != MUSTER_SERVICE_NONE)
        g_string_append_printf (text, " by %s", muster_service_graph_get_name (graph, reach->via));
    }
  return g_string_free (text, FALSE);
}

static void
test_worked_cases (void)
{
  static const struct
  {
    const char *names, *edges, *reaches; /* of the first */
  } cases[] = {
    { "a b c d e", "a>b b>c c>d d>e", "b up 1, c up 2, d up 3" },
    { "e d c b a", "a>b b>c c>d d>e", "d down 1, c down 2, b down 3" },
    { "a db b", "a>db b>db", "db up 1, b shared 2 by db" },
    { "a web b", "web>a web>b", "web down 1, b sibling 2 by web" },
    { "a b", "a>b a>b b>a", "b up 1" },
    { "a b c", "a>b b>c c>a", "b up 1, c down 1" },
    { "a b", "a>a a>nobody a>b2 b=b2", "b up 1" },
    { "a b c", "b=c a>c", "c up 1" }, /* an alias never takes a service's own name */
    { "a b", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterServiceGraph) graph = graph_of (cases[i].names, cases[i].edges);
      g_autofree char *reaches = describe (graph, 0);

      g_assert_cmpstr (reaches, ==, cases[i].reaches);
    }
}

static void
test_relate_is_either_way (void)
{
  g_autoptr (MusterServiceGraph) graph = graph_of ("a b c x", "a>b b>c");
  MusterReach reach;

  g_assert_true (muster_service_graph_relate (graph, 0, 2, &reach));
  g_assert_cmpuint (reach.hops, ==, 2);
  g_assert_cmpint (reach.relation, ==, MUSTER_RELATION_UPSTREAM);
  g_assert_true (muster_service_graph_relate (graph, 2, 0, &reach));
  g_assert_cmpint (reach.relation, ==, MUSTER_RELATION_DOWNSTREAM);
  g_assert_true (muster_service_graph_relate (graph, 0, 0, &reach));
  g_assert_cmpint (reach.relation, ==, MUSTER_RELATION_SAME);
  g_assert_false (muster_service_graph_relate (graph, 0, 3, &reach));
  g_assert_cmpuint (muster_service_graph_find (graph, ulid (1)), ==, 1);
  g_assert_cmpuint (muster_service_graph_find (graph, ulid (9)), ==, MUSTER_SERVICE_NONE);
}

/* Circles, and a service that everything depends on: it ends, and within its bounds. */
static void
test_random_graphs_are_bounded (void)
{
  g_autoptr (MusterServiceGraph) graph = muster_service_graph_new ();
  const guint n = 5000;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u", i);

      muster_service_graph_add (graph, ulid (i), name);
    }
  for (guint i = 0; i < 4 * n; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%d", g_test_rand_int_range (0, (gint32) n));

      muster_service_graph_add_edge (graph, i % n, i < n ? "s0" : name);
    }
  muster_service_graph_seal (graph);
  for (guint i = 0; i < 50; i++)
    {
      guint node = (guint) g_test_rand_int_range (0, (gint32) n);
      g_autoptr (GArray) reaches = muster_service_graph_reach (graph, node);
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      g_assert_cmpuint (reaches->len, <=, MUSTER_SERVICE_REACH_MAX);
      g_assert_cmpuint (g_array_index (reaches, MusterReach, 0).node, ==, node);
      for (guint k = 0; k < reaches->len; k++)
        {
          const MusterReach *reach = &g_array_index (reaches, MusterReach, k);

          g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (reach->node + 1)));
          g_assert_cmpuint (reach->hops, <=, MUSTER_SERVICE_HOPS_MAX);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/service-graph/worked-cases", test_worked_cases);
  g_test_add_func ("/triage/service-graph/relate", test_relate_is_either_way);
  g_test_add_func ("/triage/service-graph/bounded", test_random_graphs_are_bounded);
  return g_test_run ();
}
