/* json-writer.c - what is written is what a strict reader takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-writer.h"
#include "random-below.h"
#include <math.h>

static void
assert_text (const char *bytes, gsize n, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter json;

  muster_json_writer_init (&json, out);
  muster_json_text (&json, bytes, n);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_texts (void)
{
  assert_text ("", 0, "\"\"");
  assert_text ("plain", 5, "\"plain\"");
  assert_text ("a\"b\\c/", 6, "\"a\\\"b\\\\c/\"");
  assert_text ("\b\f\n\r\t\x01\x1f\x7f", 8, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
  assert_text ("\xc3\xa9\xf0\x9f\x94\xa5", 6, "\"\xc3\xa9\xf0\x9f\x94\xa5\"");
  assert_text ("a\0b", 3,
               "\"a\xef\xbf\xbd"
               "b\"");
  assert_text ("a\xff\xc0\xaf", 4, "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
  assert_text ("\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
  assert_text ("cut\xe2\x82", 5, "\"cut\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void
test_document (void)
{
  g_autoptr (GString) out = g_string_new ("data: ");
  MusterUlid id = { 0x0123456789abcdef, 1 };
  MusterJsonWriter json;

  muster_json_writer_init (&json, out);
  muster_json_begin_object (&json);
  muster_json_member_string (&json, "s", "x");
  muster_json_member_string (&json, "none", NULL);
  muster_json_member_int (&json, "i", -42);
  muster_json_member_bool (&json, "yes", TRUE);
  muster_json_member_bool (&json, "no", FALSE);
  muster_json_member_ulid (&json, "id", id);
  muster_json_member_ulid (&json, "noId", (MusterUlid){ 0 });
  muster_json_member_instant (&json, "at", 0);
  muster_json_name (&json, "a \"name\"");
  muster_json_begin_array (&json);
  muster_json_begin_array (&json);
  muster_json_end_array (&json);
  muster_json_begin_object (&json);
  muster_json_end_object (&json);
  muster_json_raw (&json, "{\"raw\":1}", 9);
  muster_json_null (&json);
  muster_json_double (&json, 0.5);
  muster_json_end_array (&json);
  muster_json_member_int (&json, "last", 0);
  muster_json_end_object (&json);
  g_assert_cmpstr (
      out->str, ==,
      "data: {\"s\":\"x\",\"none\":null,\"i\":-42,\"yes\":true,\"no\":false,"
      "\"id\":\"014D2PF2DBSQQG000000000001\",\"noId\":null,\"at\":\"1970-01-01T00:00:00Z\","
      "\"a \\\"name\\\"\":[[],{},{\"raw\":1},null,0.5],\"last\":0}");
}

static void
test_ints (void)
{
  static const gint64 values[] = {
    0, 1, -1, 9, 10, 99, 100, G_MAXINT64, G_MININT64, G_GINT64_CONSTANT (9007199254740992)
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, values[i]);
      MusterJsonWriter json;

      muster_json_writer_init (&json, out);
      muster_json_int (&json, values[i]);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

static double
random_double (guint i)
{
  union
  {
    guint64 bits;
    double value;
  } chance = { .bits = (guint64) (guint) g_test_rand_int () << 32 | (guint) g_test_rand_int () };

  if (i % 3 == 0)
    return (double) (gint64) chance.bits; /* whole, mostly beyond 2^53 */
  if (i % 3 == 1)
    return (double) g_test_rand_int () / 1000;
  return isfinite (chance.value) ? chance.value : 0.1;
}

/* Every double reads back as itself, and no whole one looks like an integer that R7 refuses. */
static void
test_doubles (void)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    {
      double value = random_double (i), back = 1;
      MusterJsonWriter json;

      g_string_truncate (out, 0);
      muster_json_writer_init (&json, out);
      muster_json_double (&json, value);
      muster_json_reader_begin (reader, out->str, out->len, NULL);
      g_assert_true (muster_json_reader_number (reader, &back));
      g_assert_true (muster_json_reader_finish (reader, NULL));
      g_assert_cmpfloat (back, ==, value);
    }
}

static void
test_no_double (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter json;

  muster_json_writer_init (&json, out);
  muster_json_begin_array (&json);
  muster_json_double (&json, (double) NAN);
  muster_json_double (&json, (double) INFINITY);
  muster_json_double (&json, 0.1);
  muster_json_end_array (&json);
  g_assert_cmpstr (out->str, ==, "[null,null,0.1]");
}

/* Any bytes become a string that reads back: as they were if they are UTF-8 without NUL. */
static void
test_any_bytes_read_back (void)
{
  static const char *const parts[] = {
    "a", "\"", "\\", "\xc3\xa9", "\xf0\x9f\x94\xa5", "\n", "long enough for a word"
  };
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) out = g_string_new (NULL);
      MusterJsonWriter json;
      MusterText back;

      for (guint i = random_below (12); i > 0; i--)
        if (round % 2 == 0 || g_test_rand_bit ())
          g_string_append (text, parts[random_below (G_N_ELEMENTS (parts))]);
        else
          g_string_append_c (text, (char) g_test_rand_int ());
      muster_json_writer_init (&json, out);
      muster_json_text (&json, text->str, text->len);
      muster_json_reader_begin (reader, out->str, out->len, NULL);
      g_assert_true (muster_json_reader_string (reader, &back));
      g_assert_true (muster_json_reader_finish (reader, NULL));
      if (g_utf8_validate_len (text->str, text->len, NULL))
        g_assert_cmpmem (back.bytes, back.n, text->str, text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/texts", test_texts);
  g_test_add_func ("/json-writer/document", test_document);
  g_test_add_func ("/json-writer/ints", test_ints);
  g_test_add_func ("/json-writer/doubles", test_doubles);
  g_test_add_func ("/json-writer/no-double", test_no_double);
  g_test_add_func ("/json-writer/any-bytes-read-back", test_any_bytes_read_back);
  return g_test_run ();
}
