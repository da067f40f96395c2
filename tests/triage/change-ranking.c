/* change-ranking.c - what a change does, when it began, and which change may have begun it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/change-ranking.h"

#include "triage/change-diff.h"
#include "triage/change-setting.h"
#include "triage/onset.h"
#include "triage/words.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define BEGAN  (G_GINT64_CONSTANT (1772800000) * G_USEC_PER_SEC)

/* --- words --- */

static void
test_words (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "NoRequests_5xx", "no requests 5 xx " },
    { "HTTPServerError", "http server error " },
    { "l.mu.Lock()", "l mu lock " },
    { "", "" },
    { "--- .. --", "" },
    { "größe 7", "größe 7 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      MusterWords walk;
      char word[MUSTER_WORD_BYTES];

      muster_words_begin (&walk, cases[i].text, -1);
      while (muster_words_next (&walk, word))
        g_string_append_printf (found, "%s ", word);
      g_assert_cmpstr (found->str, ==, cases[i].words);
    }
  g_assert_true (muster_word_is_telling ("leader"));
  g_assert_false (muster_word_is_telling ("above"));
  g_assert_false (muster_word_is_telling ("yet"));
  g_assert_false (muster_word_is_telling ("error"));
  g_assert_false (muster_word_is_telling ("ab"));
}

/* --- settings and diffs --- */

static void
test_settings (void)
{
  static const struct
  {
    const char *before, *after;
    double weight;
  } cases[] = {
    { "  default_ttl: 15m", "  default_ttl: 15s", 1 },
    { "  level: info", "  level: debug", 1 },
    { "MaxConns = 20", "MaxConns = 80", 1 },
    { "cache_entries: 50000", "cache_entries: 60000", 0 },  /* a trim */
    { "cache_entries: 50000", "cache_entries: 50000", 0 },  /* the same */
    { "path: /var/a", "format: json", 0 },                  /* two settings */
    { "retry(3, op)", "retry(30, op)", 1 },                 /* a number in code */
    { "item := load(key)", "item := s.load(key, ctx)", 0 }, /* code, not a value */
    { "TTL: int = 30", "TTL: int = 120", 1 },
    { "", "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      g_assert_cmpfloat_with_epsilon (
          muster_change_setting (cases[i].before, cases[i].after, &words), cases[i].weight, 1e-9);
    }
}

static void
test_diff_of_moved_code_has_nothing_gone (void)
{
  g_auto (MusterChangeDiff) diff = { 0 };

  muster_change_diff_read (&diff, "@@ a @@\n-\tx := open(path)\n-\tuse(x)\n+\tuse(read(path))\n"
                                  "+func read(path) { x := open(path); return x }\n");
  g_assert_cmpuint (diff.n_gone, ==, 0);
  g_assert_cmpuint (diff.n_removed, ==, 2);
}

static void
test_diff_without_its_lock (void)
{
  g_auto (MusterChangeDiff) diff = { 0 };

  muster_change_diff_read (&diff, "-\tl.mu.Lock()\n-\t// of two\n \tl.n++\n");
  g_assert_cmpuint (diff.n_removed, ==, 1);
  g_assert_cmpuint (diff.n_guards, ==, 2);
  g_assert_cmpstr (diff.gone, ==, "mu, lock");
}

static void
test_hostile_diffs (void)
{
  g_autoptr (GString) long_line = g_string_new ("-");
  static const char *const diffs[] = {
    "", "-", "+", "\n\n\n", "-\xff\xfe\n+\x80", "@@", "-:=\n+=:"
  };

  for (guint i = 0; i < G_N_ELEMENTS (diffs); i++)
    {
      g_auto (MusterChangeDiff) diff = { 0 };

      muster_change_diff_read (&diff, diffs[i]);
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append (long_line, "a1 = b;\n-");
  g_auto (MusterChangeDiff) diff = { 0 };
  muster_change_diff_read (&diff, long_line->str);
  g_assert_cmpuint (diff.n_removed, <=, 2000);
}

static void
test_paths (void)
{
  g_assert_cmpint (muster_paths_kind (NULL), ==, MUSTER_PATHS_UNKNOWN);
  g_assert_cmpint (muster_paths_kind ("docs/a.txt\nREADME.md"), ==, MUSTER_PATHS_HARMLESS);
  g_assert_cmpint (muster_paths_kind ("README.md\nsrc/a.c"), ==, MUSTER_PATHS_CODE);
  g_assert_cmpint (muster_paths_kind ("go.mod\ngo.sum"), ==, MUSTER_PATHS_VERSIONS);
  g_assert_cmpint (muster_paths_kind ("pkg/a_test.go"), ==, MUSTER_PATHS_HARMLESS);
  g_assert_cmpint (muster_paths_kind ("pkg/attest.go"), ==, MUSTER_PATHS_CODE);
}

/* --- when --- */

static void
test_onset (void)
{
  MusterSample samples[60];
  gint64 onset_us;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i] = (MusterSample){ BEGAN + i * MINUTE, i == 20 ? 90 : i < 40 ? 10 + i % 3 : 80 };
  g_assert_true (
      muster_onset_find (samples, G_N_ELEMENTS (samples), BEGAN + 50 * MINUTE, &onset_us));
  g_assert_cmpint (onset_us, ==, BEGAN + 40 * MINUTE); /* a single sample is none */
  g_assert_false (
      muster_onset_find (samples, G_N_ELEMENTS (samples), BEGAN + 35 * MINUTE, &onset_us));
  g_assert_false (muster_onset_find (samples, 0, BEGAN, &onset_us));
  g_assert_cmpfloat (muster_onset_growth (samples, 60, BEGAN + 50 * MINUTE), >, 6);
  g_assert_cmpfloat (muster_onset_growth (samples, 60, BEGAN + 39 * MINUTE), <, 1.5);
  g_assert_cmpfloat (muster_onset_growth (samples, 3, BEGAN), ==, 0);
}

/* --- other causes --- */

static void
test_outside_causes (void)
{
  static const struct
  {
    const char *text;
    guint services; /* that say it */
    gboolean is_outside;
  } cases[] = {
    { "x509: certificate has expired or is not yet valid", 1, TRUE },
    { "jwt validation failed: token is expired", 4, FALSE },
    { "lookup db.shop: no such host", 1, FALSE }, /* it may have been told a wrong name */
    { "lookup db.shop: no such host", 2, TRUE },
    { "api.example.com answers 503", 1, TRUE },
    { "db.shop.svc.cluster.local answers 503", 1, FALSE },
    { "api.example.com answers 5031 times", 1, FALSE },
    { "panic: nil pointer", 3, FALSE },
    { "", 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterSign signs[4];
      g_autofree char *cause = NULL;

      for (guint k = 0; k < cases[i].services; k++)
        signs[k] = (MusterSign){ { 1, k + 1 }, cases[i].text };
      cause = muster_outside_cause_find (signs, cases[i].services, 0);
      g_assert_cmpint (cause != NULL, ==, cases[i].is_outside);
    }
}

static void
test_load (void)
{
  g_autofree char *many = muster_outside_cause_find (NULL, 0, 2.5);

  g_assert_cmpstr (many, ==, "2.5 times the usual traffic comes in");
  g_assert_null (muster_outside_cause_find (NULL, 0, 1.9));
}

/* --- the ranking --- */

static const MusterUlid shop = { 1, 1 }, db = { 1, 2 }, blog = { 1, 3 };

static MusterServiceGraph *
make_graph (void)
{
  MusterServiceGraph *graph = muster_service_graph_new ();

  muster_service_graph_add (graph, shop, "shop");
  muster_service_graph_add (graph, db, "db");
  muster_service_graph_add (graph, blog, "blog");
  muster_service_graph_add_edge (graph, 0, "db");
  muster_service_graph_seal (graph);
  return graph;
}

static MusterChangeRanking *
rank (const MusterChangeFacts *changes, guint n)
{
  g_autoptr (MusterServiceGraph) graph = make_graph ();
  const MusterSign signs[] = { { shop, "PaymentTimeouts: ledger writes time out" } };
  const MusterTrouble trouble = { .graph = graph,
                                  .failing = &shop,
                                  .n_failing = 1,
                                  .onset_us = BEGAN,
                                  .signs = signs,
                                  .n_signs = G_N_ELEMENTS (signs) };

  return muster_change_ranking_new (changes, n, &trouble);
}

static const MusterSuspect *
suspect_at (const MusterChangeRanking *ranking, guint i)
{
  return g_ptr_array_index (ranking->suspects, i);
}

static void
test_ranks_nearer_services_first (void)
{
  const MusterChangeFacts changes[] = {
    { .service = blog, .at_us = BEGAN - MINUTE, .kind = "deploy", .title = "v2" },
    { .service = db, .at_us = BEGAN - 4 * MINUTE, .kind = "deploy", .title = "v3" },
    { .service = shop, .at_us = BEGAN - 4 * MINUTE, .kind = "deploy", .title = "v4" },
    { .service = shop, .at_us = BEGAN + 2 * MINUTE, .kind = "deploy", .title = "v5" },
  };
  g_autoptr (MusterChangeRanking) ranking = rank (changes, G_N_ELEMENTS (changes));

  g_assert_cmpuint (ranking->suspects->len, ==, 3);
  g_assert_cmpuint (ranking->n_later, ==, 1);
  g_assert_cmpuint (suspect_at (ranking, 0)->change, ==, 2);
  g_assert_cmpuint (suspect_at (ranking, 1)->change, ==, 1);
  g_assert_cmpuint (suspect_at (ranking, 2)->change, ==, 0);
  g_assert_null (ranking->outside);
}

/* Every point of a score is told of. */
static void
test_parts_make_the_score (void)
{
  const MusterChangeFacts changes[] = {
    { .service = db, .at_us = BEGAN - 40 * MINUTE, .kind = "flag", .title = "ledger_v2" },
    { .at_us = BEGAN - 4 * MINUTE, .title = "x", .files = "docs/a.md" },
  };
  g_autoptr (MusterChangeRanking) ranking = rank (changes, G_N_ELEMENTS (changes));

  for (guint i = 0; i < ranking->suspects->len; i++)
    {
      const MusterSuspect *suspect = suspect_at (ranking, i);
      double sum = 0;

      for (guint k = 0; k < suspect->parts->len; k++)
        sum += g_array_index (suspect->parts, MusterSuspicion, k).points;
      g_assert_cmpfloat_with_epsilon (sum, suspect->score, 1e-9);
      g_assert_nonnull (suspect->refuted_by);
    }
  g_assert_nonnull (strstr (suspect_at (ranking, 0)->refuted_by, "flag"));
  g_assert_cmpfloat (suspect_at (ranking, 1)->score, <, 0); /* a document */
}

/* What was pushed and what was deployed are one change, of the time at which it took effect. */
static void
test_joins_push_and_deployment (void)
{
  const MusterChangeFacts changes[] = {
    { .at_us = BEGAN - 90 * MINUTE,
      .kind = "push",
      .version = "abc",
      .title = "Shorten timeout",
      .diff = "-timeout: 30s\n+timeout: 3s\n" },
    { .at_us = BEGAN - 30 * MINUTE, .kind = "push", .version = "def", .title = "Not deployed" },
    { .service = shop,
      .at_us = BEGAN - 5 * MINUTE,
      .kind = "deploy",
      .version = "abc",
      .title = "Deployment" },
  };
  g_autoptr (MusterChangeRanking) ranking = rank (changes, G_N_ELEMENTS (changes));
  const MusterSuspect *first = suspect_at (ranking, 0), *second = suspect_at (ranking, 1);

  g_assert_cmpuint (ranking->suspects->len, ==, 2);
  g_assert_cmpuint (first->change, ==, 2);
  g_assert_cmpuint (first->source, ==, 0);
  g_assert_cmpuint (second->change, ==, 1);
  g_assert_cmpfloat (second->score, <, 1);
}

static void
test_nothing_is_known (void)
{
  const MusterTrouble trouble = { .onset_us = BEGAN };
  const MusterChangeFacts change = { .at_us = BEGAN };
  g_autoptr (MusterChangeRanking) none = muster_change_ranking_new (NULL, 0, &trouble);
  g_autoptr (MusterChangeRanking) one = muster_change_ranking_new (&change, 1, &trouble);

  g_assert_cmpuint (none->suspects->len, ==, 0);
  g_assert_cmpuint (one->suspects->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change-ranking/words", test_words);
  g_test_add_func ("/change-ranking/settings", test_settings);
  g_test_add_func ("/change-ranking/diff/moved", test_diff_of_moved_code_has_nothing_gone);
  g_test_add_func ("/change-ranking/diff/lock", test_diff_without_its_lock);
  g_test_add_func ("/change-ranking/diff/hostile", test_hostile_diffs);
  g_test_add_func ("/change-ranking/paths", test_paths);
  g_test_add_func ("/change-ranking/onset", test_onset);
  g_test_add_func ("/change-ranking/outside-causes", test_outside_causes);
  g_test_add_func ("/change-ranking/load", test_load);
  g_test_add_func ("/change-ranking/nearer-first", test_ranks_nearer_services_first);
  g_test_add_func ("/change-ranking/parts", test_parts_make_the_score);
  g_test_add_func ("/change-ranking/push-and-deployment", test_joins_push_and_deployment);
  g_test_add_func ("/change-ranking/nothing-known", test_nothing_is_known);
  return g_test_run ();
}
