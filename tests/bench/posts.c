/* posts.c - requests with alerts, as bytes, made before any clock starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An alert is what Prometheus sends of a Kubernetes cluster: eight labels, three annotations, about
 * 640 bytes. 40 services with 25 kinds of alerts make 1,000 groups.
 */
#include "posts.h"

#define SERVICES 40
#define KINDS    25
#define ENDS_S   (24 * 3600) /* from now: longer than any run */

static void
free_post (gpointer post)
{
  g_string_free (post, TRUE);
}

/* Several numbers may share an instance; the pod's name has the whole number. */
static void
append_labels (GString *out, guint64 number)
{
  static const char *const severities[] = { "critical", "warning", "info" };
  guint service = (guint) (number % SERVICES);

  g_string_append_printf (
      out,
      "{\"alertname\":\"ServiceAlert%u\",\"cluster\":\"prod-eu-1\","
      "\"namespace\":\"team-%u\",\"service\":\"svc-%u\",\"instance\":\"10.%u.%u.%u:9100\","
      "\"pod\":\"svc-%u-7f8d9c6b5-%" G_GUINT64_FORMAT "\","
      "\"job\":\"kubernetes-pods\",\"severity\":\"%s\"}",
      (guint) (number / SERVICES % KINDS), service % 8, service, (guint) (number >> 16) & 255,
      (guint) (number >> 8) & 255, (guint) number & 255, service, number,
      severities[number % G_N_ELEMENTS (severities)]);
}

static void
append_alert (GString *out, guint64 number, const char *times)
{
  guint service = (guint) (number % SERVICES);

  g_string_append (out, "{\"labels\":");
  append_labels (out, number);
  g_string_append_printf (
      out,
      ",\"annotations\":{\"summary\":\"svc-%u: more than 5 %% of requests fail since 10 minutes\","
      "\"description\":\"Job kubernetes-pods of svc-%u has been failing for ten minutes, and the"
      " error budget of this month ends in an hour.\","
      "\"runbook_url\":\"https://runbooks.example.org/svc-%u\"},%s,"
      "\"generatorURL\":\"http://prometheus.example.org/graph?g0.expr=up\"}",
      service, service, service, times);
}

static GString *
post_new (const PostsPlan *plan, guint64 at, const char *times)
{
  g_autoptr (GString) body = g_string_new ("[");
  GString *post = g_string_new (NULL);

  for (guint i = 0; i < plan->per_post; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      append_alert (body, plan->first + (at + i) % plan->distinct, times);
    }
  g_string_append_c (body, ']');
  g_string_printf (post,
                   "POST %s/api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                   "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                   plan->prefix, body->len);
  g_string_append_len (post, body->str, (gssize) body->len);
  return post;
}

/**
 * posts_new:
 * @plan: what they hold
 *
 * Returns: (transfer full) (element-type GString): the requests
 */
GPtrArray *
posts_new (const PostsPlan *plan)
{
  GPtrArray *posts = g_ptr_array_new_with_free_func (free_post);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add_seconds (now, ENDS_S);
  g_autofree char *starts = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  g_autofree char *ends = g_date_time_format (end, "%Y-%m-%dT%H:%M:%S.000Z");
  g_autofree char *times = g_strdup_printf ("\"startsAt\":\"%s\",\"endsAt\":\"%s\"", starts, ends);

  for (guint64 at = 0; at < plan->n; at += plan->per_post)
    g_ptr_array_add (posts, post_new (plan, at, times));
  return posts;
}
