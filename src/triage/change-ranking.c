/* change-ranking.c - which change may have begun it: ranked, never asserted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Each term is a reason that people would give, and is shown with its points. The weights were set
 * on RootCauseBench (tests/quality); nothing rests on what services or people are called. */
#include "triage/change-ranking.h"

#include "triage/change-diff.h"
#include "triage/change-words.h"

#include <math.h>
#include <string.h>

#define SLACK_US      G_TIME_SPAN_MINUTE /* clocks differ, and samples come so far apart */
#define FADES_US      (90.0 * G_TIME_SPAN_MINUTE)
#define WEIGHT_TIME   1.5
#define WEIGHT_WORDS  1.5
#define WORDS_HALF    5.0 /* of words' rarity: that much is half of all they can tell */
#define SAME_SERVICE  0.5
#define UNRELATED     (-0.5)
#define WEIGHT_GONE   0.8
#define GONE_HALF     3.0 /* words that guard something; any other counts for a quarter of one */
#define GONE_OTHER    0.25
#define SHRINKS       0.3 /* takes away twice as many lines as it puts there */
#define NAMED         0.8 /* what fails names a file of it */
#define WEIGHT_CHANGE 0.6
#define ADDS_CALLS    0.3
#define ONLY_MOVES    (-0.6)
#define ONLY_VERSIONS (-0.3)
#define HARMLESS      (-2.0)
#define UNRELEASED    (-1.0)
#define FILES_MAX     200

typedef struct
{
  const MusterChangeFacts *changes;
  const MusterTrouble *trouble;
  MusterChangeWords *words;
  gboolean knows_releases; /* somebody tells what is deployed */
} Ranking;

static void
suspicion_clear (gpointer data)
{
  g_free (((MusterSuspicion *) data)->text);
}

static void
suspect_free (gpointer data)
{
  MusterSuspect *self = data;

  g_array_unref (self->parts);
  g_free (self->refuted_by);
  g_free (self);
}

/* Takes @text. */
static void
add_part (MusterSuspect *self, const char *term, double points, char *text)
{
  const MusterSuspicion part = { term, points, text };

  self->score += points;
  g_array_append_val (self->parts, part);
}

/**
 * muster_tell_duration:
 * @us: µs, 0 or more
 *
 * Returns: (transfer full): in words, in one unit
 */
char *
muster_tell_duration (gint64 us)
{
  if (us < 2 * G_TIME_SPAN_MINUTE)
    return g_strdup_printf ("%d s", (int) (us / G_TIME_SPAN_SECOND));
  if (us < 2 * G_TIME_SPAN_HOUR)
    return g_strdup_printf ("%d min", (int) (us / G_TIME_SPAN_MINUTE));
  if (us < 2 * G_TIME_SPAN_DAY)
    return g_strdup_printf ("%d h", (int) (us / G_TIME_SPAN_HOUR));
  return g_strdup_printf ("%" G_GINT64_FORMAT " days", us / G_TIME_SPAN_DAY);
}

/* --- terms --- */

static void
weigh_time (const Ranking *self, const MusterChangeFacts *change, MusterSuspect *suspect)
{
  gint64 before_us = self->trouble->onset_us - change->at_us;
  g_autofree char *duration = muster_tell_duration (ABS (before_us));

  add_part (suspect, "time", WEIGHT_TIME * exp (-(double) MAX (before_us, 0) / FADES_US),
            before_us >= 0 ? g_strdup_printf ("took effect %s before it began", duration)
                           : g_strdup_printf ("took effect as it began, %s later", duration));
}

/* How near a service lies to one that fails: 0 is itself, then as many hops as that one depends on
 * it by; G_MAXUINT: it does not. */
static guint
find_hops (const Ranking *self, MusterUlid service, guint *failing)
{
  const MusterTrouble *trouble = self->trouble;
  guint best = G_MAXUINT;

  for (guint i = 0; i < trouble->n_failing; i++)
    if (muster_ulid_equal (trouble->failing[i], service))
      {
        *failing = i;
        return 0;
      }
  for (guint i = 0; trouble->graph != NULL && i < trouble->n_failing; i++)
    {
      guint node = muster_service_graph_find (trouble->graph, trouble->failing[i]);
      g_autoptr (GArray) up = node != MUSTER_SERVICE_NONE
                                  ? muster_service_graph_reach_upstream (trouble->graph, node)
                                  : g_array_new (FALSE, FALSE, sizeof (MusterReach));

      for (guint k = 0; k < up->len; k++)
        {
          const MusterReach *reach = &g_array_index (up, MusterReach, k);

          if (reach->hops >= best ||
              !muster_ulid_equal (muster_service_graph_get_id (trouble->graph, reach->node),
                                  service))
            continue;
          best = reach->hops;
          *failing = i;
        }
    }
  return best;
}

static const char *
name_of (const Ranking *self, MusterUlid service)
{
  const MusterServiceGraph *graph = self->trouble->graph;
  guint node = graph != NULL ? muster_service_graph_find (graph, service) : MUSTER_SERVICE_NONE;

  return node != MUSTER_SERVICE_NONE ? muster_service_graph_get_name (graph, node) : "a service";
}

static void
weigh_service (const Ranking *self, const MusterChangeFacts *change, MusterSuspect *suspect)
{
  guint failing = 0, hops;

  if (muster_ulid_is_null (change->service) || self->trouble->n_failing == 0)
    return;
  hops = find_hops (self, change->service, &failing);
  if (hops == 0)
    add_part (suspect, "service", SAME_SERVICE,
              g_strdup_printf ("%s itself fails", name_of (self, change->service)));
  else if (hops != G_MAXUINT)
    add_part (suspect, "service", SAME_SERVICE - 0.1 * hops,
              g_strdup_printf ("%s, which fails, depends on %s, %u %s",
                               name_of (self, self->trouble->failing[failing]),
                               name_of (self, change->service), hops, hops == 1 ? "hop" : "hops"));
  else
    add_part (
        suspect, "service", UNRELATED,
        g_strdup_printf ("nothing that fails depends on %s", name_of (self, change->service)));
}

static void
weigh_words (const Ranking *self, guint i, MusterSuspect *suspect)
{
  g_autofree char *shared = NULL;
  double rarity = muster_change_words_overlap (self->words, i, &shared);

  if (rarity > 0)
    add_part (suspect, "words", WEIGHT_WORDS * rarity / (rarity + WORDS_HALF),
              g_strdup_printf ("says the same as what fails: %s", shared));
}

static void
weigh_diff (const MusterChangeFacts *change, MusterSuspect *suspect)
{
  g_auto (MusterChangeDiff) diff = { 0 };
  double gone;

  muster_change_diff_read (&diff, change->diff);
  gone = diff.n_guards + GONE_OTHER * (diff.n_gone - diff.n_guards);
  if (gone > 0)
    add_part (suspect, "removed", WEIGHT_GONE * gone / (gone + GONE_HALF),
              diff.gone != NULL
                  ? g_strdup_printf ("takes away and does not put back: %s", diff.gone)
                  : g_strdup ("takes away what it does not put back"));
  if (diff.n_gone > 0 && diff.n_removed > 2 * diff.n_added)
    add_part (suspect, "shrinks", SHRINKS, g_strdup ("takes more away than it puts there"));
  if (diff.setting > 0)
    add_part (suspect, "setting", WEIGHT_CHANGE * diff.setting,
              g_strdup_printf ("changes %s", diff.change));
  if (diff.adds_calls)
    add_part (suspect, "calls", ADDS_CALLS, g_strdup ("calls more than before"));
  if (gone <= 0 && diff.setting <= 0 && !diff.adds_calls && diff.n_added > 0)
    add_part (suspect, "moved", ONLY_MOVES, g_strdup ("only adds, or moves what was there"));
}

/* "charge.go" of "services/payment/charge.go:118". */
static gboolean
is_named (const Ranking *self, const char *path)
{
  const char *slash = strrchr (path, '/'), *name = slash != NULL ? slash + 1 : path;

  if (strchr (name, '.') == NULL)
    return FALSE;
  for (guint i = 0; i < self->trouble->n_signs; i++)
    {
      const char *at = strstr (self->trouble->signs[i].text, name);

      if (at != NULL && (at == self->trouble->signs[i].text || !g_ascii_isalnum (at[-1])))
        return TRUE;
    }
  return FALSE;
}

static void
weigh_files (const Ranking *self, const MusterChangeFacts *change, MusterSuspect *suspect)
{
  g_auto (GStrv) paths = change->files != NULL ? g_strsplit (change->files, "\n", FILES_MAX) : NULL;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    if (is_named (self, g_strstrip (paths[i])))
      {
        add_part (suspect, "named", NAMED,
                  g_strdup_printf ("what fails names %s, which it touches", paths[i]));
        return;
      }
}

static void
weigh_content (const MusterChangeFacts *change, MusterSuspect *suspect)
{
  MusterPathsKind kind = muster_paths_kind (change->files);

  if (kind == MUSTER_PATHS_HARMLESS)
    add_part (suspect, "files", HARMLESS,
              g_strdup ("touches documents, styles, tests or how it is built, and nothing else"));
  else if (kind == MUSTER_PATHS_VERSIONS)
    add_part (suspect, "files", ONLY_VERSIONS,
              g_strdup ("only other versions of what it is built from"));
  else
    weigh_diff (change, suspect);
}

/* --- what was pushed, and what took effect --- */

static gboolean
is_push (const MusterChangeFacts *change)
{
  return change->kind != NULL &&
         (strcmp (change->kind, "push") == 0 || strcmp (change->kind, "commit") == 0);
}

static guint
find_source (const Ranking *self, GHashTable *pushes, guint i)
{
  const char *version = self->changes[i].version;
  gpointer found = version != NULL ? g_hash_table_lookup (pushes, version) : NULL;

  return found != NULL ? GPOINTER_TO_UINT (found) - 1 : i;
}

/* What is known of both; the time and the service are those of what took effect. */
static MusterChangeFacts
join_facts (const Ranking *self, guint i, guint source)
{
  MusterChangeFacts facts = self->changes[i];
  const MusterChangeFacts *from = &self->changes[source];

  facts.title = source != i && from->title != NULL ? from->title : facts.title;
  facts.files = facts.files != NULL ? facts.files : from->files;
  facts.diff = facts.diff != NULL ? facts.diff : from->diff;
  return facts;
}

/* --- what would refute it --- */

static char *
tell_refutation (const Ranking *self, const MusterChangeFacts *change)
{
  gboolean is_flag = change->kind != NULL && strcmp (change->kind, "flag") == 0;
  const char *back = is_flag ? "goes on with the flag switched back" : "goes on without the change";

  if (!muster_ulid_is_null (change->service))
    return g_strdup_printf ("if the trouble is older than the change, or %s, or was there on a %s "
                            "that did not have it",
                            back, name_of (self, change->service));
  return g_strdup_printf ("if the trouble is older than the change, or %s", back);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const MusterSuspicion *x = a, *y = b;

  return (fabs (x->points) < fabs (y->points)) - (fabs (x->points) > fabs (y->points));
}

static MusterSuspect *
suspect_new (const Ranking *self, guint i, guint source)
{
  MusterSuspect *suspect = g_new0 (MusterSuspect, 1);
  const MusterChangeFacts facts = join_facts (self, i, source);

  suspect->change = i;
  suspect->source = source;
  suspect->parts = g_array_new (FALSE, FALSE, sizeof (MusterSuspicion));
  g_array_set_clear_func (suspect->parts, suspicion_clear);
  weigh_time (self, &facts, suspect);
  weigh_service (self, &facts, suspect);
  weigh_words (self, source, suspect);
  weigh_files (self, &facts, suspect);
  weigh_content (&facts, suspect);
  if (self->knows_releases && is_push (&facts))
    add_part (suspect, "release", UNRELEASED, g_strdup ("not seen to be deployed"));
  suspect->refuted_by = tell_refutation (self, &facts);
  g_array_sort (suspect->parts, compare_parts);
  return suspect;
}

static int
compare_suspects (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const MusterSuspect *x = *(MusterSuspect *const *) a, *y = *(MusterSuspect *const *) b;
  const Ranking *self = user_data;
  gint64 x_us = self->changes[x->change].at_us, y_us = self->changes[y->change].at_us;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x_us != y_us)
    return x_us > y_us ? -1 : 1;
  return (x->change > y->change) - (x->change < y->change);
}

/* --- all of them --- */

static GHashTable *
list_pushes (Ranking *self, guint n)
{
  GHashTable *pushes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const MusterChangeFacts *change = &self->changes[i];

      if (!is_push (change))
        self->knows_releases =
            self->knows_releases || (change->kind != NULL && strcmp (change->kind, "deploy") == 0);
      else if (change->version != NULL)
        g_hash_table_insert (pushes, (gpointer) change->version, GUINT_TO_POINTER (i + 1));
    }
  return pushes;
}

static void
rank (Ranking *self, guint n, MusterChangeRanking *out)
{
  g_autoptr (GHashTable) pushes = list_pushes (self, n);
  g_autoptr (GHashTable) deployed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++)
    if (!is_push (&self->changes[i]))
      g_hash_table_add (deployed, GUINT_TO_POINTER (find_source (self, pushes, i) + 1));
  for (guint i = 0; i < n; i++)
    {
      gboolean stands_for_itself = !is_push (&self->changes[i]);
      guint source = stands_for_itself ? find_source (self, pushes, i) : i;

      if (!stands_for_itself && g_hash_table_contains (deployed, GUINT_TO_POINTER (i + 1)))
        continue;
      if (self->changes[i].at_us > self->trouble->onset_us + SLACK_US)
        out->n_later++;
      else
        g_ptr_array_add (out->suspects, suspect_new (self, i, source));
    }
  g_ptr_array_sort_with_data (out->suspects, compare_suspects, self);
}

/**
 * muster_change_ranking_new:
 * @changes: (array length=n): what was changed
 * @n: how many; the first %MUSTER_CHANGE_RANKING_MAX are looked at
 * @trouble: what is known of the trouble
 *
 * Ranks what may have begun it. What took effect more than a minute after the onset did not.
 * A push and the deployment of the same commit are one change, that took effect when it was
 * deployed.
 *
 * Returns: (transfer full): the ranking
 */
MusterChangeRanking *
muster_change_ranking_new (const MusterChangeFacts *changes, guint n, const MusterTrouble *trouble)
{
  MusterChangeRanking *out = g_new0 (MusterChangeRanking, 1);
  Ranking self = { changes, trouble };

  n = MIN (n, MUSTER_CHANGE_RANKING_MAX);
  out->suspects = g_ptr_array_new_with_free_func (suspect_free);
  self.words = muster_change_words_new (changes, n, trouble);
  rank (&self, n, out);
  muster_change_words_free (self.words);
  out->outside = muster_outside_cause_find (trouble->signs, trouble->n_signs, trouble->load);
  return out;
}

/**
 * muster_change_ranking_free:
 * @self: a ranking
 *
 * Frees it.
 */
void
muster_change_ranking_free (MusterChangeRanking *self)
{
  g_ptr_array_unref (self->suspects);
  g_free (self->outside);
  g_free (self);
}
