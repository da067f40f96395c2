/* root-ranking.c - which service began it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/root-ranking.h"

#include <string.h>

static MusterUlid
ulid (guint n)
{
  return (MusterUlid){ 3, n + 1 };
}

static MusterSighting
sighting (guint node, const char *alertname)
{
  MusterLabel label = { "alertname", alertname, 9, (guint16) strlen (alertname) };
  MusterSighting self = { .service = ulid (node), .severity = MUSTER_SEVERITY_MAJOR };

  muster_sighting_read (&self, &(MusterLabelSet){ &label, 1 });
  return self;
}

static guint
number_of (char **names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  g_error ("no service %s", name);
}

/* "a>b": a depends on b; "a:Alert": a has that alert. */
static char *
rank (const char *services, const char *edges, const char *alerts)
{
  g_auto (GStrv) names = g_strsplit (services, " ", -1), pairs = g_strsplit (edges, " ", -1);
  g_auto (GStrv) fired = g_strsplit (alerts, " ", -1);
  g_autoptr (MusterServiceGraph) graph = muster_service_graph_new ();
  g_autoptr (GPtrArray) symptoms = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ranking = NULL;
  GString *out = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    muster_service_graph_add (graph, ulid (i), names[i]);
  for (guint i = 0; pairs[i] != NULL && *pairs[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], ">", 2);

      muster_service_graph_add_edge (graph, number_of (names, pair[0]), pair[1]);
    }
  muster_service_graph_seal (graph);
  for (guint i = 0; fired[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (fired[i], ":", 2);
      MusterSighting one = sighting (number_of (names, pair[0]), pair[1]);
      MusterSymptom *symptom = NULL;

      for (guint k = 0; k < symptoms->len && symptom == NULL; k++)
        if (muster_ulid_equal (((MusterSymptom *) g_ptr_array_index (symptoms, k))->service,
                               one.service))
          symptom = g_ptr_array_index (symptoms, k);
      if (symptom == NULL)
        {
          symptom = muster_symptom_new (&one);
          g_ptr_array_add (symptoms, symptom);
        }
      muster_symptom_add (symptom, &one);
    }
  ranking = muster_root_ranking (graph, symptoms);
  for (guint i = 0; i < MIN (ranking->len, 2); i++)
    {
      const MusterRootCandidate *root = &g_array_index (ranking, MusterRootCandidate, i);

      g_string_append_printf (out, "%s%s%s", i > 0 ? " " : "",
                              muster_service_graph_get_name (graph, root->node),
                              root->is_inferred ? "?" : "");
    }
  return g_string_free (out, FALSE);
}

static void
test_worked_cases (void)
{
  static const struct
  {
    const char *services, *edges, *alerts, *first;
  } cases[] = {
    /* errors go up from what is called to who calls */
    { "web api db", "web>api api>db", "web:Errors api:Errors db:Errors", "db" },
    { "web api db", "web>api api>db", "db:Errors web:Errors api:Errors", "db" },
    /* what nothing calls any more says so, and began nothing */
    { "web pay mail ship", "web>pay web>mail web>ship",
      "web:Errors pay:NoRequestsReceived mail:NoRequestsReceived ship:NoRequestsReceived", "web" },
    /* … by whatever name: many that ring alike are an effect */
    { "web pay mail ship", "web>pay web>mail web>ship", "web:Blub pay:Quux mail:Quux ship:Quux",
      "web" },
    /* one alone that is silent, of all that its failing caller calls, is down */
    { "web pay mail ship", "web>pay web>mail web>ship", "web:Errors pay:NoRequestsReceived",
      "pay" },
    /* a process that is ill weighs more than answers that are wrong */
    { "web a b", "web>a web>b", "web:Errors a:Errors b:PodCrashLooping", "b" },
    /* two that fail for no other reason, and what both depend on */
    { "a b db", "a>db b>db", "a:Errors b:Errors", "db?" },
    { "a b c db", "a>db b>db c>db", "a:Errors b:Latency c:Errors", "db?" },
    /* one is not enough, and a failing service explains enough */
    { "a db", "a>db", "a:Errors", "a" },
    { "a b db", "a>db b>db a>b", "a:Errors b:Errors", "b" },
    /* circles end */
    { "a b", "a>b b>a", "a:Errors b:Errors", "a" },
    /* nothing is known of how they depend on one another */
    { "a b", "", "b:Errors", "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ranking = rank (cases[i].services, cases[i].edges, cases[i].alerts);
      gsize n = strcspn (ranking, " ");

      if (strlen (cases[i].first) != n || strncmp (ranking, cases[i].first, n) != 0)
        g_error ("%s, %s: %s", cases[i].edges, cases[i].alerts, ranking);
    }
}

/* Not who was heard of first, nor in which order. */
static void
test_order_does_not_matter (void)
{
  g_auto (GStrv) alerts = g_strsplit (
      "web:Errors api:Errors api:Latency db:Down cart:NoRequests mail:NoRequests", " ", -1);
  guint n = g_strv_length (alerts);

  for (guint i = 0; i < 50; i++)
    {
      guint a = (guint) g_test_rand_int_range (0, (gint32) n);
      guint b = (guint) g_test_rand_int_range (0, (gint32) n);
      char *swap = alerts[a];
      g_autofree char *list = NULL, *ranking = NULL;

      alerts[a] = alerts[b];
      alerts[b] = swap;
      list = g_strjoinv (" ", alerts);
      ranking = rank ("web api db cart mail", "web>api api>db web>cart web>mail", list);
      g_assert_cmpstr (ranking, ==, "db api");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/root-ranking/worked-cases", test_worked_cases);
  g_test_add_func ("/triage/root-ranking/order", test_order_does_not_matter);
  return g_test_run ();
}
