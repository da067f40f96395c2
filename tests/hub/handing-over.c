/* handing-over.c - asking for shifts, and handing them over, over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

/* A week each from Monday 2026-03-02 09:00; it is Friday the 6th, 14:00. */
#define ROTA                                                                                       \
  "{\"object\":\"schedule\",\"name\":\"pay\",\"body\":{\"zone\":\"UTC\",\"holidays\":["            \
  "\"2026-03-04\"],\"layers\":[{\"name\":\"weekly\",\"start\":\"2026-03-02T09:00\",\"every\":"     \
  "\"1 week\",\"members\":[\"ana\",\"ben\"]}]}}"

static void
do_it (LiveHub *hub, const char *token, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (hub, token, path, body);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
assert_says (LiveHub *hub, const char *path, const char *wanted)
{
  g_autoptr (LiveAnswer) answer = live_get (hub, NULL, path);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (answer->body, wanted));
}

static LiveHub *
new_hub (void)
{
  LiveHub *hub = live_hub_new (FALSE);

  do_it (hub, NULL, "/v1/config", "{\"object\":\"person\",\"name\":\"ana\"}");
  do_it (hub, NULL, "/v1/config",
         "{\"object\":\"person\",\"name\":\"ben\",\"body\":{\"zone\":"
         "\"Asia/Tokyo\",\"holidays\":[\"2026-03-10\"]}}");
  do_it (hub, NULL, "/v1/config", ROTA);
  do_it (hub, NULL, "/v1/config",
         "{\"object\":\"policy\",\"name\":\"p\",\"body\":{\"steps\":[{\"notify\":[{\"schedule\":"
         "\"pay\"}]}]}}");
  return hub;
}

static char *
first_id (LiveHub *hub, const char *token, const char *path)
{
  g_autoptr (LiveAnswer) answer = live_get (hub, token, path);
  const char *id = strstr (answer->body, "\"id\":\"");

  g_assert_nonnull (id);
  return g_strndup (id + 6, MUSTER_ULID_TEXT_BYTES);
}

static void
test_request (void)
{
  g_autoptr (LiveHub) hub = new_hub ();
  g_autofree char *ana = live_token (hub, "ana", MUSTER_ACCESS_RESPONDER);
  g_autofree char *ben = live_token (hub, "ben", MUSTER_ACCESS_RESPONDER);
  g_autofree char *id = NULL, *offer = NULL, *accept = NULL, *preview = NULL;
  g_autoptr (LiveAnswer) previewed = NULL;

  do_it (hub, ben, "/v1/schedules/pay/ask",
         "{\"from\":\"2026-03-09T09:00:00Z\",\"to\":\"2026-03-16T09:00:00Z\",\"note\":\"away\"}");
  id = first_id (hub, ana, "/v1/shift-requests");
  assert_says (hub, "/v1/shift-requests",
               "\"note\":\"away\",\"state\":\"open\",\"endedAt\":null,"
               "\"offers\":[]");
  assert_says (hub, "/v1/schedules/pay/roster", "\"requests\":[{\"id\":\"");
  offer = g_strdup_printf ("/v1/shift-requests/%s/offer", id);
  accept = g_strdup_printf ("/v1/shift-requests/%s/accept", id);
  preview = g_strconcat (accept, "?preview", NULL);
  do_it (hub, ana, offer, "{\"from\":\"2026-03-16T09:00:00Z\",\"to\":\"2026-03-23T09:00:00Z\"}");
  previewed = live_post (hub, ben, preview, "{}");
  g_test_message ("%s", previewed->body);
  g_assert_nonnull (strstr (previewed->body, "{\"name\":\"ana\",\"hours\":0,"));
  do_it (hub, ben, accept, "{\"person\":\"ana\"}");
  assert_says (hub, "/v1/shift-requests", "\"state\":\"accepted\"");
  assert_says (hub, "/v1/schedules/pay/roster", "\"requests\":[]");
  assert_says (hub, "/v1/schedules", "\"onCall\":[{\"id\":\"");
  assert_says (hub, "/v1/oncall?at=2026-03-17T00:00:00Z", "\"name\":\"ben\"");
}

static void
test_candidates (void)
{
  g_autoptr (LiveHub) hub = new_hub ();
  g_autoptr (LiveAnswer) wrong = live_get (hub, NULL, "/v1/schedules/pay/candidates");

  assert_says (hub,
               "/v1/schedules/pay/candidates?from=2026-03-10T09:00:00Z&to=2026-03-11T09:00:00Z",
               "{\"items\":[{\"name\":\"ana\",\"restBefore\":1,\"restAfter\":5,");
  assert_says (hub,
               "/v1/schedules/pay/candidates?from=2026-03-10T09:00:00Z&to=2026-03-11T09:00:00Z",
               "\"broken\":[\"1 day of rest before, the rule asks for 14\",\"5 days of rest after, "
               "the rule asks for 14\"]");
  g_assert_cmpuint (wrong->status, ==, 400);
}

static void
test_fairness (void)
{
  g_autoptr (LiveHub) hub = new_hub ();

  assert_says (hub, "/v1/schedules/pay/fairness?from=2026-03-02T09:00:00Z&to=2026-03-16T09:00:00Z",
               "{\"name\":\"ana\",\"hours\":168,\"overload\":0,\"shifts\":1,");
  assert_says (
      hub, "/v1/schedules/pay/fairness?from=2026-03-02T09:00:00Z&to=2026-03-16T09:00:00Z",
      "\"holidayHours\":24,\"holidays\":1,\"pages\":0,\"sleepPages\":0},{\"name\":\"ben\"");
  do_it (hub, NULL, "/v1/incidents", "{\"title\":\"T\"}");
  do_it (hub, NULL, "/v1/incidents/INC-1/page", "{\"target\":\"person:ana\"}");
  live_hub_advance (hub, 10 * G_TIME_SPAN_HOUR); /* to midnight */
  do_it (hub, NULL, "/v1/incidents/INC-1/page", "{\"target\":\"person:ana\"}");
  assert_says (hub, "/v1/schedules/pay/fairness?from=2026-03-02T09:00:00Z&to=2026-03-16T09:00:00Z",
               "\"pages\":2,\"sleepPages\":1},{\"name\":\"ben\"");
}

/* Two of three weeks are ana's: ben had better have some. */
static void
test_rebalance (void)
{
  g_autoptr (LiveHub) hub = new_hub ();

  assert_says (hub, "/v1/schedules/pay/rebalance", "{\"items\":[]");
  do_it (hub, NULL, "/v1/schedules/pay/override",
         "{\"kind\":\"cover\",\"person\":\"ana\",\"from\":\"2026-03-09T09:00:00Z\","
         "\"to\":\"2026-04-20T09:00:00Z\"}");
  assert_says (hub, "/v1/schedules/pay/rebalance", "{\"items\":[{\"person\":\"ana\",\"other\":\"");
}

static void
test_handover (void)
{
  g_autoptr (LiveHub) hub = new_hub ();
  g_autofree char *ben = live_token (hub, "ben", MUSTER_ACCESS_RESPONDER);
  g_autofree char *id = NULL, *confirm = NULL;

  assert_says (hub, "/v1/schedules/pay/handover", "\"text\":null");
  do_it (hub, NULL, "/v1/schedules/pay/watch", "{\"text\":\"the import\"}");
  assert_says (hub, "/v1/schedules/pay/handover",
               "\"text\":\"**Watch this**\\n- the import (owner)\\n\"");
  live_hub_advance (hub, 67 * G_TIME_SPAN_HOUR);
  assert_says (hub, "/v1/handovers", "\"at\":\"2026-03-09T09:00:00Z\"");
  assert_says (hub, "/v1/handovers", "\"overdue\":false");
  live_hub_advance (hub, 30 * G_TIME_SPAN_MINUTE);
  assert_says (hub, "/v1/handovers", "\"confirmedAt\":null,\"confirmedBy\":null,\"overdue\":true");
  id = first_id (hub, ben, "/v1/handovers");
  confirm = g_strdup_printf ("/v1/handovers/%s/confirm", id);
  do_it (hub, ben, confirm, "{}");
  assert_says (hub, "/v1/handovers", "\"overdue\":false");
  assert_says (hub, "/v1/schedules/pay/handover", "\"text\":null");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handing-over/request", test_request);
  g_test_add_func ("/handing-over/candidates", test_candidates);
  g_test_add_func ("/handing-over/fairness", test_fairness);
  g_test_add_func ("/handing-over/rebalance", test_rebalance);
  g_test_add_func ("/handing-over/handover", test_handover);
  return g_test_run ();
}
