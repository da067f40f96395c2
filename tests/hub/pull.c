/* pull.c - the hub asks Alertmanagers by itself; they are of this test, and so is the time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"
#include "live-hub.h"

#include <string.h>

/* Two that answer what they are told to. */
typedef struct
{
  LiveHub *hub;
  const char *alerts[2]; /* NULL: it cannot be reached */
  const char *held[2];
  const char *silences[2];
  const char *instance[2];
  const char *branch;
  guint polls[2];
  gint n_asked, n_told; /* polls that began, and came to their silences */
  gboolean is_odd;      /* the first will not */
  GString *orders;      /* "METHOD PATH BODY\n" */
} Peers;

static void
answer (GTask *task, const char *body)
{
  MusterOutboundAnswer *made = muster_outbound_answer_new (200, g_string_new (body), NULL);

  g_task_return_pointer (task, made, (GDestroyNotify) muster_outbound_answer_free);
  g_object_unref (task);
}

static void
ask (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Peers *self = user_data;
  guint i = strstr (request->url, "://two") != NULL;

  g_assert_cmpint (request->reach, ==, MUSTER_OUTBOUND_NETWORK);
  if (strstr (request->url, "/status") != NULL)
    {
      g_autofree char *status =
          g_strdup_printf ("{\"uptime\":\"%s\",\"versionInfo\":{\"branch\":\"%s\"}}",
                           self->instance[i], self->branch);

      self->polls[i]++;
      if (self->alerts[i] != NULL)
        {
          self->n_asked += !(self->is_odd && i == 0);
          answer (task, status);
          return;
        }
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "connection refused");
      g_object_unref (task);
    }
  else if (strcmp (request->method, "GET") != 0)
    {
      g_string_append_printf (self->orders, "%s %s %s\n", request->method,
                              strstr (request->url, "/api"),
                              request->body != NULL ? request->body : "");
      answer (task, "{}");
    }
  else if (strstr (request->url, "/silences") != NULL)
    {
      self->n_told += !(self->is_odd && i == 0);
      answer (task, self->silences[i]);
    }
  else
    answer (task, strstr (request->url, "active=true") != NULL ? self->alerts[i] : self->held[i]);
}

static Peers *
peers_new (const char *body)
{
  Peers *self = g_new0 (Peers, 1);
  g_autofree char *config =
      g_strdup_printf ("{\"object\":\"alertmanager\",\"name\":\"prod\",\"body\":%s}", body);
  g_autoptr (LiveAnswer) put = NULL;

  self->hub = live_hub_new (FALSE);
  self->orders = g_string_new (NULL);
  self->branch = "HEAD";
  for (guint i = 0; i < 2; i++)
    {
      self->alerts[i] = self->held[i] = self->silences[i] = "[]";
      self->instance[i] = "first";
    }
  muster_hub_set_outbound (self->hub->hub, &(MusterOutbound){ ask, self });
  put = live_post (self->hub, NULL, "/v1/config", config);
  g_assert_cmpuint (put->status, ==, 200);
  return self;
}

static void
peers_free (Peers *self)
{
  live_hub_free (self->hub);
  g_string_free (self->orders, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peers, peers_free)

#define BOTH  "{\"urls\":[\"http://one:9093\",\"http://two:9093/\"]}"
#define A     "{\"labels\":{\"alertname\":\"A\"},\"endsAt\":\"2026-03-06T14:05:00Z\"}"
#define B     "{\"labels\":{\"alertname\":\"B\"}}"
#define ROUND (31 * G_USEC_PER_SEC)

/* What is told is decoded on a thread: until each poll that began has come to its silences. */
static void
wait_for_polls (Peers *self)
{
  do
    live_hub_settle (self->hub);
  while (self->n_asked > self->n_told);
}

static void
go_on (Peers *self, gint64 by_us)
{
  wait_for_polls (self);
  live_hub_advance (self->hub, by_us);
  wait_for_polls (self);
}

static guint
n_firing (const Peers *self)
{
  return muster_alert_index_firing (muster_world_get_alerts (live_hub_world (self->hub)));
}

static void
test_rounds (void)
{
  g_autoptr (Peers) peers = peers_new (BOTH);

  peers->alerts[0] = peers->alerts[1] = "[" A "," B "]";
  go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 2);
  go_on (peers, 20 * 60 * G_USEC_PER_SEC); /* past the end that it names: it still has it */
  g_assert_cmpuint (n_firing (peers), ==, 2);
  peers->alerts[0] = "[" B "]"; /* one lacks it, the other does not */
  for (guint i = 0; i < 5; i++)
    go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 2);
  peers->alerts[1] = "[" B "]";
  peers->held[1] = "[" A "]"; /* held back there: it is not over */
  for (guint i = 0; i < 5; i++)
    go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 2);
  peers->held[1] = "[]";
  go_on (peers, ROUND);
  go_on (peers, ROUND);
  go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 1);
}

/* What is held back there, and was never heard of, is not brought in. */
static void
test_held (void)
{
  g_autoptr (Peers) peers = peers_new (BOTH);

  peers->held[0] = peers->held[1] = "[" A "]";
  go_on (peers, ROUND);
  go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 0);
}

static void
test_unreachable (void)
{
  g_autoptr (Peers) peers = peers_new (BOTH);
  g_autoptr (LiveAnswer) status = NULL;
  guint polls;

  peers->alerts[0] = peers->alerts[1] = "[" A "]";
  go_on (peers, ROUND);
  peers->alerts[0] = peers->alerts[1] = NULL;
  for (guint i = 0; i < 10; i++)
    go_on (peers, 2 * ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 2); /* nothing ends, and somebody is told */
  status = live_get (peers->hub, NULL, "/v1/alertmanagers");
  g_assert_nonnull (strstr (status->body, "\"up\":false,\"error\":\"connection refused\""));
  polls = peers->polls[0];
  go_on (peers, 60 * G_USEC_PER_SEC); /* less and less often */
  g_assert_cmpuint (peers->polls[0] - polls, <=, 1);
  /* back, and it has forgotten: that says nothing for a while */
  peers->instance[0] = peers->instance[1] = "second";
  peers->alerts[0] = peers->alerts[1] = "[]";
  go_on (peers, 6 * 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (n_firing (peers), ==, 1);
  for (guint i = 0; i < 10; i++)
    go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 0);
}

static void
test_circle (void)
{
  g_autoptr (Peers) peers = peers_new (BOTH);
  g_autoptr (LiveAnswer) status = NULL;

  wait_for_polls (peers);
  peers->branch = "muster 0.1.0";
  peers->n_told = 1000; /* it does not come to that */
  peers->alerts[0] = peers->alerts[1] = "[" A "]";
  go_on (peers, ROUND);
  g_assert_cmpuint (n_firing (peers), ==, 0);
  status = live_get (peers->hub, NULL, "/v1/alertmanagers");
  g_assert_nonnull (strstr (status->body, "round in a circle"));
}

/* What they answer may be anything. */
static void
test_odd (void)
{
  static const char *const bodies[] = { "",
                                        "{}",
                                        "[",
                                        "[1]",
                                        "[{}]",
                                        "<html>",
                                        "[{\"labels\":{\"a\":1}}]",
                                        "[{\"labels\":{\"alertname\":\"\"}}]" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (Peers) peers = peers_new (BOTH);
      g_autoptr (LiveAnswer) letters = NULL;

      wait_for_polls (peers);
      peers->is_odd = TRUE;
      peers->alerts[0] = bodies[i];
      peers->alerts[1] = "[" A "]";
      peers->silences[0] = bodies[i];
      go_on (peers, ROUND);
      g_assert_cmpuint (n_firing (peers), ==, 1);
      letters = live_get (peers->hub, NULL, "/v1/dead-letters");
      g_assert_null (strstr (letters->body, "prometheus")); /* the status has it */
    }
}

/* The first is told at once, the other only what it goes on lacking. */
static void
test_silences (void)
{
  g_autoptr (Peers) peers = peers_new (BOTH);
  g_autoptr (LiveAnswer) set = NULL;
  g_auto (GStrv) lines = NULL;

  go_on (peers, ROUND);
  set = live_post (peers->hub, NULL, "/v1/silences",
                   "{\"matchers\":\"team=\\\"b\\\"\",\"endsAt\":\"2026-03-06T20:00:00Z\","
                   "\"comment\":\"known\"}");
  g_assert_cmpuint (set->status, ==, 200);
  go_on (peers, ROUND);
  lines = g_strsplit (peers->orders->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_prefix (lines[0], "POST /api/v2/silences {\"matchers\":["));
  g_assert_nonnull (strstr (lines[0], "\"comment\":\"known [muster "));
  g_assert_nonnull (strstr (lines[0], "\"endsAt\":\"2026-03-06T20:00:00Z\""));
}

static void
test_config (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"urls\":[]}",
    "{\"urls\":[\"ftp://x\"]}",
    "{\"urls\":[\"http://me:secret@x\"]}",
    "{\"urls\":[\"http://x?y=z\"]}",
    "{\"urls\":[\"http://x\"],\"interval\":\"10ms\"}",
    "{\"urls\":[\"http://x\"],\"key\":\"x\"}",
    "{\"urls\":[\"http://x\"],\"key\":\"01KK1RKS405ZFWSY1BHBRE5GEK\"}",
    "{\"urls\":[\"http://1\",\"http://2\",\"http://3\",\"http://4\",\"http://5\",\"http://6\","
    "\"http://7\",\"http://8\",\"http://9\"]}",
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *config = g_strdup_printf (
          "{\"object\":\"alertmanager\",\"name\":\"prod\",\"body\":%s}", bodies[i]);
      g_autoptr (LiveAnswer) put = live_post (hub, NULL, "/v1/config", config);

      g_test_message ("%s", bodies[i]);
      g_assert_cmpuint (put->status, ==, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pull/rounds", test_rounds);
  g_test_add_func ("/pull/held", test_held);
  g_test_add_func ("/pull/unreachable", test_unreachable);
  g_test_add_func ("/pull/circle", test_circle);
  g_test_add_func ("/pull/odd", test_odd);
  g_test_add_func ("/pull/silences", test_silences);
  g_test_add_func ("/pull/config", test_config);
  return g_test_run ();
}
