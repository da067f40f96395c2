/* safe-text.c - nothing that people read can move, hide or command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "random-below.h"
#include <string.h>

static void
test_worked_cases (void)
{
  static const struct
  {
    const char *text;
    gboolean lines;
    const char *safe; /* NULL: as it is */
  } cases[] = {
    { "", FALSE, NULL },
    { "Disk full on db-1 (97 %), \"quoted\" \\ back", FALSE, NULL },
    { "Z\xc3\xbcrich \xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x94\xa5", FALSE, NULL },
    { "\xe2\x9d\xa4\xef\xb8\x8f", FALSE, NULL }, /* an emoji's variation selector */
    { "a\nb\tc", TRUE, NULL },
    { "a\nb\tc", FALSE, "a<U+000A>b<U+0009>c" },
    { "a\r\nb", TRUE, "a<U+000D>\nb" },
    { "pay\xe2\x80\xaegpj.exe", FALSE, "pay<U+202E>gpj.exe" }, /* security §4, 33 */
    { "\xe2\x81\xa6x\xe2\x81\xa9", FALSE, "<U+2066>x<U+2069>" },
    { "\033]0;x\a", FALSE, "<U+001B>]0;x<U+0007>" }, /* 34 */
    { "\033[2J", TRUE, "<U+001B>[2J" },
    { "\x9b"
      "2J",
      FALSE, "<\\x9B>2J" },
    { "\xc2\x9b"
      "2J",
      FALSE, "<U+009B>2J" },
    { "long enough to be read sixteen at a time\x7f", FALSE,
      "long enough to be read sixteen at a time<U+007F>" },
    { "\x7f\xff", FALSE, "<U+007F><\\xFF>" },
    { "<b>x</b> &amp;", FALSE, NULL }, /* 35: markup is text here */
    { "zero\xe2\x80\x8bwidth\xef\xbb\xbf", FALSE, "zero<U+200B>width<U+FEFF>" },
    { "tag\xf3\xa0\x81\x81", FALSE, "tag<U+E0041>" },
    { "\xe2\x80\xa8", TRUE, "<U+2028>" },
    { "\xc0\xaf", FALSE, "<\\xC0><\\xAF>" },
    { "\xed\xa0\x80", FALSE, "<\\xED><\\xA0><\\x80>" },
    { "cut\xe2\x82", FALSE, "cut<\\xE2><\\x82>" },
    /* marks on a character are text; without one, or in a pile, they deface what is beside them */
    { "e\xcc\x81t\xc3\xa9", FALSE, NULL },
    { "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\x82\xe0\xa4\xa6\xe0\xa5\x80", FALSE, NULL },
    { "1\xef\xb8\x8f\xe2\x83\xa3", FALSE, NULL },
    { "\xcc\xb8= x", FALSE, "<U+0338>= x" },
    { "a\n\xcc\xb8", TRUE, "a\n<U+0338>" },
    { "a\x1b\xcc\xb8", TRUE, "a<U+001B><U+0338>" },
    { "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81z", FALSE, NULL },
    { "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x82\xcc\x82z", FALSE,
      "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81<U+0302><U+0302>z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = muster_safe_text (cases[i].text, -1, cases[i].lines);

      g_assert_cmpstr (safe, ==, cases[i].safe != NULL ? cases[i].safe : cases[i].text);
      g_assert_true (muster_is_safe_text (cases[i].text, -1, cases[i].lines) ==
                     (cases[i].safe == NULL));
    }
}

static void
test_nul_and_nothing (void)
{
  g_autofree char *nul = muster_safe_text ("a\0b", 3, FALSE);
  g_autofree char *nothing = muster_safe_text (NULL, -1, FALSE);

  g_assert_cmpstr (nul, ==, "a<U+0000>b");
  g_assert_cmpstr (nothing, ==, "");
}

/* Whatever goes in: valid UTF-8 comes out, safe, and a second pass changes nothing. */
static void
test_anything_becomes_safe (void)
{
  static const char *const parts[] = { "a",  "\xe2\x80\xae", "\xc3\xa9", "\x1b",       "\xff",
                                       "\n", "\xe2",         "\x80",     "plain text", "\xcc\x81" };

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *safe = NULL;
      g_autofree char *again = NULL;
      gboolean lines = round % 2 == 0;

      for (guint i = random_below (12); i > 0; i--)
        if (g_test_rand_bit ())
          g_string_append (text, parts[random_below (G_N_ELEMENTS (parts))]);
        else
          g_string_append_c (text, (char) g_test_rand_int ());
      safe = muster_safe_text (text->str, (gssize) text->len, lines);
      again = muster_safe_text (safe, -1, lines);
      g_assert_true (g_utf8_validate (safe, -1, NULL));
      g_assert_true (muster_is_safe_text (safe, -1, lines));
      g_assert_cmpstr (again, ==, safe);
      g_assert_true (muster_is_safe_text (text->str, (gssize) text->len, lines) ==
                     g_str_equal (safe, text->str));
    }
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    gboolean good;
  } cases[] = {
    { "ana", TRUE },
    { "drill: bad-deploy", TRUE },
    { "Z\xc3\xbcrich", TRUE },
    { "Zu\xcc\x88rich", FALSE }, /* the same to the eye */
    { "\xe2\x84\xab", FALSE },   /* the ångström sign is a letter, composed */
    { "\xe6\x9d\xb1\xe4\xba\xac", TRUE },
    { "x\xcc\x84", TRUE }, /* nothing composes with x */
    { "", FALSE },
    { " ana", FALSE },
    { "ana ", FALSE },
    { "ana\xc2\xa0", FALSE },
    { "\xe3\x80\x80"
      "ana",
      FALSE },
    { "an\xe2\x80\x8b"
      "a",
      FALSE },
    { "ana\n", FALSE },
    { "ana\xff", FALSE },
  };
  g_autofree char *longest = g_strnfill (256, 'x');
  g_autofree char *longer = g_strnfill (257, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (muster_is_name (cases[i].name, -1), ==, cases[i].good);
  g_assert_true (muster_is_name (longest, -1));
  g_assert_false (muster_is_name (longer, -1));
  g_assert_true (muster_is_name ("ana and more", 3));
}

/* Composing is what GLib calls NFC, of any text; what has it, and what is no text, stays. */
static void
test_compose (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *composed = NULL, *again = NULL, *other = NULL;

      for (guint i = random_below (6); i > 0; i--)
        if (g_test_rand_bit ())
          g_string_append_unichar (text, random_below (0x400));
        else
          g_string_append_unichar (text, 0x1e00 + random_below (0x300));
      if (strlen (text->str) != text->len)
        continue;
      other = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
      composed = muster_compose_text (text->str, (gssize) text->len);
      g_assert_true ((composed == NULL) == g_str_equal (other, text->str));
      g_assert_cmpstr (composed != NULL ? composed : text->str, ==, other);
      again = muster_compose_text (other, -1);
      g_assert_null (again);
    }
  g_assert_null (muster_compose_text ("\xff\xcc\x81", -1));
}

static void
assert_is_file_name (const char *name)
{
  gsize n = strlen (name);

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 100);
  g_assert_true (g_ascii_isalnum (name[0]));
  for (gsize i = 0; i < n; i++)
    g_assert_true (g_ascii_isalnum (name[i]) || strchr ("._-", name[i]) != NULL);
}

static void
test_file_names (void)
{
  static const struct
  {
    const char *text;
    const char *name;
  } cases[] = {
    { NULL, "file" },
    { "", "file" },
    { "INC-12 report.md", "INC-12-report.md" },
    { "../../x", "x" }, /* security §4, 42 */
    { "/abs", "abs" },
    { ".bashrc", "bashrc" },
    { "con", "file-con" },
    { "CON.txt", "file-CON.txt" },
    { "com1", "file-com1" },
    { "console", "console" },
    { "a\"; filename=\"b", "a-filename-b" }, /* 41 */
    { "a\r\nb", "a-b" },
    { "--force", "force" },
    { "Z\xc3\xbcrich", "Zurich" },
    { "\xff\xfe", "file" },
    { "trailing...", "trailing" },
    { "a/../b", "a-..-b" },
  };
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *long_name = muster_safe_file_name (long_text);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = muster_safe_file_name (cases[i].text);

      g_assert_cmpstr (name, ==, cases[i].name);
      assert_is_file_name (name);
    }
  assert_is_file_name (long_name);
  for (guint round = 0; round < 2000; round++)
    {
      char text[24] = { 0 };
      g_autofree char *name = NULL;

      for (guint i = 0, n = random_below (sizeof text); i < n; i++)
        text[i] = (char) g_test_rand_int ();
      name = muster_safe_file_name (text);
      assert_is_file_name (name);
    }
}

static void
test_markdown (void)
{
  static const struct
  {
    const char *text;
    const char *markdown;
  } cases[] = {
    { NULL, "" },
    { "plain, with (brackets). And 1.5!", "plain, with (brackets). And 1.5!" },
    { "[x](javascript:1)", "\\[x\\](javascript:1)" }, /* security §4, 37 */
    { "![](http://t/?leak)", "!\\[\\](http\\://t/?leak)" },
    { "<script>", "\\<script\\>" }, /* 36 */
    { "&amp; *a* _b_ `c` ~d~", "\\&amp; \\*a\\* \\_b\\_ \\`c\\` \\~d\\~" },
    { "# title\n- item\n+ item\n1. item\n2) item",
      "\\# title\n\\- item\n\\+ item\n1\\. item\n2\\) item" },
    { "2026-03-06 a-b", "2026-03-06 a-b" },
    { "title\n===\n---", "title\n\\===\n\\---" },
    { "    code\n\tcode", "&#32;   code\n&#9;code" },
    { "a | b", "a \\| b" },
    { "www.example.org ana@example.org", "www\\.example.org ana\\@example.org" },
    { "back\\slash", "back\\\\slash" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markdown = muster_markdown_escape (cases[i].text);

      g_assert_cmpstr (markdown, ==, cases[i].markdown);
    }
}

static void
test_cut (void)
{
  g_autofree char *ascii = g_strnfill (5000, 'a');
  g_autofree char *cut = muster_cut_text (ascii, 5000, 1024);
  g_autofree char *tiny = muster_cut_text ("\xc3\xa9\xc3\xa9", 4, 3);

  g_assert_null (muster_cut_text (ascii, 1024, 1024));
  g_assert_cmpuint (strlen (cut), <=, 1024);
  g_assert_true (g_str_has_suffix (cut, "aaa\xe2\x80\xa6 [+4008 B]"));
  g_assert_cmpstr (tiny, ==, "\xc3\xa9");
}

static void
test_cut_keeps_characters_whole (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (text, i % 3 == 0 ? "\xf0\x9f\x94\xa5" : i % 3 == 1 ? "\xc3\xa9" : "a");
  for (gsize max = 0; max < text->len; max++)
    {
      g_autofree char *cut = muster_cut_text (text->str, text->len, max);

      g_assert_cmpuint (strlen (cut), <=, max);
      g_assert_true (g_utf8_validate (cut, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safe-text/worked-cases", test_worked_cases);
  g_test_add_func ("/safe-text/nul-and-nothing", test_nul_and_nothing);
  g_test_add_func ("/safe-text/anything-becomes-safe", test_anything_becomes_safe);
  g_test_add_func ("/safe-text/names", test_names);
  g_test_add_func ("/safe-text/compose", test_compose);
  g_test_add_func ("/safe-text/file-names", test_file_names);
  g_test_add_func ("/safe-text/markdown", test_markdown);
  g_test_add_func ("/safe-text/cut", test_cut);
  g_test_add_func ("/safe-text/cut-keeps-characters-whole", test_cut_keeps_characters_whole);
  return g_test_run ();
}
