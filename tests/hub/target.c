/* target.c - request targets taken apart, and those that are refused (hostile input 52)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/target.h"
#include "base/error.h"

static void
test_segments (void)
{
  static const struct
  {
    const char *raw;
    const char *joined;
  } cases[] = {
    { "/", "" },
    { "/?", "" },
    { "/v1/incidents", "v1|incidents" },
    { "/v1/incidents/INC-7/note?x=1", "v1|incidents|INC-7|note" },
    { "/a%20b/%C3%A9", "a b|\xc3\xa9" },
    { "/a+b", "a+b" },
    { "/%2541", "%41" }, /* decoded once */
    { "http://h/v1/x", "v1|x" },
    { "/.../.x/x.", "...|.x|x." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterTarget) target = muster_target_parse (cases[i].raw, &error);
      g_autoptr (GString) joined = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint k = 0; k < target->segments_n; k++)
        g_string_append_printf (joined, "%s%s", k > 0 ? "|" : "", target->segments[k]);
      g_assert_cmpstr (joined->str, ==, cases[i].joined);
    }
}

/* Opsgenie's aliases are their senders' own text. */
static void
test_alias_with_slash (void)
{
  static const struct
  {
    const char *raw;
    guint n; /* of the alias; 0: refused */
  } cases[] = {
    { "/v2/alerts/db-1%2Fdisk/close", 2 },
    { "/v1/intake/KEY/v2/alerts/db-1%2fdisk/close", 5 },
    { "/v2/alerts/a%5cb", 2 },
    { "/v2/alerts/x/a%2fb", 0 },
    { "/v2/alerts/%2e%2e/close", 0 },
    { "/v2%2falerts/x/close", 0 },
    { "/alerts/a%2fb", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterTarget) target = muster_target_parse (cases[i].raw, NULL);

      g_assert_cmpint (target != NULL, ==, cases[i].n > 0);
      if (target != NULL)
        g_assert_nonnull (strpbrk (target->segments[cases[i].n], "/\\"));
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = { "",
                                       "*",
                                       "x",
                                       "//",
                                       "/v1//x",
                                       "/v1/",
                                       "/%2e%2e/",
                                       "/..",
                                       "/../x",
                                       "/.",
                                       "/a/./b",
                                       "/%2e",
                                       "/a%2fb",
                                       "/a%5cb",
                                       "/a\\b",
                                       "/%00",
                                       "/a%0ab",
                                       "/%7f",
                                       "/%",
                                       "/%4",
                                       "/%zz",
                                       "/%c0%af",
                                       "/%ed%a0%80",
                                       "/%ff",
                                       "/x#y",
                                       "/x?a=%00",
                                       "/x?a=%g0",
                                       "/x?%ff=1",
                                       "/x?a=b%0a",
                                       "http://host",
                                       "http://h",
                                       "/\xc3(",
                                       "/%u0041",
                                       "/x?a=%C3",
                                       "h:80",
                                       "/a b",
                                       "/x?y=%e0%80%af" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_target_parse (cases[i], &error));
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
    }
}

static void
test_query (void)
{
  g_autoptr (MusterTarget) target =
      muster_target_parse ("/x?state=open&filter=a%3D%22b+c%22&filter=d&empty=&bare&&=v", NULL);

  g_assert_cmpuint (target->parameters_n, ==, 6);
  g_assert_cmpstr (muster_target_get (target, "state"), ==, "open");
  g_assert_cmpstr (muster_target_get (target, "filter"), ==, "a=\"b c\"");
  g_assert_cmpuint (muster_target_count (target, "filter"), ==, 2);
  g_assert_cmpstr (muster_target_get (target, "empty"), ==, "");
  g_assert_cmpstr (muster_target_get (target, "bare"), ==, "");
  g_assert_cmpstr (muster_target_get (target, ""), ==, "v");
  g_assert_null (muster_target_get (target, "none"));
  g_assert_cmpuint (muster_target_count (target, "none"), ==, 0);
}

static char *
repeat (const char *first, const char *piece, guint n)
{
  GString *out = g_string_new (first);

  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);
  return g_string_free (out, FALSE);
}

static void
test_limits (void)
{
  static const struct
  {
    const char *first;
    const char *piece;
    guint most;
  } cases[] = { { "", "/a", MUSTER_TARGET_SEGMENTS_MAX },
                { "/x?", "a=1&", MUSTER_TARGET_PARAMETERS_MAX } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *most = repeat (cases[i].first, cases[i].piece, cases[i].most);
      g_autofree char *more = repeat (cases[i].first, cases[i].piece, cases[i].most + 1);
      g_autoptr (MusterTarget) target = muster_target_parse (most, &error);

      g_assert_no_error (error);
      g_assert_null (muster_target_parse (more, &error));
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT);
    }
}

/* Whatever the bytes, what comes out is text that climbs nowhere. */
static void
test_random_bytes (void)
{
  static const char alphabet[] = "/%.2eEfF?&=+a\\0c3\xc3\xa9#:";

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (MusterTarget) target = NULL;
      char raw[24] = "/";
      gint n = g_test_rand_int_range (1, sizeof raw);

      for (gint k = 1; k < n; k++)
        raw[k] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      target = muster_target_parse (raw, NULL);
      for (guint k = 0; target != NULL && k < target->segments_n; k++)
        {
          const char *segment = target->segments[k];
          g_assert_true (g_utf8_validate (segment, -1, NULL));
          g_assert_true (*segment != '\0' && strpbrk (segment, "/\\") == NULL);
          g_assert_false (g_str_equal (segment, ".") || g_str_equal (segment, ".."));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/target/segments", test_segments);
  g_test_add_func ("/hub/target/refused", test_refused);
  g_test_add_func ("/hub/target/alias-with-slash", test_alias_with_slash);
  g_test_add_func ("/hub/target/query", test_query);
  g_test_add_func ("/hub/target/limits", test_limits);
  g_test_add_func ("/hub/target/random-bytes", test_random_bytes);
  return g_test_run ();
}
