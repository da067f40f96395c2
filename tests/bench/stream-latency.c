/* stream-latency.c - from a POST to the line of the stream, on an idle hub (PERF-6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stream-latency --port=N --prefix=/v1/intake/KEY --token=TOKEN --dir=DIR [--n=POSTS]
 *
 * One reader of the stream, one new alert at a time; the clock stops when the line of its event has
 * come. Beside it what that is made of: a sync of a file in DIR, and a round trip of a request
 * that waits for nothing. One line of JSON, all in µs.
 */
#include "lane.h"
#include "posts.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_ALERT 1000000000
#define WAIT_MAX_US (10 * G_USEC_PER_SEC)
#define MARK        "\"kind\":\"alert.fired\""
#define SYNC_BYTES  4096

typedef struct
{
  int fd;
  GString *text; /* since the last line that was waited for */
} Reader;

typedef struct
{
  const char *name;
  GArray *spans_us;
} Series;

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
add_span (Series *series, gint64 since_us)
{
  gint64 span_us = g_get_monotonic_time () - since_us;

  g_array_append_val (series->spans_us, span_us);
}

static void
print_series (const Series *series, const char *before)
{
  const gint64 *spans = (const gint64 *) (gconstpointer) series->spans_us->data;
  guint n = series->spans_us->len;

  g_array_sort (series->spans_us, compare_spans);
  printf ("%s\"%s_p50_us\":%" G_GINT64_FORMAT ",\"%s_p99_us\":%" G_GINT64_FORMAT, before,
          series->name, spans[n / 2], series->name, spans[n * 99 / 100]);
}

/* Takes what has come; FALSE when that is nothing. */
static gboolean
read_some (Reader *self)
{
  char bytes[16384];
  gssize n = recv (self->fd, bytes, sizeof bytes, 0);

  if (n == 0 || (n < 0 && errno != EAGAIN))
    g_error ("the stream ended: %s", self->text->str);
  if (n > 0)
    g_string_append_len (self->text, bytes, n);
  return n > 0;
}

/* Reads on until @mark has come. */
static void
wait_for (Reader *self, const char *mark)
{
  gint64 until_us = g_get_monotonic_time () + WAIT_MAX_US;
  struct pollfd wait = { self->fd, POLLIN, 0 };

  while (strstr (self->text->str, mark) == NULL)
    {
      if (g_get_monotonic_time () > until_us)
        g_error ("%s never came: %s", mark, self->text->str);
      if (!read_some (self))
        poll (&wait, 1, WAIT_MAX_US / 1000);
    }
}

static void
forget (Reader *self)
{
  while (read_some (self))
    continue;
  g_string_truncate (self->text, 0);
}

static void
measure_posts (Lane *lane, Reader *reader, const PostsPlan *plan)
{
  g_autoptr (GPtrArray) posts = posts_new (plan);
  Series line = { "line", g_array_new (FALSE, FALSE, sizeof (gint64)) };
  Series answer = { "answer", g_array_new (FALSE, FALSE, sizeof (gint64)) };

  for (guint i = 0; i < posts->len; i++)
    {
      gint64 began_us;

      g_usleep (1000);
      forget (reader); /* what follows in the stream is not of the next */
      began_us = g_get_monotonic_time ();
      if (lane_ask (lane, g_ptr_array_index (posts, i)) / 100 != 2)
        g_error ("refused: %s", lane->answer);
      add_span (&answer, began_us);
      wait_for (reader, MARK);
      add_span (&line, began_us);
    }
  print_series (&line, "{");
  print_series (&answer, ",");
  g_array_unref (line.spans_us);
  g_array_unref (answer.spans_us);
}

static void
measure_round_trip (Lane *lane, guint n)
{
  g_autoptr (GString) ask = g_string_new ("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  Series trip = { "round_trip", g_array_new (FALSE, FALSE, sizeof (gint64)) };

  for (guint i = 0; i < n; i++)
    {
      gint64 began_us = g_get_monotonic_time ();

      lane_ask (lane, ask);
      add_span (&trip, began_us);
    }
  print_series (&trip, ",");
  g_array_unref (trip.spans_us);
}

/* Over blocks that are there already, as the journal's log does. */
static void
measure_sync (const char *dir, guint n)
{
  g_autofree char *path = g_build_filename (dir, "sync-probe", NULL);
  Series sync = { "sync", g_array_new (FALSE, FALSE, sizeof (gint64)) };
  char block[SYNC_BYTES] = { 1 };
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  for (guint i = 0; i <= n; i++)
    {
      gint64 began_us = g_get_monotonic_time ();

      if (pwrite (fd, block, sizeof block, 0) < 0 || fdatasync (fd) < 0)
        g_error ("%s: %s", path, g_strerror (errno));
      if (i > 0)
        add_span (&sync, began_us);
    }
  close (fd);
  g_unlink (path);
  print_series (&sync, ",");
  g_array_unref (sync.spans_us);
}

static void
open_reader (Reader *self, Lane *lane, guint16 port, const char *token)
{
  g_autoptr (GString) ask = g_string_new (NULL);

  g_string_printf (ask,
                   "GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                   "Authorization: Bearer %s\r\n\r\n",
                   token);
  lane_open (lane, port);
  if (send (lane->fd, ask->str, ask->len, MSG_NOSIGNAL) != (gssize) ask->len)
    g_error ("the stream cannot be asked for");
  self->fd = lane->fd;
  self->text = g_string_new (NULL);
  wait_for (self, ":hb\n");
}

int
main (int argc, char **argv)
{
  g_autofree char *prefix = NULL, *token = NULL, *dir = NULL;
  int port = 0, n = 1000;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, NULL, NULL },
    { "prefix", 0, 0, G_OPTION_ARG_STRING, &prefix, NULL, NULL },
    { "token", 0, 0, G_OPTION_ARG_STRING, &token, NULL, NULL },
    { "dir", 0, 0, G_OPTION_ARG_FILENAME, &dir, NULL, NULL },
    { "n", 0, 0, G_OPTION_ARG_INT, &n, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  PostsPlan plan = { .first = FIRST_ALERT, .per_post = 1 };
  Lane posting, reading;
  Reader reader;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (port <= 0 || n <= 0 || prefix == NULL || token == NULL || dir == NULL)
    g_error ("see the head of stream-latency.c");
  plan.prefix = prefix;
  plan.n = plan.distinct = (guint64) n;
  lane_open (&posting, (guint16) port);
  open_reader (&reader, &reading, (guint16) port, token);
  measure_posts (&posting, &reader, &plan);
  measure_round_trip (&posting, (guint) n);
  measure_sync (dir, (guint) n);
  printf ("}\n");
  lane_close (&posting);
  lane_close (&reading);
  g_string_free (reader.text, TRUE);
  return 0;
}
