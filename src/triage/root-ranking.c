/* root-ranking.c - which service an incident is about, most likely
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What fails makes what depends on it fail: so a service is explained away by a failing one that it
 * depends on. What fails also leaves those that it would call without work, and they may say so:
 * an alert that rings for many services at once, none of which depends on another of them, is an
 * effect of something they share, and tells the less of each of them, whatever its name is. */
#include "triage/root-ranking.h"

#define STRONG         0.5  /* evidence that explains others away */
#define EXPLAINED      0.3  /* what is left of a service that is explained */
#define USELESS        0.5  /* what is left of one that explains no other that fails */
#define DEPTH_BONUS    0.05 /* a hop of the longest way from what it explains */
#define MORE_KINDS     0.1  /* of the evidence of further kinds of alerts */
#define WORKLOAD_BONUS 0.5  /* a process is ill, not only what it answers */
#define OWN_KIND_BONUS 0.2  /* an alert that no other service has */
#define STARVED_MANY   0.2  /* at most, if the name says that nothing arrives, of several */
#define STARVED_ONE    0.9  /* of one service only, whose failing caller calls others, too */
#define INFERRED       0.9  /* of what only a silent service explains */
#define SYMPTOMS_MAX   256  /* looked at; the first */
#define DEPENDANTS_MIN 2    /* that a silent service must explain */

typedef struct
{
  guint node;
  const MusterSymptom *symptom;
  GArray
      *up; /* of MusterReach: the failing services that it depends on; .node is a failing index */
  double evidence;
  gboolean has_strong_upstream;
  guint explains;
  guint depth;
  gboolean is_linked; /* one that calls it fails: what lies between would fail, too */
} Failing;

typedef struct
{
  const MusterServiceGraph *graph;
  GArray *failing;    /* of Failing */
  GHashTable *places; /* node + 1 → index into failing, + 1 */
  GArray *kinds;      /* of Kind */
} Ranking;

/* A kind of alert, over all services. */
typedef struct
{
  guint64 kind;
  guint n;    /* services that ring so */
  guint ends; /* those of them that depend on none that does */
} Kind;

static void
failing_clear (gpointer data)
{
  g_array_unref (((Failing *) data)->up);
}

static Failing *
failing_at (const Ranking *self, guint i)
{
  return &g_array_index (self->failing, Failing, i);
}

static gboolean
find_place (const Ranking *self, guint node, guint *place)
{
  gpointer found = g_hash_table_lookup (self->places, GUINT_TO_POINTER (node + 1));

  *place = GPOINTER_TO_UINT (found) - 1;
  return found != NULL;
}

/* One service each; of several places of one service the first stands for all. */
static void
list_failing (Ranking *self, const GPtrArray *symptoms)
{
  for (guint i = 0; i < symptoms->len && self->failing->len < SYMPTOMS_MAX; i++)
    {
      const MusterSymptom *symptom = g_ptr_array_index (symptoms, i);
      Failing failing = { .node = muster_service_graph_find (self->graph, symptom->service),
                          .symptom = symptom };
      guint place;

      if (failing.node == MUSTER_SERVICE_NONE || find_place (self, failing.node, &place))
        continue;
      g_array_append_val (self->failing, failing);
      failing_at (self, self->failing->len - 1)->up =
          g_array_new (FALSE, FALSE, sizeof (MusterReach));
      g_hash_table_insert (self->places, GUINT_TO_POINTER (failing.node + 1),
                           GUINT_TO_POINTER (self->failing->len));
    }
}

static void
relate (Ranking *self)
{
  for (guint i = 0; i < self->failing->len; i++)
    {
      Failing *failing = failing_at (self, i);
      g_autoptr (GArray) reaches = muster_service_graph_reach_upstream (self->graph, failing->node);

      for (guint k = 0; k < reaches->len; k++)
        {
          MusterReach reach = g_array_index (reaches, MusterReach, k);

          if (!find_place (self, reach.node, &reach.node))
            continue;
          g_array_append_val (failing->up, reach);
          failing_at (self, reach.node)->explains++;
          if (reach.hops == 1)
            failing_at (self, reach.node)->is_linked = TRUE;
          failing_at (self, reach.node)->depth =
              MAX (failing_at (self, reach.node)->depth, reach.hops);
        }
    }
}

/* --- evidence --- */

static gboolean
has_kind_upstream (const Ranking *self, const Failing *failing, guint64 kind)
{
  for (guint i = 0; i < failing->up->len; i++)
    if (muster_symptom_has_kind (
            failing_at (self, g_array_index (failing->up, MusterReach, i).node)->symptom, kind))
      return TRUE;
  return FALSE;
}

static Kind *
find_kind (const Ranking *self, guint64 kind)
{
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_array_index (self->kinds, Kind, i).kind == kind)
      return &g_array_index (self->kinds, Kind, i);
  return NULL;
}

static void
count_kinds (Ranking *self)
{
  for (guint i = 0; i < self->failing->len; i++)
    {
      const Failing *failing = failing_at (self, i);

      for (guint k = 0; k < failing->symptom->n_kinds; k++)
        {
          const guint64 name = failing->symptom->kinds[k].kind;
          Kind *kind = find_kind (self, name);

          if (kind == NULL)
            {
              const Kind new_kind = { name, 0, 0 };

              g_array_append_val (self->kinds, new_kind);
              kind = find_kind (self, name);
            }
          kind->n++;
          kind->ends += !has_kind_upstream (self, failing, name);
        }
    }
}

/* In a circle of services nobody is the end. */
static guint
count_ends (const Ranking *self, guint64 kind)
{
  return MAX (find_kind (self, kind)->ends, 1);
}

/* Does a failing caller say more than that nothing arrives? */
static gboolean
has_failing_caller (const Ranking *self, const Failing *failing)
{
  guint n, place;
  const guint *callers = muster_service_graph_get_downstream (self->graph, failing->node, &n);

  for (guint i = 0; i < n; i++)
    if (find_place (self, callers[i], &place))
      {
        const MusterSymptom *symptom = failing_at (self, place)->symptom;

        for (guint k = 0; k < symptom->n_kinds; k++)
          if ((symptom->kinds[k].cues & MUSTER_CUE_STARVED) == 0)
            return TRUE;
      }
  return FALSE;
}

static double
weigh_kind (const Ranking *self, const Failing *failing, const MusterSymptomKind *kind)
{
  guint ends = count_ends (self, kind->kind);

  if ((kind->cues & MUSTER_CUE_STARVED) == 0)
    return 1.0 / ends;
  if (ends == 1 && !has_kind_upstream (self, failing, kind->kind) &&
      has_failing_caller (self, failing))
    return STARVED_ONE;
  return MIN (1.0 / ends, STARVED_MANY);
}

/* Does no other service ring so? What spreads is told by many in the same words. */
static gboolean
is_own_kind (const Ranking *self, const MusterSymptomKind *kind)
{
  return (kind->cues & MUSTER_CUE_STARVED) == 0 && find_kind (self, kind->kind)->n == 1;
}

static void
weigh (Ranking *self)
{
  for (guint i = 0; i < self->failing->len; i++)
    {
      Failing *failing = failing_at (self, i);
      double best = 0, sum = 0;
      gboolean has_own = FALSE;
      guint cues = 0;

      for (guint k = 0; k < failing->symptom->n_kinds; k++)
        {
          double weight = weigh_kind (self, failing, &failing->symptom->kinds[k]);

          best = MAX (best, weight);
          sum += weight;
          cues |= failing->symptom->kinds[k].cues;
          has_own = has_own || is_own_kind (self, &failing->symptom->kinds[k]);
        }
      failing->evidence = best + MORE_KINDS * (sum - best);
      if ((cues & MUSTER_CUE_WORKLOAD) != 0)
        failing->evidence += WORKLOAD_BONUS;
      if (has_own && self->failing->len > 2)
        failing->evidence += OWN_KIND_BONUS;
    }
  for (guint i = 0; i < self->failing->len; i++)
    for (guint k = 0; k < failing_at (self, i)->up->len; k++)
      {
        guint up = g_array_index (failing_at (self, i)->up, MusterReach, k).node;

        if (failing_at (self, up)->evidence >= STRONG)
          failing_at (self, i)->has_strong_upstream = TRUE;
      }
}

static double
score (const Ranking *self, const Failing *failing)
{
  double left = failing->has_strong_upstream ? EXPLAINED : 1;

  if (!failing->is_linked && self->failing->len > 1)
    left *= USELESS;
  return failing->evidence * left + DEPTH_BONUS * failing->depth;
}

/* --- who is silent --- */

typedef struct
{
  guint node;
  guint n;
  double evidence;
} Silent;

/* A service with failing dependants that nothing else explains, and no alert of its own. */
static GHashTable *
find_silent (const Ranking *self, double *all)
{
  GHashTable *silent = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  *all = 0;
  for (guint i = 0; i < self->failing->len; i++)
    {
      const Failing *failing = failing_at (self, i);
      guint n, place;
      const guint *up = muster_service_graph_get_upstream (self->graph, failing->node, &n);

      if (failing->has_strong_upstream)
        continue;
      *all += failing->evidence;
      for (guint k = 0; k < n; k++)
        {
          Silent *one = g_hash_table_lookup (silent, GUINT_TO_POINTER (up[k] + 1));

          if (find_place (self, up[k], &place))
            continue;
          if (one == NULL)
            {
              one = g_new0 (Silent, 1);
              one->node = up[k];
              g_hash_table_insert (silent, GUINT_TO_POINTER (up[k] + 1), one);
            }
          one->n++;
          one->evidence += failing->evidence;
        }
    }
  return silent;
}

static void
add_silent (const Ranking *self, GArray *out)
{
  double all;
  g_autoptr (GHashTable) silent = find_silent (self, &all);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, silent);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Silent *one = value;
      MusterRootCandidate candidate = { one->node, one->n, TRUE,
                                        INFERRED * one->evidence / MAX (all, STRONG) };

      if (one->n >= DEPENDANTS_MIN)
        g_array_append_val (out, candidate);
    }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const MusterRootCandidate *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->explains != y->explains)
    return x->explains > y->explains ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

/**
 * muster_root_ranking:
 * @graph: which service depends on which
 * @symptoms: (element-type MusterSymptom): the services that fail together
 *
 * Ranks the services that may have begun it (explaining away over the graph; weights measured on
 * the ground truths of ITBench, see tests/quality). What no alert tells of is ranked too, as
 * inferred, where two or more that depend on it fail and nothing else explains them.
 *
 * Returns: (transfer full) (element-type MusterRootCandidate): best first
 */
GArray *
muster_root_ranking (const MusterServiceGraph *graph, const GPtrArray *symptoms)
{
  g_autoptr (GArray) failing = g_array_new (FALSE, FALSE, sizeof (Failing));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (Kind));
  Ranking self = { graph, failing, places, kinds };
  GArray *out = g_array_new (FALSE, FALSE, sizeof (MusterRootCandidate));

  g_array_set_clear_func (failing, failing_clear);
  list_failing (&self, symptoms);
  relate (&self);
  count_kinds (&self);
  weigh (&self);
  for (guint i = 0; i < failing->len; i++)
    {
      const Failing *one = failing_at (&self, i);
      MusterRootCandidate candidate = { one->node, one->explains, FALSE, score (&self, one) };

      g_array_append_val (out, candidate);
    }
  add_silent (&self, out);
  g_array_sort (out, compare_candidates);
  return out;
}
