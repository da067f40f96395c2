/* correlator.c - what alerts tell, and which incidents they may belong to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/correlator.h"

#include <string.h>

static MusterUlid
ulid (guint n)
{
  return (MusterUlid){ 5, n + 1 };
}

static MusterLabel
label (const char *name, const char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

static MusterSighting
sighting (guint node, const char *name, const char *cluster, gint64 at_us)
{
  MusterLabel labels[] = { label ("alertname", name), label ("cluster", cluster),
                           label ("severity", "critical"), label ("pod", "p1") };
  MusterSighting self = { .service = ulid (node), .at_us = at_us };

  muster_sighting_read (&self, &(MusterLabelSet){ labels, G_N_ELEMENTS (labels) });
  return self;
}

/* A chain: 0 depends on 1, that on 2, …; and one that nobody knows of. */
static MusterServiceGraph *
chain (guint n)
{
  MusterServiceGraph *graph = muster_service_graph_new ();

  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u", i), *next = g_strdup_printf ("s%u", i + 1);

      muster_service_graph_add (graph, ulid (i), name);
      if (i + 1 < n)
        muster_service_graph_add_edge (graph, i, next);
    }
  muster_service_graph_seal (graph);
  return graph;
}

static void
test_what_names_tell (void)
{
  static const struct
  {
    const char *name;
    guint cues;
  } cases[] = {
    { "NoRequestsReceived", MUSTER_CUE_STARVED },
    { "no_database_operations", MUSTER_CUE_STARVED },
    { "TargetMissing", MUSTER_CUE_STARVED },
    { "HighRequestErrorRate", 0 },
    { "Notifications", 0 },
    { "NodeOutOfMemory", 0 },
    { "KubePodCrashLooping", MUSTER_CUE_WORKLOAD },
    { "ContainerOOMKilled", MUSTER_CUE_WORKLOAD },
    { "NoReplicasAvailable", MUSTER_CUE_WORKLOAD },
    { "HTTPNoTraffic", MUSTER_CUE_STARVED },
    { "", 0 },
    { "\xd0\xbd\xd0\xb5\xd1\x82", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (sighting (0, cases[i].name, "c", 0).cues, ==, cases[i].cues);
}

static void
test_what_labels_tell (void)
{
  MusterSighting one = sighting (0, "A", "x", 0), other = sighting (0, "A", "y", 0);
  MusterSighting same = sighting (0, "A", "x", 9);

  g_assert_cmpuint (one.where, ==, same.where);
  g_assert_cmpuint (one.where, !=, other.where);
  g_assert_cmpuint (one.kind, ==, other.kind);
  g_assert_cmpuint (one.n_labels, ==, 3); /* a pod comes and goes */
  g_assert_cmpfloat (muster_sighting_likeness (&one, same.labels, same.n_labels), ==, 1);
  g_assert_cmpfloat (muster_sighting_likeness (&one, other.labels, other.n_labels), ==, 0.5);
  g_assert_cmpfloat (muster_sighting_likeness (&one, NULL, 0), ==, 0);
}

static guint
find (const MusterCorrelator *correlator,
      const MusterServiceGraph *graph,
      const MusterSighting *one)
{
  MusterCandidate candidates[MUSTER_CANDIDATES_MAX];
  guint n = muster_correlator_find (correlator, graph, (MusterUlid){ 0, 0 }, one, candidates);

  return n > 0 ? candidates[0].incident : 0;
}

static void
test_near_and_soon (void)
{
  static const struct
  {
    guint node;
    const char *name, *cluster;
    gint64 after_s;
    gboolean joins;
  } cases[] = {
    { 3, "B", "c", 10, TRUE },    { 4, "B", "c", 10, TRUE },     { 5, "B", "c", 10, TRUE },
    { 2, "B", "c", 10, TRUE },    { 1, "B", "c", 10, TRUE },     { 3, "B", "other", 10, FALSE },
    { 3, "B", "c", 1800, FALSE }, { 3, "A", "c", 999999, TRUE }, /* the same alert, whenever */
    { 3, "B", "c", -10, TRUE },   { 4, "B", "c", -1800, FALSE }, { 9, "B", "c", 10, FALSE },
    { 99, "B", "c", 10, FALSE },
  };
  g_autoptr (MusterServiceGraph) graph = chain (9);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) owner =
          g_ptr_array_new_with_free_func ((GDestroyNotify) muster_correlator_free);
      MusterCorrelator *correlator = muster_correlator_new ();
      MusterSighting first = sighting (3, "A", "c", 0);
      MusterSighting next = sighting (cases[i].node, cases[i].name, cases[i].cluster,
                                      cases[i].after_s * G_USEC_PER_SEC);

      g_ptr_array_add (owner, correlator);
      muster_correlator_see (correlator, 7, (MusterUlid){ 0, 0 }, &first);
      if (find (correlator, graph, &next) != (cases[i].joins ? 7 : 0))
        g_error ("case %u", i);
      muster_correlator_set_open (correlator, 7, FALSE);
      g_assert_cmpuint (find (correlator, graph, &next), ==, 0);
      muster_correlator_set_open (correlator, 7, TRUE);
      g_assert_cmpuint (find (correlator, graph, &next), ==, cases[i].joins ? 7 : 0);
    }
}

/* Far from one another, but the same alert of many at once: what the graph does not know. */
static void
test_namesakes (void)
{
  g_autoptr (MusterServiceGraph) graph = chain (30);
  MusterCorrelator *correlator = muster_correlator_new ();
  MusterSighting first = sighting (0, "A", "c", 0), second = sighting (10, "A", "c", 0);
  MusterSighting third = sighting (20, "A", "c", G_USEC_PER_SEC);
  MusterSighting other = sighting (20, "B", "c", G_USEC_PER_SEC);
  MusterCandidate candidates[MUSTER_CANDIDATES_MAX];

  muster_correlator_see (correlator, 1, (MusterUlid){ 0, 0 }, &first);
  g_assert_cmpuint (find (correlator, graph, &third), ==, 0); /* one is a coincidence */
  muster_correlator_see (correlator, 2, (MusterUlid){ 0, 0 }, &second);
  g_assert_cmpuint (
      muster_correlator_find (correlator, graph, (MusterUlid){ 0, 0 }, &third, candidates), ==, 2);
  g_assert_cmpint (candidates[0].reach.relation, ==, MUSTER_RELATION_DISTANT);
  g_assert_cmpuint (find (correlator, graph, &other), ==, 0);
  muster_correlator_free (correlator);
}

/* What past incidents teach makes more of what is near, and less of what people kept apart. */
static void
test_learnt (void)
{
  g_autoptr (MusterServiceGraph) graph = chain (9);
  MusterCorrelator *correlator = muster_correlator_new ();
  MusterSighting first = sighting (3, "A", "c", 0);
  MusterSighting late = sighting (4, "B", "c", 5 * 60 * G_USEC_PER_SEC);
  MusterCandidate candidates[MUSTER_CANDIDATES_MAX];

  for (guint i = 1; i <= 6; i++)
    {
      MusterSighting a = sighting (3, "A", "c", 0), b = sighting (4, "B", "c", 0);
      MusterSighting other = sighting (7, "Other", "c", 0);

      muster_correlator_see (correlator, 2 * i, (MusterUlid){ 0, 0 }, &a);
      muster_correlator_see (correlator, 2 * i, (MusterUlid){ 0, 0 }, &b);
      muster_correlator_see (correlator, 2 * i + 1, (MusterUlid){ 0, 0 }, &other);
      if (i == 1) /* nothing is learnt yet */
        {
          muster_correlator_set_open (correlator, 2, FALSE);
          muster_correlator_see (correlator, 99, (MusterUlid){ 0, 0 }, &first);
          g_assert_cmpuint (find (correlator, graph, &late), ==, 0);
          muster_correlator_forget (correlator, 99);
        }
      muster_correlator_learn (correlator, 2 * i);
      muster_correlator_learn (correlator, 2 * i + 1);
      muster_correlator_set_open (correlator, 2 * i, FALSE);
      muster_correlator_set_open (correlator, 2 * i + 1, FALSE);
    }
  muster_correlator_see (correlator, 99, (MusterUlid){ 0, 0 }, &first);
  g_assert_cmpuint (
      muster_correlator_find (correlator, graph, (MusterUlid){ 0, 0 }, &late, candidates), ==, 1);
  g_assert_cmpuint (candidates[0].together, ==, 6);
  g_assert_cmpfloat (candidates[0].learnt, >, 0.5);
  muster_correlator_free (correlator);
}

/* 0 → 1 → 2 → queue ← taker: what nothing arrives at belongs to what sends it nothing. */
static void
test_along_a_queue (void)
{
  static const char *const edges[][2] = { { "a", "b" }, { "b", "c" }, { "c", "q" }, { "t", "q" } };
  static const char *const names[] = { "a", "b", "c", "q", "t" };
  g_autoptr (MusterServiceGraph) graph = muster_service_graph_new ();
  MusterCorrelator *correlator = muster_correlator_new ();
  MusterSighting far = sighting (0, "Errors", "c", 0), starved = sighting (4, "NoOrders", "c", 0);
  MusterSighting fails = sighting (4, "Errors2", "c", 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    muster_service_graph_add (graph, ulid (i), names[i]);
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      if (strcmp (names[k], edges[i][0]) == 0)
        muster_service_graph_add_edge (graph, k, edges[i][1]);
  muster_service_graph_seal (graph);
  muster_correlator_see (correlator, 1, (MusterUlid){ 0, 0 }, &far);
  g_assert_cmpuint (find (correlator, graph, &starved), ==, 1);
  g_assert_cmpuint (find (correlator, graph, &fails), ==, 0);
  muster_correlator_forget (correlator, 1);
  muster_correlator_see (correlator, 2, (MusterUlid){ 0, 0 }, &starved); /* the other way round */
  g_assert_cmpuint (find (correlator, graph, &far), ==, 2);
  muster_correlator_free (correlator);
}

static void
test_merge_and_forget (void)
{
  g_autoptr (MusterServiceGraph) graph = chain (9);
  MusterCorrelator *correlator = muster_correlator_new ();
  MusterSighting first = sighting (3, "A", "c", 0), second = sighting (4, "B", "c", 0);
  MusterSighting both = sighting (3, "C", "c", 0);

  muster_correlator_see (correlator, 1, (MusterUlid){ 0, 0 }, &first);
  muster_correlator_see (correlator, 2, (MusterUlid){ 0, 0 }, &second);
  muster_correlator_see (correlator, 2, (MusterUlid){ 0, 0 }, &both);
  muster_correlator_merge (correlator, 2, 1);
  g_assert_null (muster_correlator_get (correlator, 2));
  g_assert_cmpuint (muster_correlator_get (correlator, 1)->len, ==, 2);
  g_assert_cmpuint (muster_correlator_count (correlator, 1), ==, 5);
  g_assert_cmpuint (find (correlator, graph, &second), ==, 1);
  muster_correlator_forget (correlator, 1);
  g_assert_cmpuint (find (correlator, graph, &first), ==, 0);
  g_assert_cmpuint (muster_correlator_count (correlator, 1), ==, 0);
  muster_correlator_free (correlator);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/correlator/names", test_what_names_tell);
  g_test_add_func ("/triage/correlator/labels", test_what_labels_tell);
  g_test_add_func ("/triage/correlator/near-and-soon", test_near_and_soon);
  g_test_add_func ("/triage/correlator/namesakes", test_namesakes);
  g_test_add_func ("/triage/correlator/learnt", test_learnt);
  g_test_add_func ("/triage/correlator/queue", test_along_a_queue);
  g_test_add_func ("/triage/correlator/merge", test_merge_and_forget);
  return g_test_run ();
}
