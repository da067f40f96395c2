/* alert-load.c - posts alerts to a server of Alertmanager's API and says what that cost it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * alert-load --port=N --pid=N [--prefix=PATH] [--n=ALERTS] [--per-post=N] [--distinct=N]
 *            [--connections=N] [--first=N]
 *
 * Every request is made before the clock starts. Each connection has one under way and sends the
 * next when its answer is there. One line of JSON: alerts_per_s, cpu_us an alert and rss_bytes of
 * the server, p50_us and p99_us of a request, failed ones, cpu_us of this program an alert.
 */
#include "lane.h"
#include "posts.h"
#include "process-usage.h"
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

#define LANES_MAX 1024

typedef struct
{
  GPtrArray *posts; /* of GString */
  guint next;
  guint n_done;
  guint n_failed;
  gint64 *spans_us; /* a request each */
} Load;

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
note_answer (Load *load, const Lane *lane, int status)
{
  load->spans_us[load->n_done++] = g_get_monotonic_time () - lane->began_us;
  if (status / 100 != 2 && load->n_failed++ == 0)
    fprintf (stderr, "first failure: %s\n", lane->answer);
}

/* Until nothing more can be done without waiting. */
static void
drive (Load *load, Lane *lane)
{
  int status;

  while (lane->post != NULL && (status = lane_drive (lane)) != 0)
    {
      note_answer (load, lane, status);
      if (status < 0)
        g_error ("a connection broke: %s", lane->answer);
      lane->post = NULL;
      if (load->next < load->posts->len)
        lane_begin (lane, g_ptr_array_index (load->posts, load->next++));
    }
}

static void
run (Load *load, Lane *lanes, guint n)
{
  int epoll = epoll_create1 (EPOLL_CLOEXEC);
  struct epoll_event events[64];

  for (guint i = 0; i < n; i++)
    {
      struct epoll_event event = { EPOLLIN | EPOLLOUT | EPOLLET, { .ptr = &lanes[i] } };

      if (load->next < load->posts->len)
        lane_begin (&lanes[i], g_ptr_array_index (load->posts, load->next++));
      epoll_ctl (epoll, EPOLL_CTL_ADD, lanes[i].fd, &event);
    }
  while (load->n_done < load->posts->len)
    {
      int ready = epoll_wait (epoll, events, G_N_ELEMENTS (events), -1);

      for (int i = 0; i < ready; i++)
        drive (load, events[i].data.ptr);
    }
  close (epoll);
}

static void
measure (Load *load, Lane *lanes, guint n_lanes, guint64 n_alerts, int pid)
{
  ProcessUsage before = process_usage_of (pid), own = process_usage_of (getpid ()), after;
  gint64 began_us = g_get_monotonic_time (), span_us;
  double alerts = (double) n_alerts;

  run (load, lanes, n_lanes);
  span_us = g_get_monotonic_time () - began_us;
  after = process_usage_of (pid);
  qsort (load->spans_us, load->n_done, sizeof *load->spans_us, compare_spans);
  printf ("{\"alerts_per_s\":%.0f,\"cpu_us\":%.3f,\"p50_us\":%" G_GINT64_FORMAT
          ",\"p99_us\":%" G_GINT64_FORMAT ",\"rss_bytes\":%" G_GINT64_FORMAT
          ",\"failed\":%u,\"own_cpu_us\":%.3f}\n",
          alerts * G_USEC_PER_SEC / (double) span_us,
          (double) (after.cpu_us - before.cpu_us) / alerts, load->spans_us[load->n_done / 2],
          load->spans_us[load->n_done * 99 / 100], after.resident_bytes, load->n_failed,
          (double) (process_usage_of (getpid ()).cpu_us - own.cpu_us) / alerts);
}

int
main (int argc, char **argv)
{
  g_autofree char *prefix = NULL;
  int port = 0, pid = 0, per_post = 100, connections = 64;
  gint64 n = 100000, distinct = 0, first = 0;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, NULL, NULL },
    { "pid", 0, 0, G_OPTION_ARG_INT, &pid, NULL, NULL },
    { "prefix", 0, 0, G_OPTION_ARG_STRING, &prefix, NULL, NULL },
    { "n", 0, 0, G_OPTION_ARG_INT64, &n, NULL, NULL },
    { "per-post", 0, 0, G_OPTION_ARG_INT, &per_post, NULL, NULL },
    { "distinct", 0, 0, G_OPTION_ARG_INT64, &distinct, NULL, NULL },
    { "connections", 0, 0, G_OPTION_ARG_INT, &connections, NULL, NULL },
    { "first", 0, 0, G_OPTION_ARG_INT64, &first, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  static Lane lanes[LANES_MAX];
  Load load = { 0 };
  PostsPlan plan;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (port <= 0 || pid <= 0 || per_post <= 0 || n < per_post || connections <= 0 ||
      connections > LANES_MAX)
    g_error ("see the head of alert-load.c");
  plan = (PostsPlan){ prefix != NULL ? prefix : "", (guint64) first,
                      (guint64) (distinct > 0 ? distinct : n), (guint64) n, (guint) per_post };
  load.posts = posts_new (&plan);
  load.spans_us = g_new (gint64, load.posts->len);
  for (int i = 0; i < connections; i++)
    lane_open (&lanes[i], (guint16) port);
  measure (&load, lanes, (guint) connections, (guint64) load.posts->len * plan.per_post, pid);
  for (int i = 0; i < connections; i++)
    lane_close (&lanes[i]);
  g_ptr_array_unref (load.posts);
  g_free (load.spans_us);
  return load.n_failed > 0;
}
