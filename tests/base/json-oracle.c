/* json-oracle.c - the reader beside a slow one, on damaged documents; text scanned in three ways
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/text-scan.h"
#include "naive-json.h"
#include "random-below.h"

static const char *const documents[] = {
  "{\"labels\":{\"alertname\":\"DiskFull\",\"instance\":\"db-1:9100\"},\"annotations\":{},"
  "\"startsAt\":\"2026-03-06T14:25:02.123Z\",\"n\":[0,-1,2.5e3,9007199254740992]}",
  "[true,false,null,[[[]]],{\"a\":{\"b\":{}}}]",
  "[\"\\ud83d\\ude00\\u00e9\\n\\\"\\\\\",\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"]",
  " { \"a\" : 1 , \"b\" : [ 1 , 2 ] } ",
  "{\"\":0,\"a\":1,\"\\u0061b\":2,\"aa\":3,\"aaa\":4}",
  "[1e308,17e307,0.5,1E-5,-0,10000000000000001,123456789012345678]", /* nearly: two integers are too
                                                                        large */
};

/* What damage likes to put in. */
static const char *const pieces[] = {
  "{",    "}",    "[",     "]",       "\"",       ",",
  ":",    "\\",   "\\u",   "0",       "9",        "-",
  ".",    "e",    "+",     "a",       " ",        "\n",
  "\t",   "null", "true",  "\"a\":1", "\\ud83d",  "\\u0000",
  "\xc3", "\xa9", "\xf0",  "\xff",    "\xc0\xaf", "\xed\xa0\x80",
  "\x01", "\x7f", "1e309", "\"\"",
};

static GString *
damage (const char *document)
{
  GString *text = g_string_new (document);

  for (guint n = 1 + random_below (3); n > 0; n--)
    {
      guint at = random_below ((guint) text->len + 1);
      gssize some = 1 + random_below (4);
      const char *piece = pieces[random_below (G_N_ELEMENTS (pieces))];

      switch (random_below (4))
        {
        case 0:
          g_string_insert (text, at, piece);
          break;
        case 1:
          g_string_erase (text, at, MIN (some, (gssize) text->len - at));
          break;
        case 2:
          if (at < text->len)
            text->str[at] = (char) g_test_rand_int ();
          break;
        default: /* a part of it once more */
          g_string_insert_len (text, at, document, random_below ((guint) strlen (document)));
          break;
        }
    }
  return text;
}

/* Reads @text by its types and writes it; NULL if it is refused. */
static GString *
copy (MusterJsonReader *reader, const char *text, gsize n)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_reader_begin (reader, text, n, NULL);
  muster_json_writer_init (&writer, out);
  naive_json_copy (reader, &writer);
  return muster_json_reader_finish (reader, NULL) ? g_steal_pointer (&out) : NULL;
}

/* Skipping, reading and the slow oracle agree; what was read and written is read the same again. */
static void
test_agrees (void)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  guint n_accepted = 0, n_rounds = 60000;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GString) text = damage (documents[round % G_N_ELEMENTS (documents)]);
      g_autofree char *exact = g_memdup2 (text->str, MAX (text->len, 1)); /* no zero behind it */
      gboolean accepted = naive_json_accepts (text->str, text->len);
      g_autoptr (GString) once = copy (reader, exact, text->len);
      g_autoptr (GString) twice = once != NULL ? copy (reader, once->str, once->len) : NULL;

      if (muster_json_check (exact, text->len, NULL) != accepted || (once != NULL) != accepted)
        g_error ("the oracle says %d of: %s", accepted, text->str);
      n_accepted += accepted;
      if (!accepted)
        continue;
      g_assert_nonnull (twice);
      g_assert_cmpstr (twice->str, ==, once->str);
    }
  g_assert_cmpuint (n_accepted, >, n_rounds / 100); /* else it tests nothing */
  g_assert_cmpuint (n_accepted, <, n_rounds / 2);
}

/* Every undamaged document but the last is accepted by both. */
static void
test_sound (void)
{
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (documents); i++)
    {
      g_assert_true (naive_json_accepts (documents[i], strlen (documents[i])));
      g_assert_true (muster_json_check (documents[i], strlen (documents[i]), NULL));
    }
}

/* One byte of every value at every place: by sixteen, by eight and one by one, scans end alike. */
static void
test_scans_agree (void)
{
  char text[48];

  for (gsize n = 0; n <= sizeof text; n++)
    for (gsize at = 0; at < n; at++)
      for (guint value = 0; value < 256; value++)
        {
          const char *end = text + n;
          const char *expected = text;

          memset (text, 'a' + (int) (value % 3), sizeof text);
          text[at] = (char) value;
          text[n - 1] = (char) (value ^ 0x80);
          while (expected < end && muster_is_plain ((guchar) *expected))
            expected++;
          g_assert_true (muster_scan_plain (text, end) == expected);
          g_assert_true (muster_scan_plain_words (text, end) == expected);
          g_assert_true (muster_is_all_plain (text, (gsize) (end - text)) == (expected == end));
        }
}

/* All byte sequences of the interesting leads, beside GLib. */
static void
test_utf8_agrees (void)
{
  static const guchar edges[] = {
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff
  };
  const gsize n_edges = G_N_ELEMENTS (edges);

  for (guint lead = 1; lead < 256; lead++)
    for (gsize i = 0; i < n_edges * n_edges * n_edges; i++)
      {
        const char text[4] = { (char) lead, (char) edges[i % n_edges],
                               (char) edges[i / n_edges % n_edges],
                               (char) edges[i / n_edges / n_edges] };

        for (gssize n = 1; n <= 4; n++)
          {
            gunichar c = g_utf8_get_char_validated (text, n);
            guint expected = c < 0x110000 ? (guint) g_unichar_to_utf8 (c, NULL) : 0;

            g_assert_cmpuint (muster_utf8_length (text, text + n), ==, expected);
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-oracle/agrees", test_agrees);
  g_test_add_func ("/json-oracle/sound", test_sound);
  g_test_add_func ("/json-oracle/scans-agree", test_scans_agree);
  g_test_add_func ("/json-oracle/utf8-agrees", test_utf8_agrees);
  return g_test_run ();
}
