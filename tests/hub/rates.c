/* rates.c - how often a token may ask, and what a clock that is set does to alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#define BURST 500

static guint
ask (LiveHub *hub, const char *token)
{
  g_autoptr (LiveAnswer) answer = live_get (hub, token, "/v1/me");

  if (answer->status == 429)
    {
      g_autofree char *retry = live_answer_header (answer, "Retry-After");

      g_assert_cmpstr (retry, ==, "1");
    }
  return answer->status;
}

/* Security R6: 50 a second, 500 at once; never the owner on the socket. */
static void
test_tokens_have_a_rate (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *token = live_token (hub, "ana", MUSTER_ACCESS_VIEWER);
  g_autofree char *other = live_token (hub, "ben", MUSTER_ACCESS_VIEWER);

  for (guint i = 0; i < BURST; i++)
    g_assert_cmpuint (ask (hub, token), ==, 200);
  g_assert_cmpuint (ask (hub, token), ==, 429);
  g_assert_cmpuint (ask (hub, other), ==, 200);
  g_assert_cmpuint (ask (hub, NULL), ==, 200);
  live_hub_advance (hub, G_USEC_PER_SEC);
  for (guint i = 0; i < 50; i++)
    g_assert_cmpuint (ask (hub, token), ==, 200);
  g_assert_cmpuint (ask (hub, token), ==, 429);
}

/* A flood on an integration key is folded, never put off (protocol §6). */
static void
test_keys_have_none (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");

  for (guint i = 0; i < BURST + 100; i++)
    g_assert_cmpuint (live_alert (hub, key, "{\"summary\":\"again\"}"), ==, 202);
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (hub)), ==, 1);
}

/* What ends by the wall clock does not end because somebody set it. */
static void
test_a_clock_set_forward_resolves_nothing (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "api");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/api/v2/alerts", key);
  g_autoptr (LiveAnswer) posted =
      live_post (hub, NULL, path, "[{\"labels\":{\"alertname\":\"A\"}}]");
  g_autoptr (LiveAnswer) asked = NULL;
  const MusterAlertIndex *alerts;

  g_assert_cmpuint (posted->status, ==, 200);
  muster_clock_step (hub->clock, G_TIME_SPAN_HOUR);
  asked = live_get (hub, NULL, "/v1/me");
  live_hub_settle (hub);
  alerts = muster_world_get_alerts (live_hub_world (hub));
  g_assert_cmpuint (muster_alert_index_firing (alerts), ==, 1);
  live_hub_advance (hub, 4 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (muster_alert_index_firing (alerts), ==, 1);
  live_hub_advance (hub, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (muster_alert_index_firing (alerts), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/rates/tokens", test_tokens_have_a_rate);
  g_test_add_func ("/hub/rates/keys", test_keys_have_none);
  g_test_add_func ("/hub/rates/clock-set-forward", test_a_clock_set_forward_resolves_nothing);
  return g_test_run ();
}
