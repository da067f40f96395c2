/* questions.c - senders that are told what became of what they sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/request-outcomes.h"
#include "live-hub.h"

#include <string.h>

static LiveAnswer *
ask (LiveHub *hub, const char *key, const char *request)
{
  g_autofree char *path = g_strconcat ("/v2/alerts/requests/", request, NULL);
  g_autofree char *headers = g_strdup_printf ("Authorization: GenieKey %s\r\n", key);

  return live_ask (hub, &(LiveRequest){ .path = path, .headers = headers, .by_tcp = TRUE });
}

static char *
post (LiveHub *hub, const char *key, const char *path, const char *body)
{
  g_autofree char *headers =
      g_strdup_printf ("Authorization: GenieKey %s\r\nContent-Type: application/json\r\n", key);
  g_autoptr (LiveAnswer) answer = live_ask (
      hub, &(LiveRequest){ .path = path, .headers = headers, .body = body, .by_tcp = TRUE });

  g_assert_cmpuint (answer->status, ==, 202);
  return live_answer_string (answer, "requestId");
}

/* --- Opsgenie --- */

/* As its clients do it: create, ask, and go on with the alert's id that the answer has. */
static void
test_opsgenie (void)
{
  static const struct
  {
    const char *path, *body, *told;
  } cases[] = {
    { "/v2/alerts/db-1/acknowledge?identifierType=alias", "{}",
      "{\"data\":{\"success\":false,\"action\":\"Acknowledge\",\"processedAt\":"
      "\"2026-03-06T14:00:00Z\",\"integrationId\":\"KEY\",\"isSuccess\":false,"
      "\"status\":\"Alert does not exist\",\"alertId\":\"\",\"alias\":\"\"}," },
    { "/v2/alerts", "{\"message\":\"disk is \\\"full\\\"\",\"alias\":\"db-1\"}",
      "{\"data\":{\"success\":true,\"action\":\"Create\",\"processedAt\":"
      "\"2026-03-06T14:00:00Z\",\"integrationId\":\"KEY\",\"isSuccess\":true,"
      "\"status\":\"Created alert\",\"alertId\":\"db-1\",\"alias\":\"db-1\"}," },
    { "/v2/alerts", "{\"message\":\"disk is full\",\"alias\":\"db-1\"}",
      "{\"data\":{\"success\":true,\"action\":\"Create\",\"processedAt\":"
      "\"2026-03-06T14:00:00Z\",\"integrationId\":\"KEY\",\"isSuccess\":true,"
      "\"status\":\"Counted as a repeat of an open alert\",\"alertId\":\"db-1\","
      "\"alias\":\"db-1\"}," },
    { "/v2/alerts/db-1/acknowledge", "{}",
      "{\"data\":{\"success\":true,\"action\":\"Acknowledge\",\"processedAt\":"
      "\"2026-03-06T14:00:00Z\",\"integrationId\":\"KEY\",\"isSuccess\":true,"
      "\"status\":\"Acknowledged alert\",\"alertId\":\"db-1\",\"alias\":\"db-1\"}," },
    { "/v2/alerts/db-1/close", "{}",
      "{\"data\":{\"success\":true,\"action\":\"Close\",\"processedAt\":"
      "\"2026-03-06T14:00:00Z\",\"integrationId\":\"KEY\",\"isSuccess\":true,"
      "\"status\":\"Closed alert\",\"alertId\":\"db-1\",\"alias\":\"db-1\"}," },
    { "/v2/alerts/db-1/close", "{}",
      "{\"data\":{\"success\":false,\"action\":\"Close\",\"processedAt\":"
      "\"2026-03-06T14:00:00Z\",\"integrationId\":\"KEY\",\"isSuccess\":false,"
      "\"status\":\"Alert does not exist\",\"alertId\":\"\",\"alias\":\"\"}," },
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autoptr (LiveAnswer) keys = live_get (hub, NULL, "/v1/keys");
  const char *id = strstr (keys->body, "\"id\":\"") + strlen ("\"id\":\"");
  g_autofree char *key_id = g_strndup (id, MUSTER_ULID_TEXT_BYTES);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = post (hub, key, cases[i].path, cases[i].body);
      g_autoptr (LiveAnswer) answer = ask (hub, key, request);
      g_autoptr (GString) expected = g_string_new (cases[i].told);

      g_string_replace (expected, "KEY", key_id, 0);
      g_string_append_printf (expected, "\"took\":0,\"requestId\":\"%s\"}", request);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (answer->body, ==, expected->str);
    }
}

/* Every alert without an alias is one of its own, and can be closed by the id that is told. */
static void
test_opsgenie_without_alias (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *request = post (hub, key, "/v2/alerts", "{\"message\":\"m\"}");
  g_autoptr (LiveAnswer) answer = ask (hub, key, request), closed = NULL;
  const char *id = strstr (answer->body, "\"alertId\":\"") + strlen ("\"alertId\":\"");
  g_autofree char *path = g_strdup_printf ("/v2/alerts/%.26s/close", id);
  g_autofree char *close = post (hub, key, path, "{}");

  closed = ask (hub, key, close);
  g_assert_nonnull (strstr (closed->body, "\"isSuccess\":true,\"status\":\"Closed alert\""));
}

/* Who may ask, and for what. */
static void
test_opsgenie_refusals (void)
{
  static const char unknown[] = "{\"message\":\"Request not found";
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *other = live_key (hub, "db");
  g_autofree char *token = live_token (hub, "ana", MUSTER_ACCESS_ADMIN);
  g_autofree char *request = post (hub, key, "/v2/alerts", "{\"message\":\"m\"}");
  const struct
  {
    const char *key, *request;
    guint status;
    const char *body;
  } cases[] = {
    { key, request, 200, "{\"data\":{\"success\":true" },
    { other, request, 404, unknown },
    { key, "01ARZ3NDEKTSV4RRFFQ69G5FAV", 404, unknown },
    { key, "513085b8-caf3-4f91-aa23-be5fdefc3570", 404, unknown },
    { key, "00000000000000000000000000", 404, unknown },
    { key, "a%20b", 404, unknown },
    { token, request, 401, "{\"message\":\"The integration key is missing" },
    { "nonsense", request, 401, "{\"message\":\"The integration key is missing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LiveAnswer) answer = ask (hub, cases[i].key, cases[i].request);

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, answer->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_true (g_str_has_prefix (answer->body, cases[i].body));
    }
}

/* With the key in other places; what is asked for is not posted to. */
static void
test_opsgenie_paths (void)
{
  static const struct
  {
    const char *path, *method;
    guint status;
  } cases[] = {
    { "/v2/alerts/requests/REQUEST?apiKey=KEY", "GET", 200 },
    { "/v1/intake/KEY/v2/alerts/requests/REQUEST", "GET", 200 },
    { "/v1/intake/KEY/opsgenie/v2/alerts/requests/REQUEST", "GET", 200 },
    { "/v2/alerts/requests/REQUEST", "GET", 401 },
    { "/v1/intake/KEY/v2/alerts/requests/REQUEST", "POST", 404 },
    { "/v1/intake/KEY/v2/alerts/requests", "GET", 404 },
    { "/v1/intake/KEY/v2/alerts", "GET", 404 },
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *request = post (hub, key, "/v2/alerts", "{\"message\":\"m\"}");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) path = g_string_new (cases[i].path);
      g_autoptr (LiveAnswer) answer = NULL;

      g_string_replace (path, "KEY", key, 0);
      g_string_replace (path, "REQUEST", request, 0);
      answer = live_ask (hub, &(LiveRequest){ .method = cases[i].method, .path = path->str });
      g_test_message ("%s %s: %s", cases[i].method, cases[i].path, answer->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

/* What was lost as the journal failed is no success that can be asked for. */
static void
test_opsgenie_failing (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *request = post (hub, key, "/v2/alerts", "{\"message\":\"m\"}");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/v2/alerts", key);
  g_autoptr (LiveAnswer) lost = NULL, told = NULL;

  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  live_hub_fail_next (hub, 1);
  lost = live_post (hub, NULL, path, "{\"message\":\"lost\"}");
  g_test_assert_expected_messages ();
  g_assert_cmpuint (lost->status, ==, 503);
  g_assert_null (strstr (lost->body, "requestId"));
  told = ask (hub, key, request);
  g_assert_cmpuint (told->status, ==, 200);
}

/* --- GoAlert --- */

static LiveAnswer *
post_goalert (LiveHub *hub, const char *key, const char *query, const char *accept)
{
  g_autofree char *path =
      g_strdup_printf ("/api/v2/generic/incoming?token=%s&dedup=d%s", key, query);
  g_autofree char *headers = g_strdup_printf ("Accept: %s\r\n", accept);

  return live_ask (
      hub, &(LiveRequest){
               .method = "POST", .path = path, .headers = headers, .body = "", .by_tcp = TRUE });
}

static void
test_goalert (void)
{
  static const struct
  {
    const char *query, *accept;
    guint status;
    const char *body; /* printf's, of the service's id */
  } cases[] = {
    { "&action=close", "application/json", 200,
      "{\"AlertID\":0,\"ServiceID\":\"\",\"IsNew\":false}" },
    { "&summary=s", "application/json", 200,
      "{\"AlertID\":1,\"ServiceID\":\"SERVICE\",\"IsNew\":true}" },
    { "&summary=s", "application/json", 200,
      "{\"AlertID\":1,\"ServiceID\":\"SERVICE\",\"IsNew\":false}" },
    { "&summary=s", "*/*", 204, "" },
    { "&summary=s", "text/html, application/json", 204, "" },
    { "&action=close", "application/json", 200,
      "{\"AlertID\":1,\"ServiceID\":\"SERVICE\",\"IsNew\":false}" },
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *service = NULL;
  const MusterObject *object = muster_directory_resolve (
      muster_world_get_directory (live_hub_world (hub)), "service", "api");

  service = muster_ulid_to_string (object->id);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LiveAnswer) answer = post_goalert (hub, key, cases[i].query, cases[i].accept);
      g_autoptr (GString) expected = g_string_new (cases[i].body);

      g_string_replace (expected, "SERVICE", service, 0);
      g_test_message ("%s, %s", cases[i].query, cases[i].accept);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_cmpstr (answer->body, ==, expected->str);
    }
}

/* --- the table --- */

static MusterUlid
id (guint n)
{
  return (MusterUlid){ 1, n };
}

/* The latest of each key, and no more of them than it holds. */
static void
test_bounded (void)
{
  g_autoptr (MusterRequestOutcomes) outcomes = muster_request_outcomes_new (5);

  g_assert_null (muster_request_outcomes_find (outcomes, id (0), id (100)));
  for (guint i = 0; i < 23; i++)
    {
      const MusterReportOutcome outcome = { .incident = i, .key = id (100 + i % 2) };

      muster_request_outcomes_add (outcomes, id (i), &outcome);
      for (guint k = 0; k <= 23; k++)
        {
          const MusterReportOutcome *found =
              muster_request_outcomes_find (outcomes, id (k), id (100 + k % 2));

          g_assert_cmpint (found != NULL, ==, k <= i && k + 5 > i);
          if (found != NULL)
            g_assert_cmpuint (found->incident, ==, k);
          g_assert_null (muster_request_outcomes_find (outcomes, id (k), id (101 - k % 2)));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/questions/opsgenie", test_opsgenie);
  g_test_add_func ("/questions/opsgenie/without-alias", test_opsgenie_without_alias);
  g_test_add_func ("/questions/opsgenie/refusals", test_opsgenie_refusals);
  g_test_add_func ("/questions/opsgenie/paths", test_opsgenie_paths);
  g_test_add_func ("/questions/opsgenie/failing", test_opsgenie_failing);
  g_test_add_func ("/questions/goalert", test_goalert);
  g_test_add_func ("/questions/bounded", test_bounded);
  return g_test_run ();
}
