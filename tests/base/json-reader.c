/* json-reader.c - what the strict reader takes and refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-reader.h"
#include "random-below.h"
#include <time.h>

static void
assert_accepted (const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  gboolean accepted = muster_json_check (bytes, n, &error);

  g_assert_no_error (error);
  g_assert_true (accepted);
}

static void
assert_refused (const char *bytes, gsize n, MusterBaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (muster_json_check (bytes, n, &error));
  g_assert_error (error, MUSTER_BASE_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, "byte "));
}

static void
test_accepts (void)
{
  static const char *const documents[] = {
    "{}",
    "[]",
    "null",
    " \t\r\n true \n",
    "\"\"",
    "0",
    "-0",
    "-0.0e-0",
    "1E+2",
    "1.5e300",
    "9007199254740992",
    "-9007199254740992",
    "9007199254740993.0", /* not whole as written: a double, rounded */
    "1.7976931348623157e308",
    "0.00017976931348623157e312",
    "1e-400", /* a double rounds it to 0, which is finite */
    "0e999999999999999999999",
    "123456789012345678901234567890.5",
    "[1,[2,{\"a\":[]}],\"x\"]",
    "{\"\":1,\" \":2}",
    "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
    "\"\x7f\"",
    "\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf"
    "\xbf\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    assert_accepted (documents[i], strlen (documents[i]));
}

static void
test_refuses (void)
{
  static const char *const documents[] = {
    "",
    " ",
    "\xef\xbb\xbf{}", /* byte order mark */
    "{} {}",
    "{}x",
    "1 2",
    "nul",
    "nulL",
    "truee",
    "True",
    "NaN", /* security §4, 27 */
    "Infinity",
    "-Infinity",
    "01",
    "-01",
    "0x10",
    "'a'",
    "//c\n1",
    "/**/1",
    "[1,]",
    "{\"a\":1,}",
    "[,1]",
    "[1 2]",
    "{\"a\" 1}",
    "{\"a\":}",
    "{a:1}",
    "{1:1}",
    "{\"a\":1 \"b\":2}",
    "[1}",
    "{\"a\":1]",
    "]",
    "[",
    "{",
    "[\"a\"",
    "+1",
    "-",
    ".5",
    "1.",
    "1.e1",
    "1e",
    "1e+",
    "--1",
    "\v1",
    "\xc2\xa0"
    "1",                 /* U+00A0 is no space here */
    "{\"a\":1,\"a\":2}", /* 25 */
    "{\"a\":1,\"\\u0061\":2}",
    "{\"\xc3\xa9\":1,\"\\u00e9\":2}",
    "[{\"b\":{\"a\":1,\"b\":2,\"a\":3}}]",
    "\"\\ud800\"", /* 26 */
    "\"\\ud800x\"",
    "\"\\ud800\\n\"",
    "\"\\ud800\\u0041\"",
    "\"\\ud800\\ud800\"",
    "\"\\udc00\"",
    "\"\\u0000\"",
    "\"\xc0\xaf\"",
    "\"\xe0\x80\xaf\"",
    "\"\xf0\x80\x80\xaf\"",
    "\"\xed\xa0\x80\"", /* a surrogate */
    "\"\xf4\x90\x80\x80\"",
    "\"\xf5\x80\x80\x80\"",
    "\"\x80\"",
    "\"\xc3\"",
    "\"\xc3(\"",
    "\"\xe2\x82\"",
    "\"\xff\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\x41\"",
    "\"\\U0041\"",
    "\"\\",
    "\"\\\"",
    "\"\n\"",
    "\"\x1f\"",
    "\"a",
    "{\"a",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    assert_refused (documents[i], strlen (documents[i]), MUSTER_BASE_ERROR_SYNTAX);
  assert_refused ("\"a\0b\"", 5, MUSTER_BASE_ERROR_SYNTAX);
  assert_refused ("\0", 1, MUSTER_BASE_ERROR_SYNTAX);
  assert_refused ("1\0", 2, MUSTER_BASE_ERROR_SYNTAX);
}

static void
test_refuses_numbers_too_large (void)
{
  static const char *const documents[] = {
    "9007199254740993",
    "-9007199254740993",
    "18446744073709551616",
    "99999999999999999999999999999999999999",
    "1e309",
    "-1e309",
    "1.7976931348623159e308",
    "17976931348623159e292",
    "1e99999999999999999999",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    assert_refused (documents[i], strlen (documents[i]), MUSTER_BASE_ERROR_LIMIT);
}

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_depth (void)
{
  for (guint depth = MUSTER_JSON_DEPTH_MAX - 1; depth <= MUSTER_JSON_DEPTH_MAX + 1; depth++)
    {
      g_autofree char *open = repeat ("[", depth);
      g_autofree char *close = repeat ("]", depth);
      g_autofree char *document = g_strconcat (open, close, NULL);

      if (depth <= MUSTER_JSON_DEPTH_MAX)
        assert_accepted (document, strlen (document));
      else
        assert_refused (document, strlen (document), MUSTER_BASE_ERROR_LIMIT);
    }
}

/* security §4, 23 */
static void
test_two_hundred_thousand_brackets (void)
{
  g_autofree char *arrays = repeat ("[", 200000);
  g_autofree char *objects = repeat ("{\"a\":", 200000);

  assert_refused (arrays, 200000, MUSTER_BASE_ERROR_LIMIT);
  assert_refused (objects, strlen (objects), MUSTER_BASE_ERROR_LIMIT);
}

/* security §4, 24 */
static void
test_members (void)
{
  static const guint sizes[] = { 1, 17, 255, 256, 257, 258, 100000 };

  for (gsize size = 0; size < G_N_ELEMENTS (sizes); size++)
    {
      g_autoptr (GString) document = g_string_new ("{");
      guint n = sizes[size];

      for (guint i = 0; i < n; i++)
        g_string_append_printf (document, "%s\"%u\":%u", i > 0 ? "," : "", i, i);
      g_string_append_c (document, '}');
      if (n <= MUSTER_JSON_MEMBERS_MAX)
        assert_accepted (document->str, document->len);
      else
        assert_refused (document->str, document->len, MUSTER_BASE_ERROR_LIMIT);
    }
}

static void
test_values (void)
{
  g_autofree char *items = repeat ("0,", MUSTER_JSON_VALUES_MAX - 2);
  g_autofree char *most = g_strconcat ("[", items, "0]", NULL);
  g_autofree char *more = g_strconcat ("[", items, "0,0]", NULL);

  assert_accepted (most, strlen (most));
  assert_refused (more, strlen (more), MUSTER_BASE_ERROR_LIMIT);
}

/* Every pair of names in an object of the largest size is told apart, or not. */
static void
test_repeated_names_at_any_distance (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GString) document = g_string_new ("{");
      guint n = (guint) g_test_rand_int_range (2, MUSTER_JSON_MEMBERS_MAX + 1);
      guint repeated = (guint) g_test_rand_int_range (1, (gint32) n);
      guint original = (guint) g_test_rand_int_range (0, (gint32) repeated);

      for (guint i = 0; i < n; i++)
        g_string_append_printf (
            document, "%s\"label_with_a_long_name_%u\":{\"label_with_a_long_name_%u\":1}",
            i > 0 ? "," : "", i == repeated && round % 2 == 0 ? original : i, original);
      g_string_append_c (document, '}');
      if (round % 2 == 0)
        assert_refused (document->str, document->len, MUSTER_BASE_ERROR_SYNTAX);
      else
        assert_accepted (document->str, document->len);
    }
}

/* security §4, 29 */
/* Security R7: at most 50 ms of CPU a MiB, of whatever shape. A tenth of that is usual. */
static void
test_no_shape_is_slow (void)
{
  static const struct
  {
    const char *begin, *piece, *end;
  } shapes[] = {
    { "[", "[],", "0]" },
    { "[", "{\"a\":1,\"b\":2},", "0]" },
    { "[\"", "\\u00e9", "\"]" },
    { "[\"", "\\ud83d\\ude00", "\"]" },
    { "[\"", "\xf0\x9f\x98\x80", "\"]" },
    { "[", "1.7976931348623157e308,", "0]" },
    { "[", "123456789.123456789e-300,", "0]" },
    { "[", " \n\t 0,", "0]" },
  };

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("not with a sanitizer");
  return;
#endif
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      gsize n = MIN (1024 * 1024 / strlen (shapes[i].piece), 160000);
      g_autofree char *middle = repeat (shapes[i].piece, (guint) n);
      g_autofree char *text = g_strconcat (shapes[i].begin, middle, shapes[i].end, NULL);
      gdouble best_ms = G_MAXDOUBLE;

      for (guint round = 0; round < 5; round++)
        {
          clock_t began = clock ();

          g_assert_true (muster_json_check (text, strlen (text), NULL));
          best_ms = MIN (best_ms, (gdouble) (clock () - began) * 1000 / CLOCKS_PER_SEC);
        }
      g_test_message ("%s: %.1f ms", shapes[i].piece, best_ms);
      g_assert_cmpfloat (best_ms, <, 50);
    }
}

static void
test_truncated_at_every_byte (void)
{
  static const char document[] =
      "{\"alerts\":[{\"labels\":{\"a\":\"\\u00e9\xc3\xa9\\ud83d\\ude00\"},"
      "\"n\":[-1.5e+3,true,false,null]}]}";

  for (gsize n = 0; n < sizeof document - 1; n++)
    {
      /* of its own size, so that a sanitizer sees a read too far */
      g_autofree char *copy = g_memdup2 (document, MAX (n, 1));

      assert_refused (copy, n, MUSTER_BASE_ERROR_SYNTAX);
    }
  assert_accepted (document, sizeof document - 1);
}

static void
test_messages_say_where (void)
{
  static const struct
  {
    const char *document;
    const char *message;
  } cases[] = {
    { "", "byte 0: the document ends where a value should be" },
    { "\xef\xbb\xbf{}", "byte 0: a byte order mark" },
    { "[1,x]", "byte 3: no JSON value begins like this" },
    { "{} {}", "byte 3: more than one document" },
    { "{\"a\":1,\"a\":2}", "byte 7: a member's name stands twice" },
    { "[\"ab\\q\"]", "byte 4: no such escape" },
    { "[ 9007199254740993]", "byte 2: a whole number beyond 2^53" },
    { "[01]", "byte 2: a number begins with 0" },
    { "[\"\xc3\xa9\xff\"]", "byte 4: not UTF-8" },
    { "{\"a\":1", "byte 6: the document ends inside an object or array" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (muster_json_check (cases[i].document, strlen (cases[i].document), &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
assert_text (MusterText text, const char *expected)
{
  g_assert_cmpmem (text.bytes, text.n, expected, strlen (expected));
}

static void
test_reads_what_was_written (void)
{
  static const char document[] =
      "{\"status\":\"firing\",\"text\":\"a\\n\\u00e9\\ud83d\\ude00/\",\"n\":-12,"
      "\"ratio\":0.25,\"on\":true,\"none\":null,"
      "\"skipped\":{\"x\":[1,{}]},\"raw\" : { \"y\": [ ] } ,\"list\":[3,2.0,1e0]}";
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GError) error = NULL;
  MusterText name, text;
  gint64 number = 0, expected = 3;
  double ratio = 0;
  gboolean on = FALSE;

  muster_json_reader_begin (reader, document, strlen (document), NULL);
  g_assert_cmpint (muster_json_reader_peek (reader), ==, MUSTER_JSON_OBJECT);
  g_assert_true (muster_json_reader_enter_object (reader));
  while (muster_json_reader_next_member (reader, &name))
    {
      if (muster_text_equal (name, "status"))
        {
          g_assert_true (muster_json_reader_string (reader, &text));
          assert_text (text, "firing");
          g_assert_true (text.bytes > document && text.bytes < document + sizeof document);
        }
      else if (muster_text_equal (name, "text"))
        {
          g_assert_true (muster_json_reader_string (reader, &text));
          assert_text (text, "a\n\xc3\xa9\xf0\x9f\x98\x80/");
        }
      else if (muster_text_equal (name, "n"))
        g_assert_true (muster_json_reader_int (reader, &number));
      else if (muster_text_equal (name, "ratio"))
        g_assert_true (muster_json_reader_number (reader, &ratio));
      else if (muster_text_equal (name, "on"))
        g_assert_true (muster_json_reader_bool (reader, &on));
      else if (muster_text_equal (name, "none"))
        g_assert_true (muster_json_reader_null (reader));
      else if (muster_text_equal (name, "raw"))
        {
          g_assert_true (muster_json_reader_raw (reader, &text));
          assert_text (text, "{ \"y\": [ ] }");
        }
      else if (muster_text_equal (name, "list"))
        {
          gint64 item;

          g_assert_true (muster_json_reader_enter_array (reader));
          for (; muster_json_reader_next_item (reader); expected--)
            {
              g_assert_true (muster_json_reader_int (reader, &item));
              g_assert_cmpint (item, ==, expected);
            }
        }
      else
        g_assert_true (muster_json_reader_skip (reader));
    }
  g_assert_true (muster_json_reader_finish (reader, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number, ==, -12);
  g_assert_cmpfloat (ratio, ==, 0.25);
  g_assert_true (on);
  g_assert_cmpint (expected, ==, 0);
}

static void
test_errors_stick (void)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GError) error = NULL;
  MusterText name;
  gint64 number = 7;

  muster_json_reader_begin (reader, "{\"a\":\"x\",\"b\":1}", 15, NULL);
  g_assert_true (muster_json_reader_enter_object (reader));
  g_assert_true (muster_json_reader_next_member (reader, &name));
  g_assert_false (muster_json_reader_int (reader, &number));
  g_assert_true (muster_json_reader_failed (reader));
  g_assert_cmpint (number, ==, 7);
  muster_json_reader_fail (reader, "too late");
  g_assert_cmpint (muster_json_reader_peek (reader), ==, MUSTER_JSON_NONE);
  g_assert_false (muster_json_reader_skip (reader));
  g_assert_false (muster_json_reader_next_member (reader, &name));
  g_assert_false (muster_json_reader_next_item (reader));
  g_assert_false (muster_json_reader_enter_array (reader));
  g_assert_false (muster_json_reader_finish (reader, &error));
  g_assert_cmpstr (error->message, ==, "byte 5: a number should stand here");

  muster_json_reader_begin (reader, "[3]", 3, NULL);
  g_assert_false (muster_json_reader_failed (reader));
  g_assert_true (muster_json_reader_skip (reader));
  g_assert_true (muster_json_reader_finish (reader, NULL));
}

static void
test_a_decoder_may_complain (void)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GError) error = NULL;
  gint64 number;

  muster_json_reader_begin (reader, "  42", 4, NULL);
  g_assert_true (muster_json_reader_int (reader, &number));
  muster_json_reader_fail (reader, "%d is too much", 42);
  g_assert_false (muster_json_reader_finish (reader, &error));
  g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "byte 2: 42 is too much");
}

static void
test_left_early_is_an_error (void)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  muster_json_reader_begin (reader, "{\"a\":1}", 7, NULL);
  g_assert_false (muster_json_reader_finish (reader, NULL));
  muster_json_reader_begin (reader, "{\"a\":1}", 7, NULL);
  g_assert_true (muster_json_reader_enter_object (reader));
  g_assert_true (muster_json_reader_next_member (reader, &name));
  g_assert_false (muster_json_reader_finish (reader, NULL));
}

static void
test_ints (void)
{
  static const struct
  {
    const char *text;
    gboolean whole;
    gint64 value;
  } cases[] = {
    { "0", TRUE, 0 },
    { "-0", TRUE, 0 },
    { "5.0", TRUE, 5 },
    { "1e3", TRUE, 1000 },
    { "-1.5e1", TRUE, -15 },
    { "9007199254740992", TRUE, 9007199254740992 },
    { "9.007199254740992e15", TRUE, 9007199254740992 },
    { "1e16", FALSE, 0 },
    { "0.5", FALSE, 0 },
    { "1e-1", FALSE, 0 },
  };
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 value = -1;

      muster_json_reader_begin (reader, cases[i].text, strlen (cases[i].text), NULL);
      g_assert_true (muster_json_reader_int (reader, &value) == cases[i].whole);
      g_assert_cmpint (value, ==, cases[i].whole ? cases[i].value : -1);
    }
}

/* The quick ways to a double give what the library gives. */
static void
test_doubles_are_nearest (void)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%s%u.%0*u%ue%d", i % 2 ? "-" : "", (guint) g_test_rand_int () >> random_below (32),
          (int) random_below (12), (guint) g_test_rand_int () >> random_below (32),
          g_test_rand_int (), g_test_rand_int_range (-330, 290));
      double value = 0;

      muster_json_reader_begin (reader, text, strlen (text), NULL);
      g_assert_true (muster_json_reader_number (reader, &value));
      g_assert_cmpfloat (value, ==, g_ascii_strtod (text, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/accepts", test_accepts);
  g_test_add_func ("/json-reader/refuses", test_refuses);
  g_test_add_func ("/json-reader/refuses-numbers-too-large", test_refuses_numbers_too_large);
  g_test_add_func ("/json-reader/depth", test_depth);
  g_test_add_func ("/json-reader/200000-brackets", test_two_hundred_thousand_brackets);
  g_test_add_func ("/json-reader/members", test_members);
  g_test_add_func ("/json-reader/values", test_values);
  g_test_add_func ("/json-reader/repeated-names", test_repeated_names_at_any_distance);
  g_test_add_func ("/json-reader/no-shape-is-slow", test_no_shape_is_slow);
  g_test_add_func ("/json-reader/truncated", test_truncated_at_every_byte);
  g_test_add_func ("/json-reader/messages", test_messages_say_where);
  g_test_add_func ("/json-reader/reads", test_reads_what_was_written);
  g_test_add_func ("/json-reader/errors-stick", test_errors_stick);
  g_test_add_func ("/json-reader/decoder-complains", test_a_decoder_may_complain);
  g_test_add_func ("/json-reader/left-early", test_left_early_is_an_error);
  g_test_add_func ("/json-reader/ints", test_ints);
  g_test_add_func ("/json-reader/doubles", test_doubles_are_nearest);
  return g_test_run ();
}
