/* dead-man.c - others are told that the hub lives, while it does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/dead-man.h"
#include "hub/secrets.h"
#include "live-hub.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct
{
  LiveHub *live;
  guint status; /* 0: it cannot be reached */
  guint asked;
  char *url;
  MusterOutboundReach reach;
  MusterOutbound outbound;
} Watcher;

static void
answer (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Watcher *self = user_data;
  MusterOutboundAnswer *made;

  self->asked++;
  g_free (self->url);
  self->url = g_strdup (request->url);
  self->reach = request->reach;
  if (self->status == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "connection refused");
  else
    {
      made = g_new0 (MusterOutboundAnswer, 1);
      made->status = self->status;
      made->body = g_bytes_new ("OK", 2);
      g_task_return_pointer (task, made, (GDestroyNotify) muster_outbound_answer_free);
    }
  g_object_unref (task);
}

static void
watch (Watcher *self)
{
  muster_hub_watch_itself (self->live->hub);
  muster_hub_set_outbound (self->live->hub, &self->outbound);
}

static Watcher *
watcher_new (void)
{
  Watcher *self = g_new0 (Watcher, 1);

  self->live = live_hub_new (TRUE);
  self->status = 200;
  self->outbound = (MusterOutbound){ answer, self };
  watch (self);
  return self;
}

static void
watcher_free (Watcher *self)
{
  live_hub_free (self->live);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watcher, watcher_free)

static guint
configure (Watcher *self, const char *body)
{
  g_autofree char *config =
      g_strdup_printf ("{\"object\":\"dead_man_switch\",\"name\":\"watch\",\"body\":%s}", body);
  g_autoptr (LiveAnswer) put = live_post (self->live, NULL, "/v1/config", config);

  live_hub_settle (self->live);
  return put->status;
}

/* One asks, and its answer is heard. */
static void
pass (Watcher *self, gint64 by_us)
{
  live_hub_advance (self->live, by_us);
  live_hub_settle (self->live);
}

static guint
n_firing (const Watcher *self)
{
  return muster_alert_index_firing (muster_world_get_alerts (live_hub_world (self->live)));
}

static void
test_told (void)
{
  g_autoptr (Watcher) watcher = watcher_new ();
  g_autoptr (LiveAnswer) list = NULL;

  g_assert_cmpuint (configure (watcher, "{\"url\":\"https://watch.example/ping/1\"}"), ==, 200);
  g_assert_cmpuint (watcher->asked, ==, 0);
  pass (watcher, 2 * SECOND);
  g_assert_cmpuint (watcher->asked, ==, 1);
  g_assert_cmpstr (watcher->url, ==, "https://watch.example/ping/1");
  g_assert_cmpint (watcher->reach, ==, MUSTER_OUTBOUND_PUBLIC);
  for (guint i = 2; i < 6; i++)
    {
      pass (watcher, 30 * SECOND);
      g_assert_cmpuint (watcher->asked, ==, i);
    }
  list = live_get (watcher->live, NULL, "/v1/dead-man-switches");
  g_assert_nonnull (strstr (list->body, "\"name\":\"watch\",\"up\":true"));
  g_assert_null (strstr (list->body, "watch.example"));
}

/* One that cannot be reached would raise a false alarm: people hear of it, once. */
static void
test_unreached (void)
{
  g_autoptr (Watcher) watcher = watcher_new ();

  watcher->status = 0;
  configure (watcher, "{\"url\":\"https://watch.example/\",\"every\":\"10s\"}");
  for (guint i = 0; i < 4; i++)
    pass (watcher, 10 * SECOND);
  g_assert_cmpuint (watcher->asked, ==, 4);
  g_assert_cmpuint (n_firing (watcher), ==, 0);
  watcher->status = 503;
  for (guint i = 0; i < 5; i++)
    pass (watcher, 10 * SECOND);
  g_assert_cmpuint (n_firing (watcher), ==, 1);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (watcher->live)), ==, 1);
  live_hub_restart (watcher->live);
  watch (watcher);
  watcher->status = 204;
  for (guint i = 0; i < 2; i++)
    pass (watcher, 10 * SECOND);
  g_assert_cmpuint (n_firing (watcher), ==, 0);
}

/* A hub by which no alert comes through falls silent. */
static void
test_silent (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (LIVE_START_US);
  g_autoptr (Watcher) watcher = watcher_new ();
  MusterAccessTable *table = muster_access_table_new (0);
  MusterCanary *canary = muster_canary_new (clock, table, "unix:/nowhere/hub.sock");
  const MusterDeadManSettings settings = {
    .committer = muster_hub_get_committer (watcher->live->hub), .clock = clock, .canary = canary
  };
  MusterDeadMan *man = muster_dead_man_new (&settings);
  guint asked;

  muster_dead_man_set_outbound (man, &watcher->outbound);
  configure (watcher, "{\"url\":\"https://watch.example/\"}");
  muster_dead_man_renew (man, live_hub_world (watcher->live));
  muster_clock_advance (clock, 2 * SECOND);
  asked = watcher->asked;
  g_assert_cmpuint (asked, >, 0);
  for (guint i = 0; i < 2; i++)
    g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "no canary*");
  muster_clock_advance (clock, MUSTER_CANARY_LATE_US + 60 * SECOND);
  asked = watcher->asked;
  muster_clock_advance (clock, 29 * SECOND);
  g_assert_cmpuint (watcher->asked, ==, asked);
  g_test_assert_expected_messages ();
  muster_canary_arrive (canary);
  muster_clock_advance (clock, 30 * SECOND);
  g_assert_cmpuint (watcher->asked, >, asked);
  muster_dead_man_free (man);
  muster_canary_free (canary);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  muster_access_table_free (table);
}

static void
test_secret (void)
{
  g_autoptr (Watcher) watcher = watcher_new ();
  g_autoptr (GError) error = NULL;
  const char *url = "http://10.0.0.7/ping\n";

  configure (watcher, "{\"url\":{\"secret\":\"ping\"},\"network\":true}");
  pass (watcher, 2 * SECOND);
  g_assert_cmpuint (watcher->asked, ==, 0); /* it is not there yet */
  g_assert_true (muster_secret_set (watcher->live->state, "ping", url, strlen (url), &error));
  g_assert_no_error (error);
  pass (watcher, 30 * SECOND);
  g_assert_cmpuint (watcher->asked, ==, 1);
  g_assert_cmpstr (watcher->url, ==, "http://10.0.0.7/ping");
  g_assert_cmpint (watcher->reach, ==, MUSTER_OUTBOUND_NETWORK);
}

static void
test_refused (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"url\":\"\"}",
    "{\"url\":\"http://watch.example/\"}",
    "{\"url\":\"file:///etc/passwd\",\"network\":true}",
    "{\"url\":\"https://user:pw@watch.example/\"}",
    "{\"url\":\"https://\"}",
    "{\"url\":\"https://watch.example/\",\"every\":\"1s\"}",
    "{\"url\":[1]}",
  };
  g_autoptr (Watcher) watcher = watcher_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_cmpuint (configure (watcher, bodies[i]), ==, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dead-man/told", test_told);
  g_test_add_func ("/dead-man/unreached", test_unreached);
  g_test_add_func ("/dead-man/silent", test_silent);
  g_test_add_func ("/dead-man/secret", test_secret);
  g_test_add_func ("/dead-man/refused", test_refused);
  return g_test_run ();
}
