/* sse-parser.c - tests of Server-Sent Events out of bytes that come in any pieces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/sse-parser.h"
#include <string.h>

static gboolean
log_cb (const MusterSseEvent *event, gpointer user_data)
{
  GString *log = user_data;

  g_string_append_printf (log, "%s[", event->name);
  g_string_append_len (log, event->data, (gssize) event->data_n);
  g_string_append_printf (log, "]%s ", event->id != NULL ? event->id : "-");
  return TRUE;
}

static const struct
{
  const char *stream;
  const char *log;
} cases[] = {
  { "", "" },
  { "id: 7\ndata: {\"seq\":7}\n\n", "message[{\"seq\":7}]7 " },
  { "id:7\ndata:x\n\n", "message[x]7 " },
  { "data:  x \n\n", "message[ x ]- " }, /* one space only */
  { "event: pulse\ndata: {}\n\n", "pulse[{}]- " },
  { "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\"}\n\n",
    "reset[{\"snapshot\":\"/v1/snapshot\"}]- " },
  { ":hb\n\n:hb\n\n", "" },
  { ":\n: x\ndata: a\n: y\n\n", "message[a]- " },
  { "data: a\ndata: b\n\n", "message[a\nb]- " },
  { "data\n\n", "message[]- " },
  { "data:\n\n", "message[]- " },
  { "id: 1\n\n", "" },                        /* nothing to tell */
  { "id: 1\n\ndata: a\n\n", "message[a]- " }, /* that id was of nothing */
  { "data: a", "" },
  { "data: a\n", "" },
  { "retry: 5\nfoo: bar\nbaz\ndata: a\n\n", "message[a]- " },
  { "event: a\nevent: b\ndata: x\n\ndata: y\n\n", "b[x]- message[y]- " },
  { "DATA: a\ndata : b\n data: c\n\n", "" },
  { "\xEF\xBB\xBF"
    "data: a\n\n\xEF\xBB\xBF"
    "data: b\n\n",
    "message[a]- " },
  { "data: a\r\n\r\ndata: b\r\n\r\n", "message[a]- message[b]- " },
  { "data: a\r\rdata: b\r\r", "message[a]- message[b]- " },
  { "data: a\r\n\ndata: b\n\r\n", "message[a]- message[b]- " },
  { "id: 2\r\ndata: a\rdata: b\n\r\n:hb\r\n\r\nid: 3\ndata: c\n\n", "message[a\nb]2 message[c]3 " },
  { "data: a:b: c\n\n", "message[a:b: c]- " },
};

static void
feed (MusterSseParser *parser, const char *bytes, gsize n)
{
  g_autofree char *copy = g_memdup2 (bytes, n); /* so that a sanitizer sees what reads beyond */

  g_assert_true (muster_sse_parser_feed (parser, copy, n));
}

/* Cut into two at every place, and into single bytes, it says the same. */
static void
test_any_pieces (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = strlen (cases[i].stream);

      for (gsize cut = 0; cut <= n + 1; cut++)
        {
          g_autoptr (GString) log = g_string_new (NULL);
          g_autoptr (MusterSseParser) parser = muster_sse_parser_new (log_cb, log);

          if (cut <= n)
            {
              feed (parser, cases[i].stream, cut);
              feed (parser, cases[i].stream + cut, n - cut);
            }
          else
            for (gsize j = 0; j < n; j++)
              feed (parser, cases[i].stream + j, 1);
          g_assert_cmpstr (log->str, ==, cases[i].log);
        }
    }
}

static void
test_nul (void)
{
  static const char stream[] = "id: a\0b\ndata: c\0d\n\n";
  static const char want[] = "message[c\0d]- ";
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (MusterSseParser) parser = muster_sse_parser_new (log_cb, log);

  feed (parser, stream, sizeof stream - 1);
  g_assert_cmpmem (log->str, log->len, want, sizeof want - 1);
}

static gboolean
count_cb (const MusterSseEvent *event, gpointer user_data)
{
  guint *n = user_data;

  return ++*n < 2;
}

static void
test_stops_when_told (void)
{
  guint n = 0;
  g_autoptr (MusterSseParser) parser = muster_sse_parser_new (count_cb, &n);

  feed (parser, "data: 1\n\ndata: 2\n\ndata: 3\n\n", 27);
  g_assert_cmpuint (n, ==, 2);
}

static gboolean
size_cb (const MusterSseEvent *event, gpointer user_data)
{
  gsize *n = user_data;

  *n = event->data_n;
  return TRUE;
}

/* Fed in pieces, up to the first refusal. Returns the bytes that were accepted. */
static gsize
feed_many (MusterSseParser *parser, const char *piece, gsize piece_n, gsize most)
{
  gsize fed = 0;

  while (fed < most && muster_sse_parser_feed (parser, piece, piece_n))
    fed += piece_n;
  return fed;
}

static void
test_line_limit (void)
{
  g_autofree char *piece = g_strnfill (65536, 'x');
  gsize n = 0;
  g_autoptr (MusterSseParser) longest = muster_sse_parser_new (size_cb, &n);
  g_autoptr (MusterSseParser) longer = muster_sse_parser_new (size_cb, &n);

  feed (longest, "data: ", 6);
  g_assert_cmpuint (feed_many (longest, piece, 65536, MUSTER_SSE_BYTES_MAX - 65536), ==,
                    MUSTER_SSE_BYTES_MAX - 65536);
  feed (longest, piece, 65536 - 6);
  feed (longest, "\n\n", 2);
  g_assert_cmpuint (n, ==, MUSTER_SSE_BYTES_MAX - 6);

  g_assert_cmpuint (feed_many (longer, piece, 65536, G_MAXSIZE), ==, MUSTER_SSE_BYTES_MAX);
  g_assert_false (muster_sse_parser_feed (longer, "\n\ndata: a\n\n", 11)); /* for good */
}

static void
test_event_limit (void)
{
  g_autofree char *filler = g_strnfill (1000, 'x');
  g_autofree char *line = g_strconcat ("data: ", filler, "\n", NULL);
  gsize n = 0;
  g_autoptr (MusterSseParser) parser = muster_sse_parser_new (size_cb, &n);

  g_assert_cmpuint (feed_many (parser, line, strlen (line), G_MAXSIZE), <=,
                    MUSTER_SSE_BYTES_MAX + 65536);
  g_assert_cmpuint (n, ==, 0);
}

/* Random bytes with much that means something: nothing is read beyond, and pieces do not matter. */
static void
test_random (void)
{
  static const char *const words[] = { "data", "id", "event", ":", " ", "\n", "\r", "\r\n", "x" };

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) stream = g_string_new (NULL);
      g_autoptr (GString) whole_log = g_string_new (NULL), log = g_string_new (NULL);
      g_autoptr (MusterSseParser) whole = muster_sse_parser_new (log_cb, whole_log);
      g_autoptr (MusterSseParser) parser = muster_sse_parser_new (log_cb, log);

      for (guint j = 0; j < 40; j++)
        g_string_append (stream, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      feed (whole, stream->str, stream->len);
      for (gsize at = 0; at < stream->len;)
        {
          gsize n = (gsize) g_test_rand_int_range (1, 9);

          n = MIN (n, stream->len - at);
          feed (parser, stream->str + at, n);
          at += n;
        }
      g_assert_cmpstr (log->str, ==, whole_log->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/sse-parser/any-pieces", test_any_pieces);
  g_test_add_func ("/link/sse-parser/nul", test_nul);
  g_test_add_func ("/link/sse-parser/stops-when-told", test_stops_when_told);
  g_test_add_func ("/link/sse-parser/line-limit", test_line_limit);
  g_test_add_func ("/link/sse-parser/event-limit", test_event_limit);
  g_test_add_func ("/link/sse-parser/random", test_random);
  return g_test_run ();
}
