/* prometheus.c - what a server of metrics answers to a query
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "connectors/prometheus.h"

#include <math.h>
#include <string.h>

#define SAYS(result)                                                                               \
  "{\"status\":\"success\",\"data\":{\"resultType\":\"x\",\"result\":" result "}}"
#define SERIES(number)                                                                             \
  "{\"metric\":{\"service\":\"api\"},\"value\":[1772807100.781,\"" number "\"]}"

static void
test_answers (void)
{
  static const struct
  {
    const char *json;
    guint n;
    double min, max;
  } cases[] = {
    { SAYS ("[" SERIES ("0.0123") "]"), 1, 0.0123, 0.0123 },
    { SAYS ("[" SERIES ("3") "," SERIES ("-1e+06") "," SERIES ("7") "]"), 3, -1e6, 7 },
    { SAYS ("[1772807100.781,\"4\"]"), 1, 4, 4 }, /* a scalar */
    { SAYS ("[" SERIES ("NaN") "," SERIES ("2") "]"), 1, 2, 2 },
    { SAYS ("[" SERIES ("+Inf") "," SERIES ("-Inf") "]"), 2, -INFINITY, INFINITY },
    /* no number */
    { SAYS ("[]"), 0, 0, 0 },
    { SAYS ("[" SERIES ("NaN") "]"), 0, 0, 0 },
    { SAYS ("[{\"metric\":{},\"values\":[[1,\"2\"]]}]"), 0, 0, 0 }, /* a matrix */
    { SAYS ("[{\"metric\":{},\"histogram\":[1,{\"count\":\"2\"}]}]"), 0, 0, 0 },
    { "{\"status\":\"success\"}", 0, 0, 0 },
    /* more than it has to say */
    { "{\"warnings\":[\"w\"],\"infos\":[],\"data\":{\"result\":[" SERIES (
          "1") "],\"stats\":{}},\"status\":\"success\"}",
      1, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterMetricValues values;

      g_test_message ("%s", cases[i].json);
      muster_prometheus_answer_decode (cases[i].json, strlen (cases[i].json), &values, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (values.n, ==, cases[i].n);
      g_assert_cmpfloat (values.min, ==, cases[i].min);
      g_assert_cmpfloat (values.max, ==, cases[i].max);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json, *words;
  } cases[] = {
    { "", NULL },
    { "<html>", NULL },
    { "[]", NULL },
    { "{}", "it refuses the query: " },
    { "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: \\u001b[31m\"}",
      "it refuses the query: parse error: <U+001B>[31m" },
    { SAYS ("{}"), NULL },
    { SAYS ("[1,2]"), NULL },
    { SAYS ("[1,\"2\",3]"), NULL },
    { SAYS ("[1]"), NULL },
    { SAYS ("[" SERIES ("") "]"), NULL },
    { SAYS ("[" SERIES ("1x") "]"), NULL },
    { SAYS ("[" SERIES ("0000000000000000000000000000000000000000000000000000000000000000001") "]"),
      NULL },
    { SAYS ("[[1,\"2\"]]"), NULL },
    { SAYS ("[" SERIES ("1") ""), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      MusterMetricValues values;

      g_test_message ("%s", cases[i].json);
      g_assert_false (
          muster_prometheus_answer_decode (cases[i].json, strlen (cases[i].json), &values, &error));
      g_assert_nonnull (error);
      if (cases[i].words != NULL)
        g_assert_cmpstr (error->message, ==, cases[i].words);
    }
}

static void
test_url (void)
{
  g_autofree char *url =
      muster_prometheus_query_url ("https://x/prometheus", "sum(rate(a{b=\"c d\"}[5m])) + 1&x#y");

  g_assert_cmpstr (url, ==,
                   "https://x/prometheus/api/v1/query?query=sum%28rate%28a%7Bb%3D%22c%20d%22%7D"
                   "%5B5m%5D%29%29%20%2B%201%26x%23y");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connectors/prometheus/answers", test_answers);
  g_test_add_func ("/connectors/prometheus/refused", test_refused);
  g_test_add_func ("/connectors/prometheus/url", test_url);
  return g_test_run ();
}
