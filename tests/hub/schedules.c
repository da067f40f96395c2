/* schedules.c - who is on call, over HTTP: asked, changed, and told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

/* A week each from Monday 2026-03-02 09:00; it is Friday the 6th, 14:00. */
#define ROTA                                                                                       \
  "{\"object\":\"schedule\",\"name\":\"pay\",\"body\":{\"zone\":\"UTC\",\"layers\":[{\"name\":"    \
  "\"weekly\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":[\"ana\",\"ben\","   \
  "null]}]}}"

static void
do_it (LiveHub *hub, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static LiveHub *
new_hub (void)
{
  LiveHub *hub = live_hub_new (FALSE);

  do_it (hub, "/v1/config",
         "{\"object\":\"person\",\"name\":\"ana\",\"body\":{\"full_name\":"
         "\"Ana Ruiz\"},\"contact\":{\"channels\":[{\"type\":\"desktop\"}]}}");
  do_it (hub, "/v1/config", "{\"object\":\"person\",\"name\":\"ben\"}");
  do_it (hub, "/v1/config", ROTA);
  return hub;
}

static void
assert_says (LiveHub *hub, const char *path, const char *wanted)
{
  g_autoptr (LiveAnswer) answer = live_get (hub, NULL, path);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->body, wanted));
}

static void
test_who (void)
{
  g_autoptr (LiveHub) hub = new_hub ();
  g_autoptr (LiveAnswer) missing = live_get (hub, NULL, "/v1/schedules/nothing/roster");
  g_autoptr (LiveAnswer) no_time = live_get (hub, NULL, "/v1/oncall?at=now");
  g_autoptr (LiveAnswer) long_time = live_get (hub, NULL,
                                               "/v1/schedules/pay/roster?from=2026-01-01T00:00:00Z&"
                                               "to=2026-12-01T00:00:00Z");

  assert_says (hub, "/v1/schedules",
               "\"name\":\"pay\",\"zone\":\"UTC\",\"mode\":\"stack\",\"onCall\":[{\"id\":\"");
  assert_says (hub, "/v1/schedules",
               "\"name\":\"ana\",\"fullName\":\"Ana Ruiz\"}],\"until\":\"2026-03-09T09:00:00Z\","
               "\"next\":{\"from\":\"2026-03-09T09:00:00Z\",\"until\":\"2026-03-16T09:00:00Z\"");
  assert_says (hub, "/v1/oncall?at=2026-03-17T00:00:00Z",
               "{\"at\":\"2026-03-17T00:00:00Z\",\"items\":[{\"schedule\":\"pay\"");
  assert_says (hub, "/v1/oncall?at=2026-03-17T00:00:00Z",
               "\"onCall\":[],\"until\":\"2026-03-23T09:00:00Z\"");
  assert_says (hub, "/v1/schedules/pay/gaps?months=1",
               "\"items\":[{\"start\":\"2026-03-16T09:00:00Z\",\"end\":\"2026-03-23T09:00:00Z\","
               "\"severity\":\"warning\"}");
  g_assert_cmpuint (missing->status, ==, 404);
  g_assert_cmpuint (no_time->status, ==, 400);
  g_assert_cmpuint (long_time->status, ==, 400);
}

static void
test_override (void)
{
  static const char override[] =
      "{\"kind\":\"cover\",\"person\":\"ben\",\"from\":\"2026-03-17T09:00:00Z\","
      "\"to\":\"2026-03-20T09:00:00Z\",\"reason\":\"nobody else\"}";
  g_autoptr (LiveHub) hub = new_hub ();
  g_autoptr (LiveAnswer) preview =
      live_post (hub, NULL, "/v1/schedules/pay/override?preview", override);
  g_autoptr (LiveAnswer) made = NULL, ended = NULL, after = NULL;
  g_autofree char *id = NULL, *path = NULL;
  guint64 seq = live_hub_seq (hub);

  g_test_message ("%s", preview->body);
  g_assert_cmpuint (preview->status, ==, 200);
  g_assert_nonnull (strstr (preview->body,
                            "\"changes\":[{\"start\":\"2026-03-17T09:00:00Z\",\"end\":"
                            "\"2026-03-20T09:00:00Z\",\"before\":[],\"after\":"
                            "[\"ben\"]}],\"gapsMade\":[],\"gapsClosed\":[{\"start\":"
                            "\"2026-03-17T09:00:00Z\""));
  g_assert_nonnull (strstr (preview->body, "{\"name\":\"ben\",\"hours\":72,\"restBefore\":1,"
                                           "\"restAfter\":10}"));
  g_assert_nonnull (strstr (preview->body, "\"warnings\":[\"ben has no channel"));
  made = live_post (hub, NULL, "/v1/schedules/pay/override", override);
  g_assert_cmpuint (made->status, ==, 200);
  id = live_answer_string (made, "override");
  g_assert_nonnull (id);
  g_assert_nonnull (strstr (made->body, "\"warnings\":[\"ben has no channel"));
  g_assert_cmpuint (live_hub_seq (hub), ==, seq + 2); /* and ben was told */
  assert_says (hub, "/v1/schedules/pay/roster", "\"overrides\":[{\"id\":\"");
  assert_says (hub, "/v1/schedules/pay/roster",
               "{\"start\":\"2026-03-17T09:00:00Z\",\"end\":\"2026-03-20T09:00:00Z\",\"members\":"
               "[\"ben\"]}");
  assert_says (hub, "/v1/schedules/pay/roster", "\"reason\":\"nobody else\"");
  assert_says (hub, "/v1/schedules/pay/history?at=2026-03-18T00:00:00Z",
               "\"versionFrom\":null,\"overrides\":[{\"id\":\"");
  assert_says (
      hub, "/v1/schedules/pay/history?at=2026-03-01T00:00:00Z",
      "\"overrides\":[],\"configuredAt\":\"2026-03-06T14:00:00Z\",\"configuredSince\":true}");
  path = g_strdup_printf ("/v1/overrides/%s/end", id);
  ended = live_post (hub, NULL, path, "{}");
  g_assert_cmpuint (ended->status, ==, 200);
  after = live_get (hub, NULL, "/v1/schedules/pay/roster");
  g_assert_nonnull (strstr (after->body, "\"overrides\":[]"));
}

/* What somebody was told they alone see, and confirm. */
static void
test_notices (void)
{
  g_autoptr (LiveHub) hub = new_hub ();
  g_autofree char *token = live_token (hub, "ben", MUSTER_ACCESS_RESPONDER);
  g_autofree char *id = NULL, *path = NULL;
  g_autoptr (LiveAnswer) own = NULL, mine = NULL, confirmed = NULL, again = NULL, denied = NULL;

  do_it (hub, "/v1/schedules/pay/override",
         "{\"kind\":\"cover\",\"person\":\"ben\",\"to\":\"2026-03-07T09:00:00Z\"}");
  own = live_get (hub, NULL, "/v1/notices"); /* who did it knows; but the gap is near */
  g_assert_null (strstr (own->body, "shift-moved"));
  g_assert_nonnull (strstr (own->body, "\"kind\":\"gap\""));
  mine = live_get (hub, token, "/v1/notices");
  g_test_message ("%s", mine->body);
  g_assert_nonnull (strstr (mine->body, "\"kind\":\"shift-moved\""));
  g_assert_nonnull (strstr (mine->body,
                            "You are on call Fri 6 Mar 14:00 to Sat 7 Mar 09:00, instead "
                            "of Ana Ruiz"));
  g_assert_nonnull (strstr (mine->body, "\"confirmedAt\":null"));
  id = g_strndup (strstr (mine->body, "\"id\":\"") + 6, MUSTER_ULID_TEXT_BYTES);
  path = g_strdup_printf ("/v1/notices/%s/confirm", id);
  denied = live_post (hub, NULL, path, "{}");
  confirmed = live_post (hub, token, path, "{}");
  again = live_get (hub, token, "/v1/notices");
  g_assert_cmpuint (denied->status, ==, 403);
  g_assert_cmpuint (confirmed->status, ==, 200);
  g_assert_nonnull (strstr (again->body, "\"confirmedAt\":\"2026-"));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *path, *body;
    guint status;
  } cases[] = {
    { "/v1/schedules/no/override", "{\"kind\":\"add\",\"to\":\"2026-03-07T00:00:00Z\"}", 404 },
    { "/v1/schedules/pay/override", "{\"kind\":\"steal\",\"to\":\"2026-03-07T00:00:00Z\"}", 400 },
    { "/v1/schedules/pay/override", "{\"kind\":\"cover\"}", 400 },
    { "/v1/schedules/pay/override", "{\"kind\":\"cover\",\"to\":\"2026-03-07T00:00:00\"}", 400 },
    { "/v1/schedules/pay/override?preview", "{\"kind\":\"cover\",\"to\":\"2025-03-07T00:00:00Z\"}",
      400 },
    { "/v1/schedules/pay/swap", "{\"other\":\"eve\",\"to\":\"2026-03-07T00:00:00Z\"}", 400 },
    { "/v1/schedules/pay", "{}", 404 },
    { "/v1/schedules/pay/x/override", "{}", 404 },
    { "/v1/overrides/pay/end", "{}", 404 },
    { "/v1/overrides/01ARZ3NDEKTSV4RRFFQ69G5FAV/end", "{}", 404 },
  };
  g_autoptr (LiveHub) hub = new_hub ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, cases[i].path, cases[i].body);

      g_test_message ("%s %s: %s", cases[i].path, cases[i].body, answer->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

/* An override is there again after a restart, from the snapshot or without. */
static void
test_restart (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);

  do_it (hub, "/v1/config", "{\"object\":\"person\",\"name\":\"ana\"}");
  do_it (hub, "/v1/config", "{\"object\":\"person\",\"name\":\"ben\"}");
  do_it (hub, "/v1/config", ROTA);
  do_it (hub, "/v1/schedules/pay/override",
         "{\"kind\":\"cover\",\"person\":\"ben\",\"to\":\"2026-03-07T09:00:00Z\"}");
  live_hub_restart (hub);
  assert_says (hub, "/v1/schedules", "\"name\":\"ben\",\"fullName\":\"ben\"}],\"until\":");
  live_hub_restart_without_snapshot (hub);
  assert_says (hub, "/v1/schedules", "\"name\":\"ben\",\"fullName\":\"ben\"}],\"until\":");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedules/who", test_who);
  g_test_add_func ("/schedules/override", test_override);
  g_test_add_func ("/schedules/notices", test_notices);
  g_test_add_func ("/schedules/refused", test_refused);
  g_test_add_func ("/schedules/restart", test_restart);
  return g_test_run ();
}
