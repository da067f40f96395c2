/* intake.c - what monitors are answered, and what it promises (protocol §6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

#define TRIGGER                                                                                    \
  "\"event_action\":\"trigger\",\"dedup_key\":\"d\",\"payload\":{\"summary\":\"s\","               \
  "\"source\":\"x\",\"severity\":\"error\"}}"
#define WEBHOOK                                                                                    \
  "{\"version\":\"4\",\"groupKey\":\"g\",\"status\":\"firing\",\"receiver\":\"r\",\"alerts\":[{"   \
  "\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"},\"startsAt\":\"2026-03-06T14:00:00Z\"}]" \
  "}"

static const MusterIncident *
incident (const LiveHub *hub, guint number)
{
  return muster_world_get_incident (live_hub_world (hub), number);
}

static guint
n_incidents (const LiveHub *hub)
{
  return muster_world_last_incident (live_hub_world (hub));
}

static char *
with_key (const char *pattern, const char *key)
{
  GString *out = g_string_new (pattern);

  g_string_replace (out, "KEY", key, 0);
  return g_string_free (out, FALSE);
}

/* --- answers --- */

static void
test_answers (void)
{
  static const struct
  {
    const char *path, *body;
    guint status;
    const char *answer;
  } cases[] = {
    { "/v1/intake/KEY/alertmanager", WEBHOOK, 200, "" },
    { "/v1/intake/KEY/prometheus", "[{\"labels\":{\"alertname\":\"A\"}}]", 200, "" },
    { "/v1/intake/KEY/api/v2/alerts", "[{\"labels\":{\"alertname\":\"A\"}}]", 200, "" },
    { "/v1/intake/KEY/pagerduty", "{" TRIGGER, 202,
      "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"d\"}" },
    { "/v2/enqueue", "{\"routing_key\":\"KEY\"," TRIGGER, 202,
      "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"d\"}" },
    { "/v1/intake/KEY/v2/enqueue", "{" TRIGGER, 202,
      "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"d\"}" },
    { "/v1/intake/KEY/pagerduty/v2/enqueue", "{" TRIGGER, 202,
      "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"d\"}" },
    { "/v1/intake/KEY/pagerduty/v2/nothing", "{" TRIGGER, 404, "" },
    { "/v1/intake/KEY/generic", "{\"summary\":\"s\",\"dedupKey\":\"d\"}", 202,
      "{\"accepted\":1,\"dedupKeys\":[\"d\"]}" },
    { "/v1/intake/KEY/generic", "[{\"summary\":\"s\",\"dedupKey\":\"d\"},{\"dedupKey\":\"e\"}]",
      202, "{\"accepted\":1,\"dedupKeys\":[\"d\"],\"refused\":[{\"index\":1,\"reason\":" },
    { "/v1/intake/KEY/grafana", "{\"version\":\"1\",\"orgId\":1,\"alerts\":[]}", 200, "{}" },
    { "/v1/intake/KEY/v2/alerts", "{\"message\":\"m\"}", 202,
      "{\"result\":\"Request will be processed\",\"took\":0,\"requestId\":\"" },
    { "/v1/intake/KEY/opsgenie/v2/alerts/a%2Fb/close?identifierType=alias", "", 202,
      "{\"result\":\"Request will be processed\",\"took\":0,\"requestId\":\"" },
    { "/v2/alerts?apiKey=KEY", "{}", 422, "{\"message\":\"message can not be empty\",\"took\":0}" },
    { "/integrations/generic/20131114/alert/KEY/db",
      "{\"message_type\":\"CRITICAL\",\"entity_id\":\"db/disk\"}", 200,
      "{\"result\":\"success\",\"entity_id\":\"db/disk\"}" },
    { "/integrations/generic/20131114/alert/nonsense/db", "{\"message_type\":\"CRITICAL\"}", 401,
      "{\"result\":\"failure\",\"message\":\"The integration key is missing" },
    { "/api/v2/generic/incoming?token=KEY&summary=s", "", 204, "" },
    { "/api/v2/generic/incoming?token=nonsense&summary=s", "", 401, "" },
    { "/api/v2/heartbeat/KEY", "", 404, "" },
    { "/v1/intake/KEY/heartbeat/backup", "", 404, "" },
    { "/v1/intake/KEY/carrier-pigeon", "{}", 404, "" },
    { "/v1/intake/KEY", "{}", 404, "" },
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = with_key (cases[i].path, key);
      g_autofree char *body = with_key (cases[i].body, key);
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

      g_test_message ("%s %s: %s", cases[i].path, cases[i].body, answer->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].status != 404)
        g_assert_true (g_str_has_prefix (answer->body, cases[i].answer));
    }
}

/* A mapping is of the configuration, so it may come and go while senders post. */
static void
test_mapped (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = with_key ("/v1/intake/KEY/mapped/acme", key);
  g_autoptr (LiveAnswer) before = live_post (hub, NULL, path, "{\"n\":\"Disk is full\"}");
  g_autoptr (LiveAnswer) put = NULL, after = NULL, broken = NULL;

  g_assert_cmpuint (before->status, ==, 400);
  put = live_post (hub, NULL, "/v1/config",
                   "{\"object\":\"mapping\",\"name\":\"acme\",\"body\":{\"title\":\"$.n\"}}");
  g_assert_cmpuint (put->status, ==, 200);
  after = live_post (hub, NULL, path, "{\"n\":\"Disk is full\"}");
  g_assert_cmpuint (after->status, ==, 202);
  g_assert_cmpstr (after->body, ==, "{\"accepted\":1}");
  broken = live_post (hub, NULL, path, "{\"m\":1}");
  g_assert_cmpuint (broken->status, ==, 400);
}

/* What could never be read by is refused where it is written, and says in which member. */
static void
test_bad_mapping (void)
{
  static const struct
  {
    const char *body, *detail;
  } cases[] = {
    { "{\"title\":\"$.n\",\"labels\":{\"host\":\"$.a[x]\"}}", "labels.host is no field path: " },
    { "{\"titel\":\"$.n\"}", "a mapping has nothing called “titel”" },
    { "{\"severity\":\"$.s\"}", "a mapping says where the title is" },
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  guint64 seq = live_hub_seq (hub);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"object\":\"mapping\",\"name\":\"acme\",\"body\":%s}", cases[i].body);
      g_autoptr (LiveAnswer) put = live_post (hub, NULL, "/v1/config", body);

      g_test_message ("%s", put->body);
      g_assert_cmpuint (put->status, ==, 400);
      g_assert_nonnull (strstr (put->body, cases[i].detail));
    }
  g_assert_cmpuint (live_hub_seq (hub), ==, seq);
}

/* By our own address, by GoAlert's and by Opsgenie's; missed, and heard again after a restart. */
static void
test_heartbeats (void)
{
  static const struct
  {
    const char *path;
    guint status;
  } cases[] = {
    { "/v1/intake/KEY/heartbeat/nightly", 202 },
    { "/v1/intake/KEY/heartbeat", 202 },
    { "/v1/intake/KEY/heartbeat/weekly", 404 },
    { "/api/v2/heartbeat/KEY", 204 },
    { "/v1/intake/KEY/api/v2/heartbeat/nightly", 204 },
    { "/v2/heartbeats/nightly/ping?apiKey=KEY", 202 },
  };
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = with_key (cases[0].path, key);
  g_autoptr (LiveAnswer) bad = NULL, put = NULL, got = NULL, back = NULL;

  bad =
      live_post (hub, NULL, "/v1/config",
                 "{\"object\":\"heartbeat\",\"name\":\"nightly\",\"body\":{\"interval\":\"1s\"}}");
  g_assert_cmpuint (bad->status, ==, 400);
  put = live_post (hub, NULL, "/v1/config",
                   "{\"object\":\"heartbeat\",\"name\":\"nightly\",\"body\":{\"interval\":\"10m\","
                   "\"grace\":\"2m\",\"service\":\"api\"}}");
  g_assert_cmpuint (put->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = with_key (cases[i].path, key);
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, one, "");

      g_test_message ("%s: %s", cases[i].path, answer->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
  got = live_get (hub, NULL, path);
  g_assert_cmpuint (got->status, ==, 202);
  live_hub_advance (hub, 11 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (n_incidents (hub), ==, 0);
  live_hub_advance (hub, G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (n_incidents (hub), ==, 1);
  g_assert_cmpstr (incident (hub, 1)->title, ==, "Heartbeat nightly is missing");
  live_hub_restart (hub);
  back = live_post (hub, NULL, path, "");
  g_assert_cmpuint (back->status, ==, 202);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (live_hub_world (hub))), ==,
                    0);
}

/* Nobody waits for it, so its sender is told so, however it asks. */
static void
test_pings_of_nobody (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = with_key ("/v1/intake/KEY/heartbeat/backup?every=15m", key);
  g_autofree char *other = with_key ("/v1/intake/KEY/generic", key);
  g_autoptr (LiveAnswer) posted = live_post (hub, NULL, path, "done");
  g_autoptr (LiveAnswer) got = live_get (hub, NULL, path);
  g_autoptr (LiveAnswer) no_get = live_get (hub, NULL, other);

  g_assert_cmpuint (posted->status, ==, 404);
  g_assert_nonnull (strstr (posted->body, "No such heartbeat is configured"));
  g_assert_cmpuint (got->status, ==, 404);
  g_assert_nonnull (strstr (got->body, "No such heartbeat is configured"));
  g_assert_null (strstr (no_get->body, "heartbeat"));
  g_assert_cmpuint (n_incidents (hub), ==, 0);
}

/* The key may stand in four places; the request itself is from nobody. */
static void
test_places_of_key (void)
{
  static const struct
  {
    const char *path, *headers, *body;
    guint status;
  } cases[] = {
    { "/api/v2/alerts", "Authorization: Bearer KEY\r\n", "[{\"labels\":{\"a\":\"b\"}}]", 200 },
    { "/api/v2/alerts", "Authorization: Basic BASIC\r\n", "[{\"labels\":{\"a\":\"b\"}}]", 200 },
    { "/v1/intake/KEY/generic", NULL, "{\"summary\":\"s\"}", 202 },
    { "/v2/enqueue", NULL, "{\"routing_key\":\"KEY\"," TRIGGER, 202 },
    { "/v2/enqueue", "Authorization: Token KEY\r\n", "{" TRIGGER, 400 },
    /* The path counts before the header. */
    { "/v1/intake/KEY/generic", "Authorization: Bearer nonsense\r\n", "{\"summary\":\"s\"}", 202 },
    { "/v1/intake/nonsense/generic", "Authorization: Bearer KEY\r\n", "{\"summary\":\"s\"}", 401 },
    { "/api/v2/alerts", NULL, "[]", 401 },
    { "/api/v2/alerts", "Authorization: Bearer \r\n", "[]", 401 },
    { "/api/v2/alerts", "Authorization: Basic !!\r\n", "[]", 401 },
    { "/api/v2/alerts", "Authorization: Basic Og==\r\n", "[]", 401 },
    { "/v2/enqueue", NULL, "{" TRIGGER, 400 },
    { "/v2/enqueue", NULL, "{\"routing_key\":\"nonsense\"," TRIGGER, 400 },
  };

  for (guint by_tcp = 0; by_tcp <= 1; by_tcp++)
    {
      g_autoptr (LiveHub) hub = live_hub_new (FALSE);
      g_autofree char *key = live_key (hub, "api");
      g_autofree char *pair = g_strconcat ("user:", key, NULL);
      g_autofree char *basic = g_base64_encode ((const guchar *) pair, strlen (pair));

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autofree char *path = with_key (cases[i].path, key);
          g_autofree char *body = with_key (cases[i].body, key);
          g_autofree char *headers =
              cases[i].headers != NULL ? with_key (cases[i].headers, key) : NULL;
          GString *filled = g_string_new (headers);
          g_autoptr (LiveAnswer) answer = NULL;

          g_string_replace (filled, "BASIC", basic, 0);
          answer = live_ask (hub, &(LiveRequest){ .path = path,
                                                  .headers = headers != NULL ? filled->str : NULL,
                                                  .body = body,
                                                  .by_tcp = by_tcp });
          g_test_message ("%u: %s %s", i, cases[i].path, answer->body);
          g_assert_cmpuint (answer->status, ==, cases[i].status);
          g_assert_null (strstr (answer->body, "nonsense"));
          g_assert_null (strstr (answer->body, key)); /* never echoed */
          if (answer->status == 400)
            g_assert_nonnull (strstr (answer->body, "\"status\":\"invalid event\""));
          g_string_free (filled, TRUE);
        }
    }
}

static void
test_revoked_key (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) list = NULL, revoked = NULL;
  g_autofree char *path = NULL;
  const char *id;

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 202);
  list = live_get (hub, NULL, "/v1/keys");
  id = strstr (list->body, "\"id\":\"") + strlen ("\"id\":\"");
  path = g_strdup_printf ("/v1/keys/%.26s/revoke", id);
  revoked = live_post (hub, NULL, path, "{}");
  g_assert_cmpuint (revoked->status, ==, 200);
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 401);
}

/* A token is no integration key, and a key reads nothing. */
static void
test_key_is_no_token (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *token = live_token (hub, "ana", MUSTER_ACCESS_ADMIN);
  g_autoptr (LiveAnswer) read = live_get (hub, key, "/v1/incidents");

  g_assert_cmpuint (live_alert (hub, token, "{\"summary\":\"s\"}"), ==, 401);
  g_assert_cmpuint (read->status, ==, 401);
}

/* --- the journal fails --- */

static void
test_failing_journal (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/generic", key);
  g_autoptr (LiveAnswer) first = NULL, second = NULL, health = NULL;
  g_autofree char *retry = NULL;

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"before\"}"), ==, 202);
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  live_hub_fail_next (hub, 2);
  first = live_post (hub, NULL, path, "{\"summary\":\"lost\"}");
  g_assert_cmpuint (first->status, ==, 503);
  retry = live_answer_header (first, "Retry-After");
  g_assert_nonnull (retry);
  /* Until an append succeeds: also what needs none. */
  second = live_post (hub, NULL, path, "{\"summary\":\"before\"}");
  g_assert_cmpuint (second->status, ==, 503);
  health = live_get (hub, NULL, "/healthz");
  g_assert_cmpuint (health->status, ==, 503);
  live_hub_advance (hub, G_USEC_PER_SEC); /* tries again, in vain */
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"lost\"}"), ==, 503);
  live_hub_advance (hub, G_USEC_PER_SEC);
  g_test_assert_expected_messages ();
  /* What was answered is there, what was not is not. */
  g_assert_cmpuint (n_incidents (hub), ==, 1);
  g_assert_cmpstr (incident (hub, 1)->title, ==, "before");
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"lost\"}"), ==, 202);
  g_assert_cmpuint (n_incidents (hub), ==, 2);
  g_assert_cmpuint (live_hub_seq (hub), ==, muster_world_get_seq (live_hub_world (hub)));
}

/* What says that a thing is so already is no sooner answered than what made it so is on disk. */
static void
test_nothing_on_credit (void)
{
  static const char *const firing = "{\"summary\":\"s\"}";
  static const char *const resolved = "{\"summary\":\"s\",\"status\":\"resolved\"}";
  static const struct
  {
    const char *before; /* nullable: an alert */
    const char *path, *body;
  } cases[] = {
    { NULL, "/v1/intake/KEY/generic", firing },
    { firing, "/v1/intake/KEY/generic", resolved },
    { firing, "/v1/incidents/INC-1/acknowledge", "{}" },
    { firing, "/v1/incidents/INC-1/resolve", "{}" },
    { firing, "/v1/incidents/INC-1/title", "{\"title\":\"t\"}" },
  };

  for (guint fails = 0; fails <= 1; fails++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (LiveHub) hub = live_hub_new (FALSE);
        g_autofree char *key = live_key (hub, "api");
        g_autofree char *path = with_key (cases[i].path, key);
        const char *const paths[] = { path, path };
        const char *const bodies[] = { cases[i].body, cases[i].body };
        LiveAnswer *answers[2];

        if (cases[i].before != NULL)
          live_alert (hub, key, cases[i].before);
        live_hub_settle (hub);
        if (fails)
          {
            g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
            live_hub_fail_next (hub, 1);
          }
        live_post_both (hub, paths, bodies, answers);
        g_test_message ("%s %s: %u, %u", cases[i].path, cases[i].body, answers[0]->status,
                        answers[1]->status);
        for (guint a = 0; a < 2; a++)
          {
            g_assert_cmpuint (answers[a]->status == 503, ==, fails);
            live_answer_free (answers[a]);
          }
        g_test_assert_expected_messages ();
      }
}

/* Who looks at the board while the disk is full sees what is on it. */
static void
test_reads_while_failing (void)
{
  static const char *const paths[] = { "/v1/incidents", "/v1/incidents/INC-1",
                                       "/v1/snapshot",  "/v1/alerts",
                                       "/v1/me",        "/metrics" };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"before\"}"), ==, 202);
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  live_hub_fail_next (hub, 1);
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"lost\"}"), ==, 503);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (LiveAnswer) answer = live_get (hub, NULL, paths[i]);

      g_test_message ("%s", paths[i]);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_null (strstr (answer->body, "lost"));
    }
  {
    g_autoptr (LiveAnswer) command = live_post (hub, NULL, "/v1/incidents", "{\"title\":\"T\"}");
    g_assert_cmpuint (command->status, ==, 503);
  }
  g_test_assert_expected_messages ();
}

/* --- repeats --- */

static void
test_repeats_cost_nothing (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) alerts = NULL;
  guint64 seq;

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 202);
  live_hub_settle (hub);
  seq = live_hub_seq (hub);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 202);
  live_hub_settle (hub);
  g_assert_cmpuint (live_hub_seq (hub), ==, seq);
  alerts = live_get (hub, NULL, "/v1/alerts");
  g_assert_nonnull (strstr (alerts->body, "\"count\":21"));
}

/* --- time --- */

static LiveAnswer *
post_prometheus (LiveHub *hub, const char *key, const char *ends)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/prometheus", key);
  g_autofree char *body = g_strdup_printf ("[{\"labels\":{\"alertname\":\"A\"}%s%s%s}]",
                                           ends != NULL ? ",\"endsAt\":\"" : "",
                                           ends != NULL ? ends : "", ends != NULL ? "\"" : "");

  return live_post (hub, NULL, path, body);
}

static void
test_ends_by_time (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) fired = post_prometheus (hub, key, "2026-03-06T14:02:00Z");
  g_autoptr (LiveAnswer) again = NULL;

  g_assert_cmpuint (fired->status, ==, 200);
  live_hub_advance (hub, 110 * G_USEC_PER_SEC);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1);
  again = post_prometheus (hub, key, "2026-03-06T14:04:00Z"); /* puts it off */
  live_hub_advance (hub, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1);
  live_hub_advance (hub, 70 * G_USEC_PER_SEC); /* 14:04:00 */
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 0);
  g_assert_cmpuint (incident (hub, 1)->resolved, ==, 1);
}

/* A hub that had failed still keeps time, with nobody asking it anything: also where an end passed
 * while it failed. */
static void
test_time_after_failure (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) fired = post_prometheus (hub, key, "2026-03-06T14:00:00.5Z");

  g_assert_cmpuint (fired->status, ==, 200);
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  live_hub_fail_next (hub, 1);
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"lost\"}"), ==, 503);
  live_hub_advance (hub, 2 * G_USEC_PER_SEC);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1);
  live_hub_advance (hub, 11 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 0);
}

/* Without an end of its own it is believed for five minutes. */
static void
test_resolve_timeout (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) fired = post_prometheus (hub, key, NULL);

  g_assert_cmpuint (fired->status, ==, 200);
  live_hub_advance (hub, 299 * G_USEC_PER_SEC);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1);
  live_hub_advance (hub, G_USEC_PER_SEC);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 0);
}

static char *
thousand_alerts (void)
{
  GString *body = g_string_new ("[");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (body, "%s{\"labels\":{\"alertname\":\"A\",\"pod\":\"p%u\"}}",
                            i > 0 ? "," : "", i);
  g_string_append_c (body, ']');
  return g_string_free (body, FALSE);
}

/* Their ends were put off by repeats, which are not in the journal: the restart must not end them.
 */
static void
test_restart_grace (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/prometheus", key);
  g_autofree char *body = thousand_alerts ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

      g_assert_cmpuint (answer->status, ==, 200);
      live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
    }
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1000);
  live_hub_restart (hub);
  live_hub_settle (hub);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1000);
  live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1000);
  {
    g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  g_assert_cmpuint (n_incidents (hub), ==, 1);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1000);
  live_hub_advance (hub, 6 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 0);
  g_assert_cmpuint (incident (hub, 1)->resolved, ==, 1000);
}

/* As above, but the hub had no time to leave a snapshot: only the journal is there. */
static void
test_crash_grace (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) fired = post_prometheus (hub, key, NULL);

  live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  {
    g_autoptr (LiveAnswer) again = post_prometheus (hub, key, NULL);
    g_assert_cmpuint (again->status, ==, 200);
  }
  live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  live_hub_restart_without_snapshot (hub);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1);
  live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 1);
  live_hub_advance (hub, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (incident (hub, 1)->firing, ==, 0);
}

/* A person resolved it while it fires: what still comes is the old trouble, for a while. */
static void
test_resolved_while_firing (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) resolved = NULL;

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 202);
  resolved = live_post (hub, NULL, "/v1/incidents/INC-1/resolve", "{}");
  g_assert_cmpuint (resolved->status, ==, 200);
  live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 202);
  g_assert_cmpuint (n_incidents (hub), ==, 1);
  live_hub_advance (hub, 61 * G_USEC_PER_SEC);
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"s\"}"), ==, 202);
  g_assert_cmpuint (n_incidents (hub), ==, 2);
  g_assert_cmpint (incident (hub, 2)->firing, ==, 1);
}

/* --- dead letters --- */

static void
test_unreadable (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) letters = NULL;

  g_assert_cmpuint (live_alert (hub, key, "{\"summary\": broken"), ==, 400);
  live_hub_settle (hub);
  g_assert_cmpuint (n_incidents (hub), ==, 1);
  g_assert_cmpint (incident (hub, 1)->severity, ==, MUSTER_SEVERITY_LOW);
  letters = live_get (hub, NULL, "/v1/dead-letters");
  g_assert_nonnull (strstr (letters->body, "{\\\"summary\\\": broken"));
  g_assert_null (strstr (letters->body, key));
  /* The same again is kept too, and is the same alert. */
  g_assert_cmpuint (live_alert (hub, key, "{"), ==, 400);
  g_assert_cmpuint (n_incidents (hub), ==, 1);
}

/* A key is nowhere but as a hash, also where it stands in what could not be read. */
static void
test_no_key_kept (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *other = live_key (hub, "web");
  g_autofree char *body = g_strdup_printf (
      "{\"routing_key\":\"%s\",\"other\":%s,\"event_action\": trigger", key, other);
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/pagerduty", key);
  g_autoptr (LiveAnswer) refused = live_post (hub, NULL, path, body);
  g_autoptr (LiveAnswer) letters = live_get (hub, NULL, "/v1/dead-letters");

  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_nonnull (strstr (letters->body, "event_action"));
  g_assert_nonnull (strstr (letters->body, "\\\"routing_key\\\":\\\"****"));
  g_assert_null (strstr (letters->body, key));
  g_assert_null (strstr (letters->body, other));
}

static void
test_too_large (void)
{
  const gsize n = 16 * 1024 * 1024 + 1;
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/generic", key);
  g_autofree char *body = g_malloc (n);
  g_autoptr (LiveAnswer) answer = NULL, fits = NULL, command = NULL;

  memset (body, ' ', n);
  answer = live_ask (hub, &(LiveRequest){ .path = path, .body = body, .body_n = n });
  g_assert_cmpuint (answer->status, ==, 413);
  live_hub_settle (hub);
  g_assert_cmpuint (n_incidents (hub), ==, 1);
  g_assert_cmpint (incident (hub, 1)->severity, <, MUSTER_SEVERITY_LOW);
  g_assert_nonnull (strstr (incident (hub, 1)->title, "intake refused"));
  memcpy (body, "{\"summary\":\"large\"}", strlen ("{\"summary\":\"large\"}"));
  fits = live_ask (hub, &(LiveRequest){ .path = path, .body = body, .body_n = n - 1 });
  g_assert_cmpuint (fits->status, ==, 202);
  command = live_ask (
      hub, &(LiveRequest){ .path = "/v1/incidents", .body = body, .body_n = 1024 * 1024 + 1 });
  g_assert_cmpuint (command->status, ==, 413);
}

/* Times of the journal are behind: it is said, and nothing else comes of it. */
static void
test_clock_set_back (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (TRUE);
  g_autofree char *key = live_key (hub, "shop");

  live_alert (hub, key, "{\"summary\":\"s\"}");
  muster_clock_step (hub->clock, -400 * G_TIME_SPAN_DAY);
  g_test_expect_message ("muster", G_LOG_LEVEL_MESSAGE, "the clock was set back: it says 2025-*");
  live_hub_restart (hub);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"other\"}"), ==, 202);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (live_hub_world (hub))), ==,
                    2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/answers", test_answers);
  g_test_add_func ("/intake/mapped", test_mapped);
  g_test_add_func ("/intake/bad-mapping", test_bad_mapping);
  g_test_add_func ("/intake/heartbeats", test_heartbeats);
  g_test_add_func ("/intake/pings-of-nobody", test_pings_of_nobody);
  g_test_add_func ("/intake/places-of-key", test_places_of_key);
  g_test_add_func ("/intake/revoked-key", test_revoked_key);
  g_test_add_func ("/intake/key-is-no-token", test_key_is_no_token);
  g_test_add_func ("/intake/failing-journal", test_failing_journal);
  g_test_add_func ("/intake/time-after-failure", test_time_after_failure);
  g_test_add_func ("/intake/nothing-on-credit", test_nothing_on_credit);
  g_test_add_func ("/intake/reads-while-failing", test_reads_while_failing);
  g_test_add_func ("/intake/repeats-cost-nothing", test_repeats_cost_nothing);
  g_test_add_func ("/intake/ends-by-time", test_ends_by_time);
  g_test_add_func ("/intake/resolve-timeout", test_resolve_timeout);
  g_test_add_func ("/intake/restart-grace", test_restart_grace);
  g_test_add_func ("/intake/crash-grace", test_crash_grace);
  g_test_add_func ("/intake/clock-set-back", test_clock_set_back);
  g_test_add_func ("/intake/resolved-while-firing", test_resolved_while_firing);
  g_test_add_func ("/intake/unreadable", test_unreadable);
  g_test_add_func ("/intake/no-key-kept", test_no_key_kept);
  g_test_add_func ("/intake/too-large", test_too_large);
  return g_test_run ();
}
