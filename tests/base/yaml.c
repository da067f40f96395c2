/* yaml.c - configuration is read with its lines, and nothing hidden in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/yaml.h"
#include "base/json-reader.h"
#include "random-below.h"

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static MusterYaml *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MusterYaml *tree = muster_yaml_parse ("team.yaml", text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (tree);
  return tree;
}

static void
test_json_of_it (void)
{
  static const struct
  {
    const char *yaml;
    const char *json;
  } cases[] = {
    { "a: 1\nb: [x, 'y', \"z\"]\n", "{\"a\":1,\"b\":[\"x\",\"y\",\"z\"]}" },
    { "- ~\n- null\n- 'null'\n-\n", "[null,null,\"null\",null]" },
    { "[true, False, 'true', yes, on]", "[true,false,\"true\",\"yes\",\"on\"]" },
    { "[0, -0, +7, 012, 0x1F, 0o17, '12', 08]", "[0,0,7,12,31,15,\"12\",8]" },
    { "[0x, 0o8, -0x1, 1_000, 12:30, 1 week]",
      "[\"0x\",\"0o8\",\"-0x1\",\"1_000\",\"12:30\",\"1 week\"]" },
    { "[1.5, -.5, 1., 1e3, .inf, .nan, ., e3, 1e, 1.5x, 1e999]",
      "[1.5,-0.5,1,1000,\".inf\",\".nan\",\".\",\"e3\",\"1e\",\"1.5x\",\"1e999\"]" },
    { "[9007199254740992, 9007199254740993]", "[9007199254740992,\"9007199254740993\"]" },
    { "at: 2026-03-02T09:00\nto: 20:00", "{\"at\":\"2026-03-02T09:00\",\"to\":\"20:00\"}" },
    { "text: |\n  two\n  lines\n", "{\"text\":\"two\\nlines\\n\"}" },
    { "{a: {b: {}}, c: []} # end", "{\"a\":{\"b\":{}},\"c\":[]}" },
    { "\"\": x", "{\"\":\"x\"}" },
    { "---\nplain\n...\n", "\"plain\"" },
    { "\xef\xbb\xbf"
      "a: \"\\u00e9\"",
      "{\"a\":\"\xc3\xa9\"}" },
    { "a: '<<'\n'<<': b", "{\"a\":\"<<\",\"<<\":\"b\"}" },
    { "%YAML 1.2\n---\na: b", "{\"a\":\"b\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterYaml) tree = parse (cases[i].yaml);
      g_autoptr (GString) json = g_string_new (NULL);

      muster_yaml_append_json (tree, json);
      g_assert_cmpstr (json->str, ==, cases[i].json);
      g_assert_true (muster_json_check (json->str, json->len, NULL));
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *yaml;
    const char *message;
  } cases[] = {
    { "", "team.yaml:1:1: nothing in it" },
    { "# only a comment\n", "team.yaml:1:1: nothing in it" },
    { "a: &x 1", "team.yaml:1:4: anchors are not read" },
    { "a: &x [1]", "team.yaml:1:4: anchors are not read" },
    { "a: &x {b: 1}", "team.yaml:1:4: anchors are not read" },
    { "a: *x", "team.yaml:1:4: aliases are not read" },
    { "a: !!str 1", "team.yaml:1:4: tags are not read" },
    { "a: ! 1", "team.yaml:1:4: tags are not read" },
    { "a: !<tag:x,2026:y> [1]", "team.yaml:1:4: tags are not read" },
    { "a: !x {}", "team.yaml:1:4: tags are not read" },
    { "a: 1\n<<: {b: 1}", "team.yaml:2:1: merge keys are not read" },
    { "a: 1\nb: 2\na: 3\n", "team.yaml:3:1: the key \"a\" stands twice" },
    { "x:\n  - {a: 1, 'a': 2}", "team.yaml:2:12: the key \"a\" stands twice" },
    { "a\xe2\x80\xae: 1\na\xe2\x80\xae: 2", "team.yaml:2:1: the key \"a<U+202E>\" stands twice" },
    { "a: 1\n---\nb: 2", "team.yaml:2:1: more than one document" },
    { "[a]: 1", "team.yaml:1:1: a key must be plain text" },
    { "? {a: 1}\n: 2", "team.yaml:1:3: a key must be plain text" },
    { "?\n: 1", "team.yaml:1:2: a key is missing" },
    { "\"\\0\"", "team.yaml:1:1: a text may not hold NUL" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          muster_yaml_parse ("team.yaml", cases[i].yaml, strlen (cases[i].yaml), &error));
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* What libyaml itself refuses; its words are its own, the place is ours. */
static void
test_refuses_what_is_not_yaml (void)
{
  static const struct
  {
    const char *yaml;
    const char *place;
  } cases[] = {
    { "a: [1", "f:2:1: " },
    { "a: 1\n\tb: 2", "f:2:1: " },
    { "a: 'x", "f:1:" },
    { "a: b: c", "f:1:5: " },
    { "]", "f:1:1: " },
    { "a: \"\\q\"", "f:1:5: " },
    { "a: @x", "f:1:4: " },
    { "a: \xff", "f:1:" },
    { "a: \x01", "f:1:" },
    { "a: \"\\ud800\"", "f:1:" },
    { "%YAML 3.0\n---\n", "f:1:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_yaml_parse ("f", cases[i].yaml, strlen (cases[i].yaml), &error));
      g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, cases[i].place));
    }
}

static void
assert_limit (const char *text, gsize n)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (muster_yaml_parse ("f", text, n, &error));
  g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT);
}

static void
test_limits (void)
{
  g_autofree char *brackets = repeat ("[", 100000);
  g_autofree char *dashes = repeat ("- ", 65);
  g_autofree char *braces = repeat ("{a: ", 65);
  g_autofree char *items = repeat ("- a\n", 200000);
  g_autofree char *most = repeat ("- a\n", 199999);
  g_autofree char *large = repeat ("#", 4 * 1024 * 1024 + 1);
  g_autofree char *opening = repeat ("{a: ", 63);
  g_autofree char *closing = repeat ("}", 63);
  g_autofree char *deep = g_strconcat (opening, "[]", closing, NULL);
  g_autoptr (MusterYaml) accepted = parse (most);
  g_autoptr (MusterYaml) accepted_deep = NULL;

  g_assert_cmpuint (accepted->items->len, ==, 199999);
  accepted_deep = parse (deep);
  g_assert_cmpuint (accepted_deep->type, ==, MUSTER_YAML_MAPPING);
  assert_limit (brackets, strlen (brackets));
  assert_limit (dashes, strlen (dashes));
  assert_limit (braces, strlen (braces));
  assert_limit (items, strlen (items));
  assert_limit (large, strlen (large));
}

static void
test_knows_its_lines (void)
{
  g_autoptr (MusterYaml) tree = parse ("# team\npeople:\n  - name: ana\n    zone: Europe/Berlin\n");
  const MusterYaml *people = muster_yaml_get (tree, "people");
  const MusterYaml *ana = g_ptr_array_index (people->items, 0);
  const MusterYaml *zone = muster_yaml_get (ana, "zone");
  const MusterYaml *key = g_ptr_array_index (ana->keys, 1);

  g_assert_cmpuint (tree->line, ==, 2);
  g_assert_cmpuint (tree->column, ==, 1);
  g_assert_cmpuint (ana->line, ==, 3);
  g_assert_cmpuint (ana->column, ==, 5);
  g_assert_cmpuint (key->line, ==, 4);
  g_assert_cmpuint (key->column, ==, 5);
  g_assert_cmpuint (zone->column, ==, 11);
  g_assert_cmpstr (zone->text, ==, "Europe/Berlin");
}

static void
test_nothing_and_wrong_types (void)
{
  g_autoptr (MusterYaml) tree = parse ("a: {n: 12, q: '12', t: true}\nb: [1]\nc:");
  const MusterYaml *a = muster_yaml_get (tree, "a");
  gint64 number = 3;
  gboolean truth = 5;

  g_assert_null (muster_yaml_get (NULL, "x"));
  g_assert_null (muster_yaml_get (tree, "x"));
  g_assert_null (muster_yaml_get (muster_yaml_get (tree, "b"), "x"));
  g_assert_true (muster_yaml_is_null (NULL));
  g_assert_true (muster_yaml_is_null (muster_yaml_get (tree, "c")));
  g_assert_false (muster_yaml_is_null (a));
  g_assert_false (muster_yaml_int (a, &number));
  g_assert_false (muster_yaml_int (NULL, &number));
  g_assert_false (muster_yaml_int (muster_yaml_get (a, "q"), &number));
  g_assert_false (muster_yaml_int (muster_yaml_get (a, "t"), &number));
  g_assert_false (muster_yaml_bool (muster_yaml_get (a, "n"), &truth));
  g_assert_cmpint (number, ==, 3);
  g_assert_cmpint (truth, ==, 5);
  g_assert_true (muster_yaml_int (muster_yaml_get (a, "n"), &number));
  g_assert_true (muster_yaml_bool (muster_yaml_get (a, "t"), &truth));
  g_assert_cmpint (number, ==, 12);
  g_assert_cmpint (truth, ==, TRUE);
}

/* Random damage to a sound file is a tree or an error, never both or neither; a tree has JSON. */
static void
test_damage (void)
{
  static const char sound[] =
      "teams:\n  - name: payments\n    people: [ana, ben]\n    when: {after: 10m, n: 3}\n"
      "text: \"a\\tb\"\nmore: |\n  x\n   y\n";
  static const char marks[] = "[]{}:,-?|>&*!%#'\"\\\n\t @`<a0";

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = g_strdup (sound);
      gsize n = 1 + random_below (sizeof sound - 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterYaml) tree = NULL;

      for (guint i = random_below (4); i > 0; i--)
        text[random_below ((guint) n)] = marks[random_below (sizeof marks - 1)];
      tree = muster_yaml_parse ("f", text, n, &error);
      g_assert_true ((tree == NULL) == (error != NULL));
      if (tree != NULL)
        {
          g_autoptr (GString) json = g_string_new (NULL);

          muster_yaml_append_json (tree, json);
          g_assert_true (muster_json_check (json->str, json->len, NULL));
        }
      else
        g_assert_true (g_str_has_prefix (error->message, "f:"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml/json", test_json_of_it);
  g_test_add_func ("/yaml/refuses", test_refuses);
  g_test_add_func ("/yaml/refuses-what-is-not-yaml", test_refuses_what_is_not_yaml);
  g_test_add_func ("/yaml/limits", test_limits);
  g_test_add_func ("/yaml/lines", test_knows_its_lines);
  g_test_add_func ("/yaml/nothing-and-wrong-types", test_nothing_and_wrong_types);
  g_test_add_func ("/yaml/damage", test_damage);
  return g_test_run ();
}
