/* override-asker.c - the hub asks metrics by itself; what answers is of this test, and so is time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"
#include "live-hub.h"

#include <string.h>

#define SERIES(number) "{\"metric\":{},\"value\":[1772805600,\"" number "\"]}"
#define ANSWER(numbers)                                                                            \
  "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" numbers "]}}"
#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  LiveHub *hub;
  char *key;
  const char *answer; /* NULL: it cannot be reached */
  guint status;
  guint asked;
  char *url, *authorization;
  MusterOutbound outbound;
} Server;

static void
ask (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Server *self = user_data;
  MusterOutboundAnswer *made;

  g_assert_cmpint (request->reach, ==, MUSTER_OUTBOUND_NETWORK);
  g_assert_cmpuint (request->answer_max, ==, 65536);
  self->asked++;
  g_free (self->url);
  g_free (self->authorization);
  self->url = g_strdup (request->url);
  self->authorization = g_strdup (request->authorization);
  if (self->answer == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "connection refused");
  else
    {
      made = muster_outbound_answer_new (self->status, g_string_new (self->answer), NULL);
      g_task_return_pointer (task, made, (GDestroyNotify) muster_outbound_answer_free);
    }
  g_object_unref (task);
}

static void
configure (Server *self, const char *metric)
{
  g_autofree char *config =
      g_strdup_printf ("{\"object\":\"severity_override\",\"name\":\"few orders\",\"body\":{"
                       "\"raise\":1,%s}}",
                       metric);
  g_autoptr (LiveAnswer) put = live_post (self->hub, NULL, "/v1/config", config);

  g_assert_cmpuint (put->status, ==, 200);
  live_hub_settle (self->hub);
}

#define BELOW                                                                                      \
  "\"metric\":{\"url\":\"http://metrics:9090/\",\"query\":\"rate(orders[5m])\",\"below\":10,"      \
  "\"token\":{\"secret\":\"prom\"}}"

static Server *
server_new (void)
{
  Server *self = g_new0 (Server, 1);

  self->hub = live_hub_new (TRUE);
  self->key = live_key (self->hub, "shop");
  self->status = 200;
  self->outbound = (MusterOutbound){ ask, self };
  self->hub->outbound = &self->outbound;
  muster_hub_set_outbound (self->hub->hub, &self->outbound);
  return self;
}

static void
server_free (Server *self)
{
  live_hub_free (self->hub);
  g_free (self->key);
  g_free (self->url);
  g_free (self->authorization);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static void
go_on (Server *self, guint minutes)
{
  for (guint i = 0; i < minutes; i++)
    {
      live_hub_advance (self->hub, MINUTE);
      live_hub_settle (self->hub);
    }
}

static MusterSeverity
severity_of (const Server *self, guint incident)
{
  return muster_world_get_incident (live_hub_world (self->hub), incident)->severity;
}

static void
assert_says (Server *self, const char *words)
{
  g_autoptr (LiveAnswer) answer = live_get (self->hub, NULL, "/v1/severity-overrides");

  g_assert_cmpuint (answer->status, ==, 200);
  g_test_message ("%s", answer->body);
  g_assert_nonnull (strstr (answer->body, words));
}

static void
acknowledge (LiveHub *hub, const char *incident)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/%s/acknowledge", incident);
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, "{}");

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_crosses (void)
{
  g_autoptr (Server) server = server_new ();
  guint64 seq;

  server->answer = ANSWER (SERIES ("12"));
  configure (server, BELOW);
  g_assert_cmpuint (server->asked, ==, 1); /* at once */
  g_assert_cmpstr (server->url, ==,
                   "http://metrics:9090/api/v1/query?query=rate%28orders%5B5m%5D%29");
  g_assert_null (server->authorization); /* there is no such secret */
  live_alert (server->hub, server->key, "{\"summary\":\"Slow\",\"severity\":\"warning\"}");
  acknowledge (server->hub, "INC-1"); /* so that nobody is told of it */
  go_on (server, 3);
  g_assert_cmpuint (server->asked, ==, 4);
  assert_says (server, "\"holds\":false,\"metric\":{\"up\":true,\"error\":null,");
  seq = live_hub_seq (server->hub);
  go_on (server, 10);
  g_assert_cmpuint (live_hub_seq (server->hub), ==, seq); /* nothing crossed, nothing is told */
  g_assert_cmpint (severity_of (server, 1), ==, MUSTER_SEVERITY_LOW);
  server->answer = ANSWER (SERIES ("12") "," SERIES ("3.2") "," SERIES ("NaN"));
  go_on (server, 1);
  g_assert_cmpint (severity_of (server, 1), ==, MUSTER_SEVERITY_MINOR);
  assert_says (server, "\"holds\":true,\"since\":\"");
  assert_says (server, "\"why\":\"3.2 is below 10\"");
  seq = live_hub_seq (server->hub);
  go_on (server, 10);
  g_assert_cmpuint (live_hub_seq (server->hub), ==, seq);
  server->answer = ANSWER (SERIES ("10"));
  go_on (server, 1);
  assert_says (server, "\"holds\":false");
  g_assert_cmpint (severity_of (server, 1), ==, MUSTER_SEVERITY_MINOR);
}

/* What it said last is believed for five intervals, also over a restart; then somebody is told. */
static void
test_unreachable (void)
{
  g_autoptr (Server) server = server_new ();

  server->answer = ANSWER (SERIES ("3"));
  configure (server, BELOW);
  assert_says (server, "\"holds\":true");
  server->answer = NULL;
  go_on (server, 3);
  live_hub_restart (server->hub);
  go_on (server, 4);
  assert_says (server, "\"holds\":true");
  assert_says (server, "\"error\":\"connection refused\"");
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (server->hub)), ==, 0);
  go_on (server, 1);
  assert_says (server, "\"holds\":false");
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (server->hub)), ==, 1);
  go_on (server, 5);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (server->hub)), ==, 1);
  server->answer = ANSWER (SERIES ("3"));
  go_on (server, 1);
  assert_says (server, "\"holds\":true");
  g_assert_cmpuint (muster_world_get_incident (live_hub_world (server->hub), 1)->firing, ==, 0);
}

/* What it answers may be anything; nothing of that is a number. */
static void
test_odd (void)
{
  static const struct
  {
    guint status;
    const char *body, *words;
  } cases[] = {
    { 200, ANSWER (""), "it answers with no number" },
    { 200, ANSWER (SERIES ("NaN")), "it answers with no number" },
    { 200, "<html>", NULL },
    { 200, "", NULL },
    { 302, "", "it answers with status 302" },
    { 500, ANSWER (SERIES ("3")), "it answers with status 500" },
    { 400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}",
      "it refuses the query: parse error" },
  };
  g_autoptr (Server) server = server_new ();

  configure (server, BELOW);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      server->status = cases[i].status;
      server->answer = cases[i].body;
      go_on (server, 1);
      if (cases[i].words != NULL)
        assert_says (server, cases[i].words);
      assert_says (server, "\"holds\":false,\"metric\":{\"up\":false");
    }
}

/* One that is removed asks no more, and has nothing that cannot be read. */
static void
test_removed (void)
{
  g_autoptr (Server) server = server_new ();
  const MusterObject *object;
  char id[MUSTER_ULID_TEXT_BYTES + 1];
  g_autofree char *path = NULL;
  g_autoptr (LiveAnswer) removed = NULL;
  guint asked;

  configure (server, BELOW);
  go_on (server, 6);
  g_assert_cmpuint (muster_world_get_incident (live_hub_world (server->hub), 1)->firing, ==, 1);
  object = muster_directory_find (muster_world_get_directory (live_hub_world (server->hub)),
                                  "severity_override", "few orders", -1);
  muster_ulid_format (object->id, id);
  path = g_strdup_printf ("/v1/config/%s/remove", id);
  removed = live_post (server->hub, NULL, path, "{}");
  g_assert_cmpuint (removed->status, ==, 200);
  live_hub_settle (server->hub);
  g_assert_cmpuint (muster_world_get_incident (live_hub_world (server->hub), 1)->firing, ==, 0);
  asked = server->asked;
  go_on (server, 2);
  g_assert_cmpuint (server->asked, ==, asked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/override-asker/crosses", test_crosses);
  g_test_add_func ("/override-asker/unreachable", test_unreachable);
  g_test_add_func ("/override-asker/odd", test_odd);
  g_test_add_func ("/override-asker/removed", test_removed);
  return g_test_run ();
}
