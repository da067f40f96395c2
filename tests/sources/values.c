/* values.c - bodies read whole, field paths, forms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/field-path.h"
#include "base/json-writer.h"
#include "sources/form.h"
#include "sources/value.h"

static void
assert_text (MusterText text, const char *expected)
{
  g_autofree char *copy = g_strndup (text.n > 0 ? text.bytes : "", text.n);

  g_assert_cmpstr (copy, ==, expected);
}

/* --- field paths --- */

static const char document[] =
    "{\"alert\":{\"name\":\"Disk\",\"n\":95.50,\"on\":true,\"off\":false,\"none\":null,"
    "\"a b\":\"spaced\",\"a.b\":\"dotted\",\"$\":\"dollar\"},"
    "\"list\":[{\"v\":\"first\"},[\"inner\",[]],{}],\"\\u0061lias\":\"escaped\",\"7\":\"seven\"}";

static void
test_paths (void)
{
  static const struct
  {
    const char *path;
    const char *text; /* NULL: there is nothing */
  } cases[] = {
    { "$.alert.name", "Disk" },
    { "alert.name", "Disk" },
    { "$['alert'].name", "Disk" },
    { "$.alert['a b']", "spaced" },
    { "alert[\"a.b\"]", "dotted" },
    { "alert.$", "dollar" },
    { "alert.a.b", NULL },
    { "alert.n", "95.50" },
    { "alert.on", "true" },
    { "alert.off", "false" },
    { "alert.none", "" },
    { "alert", "" },
    { "$", "" },
    { "list[0].v", "first" },
    { "$.list[1][0]", "inner" },
    { "list[1][1]", "" },
    { "list[3]", NULL },
    { "list[9999]", NULL },
    { "list.0", NULL },
    { "alert[0]", NULL },
    { "alias", "escaped" },
    { "7", "seven" },
    { "missing.name", NULL },
    { "alert.name.more", NULL },
  };
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  const MusterValue *root;

  muster_json_reader_begin (reader, document, strlen (document), arena);
  root = muster_value_read (reader, arena);
  g_assert_true (muster_json_reader_finish (reader, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MusterValue *value = muster_value_at (root, cases[i].path);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_cmpint (value != NULL, ==, cases[i].text != NULL);
      if (value != NULL)
        assert_text (muster_value_text (value), cases[i].text);
      g_assert_true (muster_field_path_check (cases[i].path, &error));
      g_assert_no_error (error);
    }
  g_assert_true (muster_value_at (root, "$") == root);
  g_assert_null (muster_value_at (NULL, "alert"));
  assert_text (muster_value_to_text (muster_value_at (root, "list"), arena),
               "[{\"v\":\"first\"},[\"inner\",[]],{}]");
}

static void
test_no_paths (void)
{
  static const char *const paths[] = {
    "",       ".",       "$.",    "$x..y",         "a.",    "a..b",      "a[",
    "a[]",    "a[-1]",   "a[1",   "a[x]",          "a['x]", "a['']",     "$..a",
    "$.*",    "a[*]",    "a]",    "a'b",           "a[1]b", "$[?(@.a)]", "a[99999]",
    "a[0:1]", "a['x'y]", "a[1 ]", "$.list[10000]",
  };
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  const MusterValue *root;

  muster_json_reader_begin (reader, document, strlen (document), arena);
  root = muster_value_read (reader, arena);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", paths[i]);
      /* "$.*" and "*" name members that are called so; nothing else is read into them */
      if (strchr (paths[i], '*') != NULL && strchr (paths[i], '[') == NULL)
        continue;
      g_assert_false (muster_field_path_check (paths[i], &error));
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
      g_assert_null (muster_value_at (root, paths[i]));
    }
}

static void
test_long_paths (void)
{
  for (guint steps = 31; steps <= 33; steps++)
    {
      g_autoptr (GString) path = g_string_new ("$");
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
      g_autoptr (MusterArena) arena = muster_arena_new (1024);
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < steps; i++)
        {
          g_string_append (path, ".a");
          g_string_append (text, "{\"a\":");
        }
      g_string_append (text, "\"x\"");
      for (guint i = 0; i < steps; i++)
        g_string_append_c (text, '}');
      muster_json_reader_begin (reader, text->str, text->len, arena);
      g_assert_cmpint (muster_field_path_check (path->str, &error), ==, steps <= 32);
      g_assert_cmpint (muster_value_at (muster_value_read (reader, arena), path->str) != NULL, ==,
                       steps <= 32);
      if (error != NULL)
        g_assert_cmpint (error->code, ==, MUSTER_BASE_ERROR_LIMIT);
    }
}

/* What is no path never leads out of the text, whatever it is made of. */
static void
test_random_paths (void)
{
  static const char alphabet[] = "$.[]'\"0a9 *-";
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  const MusterValue *root;

  muster_json_reader_begin (reader, document, strlen (document), arena);
  root = muster_value_read (reader, arena);
  for (guint i = 0; i < 20000; i++)
    {
      gsize n = (gsize) g_test_rand_int_range (0, 12);
      g_autofree char *path = g_malloc (n + 1);

      for (gsize k = 0; k < n; k++)
        path[k] = alphabet[g_test_rand_int_range (0, (gint32) sizeof alphabet - 1)];
      path[n] = '\0';
      if (!muster_field_path_check (path, NULL))
        g_assert_null (muster_value_at (root, path));
      else
        muster_value_at (root, path);
    }
}

/* What is read whole and written again is what the reader accepts. */
static void
test_refused_whole (void)
{
  static const char *const texts[] = { "", "{", "{\"a\":1,\"a\":2}", "[1,]", "nul", "\"\\ud800\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
      g_autoptr (MusterArena) arena = muster_arena_new (1024);

      muster_json_reader_begin (reader, texts[i], strlen (texts[i]), arena);
      g_assert_null (muster_value_read (reader, arena));
      g_assert_false (muster_json_reader_finish (reader, NULL));
    }
}

/* --- forms --- */

static void
test_forms (void)
{
  static const struct
  {
    const char *form;
    const char *json; /* NULL: it cannot be read */
  } cases[] = {
    { "", "{}" },
    { "a=1&b=2", "{\"a\":\"1\",\"b\":\"2\"}" },
    { "a=1&&b=2&", "{\"a\":\"1\",\"b\":\"2\"}" },
    { "a", "{\"a\":\"\"}" },
    { "=x", "{\"\":\"x\"}" },
    { "a=b=c", "{\"a\":\"b=c\"}" },
    { "a=1&a=2", "{\"a\":\"1\"}" },
    { "a+b=c+d%2B%26%3d", "{\"a b\":\"c d+&=\"}" },
    { "s=%C3%BC%0a", "{\"s\":\"ü\\n\"}" },
    { "a=%", NULL },
    { "a=%4", NULL },
    { "a=%zz", NULL },
    { "a=%00", NULL },
    { "a=%ff", NULL },
    { "ok=1&%c3=x", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterArena) arena = muster_arena_new (1024);
      MusterText form = { cases[i].form, strlen (cases[i].form) };
      const MusterValue *value = muster_value_from_form (form, arena);

      g_test_message ("%s", cases[i].form);
      g_assert_cmpint (value != NULL, ==, cases[i].json != NULL);
      if (value != NULL)
        assert_text (muster_value_to_text (value, arena), cases[i].json);
    }
}

static void
test_form_members (void)
{
  for (guint n = 255; n <= 257; n++)
    {
      g_autoptr (MusterArena) arena = muster_arena_new (1024);
      g_autoptr (GString) form = g_string_new (NULL);

      for (guint i = 0; i < n; i++)
        g_string_append_printf (form, "&a%u=%u", i, i);
      g_assert_cmpint (muster_value_from_form ((MusterText){ form->str, form->len }, arena) != NULL,
                       ==, n <= 256);
    }
}

static void
test_query (void)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  MusterIntake in = { .query = "token=k&identifierType=alias&bad=%", .content_type = NULL };

  assert_text (muster_intake_query (&in, arena, "identifierType"), "alias");
  assert_text (muster_intake_query (&in, arena, "none"), "");
  assert_text (muster_intake_query (&in, arena, "bad"), "");
  g_assert_false (muster_intake_is_form (&in));
  in.content_type = "Application/X-WWW-Form-Urlencoded; charset=utf-8";
  g_assert_true (muster_intake_is_form (&in));
  in.content_type = "application/json";
  g_assert_false (muster_intake_is_form (&in));
  g_assert_null (muster_intake_get_header (&in, "X-GitHub-Event"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/values/paths", test_paths);
  g_test_add_func ("/sources/values/no-paths", test_no_paths);
  g_test_add_func ("/sources/values/long-paths", test_long_paths);
  g_test_add_func ("/sources/values/random-paths", test_random_paths);
  g_test_add_func ("/sources/values/refused-whole", test_refused_whole);
  g_test_add_func ("/sources/values/forms", test_forms);
  g_test_add_func ("/sources/values/form-members", test_form_members);
  g_test_add_func ("/sources/values/query", test_query);
  return g_test_run ();
}
