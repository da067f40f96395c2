/* matcher.c - what Alertmanager's matchers match, and what costs too much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/matcher.h"

#include "random-below.h"

#include <string.h>

static MusterLabel
label (const char *name, const char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

static char *
to_text (const MusterMatchers *matchers)
{
  GString *text = g_string_new (NULL);

  muster_matchers_append_text (matchers, text);
  return g_string_free (text, FALSE);
}

/* After Alertmanager's pkg/labels: what its parser takes, and what it makes of it. */
static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *want; /* NULL: refused */
  } cases[] = {
    { "", "{}" },
    { "{}", "{}" },
    { "foo=bar", "{foo=\"bar\"}" },
    { "{foo=\"bar\"}", "{foo=\"bar\"}" },
    { " foo = \"bar\" , b!~ \"c|d\"", "{foo=\"bar\",b!~\"c|d\"}" },
    { "foo=bar,", "{foo=\"bar\"}" },
    { "foo=", "{foo=\"\"}" },
    { "foo=\"\"", "{foo=\"\"}" },
    { "foo!=bar", "{foo!=\"bar\"}" },
    { "foo=~b.*", "{foo=~\"b.*\"}" },
    { "foo==bar", "{foo=\"=bar\"}" },
    { "foo=a,b!=c", "{foo=\"a\",b!=\"c\"}" },
    { "foo=\"a,b\"", "{foo=\"a,b\"}" },
    { "foo=\"a\\\"b\"", "{foo=\"a\\\"b\"}" },
    { "foo=\"a\\\\\"", "{foo=\"a\\\\\"}" },
    { "foo=\"a\\nb\"", "{foo=\"a\\nb\"}" },
    { "foo=\"a\\db\"", "{foo=\"a\\\\db\"}" },
    { "foo=a\\", "{foo=\"a\\\\\"}" },
    { "foo=\"bär\"", "{foo=\"bär\"}" },
    { "job:x=1", "{job:x=\"1\"}" },
    { ",foo=bar", NULL },
    { "foo", NULL },
    { "=bar", NULL },
    { "1foo=bar", NULL },
    { "fo-o=bar", NULL },
    { "foo=\"bar", NULL },
    { "foo=bar\"", NULL },
    { "foo=\"a\"b\"", NULL },
    { "foo=~\"a(b\"", NULL },
    { "foo=~\"a)(b\"", NULL },
    { "foo=~\"a\\\\Qb\"", NULL },
    { "foo=~\"(*UTF)a\"", NULL },
    { "foo=\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
      g_autoptr (GError) error = NULL;
      gboolean ok = muster_matchers_parse (matchers, cases[i].text, &error);
      g_autofree char *got = to_text (matchers);

      g_test_message ("case %u", i);
      g_assert_cmpint (ok, ==, cases[i].want != NULL);
      g_assert_cmpint (ok, ==, error == NULL);
      if (ok)
        g_assert_cmpstr (got, ==, cases[i].want);
    }
}

static void
test_match (void)
{
  static const struct
  {
    const char *matchers;
    gboolean want;
  } cases[] = {
    { "{}", TRUE },
    { "service=api", TRUE },
    { "service!=api", FALSE },
    { "service=ap", FALSE },
    { "service=~ap", FALSE },
    { "service=~ap.", TRUE },
    { "service=~web|api", TRUE },
    { "service=~w(eb)|api", TRUE },
    { "service!~web|api", FALSE },
    { "service!~web", TRUE },
    { "team=", TRUE },
    { "team!=\"\"", FALSE },
    { "team!=x", TRUE },
    { "team=~.*", TRUE },
    { "team=~.+", FALSE },
    { "team=~\"|x\"", TRUE },
    { "team=~\"\"", TRUE },
    { "service=api,team=", TRUE },
    { "service=api,team=x", FALSE },
    { "line=~\"a\"", FALSE }, /* the value ends with a line's end */
    { "line=~\"a[\\n]\"", TRUE },
  };
  MusterLabel items[] = { label ("service", "api"), label ("line", "a\n") };
  MusterLabelSet labels = { items, G_N_ELEMENTS (items) };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].matchers);
      g_assert_true (muster_matchers_parse (matchers, cases[i].matchers, &error));
      g_assert_no_error (error);
      g_assert_cmpint (muster_matchers_match (matchers, &labels), ==,
                       cases[i].want ? MUSTER_PATTERN_YES : MUSTER_PATTERN_NO);
    }
}

/* Hostile input 64: patterns that try without end are given up; long ones are refused. */
static void
test_costly (void)
{
  static const char *const patterns[] = { "(a+)+$", "(a|a)*b", "(.*)*x", "(a?){40}a{40}b",
                                          "(x+x+)+y|(a+a+)+b" };
  g_autofree char *value = g_strnfill (1024, 'a');
  g_autofree char *longest = g_strnfill (MUSTER_PATTERN_BYTES_MAX + 1, 'a');
  g_autoptr (MusterMatchers) other = muster_matchers_new ();
  MusterLabel items[] = { label ("v", value) };
  MusterLabelSet labels = { items, 1 };

  items[0].value_n = 1024;
  memcpy (value + 1020, "bxy!", 4); /* what PCRE looks for before it tries anything */
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (MusterMatchers) matchers = muster_matchers_new ();

      g_test_message ("%s", patterns[i]);
      g_assert_true (muster_matchers_add (matchers, MUSTER_MATCH_REGEX, "v", patterns[i], NULL));
      g_assert_cmpint (muster_matchers_match (matchers, &labels), ==, MUSTER_PATTERN_TOO_COSTLY);
      /* One that fails for sure needs no answer from it. */
      g_assert_true (muster_matchers_add (matchers, MUSTER_MATCH_EQUAL, "team", "x", NULL));
      g_assert_cmpint (muster_matchers_match (matchers, &labels), ==, MUSTER_PATTERN_NO);
    }
  g_assert_false (muster_matchers_add (other, MUSTER_MATCH_REGEX, "v", longest, NULL));
  g_assert_false (
      muster_matchers_add (other, MUSTER_MATCH_REGEX, "v", "((a{900}){900}){900}", NULL));
}

static void
test_match_nothing (void)
{
  static const struct
  {
    const char *matchers;
    gboolean want;
  } cases[] = { { "{}", TRUE },       { "a=", TRUE },      { "a=~.*", TRUE },
                { "a!=x", TRUE },     { "a!~x,b=", TRUE }, { "a=x", FALSE },
                { "a!=\"\"", FALSE }, { "a=~.+", FALSE },  { "a=,b=x", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterMatchers) matchers = muster_matchers_new ();

      g_assert_true (muster_matchers_parse (matchers, cases[i].matchers, NULL));
      g_assert_cmpint (muster_matchers_match_nothing (matchers), ==, cases[i].want);
    }
}

static char *
random_text (const char *alphabet, guint max)
{
  GString *text = g_string_new (NULL);

  for (gint n = g_test_rand_int_range (0, (gint32) max); n > 0; n--)
    g_string_append_c (text, alphabet[g_test_rand_int_range (0, (gint32) strlen (alphabet))]);
  return g_string_free (text, FALSE);
}

/* What is written, as text and as JSON, is read back as it was. */
static void
test_round_trip (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (MusterMatchers) a = muster_matchers_new ();
      g_autoptr (MusterMatchers) b = muster_matchers_new ();
      g_autoptr (MusterMatchers) c = muster_matchers_new ();
      g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
      g_autoptr (GString) json = g_string_new (NULL);
      g_autofree char *text = NULL;
      MusterJsonWriter writer;

      for (gint n = g_test_rand_int_range (0, 4); n > 0; n--)
        {
          g_autofree char *name = g_strdup_printf ("l%d", g_test_rand_int_range (0, 9));
          g_autofree char *value = random_text ("ab,\"\\{}= \n!~|", 12);

          muster_matchers_add (a, (MusterMatch) g_test_rand_int_range (0, 4), name, value, NULL);
        }
      text = to_text (a);
      g_assert_true (muster_matchers_parse (b, text, NULL));
      g_assert_true (muster_matchers_equal (a, b));
      muster_json_writer_init (&writer, json);
      muster_matchers_write_json (a, &writer);
      muster_json_reader_begin (reader, json->str, json->len, NULL);
      g_assert_true (muster_matchers_read_json (c, reader, NULL));
      g_assert_true (muster_json_reader_finish (reader, NULL));
      g_assert_true (muster_matchers_equal (a, c));
    }
}

static void
test_json_flaws (void)
{
  static const struct
  {
    const char *json;
    gboolean is_reader_error;
  } cases[] = {
    { "[{\"name\":\"a\"}]", FALSE },
    { "[{\"value\":\"a\"}]", FALSE },
    { "[{\"name\":\"a-b\",\"value\":\"x\"}]", FALSE },
    { "[{\"name\":\"a\",\"value\":\"(\",\"isRegex\":true}]", FALSE },
    { "[{\"name\":1,\"value\":\"x\"}]", TRUE },
    { "{}", TRUE },
    { "[[]]", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
      g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
      g_autoptr (GError) error = NULL;

      muster_json_reader_begin (reader, cases[i].json, strlen (cases[i].json), NULL);
      g_assert_cmpint (muster_matchers_read_json (matchers, reader, &error), ==,
                       cases[i].is_reader_error);
      g_assert_cmpint (muster_json_reader_failed (reader), ==, cases[i].is_reader_error);
      g_assert_cmpint (error == NULL, ==, cases[i].is_reader_error);
    }
}

static void
make_text (char *out, guint max, const char *alphabet)
{
  guint n = random_below (max + 1);

  for (guint i = 0; i < n; i++)
    out[i] = alphabet[random_below ((guint) strlen (alphabet))];
  out[n] = '\0';
}

/* What is told without a look at the expression is what the expression would say. */
static void
test_short_cuts (void)
{
  static const char *const sources[] = { "ab.*",     "ab.+",   "ab*",    "a(b|c).*",
                                         "ab|c.*",   "a[|]b*", "ab\\E*", "a[](]|b",
                                         "ab(?#c)*", "ab.*c",  "ab$",    "(?i)ab.*" };
  guint n_good = 0;

  for (guint round = 0; round < 20000; round++)
    {
      char source[16], text[8];
      g_autoptr (MusterPattern) pattern = NULL;
      g_autoptr (GRegex) regex = NULL;
      g_autofree char *whole = NULL;

      make_text (source, 7, "aabbcc..**+?()|[]\\E^$#");
      if (round % 4 == 0)
        g_strlcpy (source, sources[round / 4 % G_N_ELEMENTS (sources)], sizeof source);
      make_text (text, 5, "aaabbbc(\n");
      pattern = muster_pattern_new (source, NULL);
      whole = g_strdup_printf ("^(?:%s)$", source);
      regex = g_regex_new (whole, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
      if (pattern == NULL || regex == NULL)
        continue;
      n_good++;
      if (muster_pattern_match (pattern, text, strlen (text)) !=
          (g_regex_match (regex, text, 0, NULL) ? MUSTER_PATTERN_YES : MUSTER_PATTERN_NO))
        g_error ("%s and %s", source, text);
    }
  g_assert_cmpuint (n_good, >, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matcher/parse", test_parse);
  g_test_add_func ("/matcher/match", test_match);
  g_test_add_func ("/matcher/costly", test_costly);
  g_test_add_func ("/matcher/match-nothing", test_match_nothing);
  g_test_add_func ("/matcher/round-trip", test_round_trip);
  g_test_add_func ("/matcher/json-flaws", test_json_flaws);
  g_test_add_func ("/matcher/short-cuts", test_short_cuts);
  return g_test_run ();
}
